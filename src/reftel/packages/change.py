"""The change: what one list of sums has that another has not, and the one made from the other.

Lists are in the order of their paths (as bytes of UTF-8 or as characters: that is the same), so
two are walked side by side and none is held in memory.
"""

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter

Listed = tuple[
    str, str
]  # a path and its digest; in a change an empty one for what is there no more


def change(before: Iterable[Listed], after: Iterable[Listed]) -> Iterator[Listed]:
    """What leads from one list to another, in the order of the paths.

    >>> list(change([("a", "1"), ("b", "2"), ("c", "3")], [("a", "1"), ("c", "4"), ("d", "5")]))
    [('b', ''), ('c', '4'), ('d', '5')]
    """
    for place, was, to in _beside(before, after):
        if was != to:
            yield place, to or ""


def changed(before: Iterable[Listed], by: Iterable[Listed]) -> Iterator[Listed]:
    """The list that a change makes of another.

    Raises ValueError where it removes what is not listed.

    >>> list(changed([("a", "1"), ("b", "2"), ("c", "3")], [("b", ""), ("c", "4"), ("d", "5")]))
    [('a', '1'), ('c', '4'), ('d', '5')]
    """
    for place, was, to in _beside(before, by):
        if was is None and to == "":
            raise ValueError(f"{place} is not there to be removed")
        digest = was if to is None else to
        if digest:
            yield place, digest


def is_made_by(after: Iterable[Listed], by: Iterable[Listed]) -> bool:
    """Whether a list has all that a change gives, and nothing that it removes.

    >>> is_made_by([("a", "1"), ("c", "4")], [("b", ""), ("c", "4")])
    True
    >>> is_made_by([("a", "1"), ("c", "4")], [("a", ""), ("c", "4")])
    False
    """
    return all(to is None or to == (listed or "") for _, listed, to in _beside(after, by))


def _beside(
    left: Iterable[Listed], right: Iterable[Listed]
) -> Iterator[tuple[str, str | None, str | None]]:
    """Each path of either, and what the two say of it; None for nothing."""
    both = merge(_told(left, 0), _told(right, 1))
    for place, said in groupby(both, key=itemgetter(0)):
        digests: list[str | None] = [None, None]
        for _, side, digest in said:
            digests[side] = digest
        yield place, digests[0], digests[1]


def _told(listed: Iterable[Listed], side: int) -> Iterator[tuple[str, int, str]]:
    return ((place, side, digest) for place, digest in listed)
