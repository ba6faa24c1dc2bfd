"""Lines between the MRN and the SUBJECT that carry no label: captions and passing lines."""

import re
from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

from reftel.gazetteer import markings, posts
from reftel.telegram.record import Passing, Read
from reftel.telegram.text import WORD, placed

T = TypeVar("T")
PASSING: Final = re.compile(
    r"(?:(?P<place>(?!(?:FOR|(?:RE)?PASS|ALSO|PLEASE|PLS)\b)[A-Z][\w .,'/&();\-]{0,70}?)"
    r"[\s:,\-]{1,4})?(?:ALSO\s{1,3})?"
    r"(?P<verb>FOR|(?:(?:PLEASE|PLS)\s{1,3})?(?:RE)?PASS)\b[ \t:]*(?P<to>TO\b[ \t:]*)?"
    r"(?P<targets>\S.*)?$",
    re.IGNORECASE,
)
AGENCY: Final = re.compile(
    r"(?:SEC)?(?:STATE|DEPT|DEPARTMENT|USDOC|COMMERCE|TREASURY|USTR|NSC|SECDEF|USDA|JUSTICE|DOJ|DOE"
    r"|ENERGY|INTERIOR|LABOR|USAID|AID|DOD|JCS|OSD|CIA|DIA|FBI|DEA|DHS|EPA|EXIM|OPIC|FAA|HHS|NASA"
    r"|WHITE HOUSE|NSF|ATF|BICE|ICE)\b",
    re.IGNORECASE,
)
NEXT: Final = re.compile(
    r"(?:[,;]\s{1,3}(?P<place>[A-Z][A-Z.' ]{1,30}?)|\s(?P<own>STATE|DEPT|DEPARTMENT|SECSTATE))"
    r"\s{1,3}(?:ALSO\s{1,3})?(?:(?:PLEASE|PLS)\s{1,3})?(?P<verb>FOR|(?:RE)?PASS)\b"
)
DEPARTMENT: Final = frozenset(("STATE", "DEPT", "DEPARTMENT", "SECSTATE"))
NOT_A_PLACE: Final = frozenset(("NOT", "THIS", "UNCLASSIFIED", "SENSITIVE", "SUMMARY"))
SBU: Final = re.compile(r"(?:SENSITIVE\s{1,3}BUT\s{1,3}UNCLASSIFIED|SBU\b)", re.IGNORECASE)
STAMP: Final = re.compile(
    r"""(?:DECAPTIONED
    |(?:DECLASSIFIED|RELEASED)\s?/\s?(?:DECLASSIFIED|RELEASED)\s.{0,80}
    |COPY\s{1,3}FROM\s{1,3}(?:THE\s{1,3})?NATIONAL\s{1,3}ARCHIVES.{0,40}
    |RG\s{0,2}\d{2,3}\b:.{0,80}
    |(?:19\d\d-\d{2,4}\s{1,3})?CENTRAL\s{1,3}FOREIGN\s{1,3}POLICY\s{1,3}FILES?.{0,40}
    |FILE:\s{0,3}[A-Z]{2,6}\s{1,3}\d.{0,40}
    |ORIGINAL\s{1,3}TELEGRAM\s{1,3}WAS\s{1,3}.{0,40}\bHAS\s{1,3}SINCE\s{1,3}BEEN\b.{0,20}
    |DE-?CLASSIFIED)[.\s]{0,3}$""",
    re.IGNORECASE | re.VERBOSE,
)
STAMP_LETTERS: Final = frozenset("DdRrCcFfOo1")
REVIEWED: Final = re.compile(r"\bEO\s{1,3}SYSTEMATIC\s{1,3}REVIEW\b", re.IGNORECASE)
CORRECTED: Final = "CORRECTEDCOPY"
PART: Final = re.compile(r"[^/]+")
OF_TRAVELLERS: Final = frozenset(("CODEL", "STAFFDEL"))
LONGEST_CAPTION: Final = 70
LONGEST_STAMP: Final = 120
MOST_WORDS: Final = 7
WRAPPED: Final = 40  # letters of a passing line that has come to the margin
AROUND: Final = "\"'()*.,;:-/ \t"


class Unlabelled(NamedTuple):
    """What a line without a label is: captions, a passing line, or neither."""

    captions: tuple[Read[str], ...] = ()
    passing: tuple[Read[Passing], ...] = ()
    known: bool = False
    other: bool = False  # the last caption is in no table: it may as well be a wrapped line


def unlabelled(at: int, line: str) -> Unlabelled:
    """Read a line that no label begins; ``known`` is False for plain text."""
    found = _remembered(line) if len(line) <= LONGEST_CAPTION else _read(line)
    captions, passing, known, other = found
    if not captions and not passing:
        return found
    moved = tuple([_moved(one, at) for one in passing])
    return Unlabelled(tuple([_moved(one, at) for one in captions]), moved, known, other)


def stamp(line: str) -> bool:
    """Whether a line is an archive's own, set on the copy long after the telegram was sent.

    The stamp of a systematic review, ``DECAPTIONED``, the lines of a copy from the National
    Archives: no part of the message wherever they stand.

    >>> stamp("Declassified/Released US Department of State EO Systematic Review 30 JUN 2005")
    True
    """
    if len(line) > LONGEST_STAMP:
        return False
    if line[:1] in STAMP_LETTERS and STAMP.match(line):
        return True
    return "eview" in line.lower() and REVIEWED.search(line) is not None


def _moved(read: Read[T], at: int) -> Read[T]:
    value, (start, end) = read
    return placed(value, start + at, end + at)


def _read(line: str) -> Unlabelled:
    """What a line says, its spans counted from its own beginning."""
    captions, start = _leading_captions(line)
    end = len(line)
    if start >= end:
        return Unlabelled(tuple(captions), (), known=bool(captions))
    rest = line[start:]
    named = bool(captions) and captions[-1].value in OF_TRAVELLERS  # CODEL, and whose it is
    if named or _numbered(rest) or (not captions and stamp(rest)):
        return Unlabelled(tuple(captions), (), known=True)
    spaced = _spaced_caption(rest)
    passing = () if spaced else _several(rest, start, end)
    other = False
    if spaced is None and not passing and len(rest) <= LONGEST_CAPTION:
        if SBU.match(rest.lstrip("\"'*(")):
            spaced = "SENSITIVE"
        elif _other_caption(rest):
            spaced, other = " ".join(rest.split()).strip(AROUND), True
    if spaced is not None:
        captions.append(placed(spaced, start, end))
    known = spaced is not None or bool(passing)
    return Unlabelled(tuple(captions), passing, known=known, other=other)


# SIPDIS, STATE FOR EUR: thousands have the same
_remembered: Final = lru_cache(maxsize=4096)(_read)


def _spaced_caption(rest: str) -> str | None:
    """A caption with a space between its letters: ``N O D I S``, ``C O R R E C T E D C O P Y``."""
    if len(rest) > 2 * LONGEST_CAPTION:
        return None
    squeezed = "".join(rest.split()).upper().strip(AROUND)
    if squeezed.startswith(CORRECTED):
        return "CORRECTED COPY"
    return squeezed if squeezed in markings.CAPTIONS else None


def is_caption(line: str) -> bool:
    """Whether a line holds nothing but one known caption: SIPDIS in the middle of a text."""
    return line.strip(AROUND).upper() in markings.CAPTIONS


def continues_passing(previous: Read[Passing], line: str) -> bool:
    """Whether a line of capitals without a verb goes on with the passing line above it."""
    if len(line) > 2 * LONGEST_CAPTION or line.upper() != line:
        return False
    (_, _, targets), (start, end) = previous
    return (
        len(line.split()) <= MOST_WORDS
        or "/" in line
        or targets.endswith((",", ";", "AND", "&", "/"))
        or targets.count("(") > targets.count(")")
        or end - start > WRAPPED
    )


def _leading_captions(line: str) -> tuple[list[Read[str]], int]:
    """The known captions that a line begins with, and where the rest of it stands."""
    found: list[Read[str]] = []
    if len(line) > 4 * LONGEST_CAPTION:
        return found, 0
    words = WORD.finditer(line)
    match = next(words, None)
    while match is not None:
        one = match.group().strip(AROUND).upper()
        below = next(words, None)
        two = f"{one} {below.group().strip(AROUND).upper()}" if below is not None else ""
        start, end = match.span()
        if below is not None and two in markings.CAPTIONS:
            found.append(placed(two, start, below.end()))
            below = next(words, None)
        elif one in markings.CAPTIONS and not (one == "SENSITIVE" and two.endswith(" BUT")):
            found.append(placed(one, start, end))
        elif one and not ("/" in one and _joined_captions(match, found)):
            return found, start if found else 0
        match = below
    return found, len(line)


def _joined_captions(word: re.Match[str], found: list[Read[str]]) -> bool:
    """Adds the captions of a word like ``NOFORN//ORCON``, where it is nothing else."""
    parts = list(PART.finditer(word.string, *word.span()))
    if not all(part.group().upper() in markings.CAPTIONS for part in parts):
        return False
    found += [placed(part.group().upper(), *part.span()) for part in parts]
    return True


def _numbered(rest: str) -> bool:
    """Whether a line is nothing but a station and a number: the first line once more."""
    name, _, number = rest.rpartition(" ")
    return number.isdecimal() and posts.station(name) is not None


def _several(rest: str, start: int, end: int) -> tuple[Read[Passing], ...]:
    """The passing instructions of a line: ``LONDON FOR ROE, PARIS FOR DOE`` has two."""
    first = _passing(rest, start, end)
    if first is None or not ("FOR" in first.value.targets or "PASS" in first.value.targets):
        return () if first is None else (first,)
    for match in NEXT.finditer(rest):
        place = match["own"] or match["place"]
        named = AGENCY.fullmatch(place) is not None or posts.station(place) is not None
        passed_on = first.value.kind == "pass" and place not in DEPARTMENT
        if not named or (passed_on and match["verb"] == "FOR"):
            continue  # DEPT PASS TO USTR FOR ROE, USDOC FOR DOE: whom the Department is to tell
        at = match.start("own") if match["own"] else match.start("place")
        head = _passing(rest[: match.start()], start, start + match.start())
        if head is not None:
            return head, *_several(rest[at:], start + at, end)
    return (first,)


def _passing(rest: str, start: int, end: int) -> Read[Passing] | None:
    if len(rest) > 600:
        return None
    match = PASSING.match(rest)
    if match is not None:
        place = (match["place"] or "").strip(AROUND)
        first = place.split(" ", 1)[0].upper()
        targets = " ".join((match["targets"] or "").split())
        shouted = (
            match["verb"].isupper()
            or AGENCY.match(place) is not None
            or (not place and "/" in targets)
        )
        if shouted and first not in NOT_A_PLACE and len(place.split()) <= 8:
            kind = "pass" if "PASS" in match["verb"].upper() else "for"
            return placed(Passing(kind, place, targets), start, end)
    agency = AGENCY.match(rest)
    if agency is not None and "/" in rest and rest.upper() == rest:
        targets = " ".join(rest[agency.end() :].split()).lstrip(AROUND)
        return placed(Passing("for", agency.group(), targets), start, end)
    return None


def _other_caption(rest: str) -> bool:
    """An upper-case line of a few words: a handling instruction of some office."""
    return (
        rest.upper() == rest
        and any(letter.isalpha() for letter in rest)
        and len(rest.split()) <= MOST_WORDS
    )
