"""What every search back end offers: a writer for a new index, a searcher pinned to one.

An index is written once, by one writer, into a folder of its own, and never changed. It
holds one edition, so everything in it may be seen by whoever reads that edition.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from reftel.search.fields import ValueField
from reftel.search.query import Query
from reftel.search.shingles import Phrase
from reftel.telegram.cable import CableRecord


class Facet(StrEnum):
    """What hits can be counted by. A cable with several tags counts under each."""

    ORIGIN = "origin"
    COUNTRY = "country"
    REGION = "region"
    TAG = "tag"
    KIND = "kind"
    YEAR = "year"
    MONTH = "month"  # 2008-02
    CLASSIFICATION = "classification"
    PRECEDENCE = "precedence"
    CAPTION = "caption"
    SIGNER = "signer"


FIELDS: Mapping[Facet, ValueField] = {
    Facet.ORIGIN: ValueField.ORIGIN,
    Facet.COUNTRY: ValueField.COUNTRY,
    Facet.REGION: ValueField.REGION,
    Facet.TAG: ValueField.TAG,
    Facet.KIND: ValueField.KIND,
    Facet.CLASSIFICATION: ValueField.CLASSIFICATION,
    Facet.PRECEDENCE: ValueField.PRECEDENCE,
    Facet.CAPTION: ValueField.CAPTION,
    Facet.SIGNER: ValueField.SIGNER,
}  # but year and month, which are dates
SEVERAL = frozenset({Facet.TAG, Facet.KIND, Facet.CAPTION})  # of which a cable may have several


class SortOrder(StrEnum):
    """The order of hits. Equal ones are ordered by id; cables without the date come last.

    A query that weighs no words (only filters, prefixes or nothing) has no relevance to
    order by: RELEVANCE then means NEWEST.
    """

    RELEVANCE = "relevance"
    NEWEST = "created-newest"
    OLDEST = "created-oldest"
    RELEASED_NEWEST = "released-newest"
    RELEASED_OLDEST = "released-oldest"
    LONGEST = "longest"
    SHORTEST = "shortest"
    MOST_CITED = "most-cited"


def ordered(query: Query, sort: SortOrder) -> SortOrder:
    """The order in which the hits of a query really stand."""
    by_date = sort is SortOrder.RELEVANCE and not query.weighs()
    return SortOrder.NEWEST if by_date else sort


class Hit(NamedTuple):
    """One cable found. ``score`` orders by relevance; it is 0.0 in any other order."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of hits, and how many there are in all: counted, never estimated.

    ``offset`` is how many come before this page. ``before`` and ``after`` are the cursors of
    the pages at its two sides; empty where there is none.
    """

    total: int
    hits: tuple[Hit, ...]
    offset: int = 0
    before: str = ""
    after: str = ""

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
        cursor: str = "",
        limit: int = 20,
        sort: SortOrder = SortOrder.RELEVANCE,
    ) -> Hits:
        """The page of the cables that answer the query at which a cursor stands.

        A cursor that cannot be read, is of another order, or stands where no hit is left on
        its side gives the first page. Any page costs the same in every order but relevance.
        """
        ...

    def every(self, query: Query, *, sort: SortOrder = SortOrder.RELEVANCE) -> Sequence[str]:
        """The ids of all cables that answer the query, in order."""
        ...

    def count(self, query: Query, facet: Facet, limit: int = 20) -> Counts:
        """The values of a facet among all cables found: most frequent first, then by name."""
        ...

    def counts(
        self, query: Query, facets: Sequence[Facet] = tuple(Facet), limit: int = 20
    ) -> Mapping[Facet, Counts]:
        """Several facets at once."""
        ...

    def timeline(self, query: Query, period: Facet) -> Mapping[str, Mapping[str, int]]:
        """How many cables found were created in each YEAR or MONTH, by classification.

        A cable that names none is counted under the empty one.
        """
        ...

    def alike(self, record: CableRecord, limit: int = 5) -> tuple[str, ...]:
        """The ids of other cables that share most of what is telling in the words of this one."""
        ...

    def sharing(self, phrases: Sequence[Phrase], limit: int = 40) -> tuple[str, ...]:
        """The ids of the cables that have most of these phrases, rarer ones weighing more.

        A phrase is folded words side by side, found exactly as written.
        """
        ...

    def frequency(self, word: str) -> int:
        """How many cables have a folded word, exactly as written."""
        ...

    def beginning(self, letters: str, limit: int = 10) -> Counts:
        """The words of the index that begin so, with their cables, most frequent first."""
        ...

    def standing(self, words: Collection[str]) -> set[str]:
        """Those of some folded words that the index holds anywhere, in whatever field.

        Not all of these can be asked for: this is for who looks for what must not be there.
        """
        ...


class IndexWriter(Protocol):
    """Takes cables, each once, in ascending order of their ids."""

    def add(self, record: CableRecord, cited: int = 0) -> None:
        """One cable, and how many of this index refer to it."""
        ...
