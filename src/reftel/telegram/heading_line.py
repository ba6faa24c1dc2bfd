"""The first line of FL 12: classification, captions, section, message reference number.

Classified text opens with a space between the letters (ACP 127 section 209), so spaced
letters are normal; one letter lost or doubled in them is damage, and is read all the same.
"""

import re
from typing import Final, NamedTuple

from reftel.gazetteer import posts
from reftel.telegram.attention import unlabelled
from reftel.telegram.defects import DefectKind
from reftel.telegram.labels import labels
from reftel.telegram.number import (
    SECTION_FIRST,
    Numbered,
    captions_glued,
    mrn_in,
    section_phrase,
)
from reftel.telegram.record import Defect, Mrn, Read, Section, Span
from reftel.telegram.redactions import STRUCK_OUT
from reftel.telegram.station import confirmed
from reftel.telegram.text import lines

NAMES: Final = {
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
SPACED: Final = (
    "CONFIDENTIAL",
    "SECRET",
    "TOPSECRET",
    "UNCLAS",
    "LIMITEDOFFICIALUSE",
    "RESTRICTED",
)
MOST_LINES: Final = 15  # lines that may stand before the MRN line: a date, a row number, a note
MOST_ROWS: Final = 300  # the same, blank lines counted
MOST_CHARACTERS: Final = 220  # of a line, for reading an MRN in it
LEADING: Final = "> \t\"'*"
INITIAL: Final = re.compile(r"[> \t\"'*]{0,8}[A-Za-z](?:[A-Za-z]|[ ]{1,3}[A-Za-z])")
SHORT: Final = 50  # letters of a line that may hold the number alone
MOST_BELOW: Final = 400  # characters below the line in which the next one is looked for
FIRST_OF_SECTION: Final = frozenset("SsFf([")


def _damaged() -> dict[str, str]:
    """Every way to lose one letter of a spaced classification or to write one twice."""
    found: dict[str, str] = {}
    for word in SPACED:
        for at in range(len(word)):
            found[word[:at] + word[at + 1 :]] = NAMES[word]
            found[word[: at + 1] + word[at:]] = NAMES[word]
    return found


DAMAGED: Final = _damaged()
LONGEST: Final = max(map(len, NAMES)) + 1


def _lengths() -> dict[str, list[int]]:
    """How long the classifications can be that begin with three given letters, longest first."""
    found: dict[str, set[int]] = {}
    for letters in (*NAMES, *DAMAGED):
        found.setdefault(letters[:3], set()).add(len(letters))
    return {head: sorted(lengths, reverse=True) for head, lengths in found.items()}


LENGTHS: Final = _lengths()
SIGNS: Final = {
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
    """The MRN line among the first lines of the body, or what there is of one.

    The transmission lines, ``text[:start]``, may confirm a station that is in no table.
    """
    seen = 0
    partly: HeadingLine | None = None
    above: Read[Section] | None = None  # a section phrase on a line of its own
    above_at = start
    for number, (at, line) in enumerate(lines(text, start, end)):
        if number > MOST_ROWS:
            break
        if not line:
            continue
        seen += 1
        if seen > MOST_LINES:
            break
        section, after = _section_first(text, at, line)
        named = classified(line[after - at :])
        place = Span(after, at + len(line))
        found = None
        if named is not None:
            found = _read(text, place, named, end)
        elif section is not None:
            found = _unclassified(text, place, end)
        begins = at
        if section is None:
            section, begins = above, above_at
        if found is not None and section is not None and found.section is None:
            found = found._replace(section=section, start=begins)
        if found is not None and found.mrn is not None:
            return _mended(found, text, start)
        partly = partly or found
        above, above_at = (section, at) if found is None else (None, at)
    return partly or HeadingLine(start=start, end=start)


def _section_first(text: str, at: int, line: str) -> tuple[Read[Section] | None, int]:
    """The section phrase that a line begins with, and where the rest of it stands."""
    if line[0] not in FIRST_OF_SECTION or (match := SECTION_FIRST.match(line)) is None:
        return None, at
    return section_phrase(text, at, at + match.end())[0], at + match.end()


def _unclassified(text: str, place: Span, end: int) -> HeadingLine | None:
    """``SECTION 01 OF 02 ROME 000012``: what stands behind the phrase, without a classification."""
    numbered = mrn_in(text, *place)
    if numbered is None or posts.post(numbered[0].value.station) is None:
        return None
    mrn, printed, mrn_end = numbered
    captions, mrn_end = captions_glued(text, mrn_end, place.end)
    following = _goes_on(text, mrn_end, place.end, end)
    return HeadingLine(None, None, mrn, printed, tuple(captions), place.start, following)


def _read(text: str, place: Span, named: Classified, end: int) -> HeadingLine | None:
    """What the line says that begins with a classification; None where it is a sentence."""
    start, line_end = place
    at = start + named.end
    stop = min(line_end, at + MOST_CHARACTERS)
    captions, after = captions_glued(text, at, stop)
    section, after = _section_before(text, after, stop)
    if section is not None:
        more, after = captions_glued(text, after, stop)
        captions += more
    numbered = mrn_in(text, after, stop)
    following = _next_line(text, line_end, end)
    if numbered is None:
        rest = text[after:stop].strip()
        if section or not rest:
            below = _mrn_below(text, following, end)
            numbered, following = below.numbered, below.following
            section = section or below.section
        stated = numbered or section or captions or (rest.isupper() and posts.station(rest))
        if not stated and (named.damaged or rest):
            return None  # a sentence that begins with the word
    span = Span(start + named.start, at)
    defects: tuple[Defect, ...] = ()
    if named.damaged:
        defects = (Defect(DefectKind.CLASSIFICATION_DAMAGED, span, text[span.start : at]),)
    level = Read(named.name, span)
    if numbered is None:
        return HeadingLine(level, section, None, "", tuple(captions), start, following, defects)
    mrn, printed, after = numbered
    if after < stop:
        behind, after = captions_glued(text, after, stop)
        captions += behind
        if section is None and after < stop:
            section, after = section_phrase(text, after, stop)
        following = _goes_on(text, after, line_end, end)
    if section is None:
        section, following = _section_below(text, following, end)
    return HeadingLine(level, section, mrn, printed, tuple(captions), start, following, defects)


def _section_before(text: str, start: int, end: int) -> tuple[Read[Section] | None, int]:
    """The section phrase before the number, and where what follows it stands."""
    section, after = section_phrase(text, start, end)
    if section is None or any(map(str.isdecimal, text[start : section.span.start])):
        return None, start
    return section, after


def _next_line(text: str, at: int, end: int) -> int:
    below = text.find("\n", at, end)
    return end if below < 0 else below + 1


def _goes_on(text: str, at: int, line_end: int, end: int) -> int:
    """Where the opening begins: in the line of the number where its fields are glued to that."""
    rest = text[at:line_end].lstrip()
    if rest:
        words = unlabelled(0, rest)
        if labels(0, rest) or words.passing or (words.captions and not words.other):
            return line_end - len(rest)
    return _next_line(text, line_end, end)


class Below(NamedTuple):
    """What the line below a classification says, and where the line after it begins."""

    numbered: Numbered | None
    section: Read[Section] | None
    following: int


def _mrn_below(text: str, start: int, end: int) -> Below:
    """The number on the line below: a long classification wraps."""
    end = min(end, start + MOST_BELOW)
    for at, line in lines(text, start, end):
        if not line:
            continue
        section, after = _section_first(text, at, line)
        if len(line) < SHORT:
            numbered = mrn_in(text, after, at + len(line))
            if numbered is not None and numbered[2] == at + len(line):
                return Below(numbered, section, _next_line(text, numbered[2], end))
        break
    return Below(None, None, start)


def _section_below(text: str, start: int, end: int) -> tuple[Read[Section] | None, int]:
    """A section phrase on the line below the number, and where the line after it begins."""
    if text.find("SEC", start, min(end, start + SHORT)) < 0:
        return None, start
    for at, line in lines(text, start, min(end, start + MOST_BELOW)):
        if line:
            section, after = _section_first(text, at, line)
            if section is not None and after == at + len(line):
                return section, _next_line(text, after, end)
            break
    return None, start


def _mended(found: HeadingLine, text: str, start: int) -> HeadingLine:
    """The line with a station that the transmission lines bear out, where its own is none."""
    if found.mrn is None or posts.post(found.mrn.value.station) is not None:
        return found
    (written, number, year), span = found.mrn
    meant = confirmed(written, text, start)
    struck_out = STRUCK_OUT.match(written) is not None
    if meant is None:
        return found._replace(mrn=None) if struck_out else found
    station, line = meant
    defects = found.defects
    if not struck_out:
        told = f"{written}, and {station} in {line}"
        defects = (*defects, Defect(DefectKind.STATION_MENDED, span, told))
    return found._replace(mrn=Read(Mrn(station, number, year), span), defects=defects)
