"""Names that begin with what was typed so far: of posts, tags, captions, classifications.

A name is found by the beginning of any of its words, folded as the index folds them, so
that ``vien`` and ``laos`` both offer Embassy Vientiane. The names lie in one sorted list.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import nsmallest
from itertools import islice
from typing import NamedTuple

from reftel.search.folding import words

MOST_WORDS = 12  # of a name that may be begun with
LONGEST_WORD = 60
KEPT = 2048  # answers that are remembered
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
        self._offers = sorted(offers, key=lambda offer: (-offer.cables, offer.title, offer.text))
        ways = {(way, rank) for rank, offer in enumerate(self._offers) for way in _ways(offer)}
        ordered = sorted(ways)
        self._ways = [way for way, _ in ordered]
        self._ranks = [rank for _, rank in ordered]  # of each way, the place of its offer
        self._found = lru_cache(maxsize=KEPT)(self._look)

    def beginning(self, typed: str, limit: int, kinds: Sequence[str] = ()) -> Sequence[Offer]:
        """The offers with a name that begins so; a whole name first, then the most frequent.

        Of all kinds unless some are given; where nothing was typed, the most frequent of all.
        """
        return self._found(" ".join(words(typed)), limit, tuple(kinds))

    def _look(self, begun: str, limit: int, kinds: tuple[str, ...]) -> Sequence[Offer]:
        first, last = bisect_left(self._ways, begun), bisect_left(self._ways, begun + LAST)
        behind = bisect_right(self._ways, begun, first, last)  # the ways that are longer
        best = dict.fromkeys(nsmallest(limit, self._of_kinds(first, behind, kinds)))
        best |= dict.fromkeys(nsmallest(limit, self._of_kinds(behind, last, kinds)))
        return tuple(self._offers[rank] for rank in islice(best, limit))

    def _of_kinds(self, first: int, last: int, kinds: tuple[str, ...]) -> Iterable[int]:
        ranks = set(self._ranks[first:last])
        return (one for one in ranks if self._offers[one].kind in kinds) if kinds else ranks


def _ways(offer: Offer) -> Iterator[str]:
    """Every way to begin its title or its meaning: at any of their words."""
    for name in (offer.title, offer.meaning):
        parts = [word[:LONGEST_WORD] for word in words(name[:500])[:MOST_WORDS]]
        for at in range(len(parts)):
            yield " ".join(parts[at:])
