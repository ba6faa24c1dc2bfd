"""The desk as one edition has it, read a piece at a time."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, NamedTuple

from reftel.edition.editorial import cards, tables
from reftel.edition.editorial.articles import Article
from reftel.edition.editorial.cards import Card
from reftel.edition.editorial.collections import Collection, Item
from reftel.edition.editorial.coverage import Report

_HEADS = "SELECT rank, slug, title, author, day, language, countries, summary, '' FROM article"
_SIZES = "SELECT collection, max(rank) FROM collection_cable GROUP BY collection"
_ITEMS = """
SELECT cable, note FROM collection_cable
WHERE collection = (SELECT rank FROM collection WHERE slug = ?) AND rank BETWEEN ? AND ?
ORDER BY rank
"""
_REPORTS = "SELECT * FROM coverage WHERE rank BETWEEN ? AND ? ORDER BY rank"


class Mention(NamedTuple):
    """What names a cable: an article, a collection that it is in, or a report of others.

    ``where`` is the word in the address of the first two, and the whole address of a report;
    ``by`` is the author or the publisher; ``note`` is why the cable is in a collection.
    """

    where: str
    title: str
    by: str
    day: str
    language: str
    note: str


class Mentions(NamedTuple):
    """All that names one cable, of each kind the first few."""

    articles: tuple[Mention, ...] = ()
    collections: tuple[Mention, ...] = ()
    coverage: tuple[Mention, ...] = ()

    @classmethod
    def of(cls, rows: Iterable[tuple[str, tuple[Any, ...]]]) -> "Mentions":
        """From the rows of ``MENTIONS``, each a kind and what it says."""
        kinds: dict[str, list[Mention]] = {"article": [], "collection": [], "coverage": []}
        for kind, told in rows:
            if kind in kinds:
                kinds[kind].append(Mention(*told[:6]))
        return cls(*map(tuple, kinds.values()))


class Published:
    """What the keepers wrote, in an edition; ``ask`` runs a query on its catalogue."""

    def __init__(self, ask: Callable[..., list[Any]]) -> None:
        self._ask = ask

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """Every article without its text, the newest first."""
        return tuple(map(tables.article, self._ask(f"{_HEADS} ORDER BY rank")))

    def article(self, slug: str) -> Article | None:
        """One article, whole."""
        for row in self._ask("SELECT * FROM article WHERE slug = ?", slug):
            return tables.article(row)
        return None

    @cached_property
    def collections(self) -> tuple[tuple[Collection, int], ...]:
        """Every collection without its cables, by title; and how many those are."""
        sizes = dict(self._ask(_SIZES))
        rows = self._ask("SELECT * FROM collection ORDER BY rank")
        return tuple((tables.collection(row), sizes[row[0]]) for row in rows)

    def items(self, collection: str, first: int, last: int) -> list[Item]:
        """The cables of a collection from one rank to another, in the edition or not."""
        return [Item(*row) for row in self._ask(_ITEMS, collection, first, last)]

    def coverage(self, first: int, last: int) -> list[Report]:
        """Reports of others from one rank to another, the newest first."""
        return [Report(*row[1:]) for row in self._ask(_REPORTS, first, last)]

    def cards(self, first: int, last: int, *, filed: bool) -> list[Card]:
        """Cards from one rank to another: by post, year and number if ``filed``, else by date."""
        return [Card(*row) for row in self._ask(cards.FILED if filed else cards.DATED, first, last)]
