"""The words of a first line: section phrase, captions glued to it, station and number."""

import re
from functools import lru_cache
from typing import Final

from reftel.gazetteer import markings, posts
from reftel.telegram.record import Mrn, Read, Section
from reftel.telegram.text import WORD, placed, words

SECTION: Final = re.compile(
    r"\b(?P<final>FINAL\s{1,3})?SEC(?:TION|T)?\.?\s{0,3}(?P<number>\d{1,3})?\s{0,3}OF\s{0,3}"
    r"(?P<of>\d{1,3})\b",
    re.IGNORECASE,
)
SECTION_FIRST: Final = re.compile(
    r"[(\[]?\s{0,2}(?:FINAL\s{1,3})?SEC(?:TION|T)?\.?\s{0,3}\d{0,3}\s{0,3}OF\s{0,3}\d{1,3}\b"
    r"[)\]:,\-]{0,2}\s{0,4}",
    re.IGNORECASE,
)
SPACED: Final = re.compile(r"[A-Z](?:[ ][A-Z]){3,7}(?=\s|$)")  # E F T O, N O D I S
NUMBER: Final = re.compile(
    r"(?P<name>[A-Z][A-Z.'\-]{2,20})?(?P<number>\d{1,8})[.,;:]?$", re.IGNORECASE
)
NAME: Final = re.compile(r"[A-Z][A-Z.'\-/]*[A-Z.]?$|[A-Z]$", re.IGNORECASE)
Numbered = tuple[Read[Mrn], str, int]  # the number, the station as printed, where it ends


def section_phrase(text: str, start: int, end: int) -> tuple[Read[Section] | None, int]:
    """``SECTION 01 OF 03`` near the beginning, and where what follows it stands."""
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


def captions_glued(text: str, start: int, end: int) -> tuple[list[Read[str]], int]:
    """Captions glued to the line: ``UNCLAS EFTO …``, ``… 000243 SIPDIS NOFORN``."""
    found: list[Read[str]] = []
    at = start
    for match in WORD.finditer(text, start, end):
        if match.start() < at:
            continue  # a letter of the last one
        caption = match.group().strip("/,;").upper()
        stop = match.end()
        if len(caption) == 1 and (spaced := SPACED.match(text, match.start(), end)):
            caption, stop = "".join(spaced.group().split()).upper(), spaced.end()
        if caption not in markings.CAPTIONS:
            break
        at = stop
        found.append(placed(caption, match.start(), at))
    return found, at


def mrn_in(text: str, start: int, end: int) -> Numbered | None:
    """``[75] RIO DE JANEIRO 000012``: the reading, the station as printed, where it ends."""
    found = words(text, start, end)
    year = None
    first = found[0][1] if found else start
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
