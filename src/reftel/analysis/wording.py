"""The wording: two texts compared word by word."""

from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from reftel.analysis.alignment import Stretch, aligned
from reftel.analysis.words import words

LONGEST = 200_000  # characters of a text that is still compared; no paragraph has a tenth
ISLAND = 2  # words that two changes have between them, and that are read as a part of these


class Kind(StrEnum):
    """What became of a run of words."""

    EQUAL = "equal"
    REMOVED = "removed"
    ADDED = "added"


class Run(NamedTuple):
    """Words that stayed, went or came, with the white space behind them.

    What stayed is the same but for white space, and has both writings: all ``before``
    joined are the text before, all ``after`` the text after.
    """

    kind: Kind
    before: str
    after: str

    @property
    def text(self) -> str:
        """The words as they stand now, or as they stood."""
        return self.after or self.before


def compared(before: str, after: str) -> tuple[Run, ...]:
    """How one text becomes another, in runs of words; nothing where both are empty.

    >>> for run in compared("Barley was sold.", "Barley was not sold."):
    ...     print(run.kind, repr(run.text))
    equal 'Barley was '
    added 'not '
    equal 'sold.'
    """
    if before == after:
        return (Run(Kind.EQUAL, before, after),) if before else ()
    if max(len(before), len(after)) > LONGEST:
        return replaced(before, after)
    old, new = _pieces(before), _pieces(after)
    stretches = aligned([word for word, _ in old], [word for word, _ in new])
    return tuple(_runs(old, new, _without_islands(stretches, len(old), len(new))))


def replaced(before: str, after: str) -> tuple[Run, ...]:
    """One text for another as a whole, with nothing looked for that they have in common."""
    gone = (Run(Kind.REMOVED, before, ""),) if before else ()
    return gone + ((Run(Kind.ADDED, "", after),) if after else ())


def _pieces(text: str) -> list[tuple[str, str]]:
    """Each word, and the same with the white space behind it; the first has that before it."""
    found = words(text)
    starts = [word.start for word in found]
    pieces = [("", text[: starts[0] if starts else len(text)])]
    ends = [*starts[1:], len(text)]
    pieces += [(word.text, text[word.start : end]) for word, end in zip(found, ends, strict=False)]
    return pieces


def _without_islands(stretches: list[Stretch], old: int, new: int) -> list[Stretch]:
    """Without the few words that lie between two changes longer than they are."""
    bounds = [Stretch(0, 0, 0), *stretches, Stretch(old, new, 0)]
    gaps = [
        max(b.before - a.before - a.length, b.after - a.after - a.length)
        for a, b in pairwise(bounds)
    ]
    return [
        stretch
        for number, stretch in enumerate(stretches)
        if stretch.length > min(ISLAND, gaps[number] - 1, gaps[number + 1] - 1)
    ]


def _runs(
    old: list[tuple[str, str]], new: list[tuple[str, str]], stretches: list[Stretch]
) -> Iterator[Run]:
    at = to = 0
    for before, after, length in [*stretches, Stretch(len(old), len(new), 0)]:
        yield from replaced(_text(old, at, before), _text(new, to, after))
        at, to = before + length, after + length
        same = Run(Kind.EQUAL, _text(old, before, at), _text(new, after, to))
        if same.before or same.after:
            yield same


def _text(pieces: list[tuple[str, str]], start: int, end: int) -> str:
    return "".join(whole for _, whole in pieces[start:end])
