"""The cuts: where in a list of cables its pages begin, so that they stay when other cables come.

A page begins at a cable whose sign is the least of all within ``REACH`` places, and, where more
than ``MOST`` would be on it, at that with the least sign in their midst. The sign is made from the
id alone, so a cable that comes or goes changes the page that it is on, and hardly ever where others
begin. Pages have some 45 cables, none fewer than ``REACH``; a list of up to 50 has one.
"""

from array import array
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import pairwise

REACH, MOST = 25, 75


def sign(id_: str) -> int:
    """The sign of a cable: 64 bits of a digest of its id."""
    return int.from_bytes(blake2b(id_.encode(), digest_size=8).digest(), "big")


def signs(ids: Iterable[str]) -> "array[int]":
    """The signs of the cables of an edition, by their numbers, which begin at 1."""
    made = array("Q", [0])
    made.extend(map(sign, ids))
    return made


def cuts(signs: Sequence[int]) -> list[int]:
    """The places at which a sign is less than all others within reach, from 0.

    Only a place that has ``REACH`` others before it, and as many behind, is one. All in a block of
    one more are within reach of each other, so none but the least of a block can be one.
    """
    end = len(signs) - REACH
    found: list[int] = []
    for first in range(REACH, end, REACH + 1):
        block = signs[first : min(first + REACH + 1, end)]
        least = min(block)
        at = first + block.index(least)
        if min(signs[at - REACH : at]) > least < min(signs[at + 1 : at + REACH + 1]):
            found.append(at)
    return found


def beginnings(signs: Sequence[int]) -> list[int]:
    """Where all pages of a list begin, from 0, and last where it ends."""
    return begun(signs, sorted({0, *cuts(signs), len(signs)}))


def begun(signs: Sequence[int], ends: Sequence[int]) -> list[int]:
    """Where pages begin among some ends, which are cuts or those of the list."""
    found = [*ends[:1]]
    for first, end in pairwise(ends):
        found += [*_within(signs, first, end), end]
    return found


def _within(signs: Sequence[int], first: int, end: int) -> list[int]:
    """Where pages begin between two ends: as few as leave none with more than ``MOST``."""
    if end - first <= MOST:
        return []
    least = min(range(first + REACH, end - REACH + 1), key=signs.__getitem__)
    return [*_within(signs, first, least), least, *_within(signs, least, end)]
