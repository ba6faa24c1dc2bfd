"""On every small archive, for every query of the grammar, the back ends agree."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.contract.back_ends import BACKENDS
from tests.strategies import archives, queries, word

from reftel.search.backend import Facet, Hits, Searcher, SortOrder, ordered
from reftel.search.folding import words
from reftel.search.memory import MemoryIndex
from reftel.search.narrowing import Choice, narrowed
from reftel.search.query import Query, parse_query
from reftel.telegram.cable import CableRecord


@settings(max_examples=60)
@given(
    archive=archives(),
    times=st.lists(st.integers(0, 3), min_size=6, max_size=6),
    asked=st.lists(queries, min_size=1, max_size=8),
    written=word,
)
def test_the_index_on_disk_agrees_with_the_plain_one(
    archive: list[CableRecord], times: list[int], asked: list[str], written: str
) -> None:
    cited: Mapping[str, int] = {
        record["id"]: often for record, often in zip(archive, times, strict=False)
    }
    plain_one = MemoryIndex(archive, cited)
    with tempfile.TemporaryDirectory() as folder:
        embedded = BACKENDS["tantivy"].build(Path(folder), archive, cited)

        for text in asked:
            query = parse_query(text)
            _same_hits(embedded, plain_one, query)
            _same_counts(embedded, plain_one, query)
        for one in words(written):
            assert embedded.frequency(one) == plain_one.frequency(one)
            assert embedded.beginning(one[:2]) == plain_one.beginning(one[:2])
        some = {one for text in [*asked, written] for one in words(text)}
        assert embedded.standing(some) == plain_one.standing(some)


def _same_hits(embedded: Searcher, plain_one: Searcher, query: Query) -> None:
    """The same cables; where the order is total, in the same order and on the same pages."""
    for sort in SortOrder:
        expected = list(plain_one.every(query, sort=sort))
        if ordered(query, sort) is SortOrder.RELEVANCE:
            assert sorted(embedded.every(query, sort=sort)) == sorted(expected)
            continue
        assert list(embedded.every(query, sort=sort)) == expected
        pages = list(_walked(embedded, query, sort))
        assert [(page.ids, page.offset) for page in pages] == [
            (page.ids, page.offset) for page in _walked(plain_one, query, sort)
        ]
        assert {page.total for page in pages} == {len(expected)}


def _walked(searcher: Searcher, query: Query, sort: SortOrder) -> Iterator[Hits]:
    """All pages to the last, and all back to the first."""
    page = searcher.find(query, sort=sort, limit=2)
    yield page
    for side in ("after", "before"):
        while cursor := getattr(page, side):
            page = searcher.find(query, sort=sort, limit=2, cursor=cursor)
            yield page


def _same_counts(embedded: Searcher, plain_one: Searcher, query: Query) -> None:
    counts = plain_one.counts(query)
    assert embedded.counts(query) == counts
    assert embedded.counts(query, limit=1) == {facet: counts[facet][:1] for facet in Facet}
    for period in (Facet.YEAR, Facet.MONTH):
        assert embedded.timeline(query, period) == plain_one.timeline(query, period)
    for facet in (Facet.ORIGIN, Facet.TAG, Facet.YEAR):
        chosen = [Choice(facet, value, excluded=bool(n % 2)) for value, n in counts[facet][:3]]
        narrower = narrowed(query, chosen)
        assert set(embedded.every(narrower)) == set(plain_one.every(narrower))
