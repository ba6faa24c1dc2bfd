"""The alignment: what two sequences have in common, in their order.

Patience first: what stands once in either sequence ties them together, and what lies
between two ties is aligned on its own. Where nothing stands once, the shortest way from the
one to the other is looked for (Myers, 1986), as long as it is short. All steps are counted,
and there are only so many for each item: where they run out, what is left is said to have
nothing in common. So the work grows with the length alone, whatever stands in the texts.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

STEPS = 24  # for each item of either sequence
SHORT = 96  # edits; a way that is longer is no better than none


class Stretch(NamedTuple):
    """A run of items that are the same: where it begins in each sequence, and its length."""

    before: int
    after: int
    length: int


class _Gap(NamedTuple):
    """What is still to be aligned, half open in each sequence."""

    left: int
    left_end: int
    right: int
    right_end: int

    @property
    def size(self) -> int:
        return self.left_end - self.left + self.right_end - self.right


def aligned(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Stretch]:
    """The stretches that two sequences have in common, in the order of both.

    >>> aligned("the cat sat".split(), "the dog sat".split())
    [Stretch(before=0, after=0, length=1), Stretch(before=2, after=2, length=1)]
    """
    found: list[Stretch] = []
    waiting = [_Gap(0, len(before), 0, len(after))]
    steps = STEPS * waiting[0].size
    while waiting:
        gap, ends = _trimmed(before, after, waiting.pop())
        found += ends
        if gap.left == gap.left_end or gap.right == gap.right_end or steps <= 0:
            continue
        steps -= gap.size
        ties = _ties(before, after, gap)
        if ties:
            waiting += _between(gap, ties)
        else:
            way, taken = _shortest(before, after, gap, steps)
            found += way
            steps -= taken
    return _joined(sorted(found))


def _trimmed(
    before: Sequence[Hashable], after: Sequence[Hashable], gap: _Gap
) -> tuple[_Gap, list[Stretch]]:
    """The gap without what is the same at its two ends, and that."""
    left, left_end, right, right_end = gap
    while left < left_end and right < right_end and before[left] == after[right]:
        left, right = left + 1, right + 1
    while left < left_end and right < right_end and before[left_end - 1] == after[right_end - 1]:
        left_end, right_end = left_end - 1, right_end - 1
    ends = [
        Stretch(gap.left, gap.right, left - gap.left),
        Stretch(left_end, right_end, gap.left_end - left_end),
    ]
    return _Gap(left, left_end, right, right_end), [one for one in ends if one.length]


def _ties(
    before: Sequence[Hashable], after: Sequence[Hashable], gap: _Gap
) -> list[tuple[int, int]]:
    """Where items that stand once on each side stand, as many as come in one order."""
    single = _single(before, gap.left, gap.left_end)
    other = _single(after, gap.right, gap.right_end)
    pairs = [(at, other[item]) for item, at in single.items() if item in other]
    return _rising(pairs)


def _single(items: Sequence[Hashable], start: int, end: int) -> dict[Hashable, int]:
    """The places of those items that stand once in a part of a sequence, in their order."""
    times = Counter(items[start:end])
    return {items[at]: at for at in range(start, end) if times[items[at]] == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs in which the second rises as the first does."""
    lowest: list[int] = []  # the lowest last place of a run, by its length
    last: list[int] = []  # which pair that is
    before: list[int] = []  # for each pair, the one before it in its run
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(lowest, place)
        before.append(last[length - 1] if length else -1)
        lowest[length : length + 1] = [place]
        last[length : length + 1] = [number]
    run: list[tuple[int, int]] = []
    at = last[-1] if last else -1
    while at >= 0:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]


def _between(gap: _Gap, ties: list[tuple[int, int]]) -> Iterator[_Gap]:
    """What lies before, between and behind the ties; a tie begins the gap behind it."""
    places = [(gap.left, gap.right), *ties, (gap.left_end, gap.right_end)]
    for (left, right), (left_end, right_end) in pairwise(places):
        yield _Gap(left, left_end, right, right_end)


def _shortest(
    before: Sequence[Hashable], after: Sequence[Hashable], gap: _Gap, steps: int
) -> tuple[list[Stretch], int]:
    """The way with the fewest edits, if it has few; and how many steps it took to look."""
    wide, high = gap.left_end - gap.left, gap.right_end - gap.right
    furthest = {1: 0}  # by diagonal, how far along ``before`` the edits so far lead
    history: list[dict[int, int]] = []
    taken = 0
    for edits in range(min(SHORT, wide + high) + 1):
        history.append(dict(furthest))
        for diagonal in range(-edits, edits + 1, 2):
            x = _start(furthest, diagonal, edits)
            begun, y = x, x - diagonal
            while x < wide and y < high and before[gap.left + x] == after[gap.right + y]:
                x, y = x + 1, y + 1
            furthest[diagonal] = x
            taken += x - begun + 1
            if x >= wide and y >= high:
                return _walked(history, gap), taken
            if taken > steps:
                return [], taken
    return [], taken


def _start(furthest: dict[int, int], diagonal: int, edits: int) -> int:
    """How far along ``before`` a diagonal begins, after one edit from the better neighbour."""
    down = diagonal == -edits or (
        diagonal != edits and furthest[diagonal - 1] < furthest[diagonal + 1]
    )
    return furthest[diagonal + 1] if down else furthest[diagonal - 1] + 1


def _walked(history: list[dict[int, int]], gap: _Gap) -> list[Stretch]:
    """The way back from the end to the beginning, as the stretches that it goes along."""
    x, y = gap.left_end - gap.left, gap.right_end - gap.right
    found: list[Stretch] = []
    for edits in range(len(history) - 1, -1, -1):
        diagonal = x - y
        begun = _start(history[edits], diagonal, edits)
        if x > begun:
            found.append(Stretch(gap.left + begun, gap.right + begun - diagonal, x - begun))
        down = diagonal == -edits or (
            diagonal != edits and history[edits][diagonal - 1] < history[edits][diagonal + 1]
        )
        x = begun if down else begun - 1
        y = x - (diagonal + 1 if down else diagonal - 1)
    return found


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    """The same, with those that touch each other made one."""
    joined: list[Stretch] = []
    for one in stretches:
        last = joined[-1] if joined else None
        if last and (last.before + last.length, last.after + last.length) == one[:2]:
            joined[-1] = last._replace(length=last.length + one.length)
        else:
            joined.append(one)
    return joined
