"""Asks the indexes of one edition; opened once, shared by all threads."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import tantivy

from reftel.search.backend import Counts, Facet, Hit, Hits, SortOrder, ordered
from reftel.search.card import card
from reftel.search.cursor import Cursor, around, decode
from reftel.search.embedded import schema as layout
from reftel.search.embedded import terms
from reftel.search.embedded.counting import Counting
from reftel.search.embedded.estimate import Estimate, is_plain
from reftel.search.embedded.folder import CABLES, LET_READ, finished_parts, opened, told
from reftel.search.embedded.joining import MUST, between, either
from reftel.search.embedded.kinship import telling_words
from reftel.search.embedded.paragraphs import KEPT, Paragraphs
from reftel.search.embedded.remembered import Remembered
from reftel.search.embedded.translation import Translation
from reftel.search.embedded.wording import Wording
from reftel.search.fields import TextField
from reftel.search.query import Query
from reftel.search.shingles import Phrase, worth
from reftel.search.stems import having, leads, stem
from reftel.telegram.cable import CableRecord

_BODY = layout.TEXT[TextField.ANYWHERE]
_STEMS_KEPT = 20_000
_MOST_WORDS = 1_000  # that are listed at once


class _Found(NamedTuple):
    """What the engine gives: how many in all, and some of them by score or key."""

    total: int
    hits: list[tuple[Any, tantivy.DocAddress]]


class Searcher:
    """Reads one finished index."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        parts = finished_parts(folder)
        self._searcher = opened(folder, CABLES)
        self._counting = Counting(self._searcher)
        wording = Wording(layout.cables(), lru_cache(maxsize=_STEMS_KEPT)(self._forms))
        self._paragraphs = Paragraphs(folder, wording.forms, parts)
        self._translation = Translation(wording, self._paragraphs, self._serials)
        self._translated = Remembered(self._translation.of, KEPT)
        self._estimate = Estimate(self._searcher, wording.forms)

    def find(
        self,
        query: Query,
        *,
        cursor: str = "",
        limit: int = 20,
        sort: SortOrder = SortOrder.RELEVANCE,
    ) -> Hits:
        order = ordered(query, sort)
        at = decode(cursor, order)
        with told(self._folder, "failed to answer", LET_READ):
            asked = self._translated(query.root)
            if order is SortOrder.RELEVANCE:
                return self._by_relevance(asked, at, limit)
            return self._in_order(asked, order, at, limit)

    def every(self, query: Query, *, sort: SortOrder = SortOrder.RELEVANCE) -> Sequence[str]:
        order = ordered(query, sort)
        with told(self._folder, "failed to answer", LET_READ):
            asked = self._translated(query.root)
            field = None if order is SortOrder.RELEVANCE else layout.ORDERS[order]
            hits = self._search(asked, self._searcher.num_docs, field).hits
            if field is None:
                addresses = [address for _, address in hits]
                keys = self._searcher.fast_field_values(layout.ORDERS[SortOrder.NEWEST], addresses)
            else:
                keys = [key for key, _ in hits]
            return [self._ids[int(key or 0) % layout.PLACES] for key in keys]

    def count(self, query: Query, facet: Facet, limit: int = 20) -> Counts:
        return self.counts(query, (facet,), limit)[facet]

    def counts(
        self, query: Query, facets: Sequence[Facet] = tuple(Facet), limit: int = 20
    ) -> Mapping[Facet, Counts]:
        with told(self._folder, "failed to count", LET_READ):
            asked = self._translated(query.root)
            share = self._estimate.share(query.root) if is_plain(query.root) else 0.0
            return self._counting.by_facets(asked, facets, limit, share)

    def timeline(self, query: Query, period: Facet) -> Mapping[str, Mapping[str, int]]:
        with told(self._folder, "failed to count", LET_READ):
            return self._counting.over_time(self._translated(query.root), period)

    def alike(self, record: CableRecord, limit: int = 5) -> tuple[str, ...]:
        held = self._searcher.num_docs
        with told(self._folder, "failed to compare", LET_READ):
            words = telling_words(card(record), held, self.frequency)
            if not words:
                return ()
            exactly = self._translation.wording.side_by_side
            asked = either([exactly(_BODY, [word]) for word in words])
            hits = self._search(asked, limit + 1, None, count=False).hits
            found = (self._id(address) for _, address in hits)
            return tuple(one for one in found if one != record["id"])[: max(limit, 0)]

    def sharing(self, phrases: Sequence[Phrase], limit: int = 40) -> tuple[str, ...]:
        held, exactly = self._searcher.num_docs, self._translation.wording.side_by_side
        with told(self._folder, "failed to compare", LET_READ):
            weighed = [
                tantivy.Query.const_score_query(
                    exactly(_BODY, [*phrase]), worth(phrase, held, self.frequency)
                )
                for phrase in phrases
                if phrase and all(map(stem, phrase))
            ]
            if not weighed:
                return ()
            hits = self._search(either(weighed), limit, None, count=False).hits
            return tuple(self._id(address) for _, address in hits)

    def frequency(self, word: str) -> int:
        with told(self._folder, "failed to count", LET_READ):
            return self._searcher.doc_freq(_BODY, word) if word.isalnum() else 0

    def beginning(self, letters: str, limit: int = 10) -> Counts:
        if letters and not letters.isalnum():
            return []
        with told(self._folder, "failed to list words", LET_READ):
            most = max(0, min(limit, _MOST_WORDS))  # the engine makes room for all of them
            return self._searcher.terms_with_prefix(_BODY, letters, limit=most)

    def standing(self, words: Collection[str]) -> set[str]:
        asked = {word for word in words if word.isalnum()}
        with told(self._folder, "failed to look for words", LET_READ):
            inside = self._paragraphs.standing(asked)
            return inside | terms.among(self._searcher, terms.CABLES, asked)

    def _by_relevance(self, asked: tantivy.Query, at: Cursor | None, limit: int) -> Hits:
        """The offset is all that a place by relevance is."""
        edge = min(at.offset, self._searcher.num_docs) if at else 0
        begin = max(0, edge - limit) if at and at.backwards else edge
        size = edge - begin if at and at.backwards else limit
        found = self._search(asked, size, None, offset=begin)
        if not found.hits and at:
            begin, found = 0, self._search(asked, limit, None)
        hits = tuple(Hit(self._id(address), score) for score, address in found.hits)
        keys = range(begin, begin + len(hits))
        before, after = around(SortOrder.RELEVANCE, found.total, begin, keys)
        return Hits(found.total, hits, begin, before, after)

    def _in_order(
        self, asked: tantivy.Query, order: SortOrder, at: Cursor | None, limit: int
    ) -> Hits:
        """A page at a cursor is the first of what lies on that side of its key."""
        field = layout.ORDERS[order]
        page = at and self._beyond(asked, field, at, limit)
        if page and page.hits:
            total = self._search(asked, 0, field).total
            begin = page.total - len(page.hits) if at and at.backwards else total - page.total
        else:
            page = self._search(asked, limit, field)
            total, begin = page.total, 0
        hits = tuple(Hit(self._id(address), 0.0) for _, address in page.hits)
        before, after = around(order, total, begin, [int(key) for key, _ in page.hits])
        return Hits(total, hits, begin, before, after)

    def _beyond(self, asked: tantivy.Query, field: str, at: Cursor, limit: int) -> _Found:
        """How many lie on one side of a key, and the nearest of them, in their order."""
        ends = (None, at.key - 1) if at.backwards else (at.key + 1, None)
        side = (MUST, between(layout.cables(), field, *ends))
        narrowed = tantivy.Query.boolean_query([(MUST, asked), side])
        found = self._search(narrowed, limit, field, backwards=at.backwards)
        return _Found(found.total, found.hits[::-1]) if at.backwards else found

    def _search(  # noqa: PLR0913 -- what the engine can be told
        self,
        asked: tantivy.Query,
        limit: int,
        field: str | None,
        *,
        offset: int = 0,
        backwards: bool = False,
        count: bool = True,
    ) -> _Found:
        """The best, where no field is given; else the smallest of it, or backwards the largest."""
        ascending = field is not None and not backwards
        result = self._searcher.search(
            asked,
            limit=max(1, min(limit, self._searcher.num_docs)),
            offset=offset,
            count=count,
            order_by_field=field,
            order=tantivy.Order.Asc if ascending else tantivy.Order.Desc,
        )
        total: int = (result.count if count else 0) or 0  # type: ignore[attr-defined]
        return _Found(total, result.hits[: max(limit, 0)])

    def _serials(self, asked: tantivy.Query, most: int) -> set[int] | None:
        """The serial numbers of what is found; None where that is more."""
        found = self._search(asked, most, layout.SERIAL_NUMBER)
        return None if found.total > most else {serial for serial, _ in found.hits}

    def _id(self, address: tantivy.DocAddress) -> str:
        return str(self._searcher.doc(address)["id"][0])

    @cached_property
    def _ids(self) -> list[str]:
        """All ids in their order, which is that of places: 100 bytes each, if ever asked for."""
        return [id_ for id_, _ in self._searcher.terms_with_prefix("id", "")]

    def _forms(self, stemmed: str) -> tuple[str, ...]:
        """The words of this index that have a stem. Subjects stand in the body too."""
        if len(stemmed) < 2:
            return (stemmed,) if stemmed else ()
        found = {
            word: None
            for lead in leads(stemmed)
            for word, _ in self._searcher.terms_with_prefix(_BODY, lead)
        }
        return having(stemmed, found)
