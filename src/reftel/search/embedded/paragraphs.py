"""The cables that have a paragraph for which something holds.

The index of paragraphs is asked for the places of the cables, and the index of cables for
those places. Exact, and bounded in memory however common the words are.
"""

from functools import lru_cache
from pathlib import Path

import tantivy

from reftel.search.clauses import Clause, Inside, Textual
from reftel.search.embedded import schema as layout
from reftel.search.embedded.folder import PARAGRAPHS, opened
from reftel.search.embedded.translation import between, joined
from reftel.search.embedded.wording import MUST, Wording, all_of, nothing

KEPT = 8  # answers: hits, facets and timeline of one page ask for the same
MOST_HITS = 100_000  # paragraphs taken one by one; of more, the cables are counted in slices
SLICE = 50_000  # cables; tantivy stops at 65,000 values

_MARK = "mark"


class Paragraphs:
    """Reads the index of paragraphs; shared by all threads."""

    def __init__(self, folder: Path, wording: Wording, cables: int) -> None:
        self._searcher = opened(folder, PARAGRAPHS)
        self._wording = Wording(layout.paragraphs(), wording.forms)
        self._cables = cables
        self.holding = lru_cache(maxsize=KEPT)(self._holding)

    def _holding(self, clause: Inside) -> tantivy.Query:
        """The cables, as a query on the index of cables."""
        places = self._places(self._query(clause))
        if not places:
            return nothing()
        words = [layout.place_word(place) for place in sorted(places)]
        return tantivy.Query.term_set_query(layout.cables(), "place", words)

    def _query(self, clause: Inside) -> tantivy.Query:
        found = joined(clause.part, self._clause)
        if not clause.marks:
            return found
        of_mark = tantivy.Query.term_set_query(layout.paragraphs(), _MARK, list(clause.marks))
        return all_of([found, of_mark])

    def _clause(self, clause: Clause) -> tantivy.Query:
        return self._wording.of(clause, "text") if isinstance(clause, Textual) else nothing()

    def _places(self, query: tantivy.Query) -> set[int]:
        """The places of the cables whose paragraphs are found, each once."""
        total: int = self._searcher.search(query, limit=1).count  # type: ignore[attr-defined]
        if total > MOST_HITS:
            return self._many(query)
        ascending = tantivy.Order.Asc
        found = self._searcher.search(
            query, limit=max(total, 1), count=False, order_by_field="place", order=ascending
        )
        return {place for place, _ in found.hits}

    def _many(self, query: tantivy.Query) -> set[int]:
        places: set[int] = set()
        for first in range(0, self._cables, SLICE):
            some = between(layout.paragraphs(), "place", first, first + SLICE - 1)
            asked = {"places": {"terms": {"field": "place", "size": SLICE, "segment_size": SLICE}}}
            found = self._searcher.aggregate(
                tantivy.Query.boolean_query([(MUST, query), (MUST, some)]), asked
            )
            places.update(int(bucket["key"]) for bucket in found["places"]["buckets"])
        return places
