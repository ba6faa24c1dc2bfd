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
from reftel.telegram.text import Line, lines, words

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
LONGEST = max(map(len, NAMES)) + 1
SPACED = ("CONFIDENTIAL", "SECRET", "TOPSECRET", "UNCLAS", "LIMITEDOFFICIALUSE", "RESTRICTED")
MOST_LINES = 15  # lines that may stand before the MRN line: a date, a row number, a note
MOST_ROWS = 300  # the same, blank lines counted
MOST_CHARACTERS = 220  # of a line, for reading an MRN in it
INITIAL = re.compile(r"[> \t\"'*]{0,8}[A-Za-z](?:[A-Za-z]|[ ]{1,3}[A-Za-z])")
SECTION = re.compile(
    r"\b(?P<final>FINAL\s{1,3})?SEC(?:TION|T)?\.?\s{0,3}(?P<number>\d{1,3})?\s{0,3}OF\s{0,3}"
    r"(?P<of>\d{1,3})\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?P<name>[A-Z][A-Z.'\-]{2,20})?(?P<number>\d{1,8})[.,;:]?$", re.IGNORECASE)
NAME = re.compile(r"[A-Z][A-Z.'\-/]*[A-Z.]?$|[A-Z]$", re.IGNORECASE)
REDACTED = re.compile(r"X{4,}$")


def _damaged() -> dict[str, str]:
    """Every way to lose one letter of a spaced classification or to write one twice."""
    found: dict[str, str] = {}
    for word in SPACED:
        for at in range(len(word)):
            found[word[:at] + word[at + 1 :]] = NAMES[word]
            found[word[: at + 1] + word[at:]] = NAMES[word]
    return found


DAMAGED = _damaged()


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
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(line[: 3 * LONGEST]):
        if not letter.isspace() and (letters or letter not in ">\"'*"):
            letters.append(letter.upper())
            places.append(place)
    run = "".join(letters)
    for length in range(min(LONGEST, len(run)), 2, -1):
        name = NAMES.get(run[:length])
        damaged = name is None
        if damaged:
            name = DAMAGED.get(run[:length])
        if name is None:
            continue
        end = places[length - 1] + 1
        spaced = end - places[0] >= 2 * length - 3
        # A letter of a spaced word stands alone: the second L of "A L LISBON" begins a name.
        if (damaged or not spaced) and line[end : end + 1].isalpha():
            continue
        return Classified(name, places[0], end, damaged)
    return None


def heading_line(text: str, start: int, end: int) -> HeadingLine:
    """The MRN line among the first lines of the body, or what there is of one."""
    seen = 0
    partly: HeadingLine | None = None
    for number, line in enumerate(lines(text, start, end)):
        if number > MOST_ROWS:
            break
        if not line.text:
            continue
        seen += 1
        if seen > MOST_LINES:
            break
        found = _read(text, line, end)
        if found is not None and found.mrn is not None:
            return found
        partly = partly or found
    return partly or HeadingLine(start=start, end=start)


def _read(text: str, line: Line, end: int) -> HeadingLine | None:
    found = classified(line.text)
    if found is None:
        return None
    at = line.start + found.end
    stop = min(line.end, at + MOST_CHARACTERS)
    captions, after = _captions(text, at, stop)
    section, after = _section(text, after, stop)
    more, after = _captions(text, after, stop)
    captions += more
    numbered = _mrn(text, after, stop)
    following = line.next
    if numbered is None and (section or not text[after:stop].strip()):
        # The number may stand on the line below: a long classification wraps.
        below = next((one for one in lines(text, line.next, min(end, line.next + 400))), None)
        if below is not None and len(below.text) < 50:
            numbered = _mrn(text, below.start, below.end)
            if numbered is not None and numbered[2] == below.end:
                following = below.next
            else:
                numbered = None
    doubtful = numbered is None and not section and not captions
    if doubtful and (found.damaged or text[after:stop].strip()):
        return None  # a sentence that begins with the word
    defects: list[Defect] = []
    span = Span(line.start + found.start, at)
    if found.damaged:
        defects.append(Defect(DefectKind.CLASSIFICATION_DAMAGED, span, text[span.start : at]))
    if numbered is None:
        return HeadingLine(
            Read(found.name, span), section, None, "", tuple(captions),
            line.start, following, tuple(defects),
        )  # fmt: skip
    mrn, printed, mrn_end = numbered
    behind, _ = _captions(text, mrn_end, max(stop, mrn_end))
    return HeadingLine(
        Read(found.name, span), section, mrn, printed, (*captions, *behind),
        line.start, following, tuple(defects),
    )  # fmt: skip


def _section(text: str, start: int, end: int) -> tuple[Read[Section] | None, int]:
    match = SECTION.search(text, start, min(end, start + 60))
    if match is None:
        return None, start
    of = int(match["of"])
    number = int(match["number"]) if match["number"] else of
    end = match.end()
    while end < len(text) and text[end] in ")]:-":
        end += 1
    return Read(Section(number, of), Span(*match.span())), end


def _captions(text: str, start: int, end: int) -> tuple[list[Read[str]], int]:
    """Captions glued to the line: ``UNCLAS EFTO …``, ``… 000243 SIPDIS NOFORN``."""
    found: list[Read[str]] = []
    at = start
    for word, place in words(text, start, end):
        caption = word.strip("/,;").upper()
        if caption not in markings.CAPTIONS:
            break
        at = place + len(word)
        found.append(Read(caption, Span(place, at)))
    return found, at


def _mrn(text: str, start: int, end: int) -> tuple[Read[Mrn], str, int] | None:
    """``[75] RIO DE JANEIRO 000012``: the reading, the station as printed, where it ends."""
    found = words(text, start, end)
    year = None
    if len(found) > 2 and len(found[0][0]) == 2 and found[0][0].isdigit():
        year = int(found[0][0])
        found = found[1:]
    names: list[str] = []
    for place, (word, at) in enumerate(found[:8]):
        match = NUMBER.match(word)
        short = match is not None and len(match["number"]) == 1
        if (
            match is not None
            and (names or match["name"])
            and not (short and place + 1 < len(found))
        ):
            if match["name"]:
                names.append(match["name"])
            if posts.station(" ".join(names)) is None and _prose(names):
                return None
            number_end = at + match.end("number")
            first = found[0][1]
            value = Mrn(station_of(tuple(names)), int(match["number"]), year)
            return Read(value, Span(first, number_end)), " ".join(names), number_end
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
