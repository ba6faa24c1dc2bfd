"""An index in two halves, asked at the same time: on two processors, in half the time.

A half knows how common a word is in itself alone, so nothing is weighed here: cables are told
and counted.
"""

from collections.abc import Callable, Sequence
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import tantivy

from reftel.search.beside import within
from reftel.search.embedded import schema as layout
from reftel.search.embedded.folder import opened
from reftel.search.embedded.parts import Part

LEAST = 50_000  # cables; of fewer, all is found before another thread has begun

Answer = TypeVar("Answer")


class Found(NamedTuple):
    """How many documents were found, and the serial numbers of some, from the smallest up."""

    total: int
    serials: Sequence[int]


class Halves(NamedTuple):
    """Both halves of one of the indexes, or all of it; shared by all threads."""

    searchers: tuple[tantivy.Searcher, ...]  # the smaller serial numbers first

    def told(self, query: tantivy.Query, most: int) -> Found:
        """What is found; no serial numbers where that is more than ``most``."""
        found = self._asked(
            lambda half: half.search(
                query, limit=most, order_by_field=layout.SERIAL_NUMBER, order=tantivy.Order.Asc
            )
        )
        total = sum(half.count for half in found)  # type: ignore[attr-defined]
        if total > most:
            return Found(total, ())
        return Found(total, [serial for half in found for serial, _ in half.hits])

    def aggregated(self, query: tantivy.Query, asked: dict[str, Any]) -> Sequence[Any]:
        """What each of them counts."""
        return self._asked(lambda half: half.aggregate(query, asked))

    def _asked(self, ask: Callable[[tantivy.Searcher], Answer]) -> Sequence[Answer]:
        first, *others = self.searchers
        beside = [within(ask, other) for other in others]
        return [ask(first), *(other.result() for other in beside)]


def halves(folder: Path, name: str, parts: Sequence[Part], whole: tantivy.Searcher) -> Halves:
    """The halves of one of the indexes in a folder, which is also open as a whole.

    That alone where it is too small to be worth it, and where one half cannot be opened without
    the other. Raises IndexUnavailable where nothing can be opened.
    """
    if sum(part.size for part in parts) < LEAST:
        return Halves((whole,))
    in_order = sorted(parts, key=attrgetter("first"))
    middle = len(parts) // 2
    one, other = some(folder, name, in_order[:middle]), some(folder, name, in_order[middle:])
    return Halves((one, other) if one and other else (whole,))


def some(folder: Path, name: str, parts: Sequence[Part]) -> tantivy.Searcher | None:
    """Some parts of an index; None where they cannot be opened without the others."""
    of_name = attrgetter(name)
    segments = [*chain.from_iterable(map(of_name, parts))]
    searcher = opened(folder, name, segments)
    apart = searcher.num_docs == sum(segment.documents for segment in segments)
    return searcher if apart else None
