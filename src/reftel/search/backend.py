"""What every search back end offers: a writer for a new index, a searcher pinned to one.

An index is written once, by one writer, into a folder of its own, and never changed. It
holds one edition, so everything in it may be seen by whoever reads that edition.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple, Protocol

from reftel.search.clauses import (
    Clause,
    DateField,
    Dates,
    Everything,
    Match,
    Value,
    ValueField,
    all_of,
)
from reftel.search.dates import date
from reftel.search.folding import one_line, words
from reftel.search.query import Query
from reftel.telegram.cable import CableRecord


class Facet(StrEnum):
    """What hits can be counted by. A cable with several tags counts under each."""

    ORIGIN = "origin"
    COUNTRY = "country"
    TAG = "tag"
    YEAR = "year"
    CLASSIFICATION = "classification"


class SortOrder(StrEnum):
    """The order of hits. Equal dates are ordered by id; cables without the date come last.

    A query that weighs no words (only filters, prefixes or nothing) has no relevance to
    order by: RELEVANCE then means NEWEST.
    """

    RELEVANCE = "relevance"
    NEWEST = "created-newest"
    OLDEST = "created-oldest"
    RELEASED_NEWEST = "released-newest"
    RELEASED_OLDEST = "released-oldest"


class Hit(NamedTuple):
    """One cable found. ``score`` orders by relevance; it is 0.0 in any other order."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of hits, and how many there are in all: counted, never estimated."""

    total: int
    hits: tuple[Hit, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(hit.id for hit in self.hits)


Counts = list[tuple[str, int]]


class Searcher(Protocol):
    """Reads one index; may be shared between threads."""

    def find(
        self,
        query: Query,
        *,
        offset: int = 0,
        limit: int = 20,
        sort: SortOrder = SortOrder.RELEVANCE,
    ) -> Hits:
        """One page of the cables that answer the query."""
        ...

    def count(self, query: Query, facet: Facet, limit: int = 20) -> Counts:
        """The values of a facet among all cables found: most frequent first, then by name."""
        ...

    def counts(
        self, query: Query, facets: Sequence[Facet] = tuple(Facet), limit: int = 20
    ) -> Mapping[Facet, Counts]:
        """Several facets at once."""
        ...


class IndexWriter(Protocol):
    """Takes cables, each once, in ascending order of their ids."""

    def add(self, record: CableRecord) -> None: ...


_FIELDS = {
    Facet.ORIGIN: ValueField.ORIGIN,
    Facet.COUNTRY: ValueField.COUNTRY,
    Facet.TAG: ValueField.TAG,
    Facet.CLASSIFICATION: ValueField.CLASSIFICATION,
}


def under(query: Query, facet: Facet, value: str) -> Query:
    """The same query, but only for cables that count under this value of the facet."""
    part = _choice(facet, value)
    if part is None:
        return query
    both = part if isinstance(query.root, Everything) else all_of([query.root, part])
    return replace(query, root=both or part)


def choice(facet: Facet, value: str) -> str:
    """Query text for exactly one value of a facet: ``origin:="Embassy Vientiane"``."""
    return str(_choice(facet, value) or "")


def narrowed(query: Query, facet: Facet, value: str) -> str:
    """``under``, as query text."""
    return under(query, facet, value).describe()


def _choice(facet: Facet, value: str) -> Clause | None:
    """None for a value without a letter or digit, which no query can ask for."""
    if facet is Facet.YEAR:
        year = date(value)
        return Dates(DateField.CREATED, year, year) if year else None
    text = one_line(value)
    return Value(_FIELDS[facet], text, Match.WHOLE) if words(text) else None
