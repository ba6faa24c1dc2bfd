"""The first line of FL 12: classification, captions, section, message reference number.

Classified text opens with a space between the letters (ACP 127 section 209), so spaced
letters are normal; one letter lost or doubled in them is damage, and is read all the same.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from reftel.gazetteer import markings, posts
from reftel.telegram.defects import DefectKind
from reftel.telegram.record import Defect, Mrn, Read, Section, Span
from reftel.telegram.text import WORD, lines, placed, words

NAMES = {
    "UNCLAS": "UNCLASSIFIED",
    "UNCLASS": "UNCLASSIFIED",
    "UNCLASSIFIED": "UNCLASSIFIED",
    "CONFIDENTIAL": "CONFIDENTIAL",
    "SECRET": "SECRET",
    "TOPSECRET": "TOP SECRET",
    "LIMITEDOFFICIALUSE": "LIMITED OFFICIAL USE",
    "LIMOFFUSE": "LIMITED OFFICIAL USE",
    "LOU": "LIMITED OFFICIAL USE",
    "RESTRICTED": "RESTRICTED",
    "UNCLASSIFIED//FOROFFICIALUSEONLY": "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
    "CONFIDENTIAL//NOFORN": "CONFIDENTIAL//NOFORN",
    "SECRET//NOFORN": "SECRET//NOFORN",
}
SPACED = ("CONFIDENTIAL", "SECRET", "TOPSECRET", "UNCLAS", "LIMITEDOFFICIALUSE", "RESTRICTED")
MOST_LINES = 15  # lines that may stand before the MRN line: a date, a row number, a note
MOST_ROWS = 300  # the same, blank lines counted
MOST_CHARACTERS = 220  # of a line, for reading an MRN in it
LEADING = "> \t\"'*"
INITIAL = re.compile(r"[> \t\"'*]{0,8}[A-Za-z](?:[A-Za-z]|[ ]{1,3}[A-Za-z])")
SECTION = re.compile(
    r"\b(?P<final>FINAL\s{1,3})?SEC(?:TION|T)?\.?\s{0,3}(?P<number>\d{1,3})?\s{0,3}OF\s{0,3}"
    r"(?P<of>\d{1,3})\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?P<name>[A-Z][A-Z.'\-]{2,20})?(?P<number>\d{1,8})[.,;:]?$", re.IGNORECASE)
NAME = re.compile(r"[A-Z][A-Z.'\-/]*[A-Z.]?$|[A-Z]$", re.IGNORECASE)
SHORT = 50  # letters of a line that may hold the number alone
Numbered = tuple[Read[Mrn], str, int]  # the number, the station as printed, where it ends


def _damaged() -> dict[str, str]:
    """Every way to lose one letter of a spaced classification or to write one twice."""
    found: dict[str, str] = {}
    for word in SPACED:
        for at in range(len(word)):
            found[word[:at] + word[at + 1 :]] = NAMES[word]
            found[word[: at + 1] + word[at:]] = NAMES[word]
    return found


DAMAGED = _damaged()
LONGEST = max(map(len, NAMES)) + 1


def _lengths() -> dict[str, list[int]]:
    """How long the classifications can be that begin with three given letters, longest first."""
    found: dict[str, set[int]] = {}
    for letters in (*NAMES, *DAMAGED):
        found.setdefault(letters[:3], set()).add(len(letters))
    return {head: sorted(lengths, reverse=True) for head, lengths in found.items()}


LENGTHS = _lengths()
SIGNS = {
    length: re.compile(rf"(?:\s*\S){{{length}}}")  # so many signs, spaced or not
    for lengths in LENGTHS.values()
    for length in lengths
}


class Classified(NamedTuple):
    """A classification at the beginning of a line; ``end`` is its offset in the line."""

    name: str
    start: int
    end: int
    damaged: bool


class HeadingLine(NamedTuple):
    """What the first line of FL 12 says; ``end`` is where the line after it begins."""

    classification: Read[str] | None = None
    section: Read[Section] | None = None
    mrn: Read[Mrn] | None = None
    printed: str = ""  # the station as printed: page marks repeat its first ten letters
    captions: tuple[Read[str], ...] = ()
    start: int = 0
    end: int = 0
    defects: tuple[Defect, ...] = ()


def classified(line: str) -> Classified | None:
    """The classification that a line begins with, spaced or not."""
    if INITIAL.match(line) is None:
        return None
    head = line[: 3 * LONGEST]
    start = len(head) - len(head.lstrip(LEADING))
    run = "".join(head[start:].split()).upper()
    for length in LENGTHS.get(run[:3], ()):
        written = run[:length]
        name = NAMES.get(written) or DAMAGED.get(written)
        if name is None:
            continue
        letters = SIGNS[length].match(line, start)
        if letters is None:
            continue
        end = letters.end()
        damaged = written not in NAMES
        spaced = end - start >= 2 * length - 3
        # A letter of a spaced word stands alone: the second L of "A L LISBON" begins a name.
        if (damaged or not spaced) and line[end : end + 1].isalpha():
            continue
        return Classified(name, start, end, damaged)
    return None


def heading_line(text: str, start: int, end: int) -> HeadingLine:
    """The MRN line among the first lines of the body, or what there is of one."""
    seen = 0
    partly: HeadingLine | None = None
    for number, (at, line) in enumerate(lines(text, start, end)):
        if number > MOST_ROWS:
            break
        if not line:
            continue
        seen += 1
        if seen > MOST_LINES:
            break
        named = classified(line)
        found = _read(text, at, line, named, end) if named is not None else None
        if found is not None and found.mrn is not None:
            return found
        partly = partly or found
    return partly or HeadingLine(start=start, end=start)


def _read(text: str, start: int, line: str, named: Classified, end: int) -> HeadingLine | None:
    """What the line says that begins with a classification; None where it is a sentence."""
    at = start + named.end
    line_end = start + len(line)
    stop = min(line_end, at + MOST_CHARACTERS)
    captions, after = _captions(text, at, stop)
    section, after = _section(text, after, stop)
    if section is not None:
        more, after = _captions(text, after, stop)
        captions += more
    numbered = _mrn(text, after, stop)
    following = _next_line(text, line_end, end)
    if numbered is None:
        rest = text[after:stop].strip()
        if section or not rest:
            numbered, following = _mrn_below(text, following, end)
        if numbered is None and not section and not captions and (named.damaged or rest):
            return None  # a sentence that begins with the word
    mrn, printed = None, ""
    if numbered is not None:
        mrn, printed, mrn_end = numbered
        behind, _ = _captions(text, mrn_end, max(stop, mrn_end))
        captions += behind
    span = Span(start + named.start, at)
    defects: tuple[Defect, ...] = ()
    if named.damaged:
        defects = (Defect(DefectKind.CLASSIFICATION_DAMAGED, span, text[span.start : at]),)
    return HeadingLine(
        Read(named.name, span), section, mrn, printed, tuple(captions), start, following, defects
    )


def _next_line(text: str, at: int, end: int) -> int:
    below = text.find("\n", at, end)
    return end if below < 0 else below + 1


def _mrn_below(text: str, start: int, end: int) -> tuple[Numbered | None, int]:
    """The number on the line below: a long classification wraps. And where the next line is."""
    at, below = next(lines(text, start, min(end, start + 400)), (start, ""))
    if below and len(below) < SHORT:
        numbered = _mrn(text, at, at + len(below))
        if numbered is not None and numbered[2] == at + len(below):
            return numbered, _next_line(text, numbered[2], min(end, start + 400))
    return None, start


def _section(text: str, start: int, end: int) -> tuple[Read[Section] | None, int]:
    end = min(end, start + 60)
    match = SECTION.search(text, start, end) if "OF" in text[start:end].upper() else None
    if match is None:
        return None, start
    of = int(match["of"])
    number = int(match["number"]) if match["number"] else of
    end = match.end()
    while end < len(text) and text[end] in ")]:-":
        end += 1
    return placed(Section(number, of), *match.span()), end


def _captions(text: str, start: int, end: int) -> tuple[list[Read[str]], int]:
    """Captions glued to the line: ``UNCLAS EFTO …``, ``… 000243 SIPDIS NOFORN``."""
    found: list[Read[str]] = []
    at = start
    for match in WORD.finditer(text, start, end):
        caption = match.group().strip("/,;").upper()
        if caption not in markings.CAPTIONS:
            break
        at = match.end()
        found.append(placed(caption, match.start(), at))
    return found, at


def _mrn(text: str, start: int, end: int) -> Numbered | None:
    """``[75] RIO DE JANEIRO 000012``: the reading, the station as printed, where it ends."""
    found = words(text, start, end)
    year = None
    if len(found) > 2 and len(found[0][0]) == 2 and found[0][0].isdigit():
        year = int(found[0][0])
        found = found[1:]
    names: list[str] = []
    for place, (word, at) in enumerate(found[:8]):
        if word.isalpha() and word.isascii():
            names.append(word)
            continue
        match = NUMBER.match(word)
        short = match is not None and len(match["number"]) == 1
        if (
            match is not None
            and (names or match["name"])
            and not (short and place + 1 < len(found))
        ):
            if match["name"]:
                names.append(match["name"])
            if _prose(names) and posts.station(" ".join(names)) is None:
                return None
            number_end = at + match.end("number")
            first = found[0][1]
            value = Mrn(station_of(tuple(names)), int(match["number"]), year)
            return placed(value, first, number_end), " ".join(names), number_end
        if NAME.match(word) is None:
            return None
        names.append(word)
    return None


def _prose(names: list[str]) -> bool:
    """Whether the words before a number are no name of any station."""
    return len(names) > 5 or any(name.islower() for name in names)


@lru_cache(maxsize=4096)
def station_of(names: tuple[str, ...]) -> str:
    """The station of an MRN line: by the table, else the letters as sent.

    What is no part of a name (``EFTO``, ``AMEMBASSY``) is dropped from its front.
    """
    known = posts.station(" ".join(names))
    if known is not None:
        return known
    for first in range(1, len(names)):
        known = posts.station(" ".join(names[first:]))
        if known is not None and names[first - 1].upper() in markings.CAPTIONS:
            return known
    return "".join(letter for name in names for letter in name.upper() if "A" <= letter <= "Z")
