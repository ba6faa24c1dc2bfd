"""The opening of FL 12 below its first line, as far as the message itself.

Order is custom, not rule: each field is found by its label, ends where it must, and what no
rule takes stays text of the message. Nothing is read here: ``fields`` does that.
"""

import re
from typing import Final

from reftel.telegram.attention import continues_passing, stamp, unlabelled
from reftel.telegram.continuation import NOTICE, continues
from reftel.telegram.labels import BARE, Label, labels
from reftel.telegram.record import Passing, Read, Span
from reftel.telegram.text import lines

FIRST_PARAGRAPH: Final = re.compile(
    r"[>¶]?\s?\d{1,3}\s?(?:[.)](?![\d/])(?:\s*\S|$)|[,;:]?\s{0,2}\((?:[UCS]|SBU)[/)])"
)
NUMBERED_REFERENCE: Final = re.compile(r"\d\s?[.)]\s*(?:\d\d\s+)?[A-Z]{3,}[A-Z ]{0,20}\d{2,7}\b")
MOST_LINES: Final = 220  # of an opening: passing lines to every office come to about a hundred
MOST_ROWS: Final = 1000  # the same, blank lines counted
LOOK_AHEAD: Final = 25  # lines of text in which a late REF or Classified By is still looked for
MOST_BELOW: Final = 6  # lines between a label and a SUBJECT without its colon
WRAPPED: Final = 40  # letters of a line that may have come to the margin
MOST_FIELD: Final = 4000  # characters of one field


class Segment:
    """One labelled field: where its label stands, and its text from ``start`` to ``end``."""

    __slots__ = ("end", "kind", "label", "lines", "start")

    def __init__(self, kind: str, label: int, start: int, end: int) -> None:
        self.kind = kind
        self.label = label
        self.start = start
        self.end = end
        self.lines = 1


class Opening:
    """The fields of the opening as stretches of text, and what could be read on the way."""

    __slots__ = ("captions", "late", "message", "notes", "passing", "segments")

    def __init__(self, message: int) -> None:
        self.segments: list[Segment] = []
        self.captions: list[Read[str]] = []
        self.passing: list[Read[Passing]] = []
        self.notes: list[Span] = []  # text between the fields
        self.message = message  # where the message begins
        self.late: list[Span] = []  # fields below that


Row = tuple[int, str, list[Label]]  # a line of the opening: where it stands, its text, its labels
NO_LABELS: list[Label] = []


def opening(text: str, start: int, end: int) -> Opening:
    """The opening that begins at ``start``."""
    seen: set[str] = set()
    rows, stop = _rows(text, start, end, seen)
    if BARE in seen:
        rows = _settled(rows, other="subject" in seen)
    pivot = last = -1  # the row of the subject, else of the last label; the row of the last label
    subject = False
    for number, (_, _, found) in enumerate(rows):
        if found:
            last = number
            if not subject:
                pivot = number
                subject = any(label.kind == "subject" for label in found)
    return _Walk(text, rows, pivot, stop).walked(last)


def _rows(text: str, start: int, end: int, seen: set[str]) -> tuple[list[Row], int]:
    """The lines down to the first numbered paragraph, and where that stands.

    ``seen`` takes the kinds of their labels.
    """
    rows: list[Row] = []
    plain = below = 0  # lines of text that count; lines since the last label
    last = ""
    for at, line in lines(text, start, end):
        if not line:
            rows.append((at, line, NO_LABELS))
            if len(rows) > MOST_ROWS:
                return rows, _below(text, at, end)
            continue
        if _begins_message(line, last):
            return rows, at
        found = labels(at, line)
        if found:
            found = _accepted(found, seen, last, below)
        rows.append((at, line, found))
        if found:
            last = found[-1].kind
            plain = below = 0
            if last == "message":
                return rows, found[-1].start
        else:
            below += 1
            if "subject" in seen or BARE in seen or not seen:
                plain += 1
        if plain > LOOK_AHEAD or len(rows) > MOST_LINES:
            return rows, _below(text, at + len(line), end)
    return rows, end


def _settled(rows: list[Row], *, other: bool) -> list[Row]:
    """The rows with a bare SUBJECT as the subject where there is no other, else as none."""
    settled: list[Row] = []
    for at, line, found in rows:
        kept = found
        if found and found[0].kind == BARE:
            kept = [] if other else [found[0]._replace(kind="subject"), *found[1:]]
        settled.append((at, line, kept))
    return settled


def _begins_message(line: str, last: str) -> bool:
    """Whether a line is the first numbered paragraph, below a field of kind ``last``."""
    if not (line[0] in ">¶" or line[0].isdecimal()) or FIRST_PARAGRAPH.match(line) is None:
        return False
    return last != "ref" or NUMBERED_REFERENCE.match(line) is None


def _below(text: str, at: int, end: int) -> int:
    """Where the line after the one at ``at`` begins."""
    stop = text.find("\n", at, end)
    return end if stop < 0 else stop + 1


def _accepted(found: list[Label], seen: set[str], last: str, below: int) -> list[Label]:
    """The labels of a line; a field once read is not read again out of the message."""
    accepted = NO_LABELS
    if found and found[0].kind == BARE and below > MOST_BELOW:
        return accepted  # a line of the message
    for label in found:
        kind = label.kind
        if kind not in seen or kind in {"message", "by"} or kind == last == "ref":
            seen.add(kind)
            last = kind
            accepted = [*accepted, label]
    return accepted


class _Walk:
    """Goes down the rows and gives each line to a field, a caption, a note or the message."""

    def __init__(self, text: str, rows: list[Row], pivot: int, stop: int) -> None:
        self.text = text
        self.rows = rows
        self.pivot = pivot
        self.found = Opening(stop)
        self.current: Segment | None = None
        self.blank = False
        self.passing_line = -2
        self.message: int | None = None

    def walked(self, last: int) -> Opening:
        """What the rows hold; below row ``last`` no label stands."""
        for number, (at, line, found) in enumerate(self.rows):
            if not line:
                self.blank = True
                continue
            if number > last and self.message is not None and self.current is None:
                break
            if found:
                self._labelled(number, at, line, found)
            else:
                self._plain(number, at, line)
            self.blank = False
        message = self.found.message
        if self.message is not None and self.message < message:
            self.found.message = message = self.message
        self.found.late = [
            Span(one.label, one.end) for one in self.found.segments if one.label >= message
        ]
        return self.found

    def _labelled(self, number: int, at: int, line: str, found: list[Label]) -> None:
        if found[0].start > at:
            words = self.text[at : found[0].start].rstrip()
            if words.strip(" .:>*'\"¶-"):
                self._plain(number, at, words)
        end = at + len(line)
        for place, (kind, start, value) in enumerate(found, start=1):
            if kind != "message":
                stop = found[place].start if place < len(found) else end
                self.current = Segment(kind, start, value, stop)
                self.found.segments.append(self.current)

    def _plain(self, number: int, at: int, line: str) -> None:
        """A line without a label, or what stands before the first label of a line."""
        if self.current is not None and self._continues(self.current, number, at, line):
            self.current.end = at + len(line)
            self.current.lines += 1
            return
        self.current = None
        if number <= self.pivot:
            self._above(number, at, line)
        elif self.message is None and not self._caption_below(at, line):
            self.message = at

    def _caption_below(self, at: int, line: str) -> bool:
        """A caption below the subject; where there is no label at all, a passing line too."""
        read = unlabelled(at, line)
        if not read.known or read.other:
            return False
        if read.passing:
            if self.pivot >= 0:
                return False
            self.found.passing += read.passing
        elif not read.captions:
            return stamp(line)
        elif NOTICE.match(line):
            return False
        self.found.captions += read.captions
        return True

    def _above(self, number: int, at: int, line: str) -> None:
        read = unlabelled(at, line)
        goes_on = read.other or not read.known
        if (
            self.passing_line == number - 1
            and goes_on
            and NOTICE.match(line) is None
            and continues_passing(self.found.passing[-1], line)
        ):
            self._longer_passing(at, line)
            self.passing_line = number
            return
        self.found.captions += read.captions
        if read.passing:
            self.found.passing += read.passing
            self.passing_line = number
        elif not read.known:
            self._note(at, at + len(line))

    def _longer_passing(self, at: int, line: str) -> None:
        value, span = self.found.passing[-1]
        targets = f"{value.targets} {' '.join(line.split())}".strip()
        self.found.passing[-1] = Read(
            Passing(value.kind, value.place, targets), Span(span.start, at + len(line))
        )

    def _note(self, start: int, end: int) -> None:
        notes = self.found.notes
        if notes and not self.blank and self.text[notes[-1].end : start].isspace():
            start = notes.pop().start
        notes.append(Span(start, end))

    def _continues(self, current: Segment, number: int, at: int, line: str) -> bool:
        if current.end - current.start > MOST_FIELD:
            return False
        so_far = self.text[current.start : current.end]
        blank = self.blank
        if blank and current.kind == "subject" and len(so_far) >= WRAPPED:
            read = unlabelled(at, line)
            plain = read.other or not read.known
            blank = not (plain and self._framed(number))  # a copy with every line spaced
        return continues(current.kind, so_far, line, blank=blank, count=current.lines)

    def _framed(self, number: int) -> bool:
        """Whether the next line that is not empty is a REF or a note of who classified."""
        for _, line, found in self.rows[number + 1 : number + 6]:
            if line:
                return bool(found) and found[0].kind in {"ref", "by"}
        return False
