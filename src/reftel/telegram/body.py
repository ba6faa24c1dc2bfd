"""The message itself: numbered paragraphs, what stands between them, headings, quotations.

Text between two numbers belongs to the paragraph above it, unless a heading stands between;
text without numbers falls into the blocks that blank lines make. Nothing is lost: every line
of the message is in a paragraph, a heading, a page mark or the signature.
"""

import re
from collections.abc import Iterable
from typing import Final

from reftel.telegram.ending import Ending
from reftel.telegram.headings import RULE, RULE_SIGNS
from reftel.telegram.notes import openings, unclosed
from reftel.telegram.numerals import Candidate
from reftel.telegram.portion import portion
from reftel.telegram.record import Defect, Paragraph, PortionMark, Read, Span
from reftel.telegram.running import Running
from reftel.telegram.text import bare, placed, trimmed
from reftel.telegram.titles import Title

MARK: Final = re.compile(r"\s*\((?P<mark>[A-Z /,\-]{1,40})\)\s*")
ENTIRE: Final = "ENTIRE"
ENTIRE_TEXT: Final = re.compile(
    r"\(?\s{0,2}(?P<level>C|S|U|LOU|CONFIDENTIAL|SECRET|UNCLASSIFIED|LIMITED OFFICIAL USE)"
    r"\s{0,2}[-)]{1,2}\s{0,2}ENTIRE\s{1,2}TEXT",
    re.IGNORECASE,
)


class Body:
    """The paragraphs of a message, in order, with anchors that are unique."""

    __slots__ = (
        "counts", "defects", "inherited", "openings", "paragraphs", "pending", "running",
        "unnumbered", "used",
    )  # fmt: skip

    def __init__(self, running: Running, defects: list[Defect]) -> None:
        self.running = running
        self.defects = defects
        self.paragraphs: list[Paragraph] = []
        self.pending: list[Title] = []
        self.used: set[str] = set()
        self.counts: dict[str, int] = {}
        self.unnumbered = 0
        self.inherited: Read[PortionMark] | None = None
        self.openings: list[Span] = []  # of notes in brackets

    def anchor(self, base: str) -> str:
        """``par5``, and ``par5b`` where a number comes a second time."""
        found = base
        count = self.counts.get(base, 1) if base in self.used else 1
        while found in self.used:
            count += 1
            found = base + (chr(ord("a") + count - 1) if count <= 26 else f"-{count}")
            self.counts[base] = count
        self.used.add(found)
        return found

    def heading(self) -> Read[str]:
        """The headings that stand above the paragraph, as one; some are pending."""
        titles, self.pending = self.pending, []
        words = titles[0].words
        if len(titles) == 1:
            return words
        value = "\n".join([title.words.value for title in titles])
        return placed(value, words.span.start, titles[-1].words.span.end)

    def numbered(self, one: Candidate, stop: int) -> None:
        """A paragraph with a number, as far as ``stop``."""
        start, text_at, written = one.start, one.text_at, one.written
        whole = self.running.text
        text, end = self.running.stretch(text_at, stop)
        if not text:
            end = start + len(whole[start:stop].rstrip())
        if self.inherited is None or not self.paragraphs:
            self._entire(text, text_at, stop)
        if self.openings:
            self.defects += unclosed(whole, self.openings, text_at, end)
        anchor = f"par{written.lower()}" if one.kind == "number" else _lettered(one)
        anchor = self.anchor(anchor)
        at = start if whole[start] == written[0] else whole.find(written[0], start, text_at)
        number = placed(written, at, at + len(written))
        mark = one.mark or self.inherited
        heading = self.heading() if self.pending else None
        span = bare(Span, (start, end))
        self.paragraphs.append(bare(Paragraph, (anchor, number, mark, heading, text, span)))

    def _entire(self, text: str, start: int, stop: int) -> None:
        """``1. (C) - ENTIRE TEXT.`` marks every paragraph (before 1995)."""
        if len(text) > 400 or ENTIRE not in text.upper():
            return
        match = ENTIRE_TEXT.search(self.running.text, max(0, start - 8), min(stop, start + 80))
        found = portion(match["level"]) if match is not None else None
        if match is not None and found is not None:
            self.inherited = Read(found[0], Span(*match.span()))

    def plain(self, start: int, stop: int) -> None:
        """Text without a number: a paragraph for each block."""
        if not self.running.text[start:stop].strip():
            return
        for block in self.running.blocks(start, stop):
            span = trimmed(self.running.text, *block)
            at = span.start
            if self.running.text[at] in RULE_SIGNS and RULE.match(self.running.text, at, span.end):
                continue  # a rule and nothing else
            mark = None
            if self.running.text[at : at + 1] == "(":
                match = MARK.match(self.running.text, at, span.end)
                found = portion(match["mark"]) if match is not None else None
                if match is not None and found is not None:
                    mark = placed(found[0], at, match.end("mark") + 1)
                    at = match.end()
            text, _ = self.running.stretch(at, span.end)
            if text or mark:
                self._unnumbered(text, span, mark)

    def _unnumbered(self, text: str, span: Span, mark: Read[PortionMark] | None) -> None:
        self.unnumbered += 1
        anchor = self.anchor(f"text{self.unnumbered}")
        heading = self.heading() if self.pending else None
        self.paragraphs.append(Paragraph(anchor, None, mark, heading, text, span))

    def left_over(self) -> None:
        """A heading with nothing below it stays as text."""
        if self.pending:
            heading = self.heading()
            self._unnumbered(heading.value, heading.span, None)


def _lettered(one: Candidate) -> str:
    """The anchor below a roman VII: ``par7ab`` of ``A and B``, ``par7abc`` of ``A through C``."""
    written = one.written
    letters = [part for part in re.split(r"[^A-Z]+", written) if len(part) == 1]
    if len(letters) == 2 and re.search(r"through|thru|\bto\b|-", written, re.IGNORECASE):
        letters = [chr(code) for code in range(ord(letters[0]), ord(letters[1]) + 1)]
    return f"par{one.key}{''.join(letters).lower()}"


def paragraphs(
    body: Body, events: Iterable[Candidate | Title], notes: Iterable[Span], foot: Ending
) -> list[Paragraph]:
    """Every paragraph of the message down to the foot; ``notes`` are text above it."""
    running = body.running
    body.openings = openings(running.text, running.start, foot.end)
    for note in notes:
        body.plain(note.start, note.end)
    at = running.start
    current: Candidate | None = None
    for event in events:
        start = event.start
        if start >= foot.end:
            break
        if current is not None:
            body.numbered(current, max(at, start))
        elif at < start:
            body.plain(at, start)
        if isinstance(event, Title):
            body.pending.append(event)
            current, at = None, event.end
        else:
            current, at = event, event.text_at
    if current is not None:
        body.numbered(current, max(at, foot.end))
    elif at < foot.end:
        body.plain(at, foot.end)
    body.left_over()
    if foot.after is not None:
        body.plain(*foot.after)
    return body.paragraphs
