"""The opening of FL 12 below its first line, as far as the message itself.

Order is custom, not rule: each field is found by its label, ends where it must, and what no
rule takes stays text of the message. Nothing is read here: ``fields`` does that.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reftel.telegram.attention import continues_passing, unlabelled
from reftel.telegram.continuation import NOTICE, continues
from reftel.telegram.labels import Label, labels
from reftel.telegram.record import Passing, Read, Span
from reftel.telegram.text import Line, lines

FIRST_PARAGRAPH = re.compile(r"[>¶]?\s?\d{1,3}\s?[.)](?![\d/])(?:\s*\S|$)")
NUMBERED_REFERENCE = re.compile(r"\d\s?[.)]\s*(?:\d\d\s+)?[A-Z]{3,}[A-Z ]{0,20}\d{2,7}\b")
MOST_LINES = 220  # of an opening: passing lines to every office come to about a hundred
MOST_ROWS = 1000  # the same, blank lines counted
LOOK_AHEAD = 25  # lines of text in which a late REF or Classified By is still looked for
WRAPPED = 40  # letters of a line that may have come to the margin
MOST_FIELD = 4000  # characters of one field


@dataclass(slots=True)
class Segment:
    """One labelled field: where its label stands, and its text from ``start`` to ``end``."""

    kind: str
    label: int
    start: int
    end: int
    lines: int = 1


@dataclass(slots=True)
class Opening:
    """The fields of the opening as stretches of text, and what could be read on the way."""

    segments: list[Segment] = field(default_factory=list[Segment])
    captions: list[Read[str]] = field(default_factory=list[Read[str]])
    passing: list[Read[Passing]] = field(default_factory=list[Read[Passing]])
    notes: list[Span] = field(default_factory=list[Span])  # text between the fields
    message: int = 0  # where the message begins
    late: list[Span] = field(default_factory=list[Span])  # fields below that


class Row:
    """A line of the opening with its labels."""

    __slots__ = ("labels", "line")

    def __init__(self, line: Line, found: list[Label]) -> None:
        self.line = line
        self.labels = found


def opening(text: str, start: int, end: int) -> Opening:
    """The opening that begins at ``start``."""
    rows, stop = _rows(text, start, end)
    pivot = -1
    for number, row in enumerate(rows):
        if any(label.kind == "subject" for label in row.labels):
            pivot = number
            break
        if row.labels:
            pivot = number
    return _Walk(text, rows, pivot, stop).walked()


def _rows(text: str, start: int, end: int) -> tuple[list[Row], int]:
    """The lines down to the first numbered paragraph, and where that stands."""
    rows: list[Row] = []
    seen: set[str] = set()
    plain = 0
    last = ""
    for line in lines(text, start, end):
        written = line.text
        if not written:
            rows.append(Row(line, []))
            if len(rows) > MOST_ROWS:
                return rows, min(line.next, end)
            continue
        if FIRST_PARAGRAPH.match(written) and not (
            last == "ref" and NUMBERED_REFERENCE.match(written)
        ):
            return rows, line.start
        found = list(_accepted(labels(line), seen, last))
        last = found[-1].kind if found else last
        if found:
            plain = 0
        elif "subject" in seen or not seen:
            plain += 1
        rows.append(Row(line, found))
        if found and last == "message":
            return rows, found[-1].start
        if plain > LOOK_AHEAD or len(rows) > MOST_LINES:
            return rows, min(line.next, end)
    return rows, end


def _accepted(found: Iterable[Label], seen: set[str], last: str) -> Iterator[Label]:
    """The labels of a line; a field once read is not read again out of the message."""
    for label in found:
        again = label.kind == "ref" and last == "ref"
        if label.kind in {"message", "by"} or again or label.kind not in seen:
            seen.add(label.kind)
            last = label.kind
            yield label


class _Walk:
    """Goes down the rows and gives each line to a field, a caption, a note or the message."""

    def __init__(self, text: str, rows: list[Row], pivot: int, stop: int) -> None:
        self.text = text
        self.rows = rows
        self.pivot = pivot
        self.found = Opening(message=stop)
        self.current: Segment | None = None
        self.blank = False
        self.passing_line = -2
        self.message: int | None = None

    def walked(self) -> Opening:
        last = max((n for n, row in enumerate(self.rows) if row.labels), default=-1)
        for number, row in enumerate(self.rows):
            line = row.line
            if not line.text:
                self.blank = True
                continue
            if number > last and self.message is not None and self.current is None:
                break
            self._row(number, row)
            self.blank = False
        if self.message is not None and self.message < self.found.message:
            self.found.message = self.message
        self.found.late = [
            Span(one.label, one.end)
            for one in self.found.segments
            if one.label >= self.found.message
        ]
        return self.found

    def _row(self, number: int, row: Row) -> None:
        line = row.line
        if not row.labels:
            self._plain(number, line)
            return
        if row.labels[0].start > line.start:
            head = self.text[line.start : row.labels[0].start]
            words = head.rstrip()
            if words.strip(" .:>*'\"¶-"):
                self._plain(number, Line(line.start, line.start + len(words), words, line.end))
        ends = [label.start for label in row.labels[1:]]
        for label, stop in zip(row.labels, [*ends, line.end], strict=True):
            if label.kind != "message":
                self.current = Segment(label.kind, label.start, label.value, stop)
                self.found.segments.append(self.current)

    def _plain(self, number: int, line: Line) -> None:
        """A line without a label, or what stands before the first label of a line."""
        if self.current is not None and self._continues(self.current, line, number):
            self.current.end = line.end
            self.current.lines += 1
            return
        self.current = None
        if number <= self.pivot:
            self._above(number, line)
        elif self.message is None and not self._caption_below(line):
            self.message = line.start

    def _caption_below(self, line: Line) -> bool:
        """A caption below the subject; where there is no label at all, a passing line too."""
        read = unlabelled(line)
        if not read.known or read.other:
            return False
        if read.passing is not None:
            if self.pivot >= 0:
                return False
            self.found.passing.append(read.passing)
        elif NOTICE.match(line.text):
            return False
        self.found.captions += read.captions
        return True

    def _above(self, number: int, line: Line) -> None:
        read = unlabelled(line)
        goes_on = read.other or not read.known
        if (
            self.passing_line == number - 1
            and goes_on
            and continues_passing(self.found.passing[-1].value, line.text)
        ):
            self._longer_passing(line)
            self.passing_line = number
            return
        self.found.captions += read.captions
        if read.passing is not None:
            self.found.passing.append(read.passing)
            self.passing_line = number
        elif not read.known:
            self._note(line)

    def _longer_passing(self, line: Line) -> None:
        value, span = self.found.passing[-1]
        targets = f"{value.targets} {' '.join(line.text.split())}".strip()
        self.found.passing[-1] = Read(
            Passing(value.kind, value.place, targets), Span(span.start, line.end)
        )

    def _note(self, line: Line) -> None:
        notes = self.found.notes
        if notes and not self.blank and self.text[notes[-1].end : line.start].isspace():
            notes[-1] = Span(notes[-1].start, line.end)
        else:
            notes.append(Span(line.start, line.end))

    def _continues(self, current: Segment, line: Line, number: int) -> bool:
        if current.end - current.start > MOST_FIELD:
            return False
        so_far = self.text[current.start : current.end]
        blank = self.blank
        if blank and current.kind == "subject" and len(so_far) >= WRAPPED:
            read = unlabelled(line)
            plain = read.other or not read.known
            blank = not (plain and self._framed(number))  # a copy with every line spaced
        return continues(current.kind, so_far, line.text, blank=blank, count=current.lines)

    def _framed(self, number: int) -> bool:
        """Whether the next line that is not empty is a REF or a note of who classified."""
        for row in self.rows[number + 1 : number + 6]:
            if row.line.text:
                return bool(row.labels) and row.labels[0].kind in {"ref", "by"}
        return False
