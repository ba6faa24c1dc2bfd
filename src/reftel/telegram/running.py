"""The running text of a stretch: page marks cut out, and sentences that they broke rejoined."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from reftel.telegram.record import Span

GAP: Final = re.compile(r"\n[ \t\r]*\n\s*")
SENTENCE_ENDS: Final = frozenset(".!?:")
CLOSERS: Final = "\"')]”’*"
CLOSING: Final = frozenset(CLOSERS)
GOES_ON: Final = frozenset((",", "-", ";", "&", "("))


class Running:
    """Cuts stretches out of a text, from ``start`` on, in which the marks are already blanked."""

    def __init__(self, text: str, start: int, cuts: Sequence[Span], blanks: Sequence[int]) -> None:
        self.text = text
        self.start = start
        self.blanks = blanks  # where empty lines begin, from ``start`` on
        self.cuts = cuts
        self.starts = [cut.start for cut in cuts]

    def stretch(self, start: int, end: int) -> tuple[str, int]:
        """The running text of ``[start:end]``, line ends kept and marks left out, and its end."""
        piece = self.text[start:end].rstrip()
        end = start + len(piece)
        seams: list[int] = []
        if self.cuts:
            piece, seams = self._spliced(start, end)
            piece = piece.rstrip()
        return _rejoined(piece, seams) if self._parted(start, end) else piece.lstrip(), end

    def _parted(self, start: int, end: int) -> bool:
        """Whether an empty line may stand in a stretch; above ``self.start`` none is known."""
        place = bisect_left(self.blanks, start)
        return start < self.start or (place < len(self.blanks) and self.blanks[place] < end)

    def blocks(self, start: int, end: int) -> Iterator[Span]:
        """The stretches that blank lines part, but for those inside a sentence."""
        text = self.text
        at = start
        for gap in GAP.finditer(text, start, end):
            seams = self._cuts_in(gap.start(), gap.end())
            if _joins(text, gap, seams):
                continue
            if not text[at : gap.start()].isspace() and gap.start() > at:
                yield Span(at, gap.start())
            at = gap.end()
        if at < end and not text[at:end].isspace():
            yield Span(at, end)

    def _cuts_in(self, start: int, end: int) -> list[int]:
        if not self.starts:
            return []
        return self.starts[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _spliced(self, start: int, end: int) -> tuple[str, list[int]]:
        """The stretch without its cuts, and the places in it where one stood."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        if first == last:
            return self.text[start:end], []
        parts: list[str] = []
        seams: list[int] = []
        at, length = start, 0
        for cut in self.cuts[first:last]:
            parts.append(self.text[at : cut.start])
            length += max(0, cut.start - at)
            seams.append(length)
            at = cut.end
        parts.append(self.text[at:end])
        return "".join(parts), seams


def _rejoined(piece: str, seams: Sequence[int]) -> str:
    """The piece with an empty line in each gap, but for those inside a sentence."""
    parts: list[str] = []
    at = len(piece) - len(piece.lstrip())
    for gap in GAP.finditer(piece, at):
        parts.append(piece[at : gap.start()].rstrip())
        parts.append("\n" if _joins(piece, gap, seams) else "\n\n")
        at = gap.end()
    parts.append(piece[at:])
    return "".join(parts)


def _joins(text: str, gap: re.Match[str], seams: Sequence[int]) -> bool:
    """Whether a gap stands inside a sentence, and so is none of the writer's."""
    start, end = gap.span()
    if start == 0 or end >= len(text):
        return False
    before, after = text[start - 1], text[end]
    if before in " \t\r":
        stripped = text[max(0, start - 80) : start].rstrip()
        before = stripped[-1:] or "."
    first = bisect_left(seams, start)
    marks = bisect_right(seams, end, first) - first
    if marks:
        if gap.group().count("\n") <= 1 + marks:
            return True  # the mark had a line to itself, and no blank line beside it
        if before in CLOSING:
            words = text[max(0, start - 80) : start].rstrip().rstrip(CLOSERS)
            return after.islower() or words[-1:] in GOES_ON
        return before not in SENTENCE_ENDS
    return after.islower() and (before.islower() or before in GOES_ON)
