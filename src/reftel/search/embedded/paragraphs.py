"""The cables that have a paragraph for which something holds.

The index of paragraphs is asked for the serial numbers of the cables, and the index of cables
for those. Exact, and bounded in memory however common the words are.
"""

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from operator import attrgetter, itemgetter
from pathlib import Path

import tantivy

from reftel.search.clauses import Clause, Inside, Textual
from reftel.search.embedded import schema as layout
from reftel.search.embedded import terms
from reftel.search.embedded.folder import PARAGRAPHS, opened
from reftel.search.embedded.joining import MUST, all_of, between, joined, nothing
from reftel.search.embedded.parts import Part
from reftel.search.embedded.remembered import Remembered
from reftel.search.embedded.wording import Wording

KEPT = 4  # answers, for hits, facets and timeline of one page ask for the same; 15 MB at most
MOST_HITS = 100_000  # paragraphs taken one by one; of more, the cables are counted in slices
SLICE = 50_000  # cables; tantivy stops at 65,000 values


class Paragraphs:
    """Reads the index of paragraphs; shared by all threads."""

    def __init__(
        self, folder: Path, forms: Callable[[str], tuple[str, ...]], parts: Sequence[Part]
    ) -> None:
        self._searcher = opened(folder, PARAGRAPHS)
        self._wording = Wording(layout.paragraphs(), forms)
        self._parts = parts
        self.serials = Remembered(self._serials, KEPT)

    def standing(self, words: Collection[str]) -> set[str]:
        """Those of some folded words that stand in this index."""
        return terms.among(self._searcher, terms.PARAGRAPHS, words)

    def _serials(self, clause: Inside) -> "array[int]":
        """The serial numbers of the cables that have such a paragraph, ascending, each once."""
        query = self._query(clause)
        found = self._searcher.search(
            query, limit=MOST_HITS, order_by_field=layout.SERIAL_NUMBER, order=tantivy.Order.Asc
        )
        total: int = found.count  # type: ignore[attr-defined]  # missing in the stubs
        if total > MOST_HITS:
            return array("I", sorted(self._many(query)))
        return array("I", dict.fromkeys(map(itemgetter(0), found.hits)))

    def _query(self, clause: Inside) -> tantivy.Query:
        found = joined(clause.part, self._clause)
        if not clause.marks:
            return found
        of_mark = tantivy.Query.term_set_query(layout.paragraphs(), "mark", list(clause.marks))
        return all_of([found, of_mark])

    def _clause(self, clause: Clause) -> tantivy.Query:
        return self._wording.of(clause, "text") if isinstance(clause, Textual) else nothing()

    def _many(self, query: tantivy.Query) -> set[int]:
        serials: set[int] = set()
        for first, last in _slices(self._parts):
            some = between(layout.paragraphs(), layout.SERIAL_NUMBER, first, last)
            terms = {"field": layout.SERIAL_NUMBER, "size": SLICE, "segment_size": SLICE}
            found = self._searcher.aggregate(
                tantivy.Query.boolean_query([(MUST, query), (MUST, some)]),
                {"serials": {"terms": terms}},
            )
            serials.update(int(bucket["key"]) for bucket in found["serials"]["buckets"])
        return serials


def cables_of(serials: Iterable[int]) -> tantivy.Query:
    """The cables of these serial numbers, which ascend, as a query on the index of cables."""
    words = layout.serial_words(serials)
    return (
        tantivy.Query.term_set_query(layout.cables(), layout.SERIAL, words) if words else nothing()
    )


def _slices(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Ranges of serial numbers with so many cables at most; there may be gaps between parts."""
    begin, end, room = 0, 0, SLICE
    for part in sorted(parts, key=attrgetter("first")):
        for first in range(part.first, part.first + part.size, SLICE):
            size = min(SLICE, part.first + part.size - first)
            if size > room:
                yield begin, end - 1
                begin, room = first, SLICE
            end, room = first + size, room - size
    yield begin, end - 1
