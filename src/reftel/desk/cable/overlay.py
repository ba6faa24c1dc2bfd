"""The text as sent with its marks shown over it: nothing is taken out, each mark has a letter.

Every line knows its place in the text, in code points, so that what is selected on the page
can be told exactly. What a cable says reaches HTML only through ``typeset``.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, pairwise, product
from string import ascii_uppercase
from typing import NamedTuple

from markupsafe import Markup, escape

from reftel.reading_room.characters import typeset


class Shown(NamedTuple):
    """A mark as the page shows it; ``look`` is a style: standing, proposed."""

    id: int
    start: int
    end: int
    look: str
    letter: str


class Piece(NamedTuple):
    """A stretch of one line, the mark that it lies under, and those that begin with it."""

    start: int
    end: int
    under: Shown | None
    begins: tuple[Shown, ...] = ()


def letters() -> Iterator[str]:
    """A to Z, then AA, AB and so on."""
    for length in count(1):
        for some in product(ascii_uppercase, repeat=length):
            yield "".join(some)


def overlaid(text: str, marks: Iterable[Shown]) -> Markup:
    """The text as safe HTML, a line each; the offsets of lines are those of the whole text."""
    parts: list[str] = []
    pieces = iter(_pieces(text, sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.id))))
    for line in pieces:
        inside = "".join(_set(text, piece) for piece in line)
        parts.append(f'<span class="line" data-at="{line[0].start}">{inside}</span>')
    return Markup("\n".join(parts))  # noqa: S704 -- every piece went through typeset or escape


def _pieces(text: str, marks: Sequence[Shown]) -> Iterator[list[Piece]]:
    """The lines, each cut where a mark begins or ends."""
    stretches = _stretches(len(text), marks)
    start, end, under, begins = next(stretches)
    at = 0
    for line in text.split("\n"):
        until = at + len(line)
        pieces: list[Piece] = []
        while True:
            if min(end, until) > max(start, at) or begins:
                pieces.append(Piece(max(start, at), min(end, until), under, begins))
                begins = ()
            if end > until:
                break
            following = next(stretches, None)
            if following is None:
                break
            start, end, under, begins = following
        yield pieces or [Piece(at, until, None)]
        at = until + 1


def _stretches(
    length: int, marks: Sequence[Shown]
) -> Iterator[tuple[int, int, Shown | None, tuple[Shown, ...]]]:
    """The text from edge to edge of its marks; of several the one that began last is on top."""
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= length]
    edges = sorted({0, length, *(m.start for m in inside), *(m.end for m in inside)})
    begin: dict[int, list[Shown]] = {}
    for mark in inside:
        begin.setdefault(mark.start, []).append(mark)
    above: list[Shown] = []
    for start, end in pairwise(edges):
        above += begin.get(start, ())
        while above and above[-1].end <= start:
            above.pop()
        top = next((mark for mark in reversed(above) if mark.end > start), None)
        yield start, end, top, tuple(begin.get(start, ()))
    if length == 0:
        yield 0, 0, None, ()


def _set(text: str, piece: Piece) -> str:
    words = typeset(text[piece.start : piece.end].removesuffix("\r"))
    if piece.under is None:
        return words
    named = "".join(_letter(mark) for mark in piece.begins)
    under = piece.under
    return f'{named}<mark class="{escape(under.look)}" data-mark="{under.id}">{words}</mark>'


def _letter(mark: Shown) -> str:
    """The letter before a mark, which leads to what is said of it."""
    return (
        f'<a class="letter {escape(mark.look)}" id="in-{mark.id}" href="#mark-{mark.id}" '
        f'aria-label="Mark {escape(mark.letter)}">{escape(mark.letter)}</a>'
    )
