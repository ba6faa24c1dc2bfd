"""Names that begin with what was typed so far: of posts, tags, captions, classifications.

A name is found by the beginning of any of its words, folded as the index folds them, so
that ``vien`` and ``laos`` both offer Embassy Vientiane. The names lie in one sorted list.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from reftel.search.folding import words

MOST_WORDS = 12  # of a name that may be begun with
LONGEST_WORD = 60
LAST = "\U0010ffff"  # sorts behind every letter


class Offer(NamedTuple):
    """Something to search for. ``text`` is the query for it, ``cables`` how many fit."""

    kind: str
    text: str
    title: str
    meaning: str
    cables: int


class Completions:
    """The offers of one edition, by every way in which their names can be begun.

    >>> laos = Offer("origin", 'origin:="Embassy Vientiane"', "Embassy Vientiane", "Laos", 3)
    >>> [one.title for one in Completions([laos]).beginning("vien", 5)]
    ['Embassy Vientiane']
    """

    def __init__(self, offers: Iterable[Offer]) -> None:
        self._offers = tuple(offers)
        ways = {(way, at) for at, offer in enumerate(self._offers) for way in _ways(offer)}
        ordered = sorted(ways)
        self._ways = [way for way, _ in ordered]
        self._at = [at for _, at in ordered]
        self._found = lru_cache(maxsize=2048)(self._look)

    def beginning(self, typed: str, limit: int, kinds: Sequence[str] = ()) -> Sequence[Offer]:
        """The offers with a name that begins so; a whole name first, then the most frequent.

        Of all kinds unless some are given; where nothing was typed, the most frequent of all.
        """
        return self._found(" ".join(words(typed)), limit, tuple(kinds))

    def _look(self, begun: str, limit: int, kinds: tuple[str, ...]) -> Sequence[Offer]:
        first, last = bisect_left(self._ways, begun), bisect_left(self._ways, begun + LAST)
        whole = {at for way, at in self._between(first, last) if way == begun}
        every = dict.fromkeys(at for _, at in self._between(first, last))
        fitting = (at for at in every if not kinds or self._offers[at].kind in kinds)
        best = nsmallest(limit, fitting, key=lambda at: (at not in whole, *self._rank(at)))
        return tuple(self._offers[at] for at in best)

    def _between(self, first: int, last: int) -> Iterator[tuple[str, int]]:
        return zip(self._ways[first:last], self._at[first:last], strict=True)

    def _rank(self, at: int) -> tuple[int, str]:
        return -self._offers[at].cables, self._offers[at].title


def _ways(offer: Offer) -> Iterator[str]:
    """Every way to begin its title or its meaning: at any of their words."""
    for name in (offer.title, offer.meaning):
        parts = [word[:LONGEST_WORD] for word in words(name[:500])[:MOST_WORDS]]
        for at in range(len(parts)):
            yield " ".join(parts[at:])
