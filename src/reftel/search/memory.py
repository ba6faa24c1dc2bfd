"""The plain back end: every cable is looked at for every query. The others must agree with it."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain
from math import log

from reftel.search.backend import FIELDS, Counts, Facet, Hit, Hits, SortOrder, ordered
from reftel.search.card import card
from reftel.search.clauses import Near, Words
from reftel.search.cursor import Cursor, around, decode
from reftel.search.fields import TextField
from reftel.search.folding import words
from reftel.search.matching import Held, answers, kept, times
from reftel.search.query import Query
from reftel.search.shingles import Phrase, worth
from reftel.telegram.cable import CableRecord


class MemoryIndex:
    """Writer and searcher in one, for tests and for archives of a few hundred cables."""

    def __init__(
        self, records: Iterable[CableRecord] = (), cited: Mapping[str, int] | None = None
    ) -> None:
        self._held: list[Held] = []
        for record in records:
            self.add(record, (cited or {}).get(record["id"], 0))

    def add(self, record: CableRecord, cited: int = 0) -> None:
        """Take one cable in."""
        self._held.append(Held.of(card(record), cited))

    def find(
        self,
        query: Query,
        *,
        cursor: str = "",
        limit: int = 20,
        sort: SortOrder = SortOrder.RELEVANCE,
    ) -> Hits:
        order = ordered(query, sort)
        found = self._in_order(query, order)
        keys = self._keys(found, order)
        begin, end = _page(decode(cursor, order), keys, max(limit, 0))
        before, after = around(order, len(found), begin, keys[begin:end])
        return Hits(len(found), tuple(found[begin:end]), begin, before, after)

    def every(self, query: Query, *, sort: SortOrder = SortOrder.RELEVANCE) -> Sequence[str]:
        return [hit.id for hit in self._in_order(query, ordered(query, sort))]

    def count(self, query: Query, facet: Facet, limit: int = 20) -> Counts:
        return self.counts(query, (facet,), limit)[facet]

    def counts(
        self, query: Query, facets: Sequence[Facet] = tuple(Facet), limit: int = 20
    ) -> Mapping[Facet, Counts]:
        found = self._found(query)
        return {
            facet: _most(Counter(value for held in found for value in _facet(held, facet)), limit)
            for facet in facets
        }

    def timeline(self, query: Query, period: Facet) -> Mapping[str, Mapping[str, int]]:
        counted: dict[str, Counter[str]] = {}
        for held in self._found(query):
            for when in _facet(held, period):
                shown = _facet(held, Facet.CLASSIFICATION)
                counted.setdefault(when, Counter()).update(shown or ("",))
        return dict(sorted(counted.items()))

    def alike(self, record: CableRecord, limit: int = 5) -> tuple[str, ...]:
        telling = {held.card.id: _telling(held) for held in self._held}
        having = Counter(word for words in telling.values() for word in words)
        own = _telling(Held.of(card(record), 0))
        telling.pop(record["id"], None)
        shared = {
            other: sum(log(1 + len(self._held) / having[word]) for word in own & words)
            for other, words in telling.items()
        }
        best = sorted(shared, key=lambda other: (-shared[other], other))
        return tuple(other for other in best if shared[other] > 0)[: max(limit, 0)]

    def sharing(self, phrases: Sequence[Phrase], limit: int = 40) -> tuple[str, ...]:
        shared: dict[str, float] = {}
        for phrase in phrases:
            exactly = Words(phrase, exact=True)
            weight = worth(phrase, len(self._held), self.frequency)
            for held in self._held:
                if answers(held, exactly):
                    shared[held.card.id] = shared.get(held.card.id, 0.0) + weight
        best = sorted(shared, key=lambda id_: (-shared[id_], id_))
        return tuple(best[: max(limit, 0)])

    def frequency(self, word: str) -> int:
        return self._vocabulary()[word]

    def beginning(self, letters: str, limit: int = 10) -> Counts:
        words = self._vocabulary().items()
        return _most(Counter({word: n for word, n in words if word.startswith(letters)}), limit)

    def standing(self, words: Collection[str]) -> set[str]:
        return set().union(*map(_everywhere, self._held)).intersection(words)

    def _vocabulary(self) -> Counter[str]:
        return Counter(word for held in self._held for word in _vocabulary(held))

    def _found(self, query: Query) -> list[Held]:
        return [held for held in self._held if answers(held, query.root)]

    def _in_order(self, query: Query, order: SortOrder) -> list[Hit]:
        found = self._found(query)
        if order is not SortOrder.RELEVANCE:
            return [Hit(held.card.id, 0.0) for held in sorted(found, key=_ORDERS[order])]
        hits = [Hit(held.card.id, self._score(held, query)) for held in found]
        return sorted(hits, key=lambda hit: (-hit.score, hit.id))

    def _keys(self, found: list[Hit], order: SortOrder) -> list[int]:
        """The place of each hit: among all cables, or by relevance among what was found."""
        if order is SortOrder.RELEVANCE:
            return list(range(len(found)))
        places = {
            held.card.id: place for place, held in enumerate(sorted(self._held, key=_ORDERS[order]))
        }
        return [places[hit.id] for hit in found]

    def _score(self, held: Held, query: Query) -> float:
        """Rarer words and more of them weigh more. Only the order means anything."""
        score = 0.0
        for clause in query.lights():
            having = sum(answers(other, clause) for other in self._held)
            if isinstance(clause, Words | Near) and having:
                often = times(held.where(clause), clause)
                often += times(held.text[TextField.SUBJECT], clause)
                score += log(1 + len(self._held) / having) * often / (often + 1)
        return score


def _page(at: Cursor | None, keys: list[int], limit: int) -> tuple[int, int]:
    """Where a page begins and ends among the hits; the first one if there is none at a cursor."""
    begin = end = 0
    if at is not None and at.backwards:
        end = _edge(at, keys, bisect_left)
        begin = max(0, end - limit)
    elif at is not None:
        begin = _edge(at, keys, bisect_right)
        end = min(len(keys), begin + limit)
    return (begin, end) if begin < end else (0, min(len(keys), limit))


def _edge(at: Cursor, keys: list[int], bisect: Callable[[list[int], int], int]) -> int:
    """How many hits stand before a cursor."""
    return min(at.offset, len(keys)) if at.order is SortOrder.RELEVANCE else bisect(keys, at.key)


def _most(counted: Counter[str], limit: int) -> Counts:
    """The most frequent values, then by name."""
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[: max(limit, 0)]


def _facet(held: Held, facet: Facet) -> tuple[str, ...]:
    if facet is Facet.YEAR:
        return held.card.year
    if facet is Facet.MONTH:
        return held.card.month
    return held.card.values[FIELDS[facet]]


def _vocabulary(held: Held) -> set[str]:
    return {word for word, _ in kept(held.text[TextField.ANYWHERE])}


def _everywhere(held: Held) -> set[str]:
    """The words of every field; the body has those of the paragraphs too."""
    values = chain(*held.card.values.values(), held.card.year, held.card.month)
    return _vocabulary(held) | set(words("\n".join(values)))


def _telling(held: Held) -> set[str]:
    return {stemmed for _, stemmed in kept(held.text[TextField.ANYWHERE])}


Order = Callable[[Held], tuple[bool, int, str]]


def _by(number: Callable[[Held], int | None], sign: int) -> Order:
    def order(held: Held) -> tuple[bool, int, str]:
        found = number(held)
        return found is None, sign * (found or 0), held.card.id

    return order


_ORDERS: Mapping[SortOrder, Order] = {
    SortOrder.NEWEST: _by(lambda held: held.card.created_minute, -1),
    SortOrder.OLDEST: _by(lambda held: held.card.created_minute, 1),
    SortOrder.RELEASED_NEWEST: _by(lambda held: held.card.released_minute, -1),
    SortOrder.RELEASED_OLDEST: _by(lambda held: held.card.released_minute, 1),
    SortOrder.LONGEST: _by(lambda held: held.card.words, -1),
    SortOrder.SHORTEST: _by(lambda held: held.card.words, 1),
    SortOrder.MOST_CITED: _by(lambda held: held.cited, -1),
}
