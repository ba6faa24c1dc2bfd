"""The part of a long sequence of words that a short one is nearest to, and the way between them.

Nearest by the fewest words changed, left out or put in (Levenshtein's distance, of words, the
short sequence whole against any part of the long one). The columns of the table are kept as
the bits of two integers (Myers 1999, Hyyrö 2003), so the long one is read once, at a few
operations a word, whatever its words; the way back is found from those bits (Hyyrö 2004).
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class Step(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    PUT_IN = "put in"  # stands in the short sequence alone
    LEFT_OUT = "left out"  # stands in the long one alone


class Part(NamedTuple):
    """The words of the long sequence from ``start`` to before ``end``, and the way there.

    ``steps`` lead along both sequences in order; all but SAME count towards the distance.
    """

    start: int
    end: int
    distance: int
    steps: tuple[Step, ...]


def nearest(short: Sequence[str], long: Sequence[str]) -> Part:
    """The first of the parts that are nearest. Of those that end side by side, the longest."""
    if not short:
        return Part(0, 0, 0, ())
    table = _Table(short)
    end, distance = table.best(long)
    if not end:
        return Part(0, 0, len(short), (Step.PUT_IN,) * len(short))
    begin = max(0, end - len(short) - distance)
    start, steps = table.way(short, long[begin:end])
    return Part(begin + start, end, distance, steps)


class _Table:
    """The distances of the beginnings of a short sequence, as bits: one for each of its words."""

    def __init__(self, short: Sequence[str]) -> None:
        self._length = len(short)
        self._every = (1 << self._length) - 1
        self._equal: dict[str, int] = {}
        for place, word in enumerate(short):
            self._equal[word] = self._equal.get(word, 0) | 1 << place

    def best(self, long: Sequence[str]) -> tuple[int, int]:
        """Where the nearest part ends, and its distance; at 0 where every word would be changed."""
        best, end = self._length, 0
        at, distance = 0, self._length
        equal, every, last = self._equal, self._every, 1 << self._length - 1
        more, less = every, 0  # where a column grows by one from word to word, where it shrinks
        for at, word in enumerate(long, 1):
            here = equal.get(word, 0)
            level = ((((here & more) + more) ^ more) | here | less) & every
            right, left = less | (every & ~(level | more)), level & more
            if right & last:
                distance += 1
            elif left & last:
                distance -= 1
            if distance < best or (distance == best and end == at - 1 and end):
                best, end = distance, at
            right <<= 1
            more, less = (left << 1 | (every & ~(level | right))) & every, right & level
        return end, best

    def way(self, short: Sequence[str], long: Sequence[str]) -> tuple[int, tuple[Step, ...]]:
        """Where the part begins that ends with ``long``, and the steps along it."""
        levels, rises, grows = self._columns(long)
        steps: list[Step] = []
        row, at = self._length, len(long)
        while row:
            bit = 1 << row - 1
            if at and short[row - 1] == long[at - 1]:
                step = Step.SAME
            elif at > 1 and grows[at - 1] & bit and short[row - 1] == long[at - 2]:
                step = Step.LEFT_OUT  # no shorter, but more of it is the same
            elif at and not levels[at - 1] & bit:
                step = Step.CHANGED
            elif not at or rises[at - 1] & bit:
                step = Step.PUT_IN
            else:
                step = Step.LEFT_OUT
            steps.append(step)
            row -= step is not Step.LEFT_OUT
            at -= step is not Step.PUT_IN
        return at, tuple(reversed(steps))

    def _columns(self, long: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
        """Three bits of each place in each column.

        Whether it equals what is a word before in both sequences, whether it is one more than
        what is a word before in the short one, and in the long one.
        """
        levels, rises, grows = list[int](), list[int](), list[int]()
        equal, every = self._equal, self._every
        more, less = every, 0
        for word in long:
            here = equal.get(word, 0)
            level = ((((here & more) + more) ^ more) | here | less) & every
            right, left = less | (every & ~(level | more)), level & more
            grows.append(right)
            right <<= 1
            more, less = (left << 1 | (every & ~(level | right))) & every, right & level
            levels.append(level)
            rises.append(more)
        return levels, rises, grows
