"""Chance that repeats itself: the same seed gives the same choices on every Python.

Only ``random.Random.random`` is used, whose sequence Python promises to keep; ``choice``,
``shuffle`` and the rest may draw differently in another version.
"""

from collections.abc import Sequence
from itertools import accumulate
from math import exp
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A stream of choices. One for each cable, so that no cable depends on another's."""

    __slots__ = ("draw",)

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed).random  # noqa: S311 (nothing secret is drawn)

    def often(self, share: float) -> bool:
        """True in that share of cases."""
        return self.draw() < share

    def below(self, end: int) -> int:
        """A whole number from 0 to ``end`` - 1."""
        return int(self.draw() * end)

    def between(self, first: int, last: int) -> int:
        """A whole number, both ends included."""
        return first + int(self.draw() * (last - first + 1))

    def one(self, items: Sequence[T]) -> T:
        return items[int(self.draw() * len(items))]

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """Different items, in their order; all of them where there are not more."""
        left = min(count, len(items))
        taken: list[T] = []
        for at, item in enumerate(items):
            if self.draw() * (len(items) - at) < left:
                taken.append(item)
                left -= 1
        return taken

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """All the items, in an order of their own."""
        left = list(items)
        return [left.pop(self.below(len(left))) for _ in items]

    def lognormal(self, median: float, spread: float) -> float:
        """A length: half of all are under ``median``, a few are very long."""
        draw = self.draw
        bell = sum(draw() for _ in range(12)) - 6  # close enough to a normal deviate
        return median * exp(spread * bell)


class Weighted:
    """Items drawn in proportion to their weights."""

    __slots__ = ("_items", "_sums")

    def __init__(self, items: Sequence[str], weights: Sequence[float]) -> None:
        self._items = tuple(items)
        self._sums = tuple(accumulate(weights))

    def one(self, chance: Chance) -> str:
        wanted = chance.draw() * self._sums[-1]
        low, high = 0, len(self._sums) - 1
        while low < high:
            middle = (low + high) // 2
            if self._sums[middle] > wanted:
                high = middle
            else:
                low = middle + 1
        return self._items[low]
