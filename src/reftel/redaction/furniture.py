"""The furniture around a redacted text: page marks and counts, left out.

Where a page ended tells how many lines stood above it, of whatever was taken out there too;
so does the number of its lines or pages, in the attributes of a record of 1973-79. Page
marks above the first block tell nothing and stay.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from reftel.telegram.headings import is_rule
from reftel.telegram.record import Span, Telegram

END_MARK = re.compile(r"N{3,4}|BT$|#\d{4}|\W*CABLE|<<|\.\.|>")  # the foot, which stays
COUNT = re.compile(
    r"(?P<name>(?:^|(?<=  |.\t))[ \t]{0,40}(?:LINE|PAGE)[ \t]{1,9}COUNT[ \t]{0,9}:)"
    r"\s{0,40}['\"’]?[0-9][0-9,.]{0,20}['\"’]?(?P<after>[ \t]{0,200})",
    re.IGNORECASE | re.MULTILINE,
)
LONGEST = 200  # characters from the end of a heading to that of its rule
SENTENCE_ENDS = frozenset(".!?:")


class _Line(NamedTuple):
    """A line as it is left; ``page`` where a mark had it to itself."""

    text: str
    page: bool = False
    begins: bool = False  # a numbered paragraph, a heading above a rule, the signature
    inside: bool = False  # a numbered paragraph, below its first line

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def without_counts(part: str) -> str:
    """A part of the whole without the numbers of its lines and pages: their names stay.

    >>> without_counts("Line Count: 45\\nLocator: TEXT ON-LINE")
    'Line Count:\\nLocator: TEXT ON-LINE'
    """
    return COUNT.sub(lambda found: found["name"] + ("  " if found["after"] else ""), part)


def without_pages(body: str, telegram: Telegram, first: int) -> str:
    """The body without the page marks behind ``first``, an offset into the whole text."""
    marks = [
        mark.span
        for mark in telegram.page_marks
        if mark.span.start > first and not END_MARK.match(mark.value)
    ]
    if not marks:
        return body
    lines = _lines(body, telegram.body_at, sorted(marks), sorted(_parts(telegram)))
    return "\n".join(_closed(lines))


def _parts(telegram: Telegram) -> Iterator[Span]:
    """What begins behind a blank line for certain."""
    yield from (one.span for one in telegram.paragraphs if one.number is not None)
    for heading in telegram.headings:
        below = telegram.text[heading.span.end :][:LONGEST].split("\n", 2)[1:2]
        if below and is_rule(below[0].strip()):
            yield heading.span
    if telegram.signer is not None:
        yield telegram.signer.span


def _lines(
    body: str, at: int, marks: Sequence[Span], paragraphs: Sequence[Span]
) -> Iterator[_Line]:
    """The lines of the body, which stands at ``at``, without the marks that stand in them."""
    cuts, parts = deque(marks), deque(paragraphs)
    for line in body.split("\n"):
        end = at + len(line)
        while cuts and cuts[0].end <= at:
            cuts.popleft()
        while parts and parts[0].end <= at:
            parts.popleft()
        begins = bool(parts) and at <= parts[0].start <= end
        inside = bool(parts) and parts[0].start < at
        if cuts and cuts[0].start < end:
            yield _cut(line, at, cuts)._replace(begins=begins, inside=inside)
        else:
            yield _Line(line, begins=begins, inside=inside)
        at = end + 1


def _cut(line: str, at: int, cuts: Iterable[Span]) -> _Line:
    """A line that stands at ``at``, without what is cut out of it."""
    pieces: list[str] = []
    start = 0
    for cut in takewhile(lambda cut: cut.start < at + len(line), cuts):
        pieces.append(line[start : max(start, cut.start - at)].strip())
        start = max(start, cut.end - at)
    pieces.append(line[start:].strip())
    text = " ".join(filter(None, pieces))
    return _Line(text, page=not text)


def _closed(lines: Iterable[_Line]) -> Iterator[str]:
    """The lines that are left, the gaps closed that a mark and the blank lines about it made."""
    gap: list[_Line] = []
    above = ""
    for line in lines:
        if line.page or line.blank:
            gap.append(line)
            continue
        yield from _gap(gap, above, line)
        above, gap = line.text.rstrip(), []
        yield line.text
    yield from (line.text for line in gap if not line.page)


def _gap(gap: Sequence[_Line], above: str, below: _Line) -> Iterator[str]:
    """What is left of a gap: nothing inside a paragraph or a sentence, else one blank line."""
    blanks = [line.text for line in gap if not line.page]
    if len(blanks) == len(gap):
        yield from blanks  # no mark stood here
    elif blanks and (below.begins or not (below.inside or above[-1:] not in SENTENCE_ENDS)):
        yield ""
