"""Quoted text inside a message: ``BEGIN TEXT`` to ``END TEXT``, with numbers of its own."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from reftel.telegram.defects import DefectKind
from reftel.telegram.record import Defect, Read, Span
from reftel.telegram.rows import Rows

WHAT: Final = (
    r"(?:(?!SUMMARY|COMMENT|NOTE)[\w'\-/]{1,20}\s{1,3}){0,4}"
    r"(?:TEXT|POINTS|NON-?\s?PAPER|TRANSLATION|QUOTE|LETTER|STATEMENT|TRANSCRIPT|MEMO|DEMARCHE"
    r"|DOCUMENT|LIST|PAPER|ARTICLE|SPEECH|COMMUNIQUE|DECLARATION|EXCERPT|MESSAGE|PRESS RELEASE"
    r"|AIDE-?\s?MEMOIRE|BULLETS)"
)
BEGIN: Final = re.compile(rf"\bBEGIN\s{{1,3}}{WHAT}", re.IGNORECASE)
END: Final = re.compile(rf"\bEND\s{{1,3}}(?:OF\s{{1,3}})?{WHAT}", re.IGNORECASE)
SMALL_BEGIN: Final = re.compile(r"gin (?<=[Bb]egin )")  # looked for by its rarest letter
# END may stand at a line's end.
ENDS: Final[tuple[str, ...]] = ("END ", "End ", "end ", "END\n", "End\n", "end\n")
REPORTED: Final = frozenset("\"'([:.-*)")  # what may stand on the line before BEGIN


class Quotations(NamedTuple):
    """The quotations, the value of each its first line; ``closed`` have an end, ``opened`` none."""

    found: list[Read[str]]
    closed: list[Span]
    opened: list[Span]

    def holds(self, at: int) -> bool:
        """Whether an offset lies inside a quotation that has an end."""
        if not self.closed:
            return False
        place = bisect_right(self.closed, at, key=_start) - 1
        return place >= 0 and self.closed[place].start < at < self.closed[place].end

    def opened_above(self, at: int) -> bool:
        """Whether a quotation without an end begins before an offset."""
        return bool(self.opened) and at > self.opened[0].start


def quotations(rows: Rows, defects: list[Defect]) -> Quotations:
    """The quotations of a message."""
    text, start, end = rows.text, rows.start, rows.end
    found = Quotations([], [], [])
    begins = _begins(text, start, end)
    if not begins:
        return found
    ends = sorted(at for word in ENDS for at in _places(text, begins[0], end, word, END))
    stop = start
    place = 0
    for number, begin in enumerate(begins):
        if begin < stop:
            continue
        while place < len(ends) and ends[place] < begin:
            place += 1
        if place < len(ends):
            stop = _line_end(text, ends[place], end)
            found.closed.append(Span(begin, stop))
        else:
            stop = begins[number + 1] if number + 1 < len(begins) else end
            found.opened.append(Span(begin, stop))
            first_line = Span(begin, _line_end(text, begin, end))
            defects.append(Defect(DefectKind.QUOTATION_UNCLOSED, first_line))
        title = " ".join(text[begin : _line_end(text, begin, stop)].split())[:200]
        found.found.append(Read(title, Span(begin, stop)))
    return found


def _begins(text: str, start: int, end: int) -> list[int]:
    """Where a quotation begins."""
    found = list(_places(text, start, end, "BEGIN ", BEGIN))
    for small in SMALL_BEGIN.finditer(text, start + len("be"), end):
        at = small.start() - len("be")
        if _opens(text, at, start) and BEGIN.match(text, at, end):
            found.append(at)
    found.sort()
    return found


def _places(text: str, start: int, end: int, word: str, pattern: re.Pattern[str]) -> Iterator[int]:
    """Where a word opens something, and fits."""
    at = start - 1
    while (at := text.find(word, at + 1, end)) >= 0:
        if _opens(text, at, start) and pattern.match(text, at, end):
            yield at


def _opens(text: str, at: int, start: int) -> bool:
    """Whether what stands at ``at`` begins a line, or a bracket or sentence in it."""
    line = text.rfind("\n", max(start, at - 200), at) + 1
    before = text[max(line, at - 200) : at].rstrip()
    return not before or before[-1] in REPORTED


def _line_end(text: str, at: int, end: int) -> int:
    stop = text.find("\n", at, end)
    return end if stop < 0 else stop


def _start(span: Span) -> int:
    return span.start
