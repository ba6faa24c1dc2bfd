"""Quoted text inside a message: ``BEGIN TEXT`` to ``END TEXT``, with numbers of its own."""

import re
from bisect import bisect_right
from typing import NamedTuple

from reftel.telegram.defects import DefectKind
from reftel.telegram.record import Defect, Read, Span
from reftel.telegram.rows import Rows

WHAT = (
    r"(?:(?!SUMMARY|COMMENT|NOTE)[\w'\-/]{1,20}\s{1,3}){0,4}"
    r"(?:TEXT|POINTS|NON-?\s?PAPER|TRANSLATION|QUOTE|LETTER|STATEMENT|TRANSCRIPT|MEMO|DEMARCHE"
    r"|DOCUMENT|LIST|PAPER|ARTICLE|SPEECH|COMMUNIQUE|DECLARATION|EXCERPT|MESSAGE|PRESS RELEASE"
    r"|AIDE-?\s?MEMOIRE|BULLETS)"
)
BEGIN = re.compile(rf"\bBEGIN\s{{1,3}}{WHAT}", re.IGNORECASE)
END = re.compile(rf"\bEND\s{{1,3}}(?:OF\s{{1,3}})?{WHAT}", re.IGNORECASE)
ANY = re.compile(r"BEGIN ")  # in capitals
WORDS = (
    ("BEGIN ", "Begin ", "begin "),
    ("END ", "End ", "end ", "END\n", "End\n", "end\n"),  # it may stand at a line's end
)
REPORTED = frozenset("\"'([:.-*)")  # what may stand on the line before BEGIN


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
    if ANY.search(rows.capitals) is None:
        return found
    begins = _places(text, start, end, WORDS[0], BEGIN)
    if not begins:
        return found
    ends = _places(text, begins[0], end, WORDS[1], END)
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


def _places(
    text: str, start: int, end: int, words: tuple[str, ...], pattern: re.Pattern[str]
) -> list[int]:
    """Where one of the words begins a line, or a bracket or sentence in it, and fits."""
    found: list[int] = []
    for word in words:
        at = text.find(word, start, end)
        while at >= 0:
            line = text.rfind("\n", max(start, at - 200), at) + 1
            before = text[max(line, at - 200) : at].rstrip()
            if (not before or before[-1] in REPORTED) and pattern.match(text, at, end):
                found.append(at)
            at = text.find(word, at + 1, end)
    found.sort()
    return found


def _line_end(text: str, at: int, end: int) -> int:
    stop = text.find("\n", at, end)
    return end if stop < 0 else stop


def _start(span: Span) -> int:
    return span.start
