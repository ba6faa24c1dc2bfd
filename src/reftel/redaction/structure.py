"""Where a line has to begin, and where a writer only came to the margin.

A line break in prose has no meaning, and tells how long the words above it are. It is kept
where the telegram's own structure asks for it: a paragraph, a field, a heading, a row of a
table, an item of a list; and where the line above had room for more at any margin.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from reftel.redaction.blocks import TIED
from reftel.telegram.attention import is_caption, unlabelled
from reftel.telegram.headings import is_rule
from reftel.telegram.labels import labels
from reftel.telegram.record import Span, Telegram

NARROW = 45  # letters: no margin was closer
LONGEST_WORD = 30  # that may have stood where a block begins a line
LONG = 120  # letters of a line in a re-flowed copy: there each line's end is a paragraph's
# What begins a line of its own: the number or letter of an item, a dash, the name of a value.
ITEM = re.compile(
    r"(?:\d{1,3}[.)]|\(?[A-Za-z][.)]|\(\d{1,3}\)|[IVXLC]{1,7}[.)]|-{1,3}|[*•¶o])(?=\s|$)"
    r"|[A-Z][A-Za-z /.'-]{0,30}:(?=\s|$)"
)
WIDE = re.compile(r"\S(?:\s*\t\s*| {3,})(?=\S)")
GAP = re.compile(r"(?<=[^\s.?!:;,]) {2,}(?=\S)")
SENTENCE_ENDS = frozenset(".:;?!,)")


class Structure:
    """The lines of a body, as the telegram in which they were read has them."""

    def __init__(self, body: str, telegram: Telegram) -> None:
        self.lines = body.split("\n")
        self._telegram = telegram
        self._at = telegram.body_at

    @cached_property
    def texts(self) -> list[str]:
        return [line.strip() for line in self.lines]

    @cached_property
    def marked(self) -> list[bool]:
        """Whether a line holds a block."""
        return [TIED.search(line) is not None for line in self.lines]

    @cached_property
    def rules(self) -> list[bool]:
        return [is_rule(text) for text in self.texts]

    @cached_property
    def rows(self) -> list[bool]:
        """Whether a line is a row of a table."""
        alike = [WIDE.search(text) is not None or len(GAP.findall(text)) > 1 for text in self.texts]
        return [
            self._is_row(number, alike) for number in range(len(self.lines))
        ]  # fmt: skip

    def _is_row(self, number: int, alike: Sequence[bool]) -> bool:
        if not self.texts[number] or self.rules[number]:
            return False
        beside = [at for at in (number - 1, number + 1) if self._is_text(at)]
        tabular = [alike[at] or self.rules[at] for at in beside]
        if self.marked[number]:
            return (alike[number] and (any(tabular) or not beside)) or (
                all(tabular) and any(alike[at] for at in beside)
            )
        return alike[number] and (any(tabular) or not beside)

    def _is_text(self, number: int) -> bool:
        return 0 <= number < len(self.texts) and bool(self.texts[number])

    @cached_property
    def stretches(self) -> list[list[int]]:
        """The letters of each line that no block interrupts.

        Where a block has swallowed the ends of lines, what stood in several stands in one: so
        nothing is told by how long a line is, but for what stands unbroken in it.
        """
        return [[len(part.strip()) for part in TIED.split(text)] for text in self.texts]

    @cached_property
    def reflowed(self) -> bool:
        """Whether this is a copy in which each paragraph is one line."""
        letters = [count for line in self.stretches[self._message :] for count in line]
        return 2 * sum(count for count in letters if count > LONG) > sum(letters)

    def parted(self, number: int) -> bool:
        """Whether the break above a line has a meaning."""
        above, line = self.texts[number - 1], self.texts[number]
        return (
            not above
            or not line
            or self.reflowed
            or number in self._begun
            or any(self.rules[number - 1 : number + 1])
            or any(self.rows[number - 1 : number + 1])
            or self._is_item(number)
            or (self._opens(number) if number < self._message else self._had_room(number))
        )

    def _had_room(self, number: int) -> bool:
        """Whether the line above had room for the first word of this one, at any margin."""
        if self.marked[number - 1]:
            return False  # nobody can say how long it was
        line = self.texts[number]
        word = LONGEST_WORD if TIED.search(line.split(" ", 1)[0]) else len(line.split(" ", 1)[0])
        return len(self.texts[number - 1]) + 1 + word <= NARROW

    def _is_item(self, number: int) -> bool:
        """Whether it begins as an item does, and the lines beside it say that it is one."""
        if not ITEM.match(self.texts[number]):
            return False
        beside = self.texts[number - 1 : number] + self.texts[number + 1 : number + 2]
        ended = self.texts[number - 1][-1:] in SENTENCE_ENDS
        return ended or any(ITEM.match(text) for text in beside)

    def _opens(self, number: int) -> bool:
        """Whether a line of the opening begins a field, or is one for itself."""
        line = self.texts[number]
        if labels(0, line)[:1] and labels(0, line)[0].start == 0:
            return True
        if is_caption(line):
            return True
        return number <= self._first_field and unlabelled(0, line).known

    @cached_property
    def _first_field(self) -> int:
        """The first line that a label begins."""
        for number, text in enumerate(self.texts[: self._message]):
            if text and (found := labels(0, text)) and found[0].start == 0:
                return number
        return self._message

    @cached_property
    def _message(self) -> int:
        """The line at which the message begins."""
        parts = [*self._numbered(), *self._headings()]
        parts += [one.span for one in self._telegram.paragraphs if one.number is None]
        rows = sorted(self._row(span.start) for span in parts)
        apart = (row for row in rows if row in self._begun or not self.texts[row - 1])
        return next(apart, len(self.lines))

    @cached_property
    def _begun(self) -> frozenset[int]:
        """Lines that begin what the parser found, or follow a heading.

        Not those that it took for a paragraph without a number: blank lines part these.
        """
        found = self._telegram
        reads = (*found.quotations, *found.page_marks)
        spans = [*self._numbered(), *self._headings(), *(read.span for read in reads)]
        spans += [found.signer.span] if found.signer is not None else []
        begun = {self._row(span.start) for span in spans if self._begins(span)}
        begun |= {self._row(heading.end) + 1 for heading in self._headings()}
        return frozenset(begun)

    def _numbered(self) -> Iterator[Span]:
        return (one.span for one in self._telegram.paragraphs if one.number is not None)

    def _headings(self) -> Iterator[Span]:
        """The headings that stand apart: below a blank line, or beside a rule."""
        for heading in self._telegram.headings:
            first, last = (self._row(at) for at in heading.span)
            above, below = self.texts[first - 1] if first else "", last + 1
            if not above or self.rules[first - 1] or self.rules[below : below + 1] == [True]:
                yield heading.span

    def _begins(self, span: Span) -> bool:
        """Whether it begins its line."""
        at = span.start - self._at
        row = self._row(span.start)
        return at >= 0 and not self.lines[row][: at - self._offsets[row]].strip()

    def _row(self, offset: int) -> int:
        """The line in which an offset into the whole text lies."""
        return max(0, bisect_right(self._offsets, offset - self._at) - 1)

    @cached_property
    def _offsets(self) -> list[int]:
        """Where each line begins."""
        return list(accumulate((len(line) + 1 for line in self.lines[:-1]), initial=0))
