"""A quotation against the text that it may be from: what is the same, and what is not.

All runs together cover the quotation, and the part of the text that it stands for, in order.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import groupby, pairwise
from typing import NamedTuple

from reftel.analysis.distance import Part, Step, nearest

MOST_READ = 2_000  # words; of a longer text the stretch is read that shares most with the quotation
LOOSE = 3  # words at an end that may be changed and still belong to the quotation
SHORTEST_CUT = 3  # letters of a word at an end that can be known for a part of another
NEAR = 0.6  # of the words
FEWEST = 5  # words that are the same, for a text to be near
LONG_RUN = 9  # words side by side; what stands round so many does not count against them


class Kind(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    LEFT_OUT = "left out"  # words of the text that the quotation lacks
    PUT_IN = "put in"  # words of the quotation that the text lacks
    BEYOND = "beyond"  # words round the quotation, before or after all that is from the text
    COPIED = "copied"  # number, mark or heading that stands before a paragraph of the text


Places = tuple[int, int]  # from which word to before which


class Run(NamedTuple):
    """Words of the quotation and words of the text that face each other; either may be none."""

    kind: Kind
    quoted: Places
    held: Places


class Alignment(NamedTuple):
    runs: tuple[Run, ...]

    @property
    def same(self) -> int:
        """Words of the quotation that stand in the text."""
        return sum(_size(run.quoted) for run in self.runs if run.kind is Kind.SAME)

    @property
    def differences(self) -> int:
        """Words changed, left out and put in; none of what stands round the quotation."""
        return sum(
            max(_size(run.quoted), _size(run.held)) for run in self.runs if run.kind in _DIFFERENT
        )

    @property
    def beyond(self) -> int:
        """Words that stand round the quotation."""
        return sum(_size(run.quoted) for run in self.runs if run.kind is Kind.BEYOND)

    @property
    def place(self) -> Places:
        """Which words of the text it stands for."""
        held = [run.held for run in self.runs if run.held[0] < run.held[1]]
        return (held[0][0], held[-1][1]) if held else (0, 0)

    def moved(self, by: int) -> "Alignment":
        """The same in a text that has so many words before this one."""
        runs = (run._replace(held=(run.held[0] + by, run.held[1] + by)) for run in self.runs)
        return Alignment(tuple(runs))

    @property
    def is_exact(self) -> bool:
        """Whether every word stands there, in order and with none between."""
        return all(run.kind in {Kind.SAME, Kind.COPIED} for run in self.runs)

    @property
    def is_near(self) -> bool:
        """Whether it is more than chance that so much is the same.

        Measured on real cables: docs/reference/quote.md.
        """
        if self.is_exact and self.same:
            return True
        longest = max((_size(one.quoted) for one in self.runs if one.kind is Kind.SAME), default=0)
        of = self.same + self.differences
        round_it = 0 if longest >= LONG_RUN else self.beyond
        return self.same >= min(FEWEST, of) and self.same >= NEAR * (of + round_it)


_DIFFERENT = frozenset({Kind.CHANGED, Kind.LEFT_OUT, Kind.PUT_IN})
NOTHING = Alignment(())


def aligned(
    quoted: Sequence[str], held: Sequence[str], before: Mapping[int, Sequence[str]] | None = None
) -> Alignment:
    """The best alignment of the words of a quotation, which has some, with those of a text.

    ``before`` gives the words that stand before a paragraph and may have been copied along
    (number, mark, heading), by the place of its first word in the text.

    >>> runs = aligned("the crop was bad".split(), "we say the crop was good here".split()).runs
    >>> [(run.kind.value, run.held) for run in runs]
    [('same', (2, 5)), ('changed', (5, 6))]
    """
    first, last = _stretch(quoted, held)
    part = nearest(quoted, held[first:last])
    begin, end = 0, len(quoted)
    if part.distance > (1 - NEAR) * len(quoted):
        begin, end = _core(quoted, held[first:last])
        part = nearest(quoted[begin:end], held[first:last])
    moves = _whole_words(quoted, held, _Moved.of(part, begin, first))
    runs = _runs(quoted, held, moves, len(quoted))
    return Alignment(tuple(_copied(quoted, runs, before or {})))


def shared(quoted: Sequence[Hashable], held: Sequence[Hashable], size: int = 2) -> list[int]:
    """The places in a quotation at which so many words begin that stand side by side in a text."""
    ways = set(zip(*(held[at:] for at in range(size)), strict=False))
    runs = zip(*(quoted[at:] for at in range(size)), strict=False)
    return [place for place, run in enumerate(runs) if run in ways]


def _stretch(quoted: Sequence[str], held: Sequence[str]) -> Places:
    """The part of a text that is read: the whole, unless it is long."""
    if len(held) <= MOST_READ:
        return 0, len(held)
    pairs = set(pairwise(quoted))
    hits = [(place, pair) for place, pair in enumerate(pairwise(held)) if pair in pairs]
    reach = 2 * len(quoted)
    inside = Counter[tuple[str, str]]()
    kinds = most = at = oldest = 0
    for place, pair in hits:
        kinds += not inside[pair]
        inside[pair] += 1
        while hits[oldest][0] < place - reach:
            gone = hits[oldest][1]
            inside[gone] -= 1
            kinds -= not inside[gone]
            oldest += 1
        if kinds > most:
            most, at = kinds, place
    return max(0, at - MOST_READ // 2), min(len(held), at + MOST_READ // 2)


def _core(quoted: Sequence[str], held: Sequence[str]) -> Places:
    """The part of a quotation that may be from the text, where much of it is not."""
    for size in (4, 3, 2):
        places = shared(quoted, held, size)
        if places:
            first, last = places[0], places[-1] + size
            begin = first if first > LOOSE else 0
            return begin, last if len(quoted) - last > LOOSE else len(quoted)
    return 0, len(quoted)


class _Moved(NamedTuple):
    """One step from one place in the quotation and the text to another."""

    step: Step
    quoted: int
    held: int

    @classmethod
    def of(cls, part: Part, quoted: int, first: int) -> "list[_Moved]":
        held = first + part.start
        moves: list[_Moved] = []
        for step in part.steps:
            moves.append(cls(step, quoted, held))
            quoted += step is not Step.LEFT_OUT
            held += step is not Step.PUT_IN
        return moves


def _runs(
    quoted: Sequence[str], held: Sequence[str], moves: list[_Moved], length: int
) -> list[Run]:
    """The runs of what belongs to the text, and at both ends what stands round it."""
    first, last = _within(moves)
    moves = moves[first:last]
    if not moves:
        return [Run(Kind.BEYOND, (0, length), (0, 0))] if length else []
    runs = list(_joined(quoted, held, moves))
    begin, end = runs[0].quoted[0], runs[-1].quoted[1]
    at, until = runs[0].held[0], runs[-1].held[1]
    before = [Run(Kind.BEYOND, (0, begin), (at, at))] if begin else []
    after = [Run(Kind.BEYOND, (end, length), (until, until))] if end < length else []
    return [*before, *runs, *after]


def _within(moves: list[_Moved]) -> Places:
    """Which steps belong to the text: all where most is the same, else those among which it is."""
    if sum(move.step is Step.SAME for move in moves) >= NEAR * len(moves):
        return 0, len(moves)
    worth = best = 0
    start = 0
    first = last = 0
    for place, move in enumerate(moves):
        if worth < 0:
            worth, start = 0, place
        worth += 2 if move.step is Step.SAME else -1
        if worth > best:
            best, first, last = worth, start, place + 1
    if not last:
        return 0, 0
    while moves[first].step is not Step.SAME:
        first += 1
    return first if first > LOOSE else 0, last if len(moves) - last > LOOSE else len(moves)


def _joined(quoted: Sequence[str], held: Sequence[str], moves: list[_Moved]) -> Iterator[Run]:
    """The steps as runs. Words that were only parted or joined differently are the same."""
    found: list[Run] = []
    for same, some in groupby(moves, key=lambda move: move.step is Step.SAME):
        steps = list(some)
        ours = (steps[0].quoted, steps[-1].quoted + (steps[-1].step is not Step.LEFT_OUT))
        theirs = (steps[0].held, steps[-1].held + (steps[-1].step is not Step.PUT_IN))
        kind = Kind.SAME if same else _kind(quoted, held, ours, theirs)
        if found and found[-1].kind is kind is Kind.SAME:
            ours, theirs = (found[-1].quoted[0], ours[1]), (found[-1].held[0], theirs[1])
            found.pop()
        found.append(Run(kind, ours, theirs))
    yield from found


def _kind(quoted: Sequence[str], held: Sequence[str], ours: Places, theirs: Places) -> Kind:
    if "".join(quoted[slice(*ours)]) == "".join(held[slice(*theirs)]):
        return Kind.SAME
    if not _size(ours):
        return Kind.LEFT_OUT
    return Kind.CHANGED if _size(theirs) else Kind.PUT_IN


def _whole_words(quoted: Sequence[str], held: Sequence[str], moves: list[_Moved]) -> list[_Moved]:
    """With a word that was cut at an end of the quotation taken for the same as the whole word."""
    moves = list(moves)
    for end, word, fits in ((0, 0, str.endswith), (-1, len(quoted) - 1, str.startswith)):
        move = moves[end]
        if move.step is Step.CHANGED and move.quoted == word and len(quoted[word]) >= SHORTEST_CUT:
            cut = fits(held[move.held], quoted[word])
            moves[end] = move._replace(step=Step.SAME) if cut else move
    return moves


def _copied(
    quoted: Sequence[str], runs: list[Run], before: Mapping[int, Sequence[str]]
) -> Iterator[Run]:
    """With what was copied along before a paragraph told apart from what is not in the text."""
    for place, run in enumerate(runs):
        first, last = run.quoted
        starts = run.held[1]
        own = list(before.get(starts, ()))
        apart = run.kind is Kind.PUT_IN or (place == 0 and run.kind in {Kind.BEYOND, Kind.CHANGED})
        size = _alike(own, quoted[first:last]) if apart else 0
        if not size:
            yield run
            continue
        if first < last - size:
            kind = Kind.PUT_IN if place else Kind.BEYOND
            yield Run(kind, (first, last - size), (starts, starts))
        yield Run(Kind.COPIED, (last - size, last), (starts, starts))


def _alike(own: list[str], written: Sequence[str]) -> int:
    """How many words at the end of both are the same."""
    most = min(len(own), len(written))
    return next((n for n in range(most, 0, -1) if own[-n:] == list(written[-n:])), 0)


def _size(places: Places) -> int:
    return places[1] - places[0]
