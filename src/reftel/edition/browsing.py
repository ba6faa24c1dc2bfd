"""Ways through an edition beside its lists: from A to Z, by day, and what goes with what.

Each answer is one query, and costs the same however many cables there are.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

LETTERS = """
SELECT substr(filed, 1, 1), count(*) FROM shelf INDEXED BY shelf_filed WHERE kind = ? GROUP BY 1
"""
FILED = """
SELECT kind, key, title, count FROM shelf
WHERE kind = ? AND filed >= ? AND filed < ? ORDER BY filed, key LIMIT ? OFFSET ?
"""
COMPANY = """
SELECT kind, key, title, shelf.count, company.count FROM company
JOIN shelf ON shelf.number = company.other
WHERE company.shelf = (SELECT number FROM shelf WHERE kind = ? AND key = ?)
UNION ALL
SELECT shelf.kind, shelf.key, title, count, 0 FROM json_each(?) AS asked
JOIN shelf ON shelf.kind = json_extract(asked.value, '$[0]')
 AND shelf.key = json_extract(asked.value, '$[1]')
"""
DAYS = "SELECT day, shelf, rank, count FROM day WHERE day BETWEEN ? AND ? ORDER BY day"
DAYS_OF_YEAR = "SELECT day, shelf, rank, count FROM day WHERE substr(day, 6) = ? ORDER BY day"
YEAR_ROUND = "SELECT substr(day, 6), sum(count) FROM day GROUP BY 1"

LAST = "\U0010ffff"  # sorts after every name
Query = Callable[..., list[Any]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A list of cables: ``kind`` is created, origin, tag, country, … (shelving.ORDERS).

    ``key`` is its word in addresses; ``title`` is as published, and may be empty. What has
    no date stands on the shelf ``undated``.
    """

    kind: str
    key: str
    title: str
    count: int


class Companion(NamedTuple):
    """Another shelf, and how many cables stand on both."""

    shelf: Shelf
    shared: int


class Company(NamedTuple):
    """What goes with a shelf, by kind: those with most cables first, months in their order."""

    others: Mapping[str, tuple[Companion, ...]]
    also: Mapping[str, Shelf]  # what was asked for beside it, by kind


@dataclass(frozen=True, slots=True)
class Day:
    """The cables of a day: a stretch of the shelf of its month, from a rank on."""

    day: str
    shelf: int
    rank: int
    count: int


class Browsing:
    """Asks the catalogue of one edition."""

    def __init__(self, ask: Query) -> None:
        self._ask = ask

    def letters(self, kind: str) -> dict[str, int]:
        """Under which letters shelves of a kind are filed, and how many; ``#`` for no letter."""
        return dict(self._ask(LETTERS, kind))

    def filed(self, kind: str, letter: str = "", page: int = 1, size: int = -1) -> list[Shelf]:
        """The shelves under a letter from A to Z, some at a time; of no letter, all."""
        last = letter + LAST
        return [
            Shelf(*row)
            for row in self._ask(FILED, kind, letter, last, size, (page - 1) * max(size, 0))
        ]

    def company(self, shelf: Shelf, also: Iterable[tuple[str, str]] = ()) -> Company:
        """The shelves that go with one; and of others, by kind and key, those that are here."""
        others: dict[str, list[Companion]] = {}
        asked: dict[str, Shelf] = {}
        for *found, shared in self._ask(COMPANY, shelf.kind, shelf.key, json.dumps(list(also))):
            other = Shelf(*found)
            if shared:
                others.setdefault(other.kind, []).append(Companion(other, shared))
            else:
                asked[other.kind] = other
        orders = {"created": _by_key}
        return Company(
            {
                kind: tuple(sorted(each, key=orders.get(kind, _most_first)))
                for kind, each in others.items()
            },
            asked,
        )

    def days(self, begin: str, end: str) -> list[Day]:
        """The days that have cables, from one to another, both included."""
        return [Day(*row) for row in self._ask(DAYS, begin, end)]

    def days_of_year(self, month_and_day: str) -> list[Day]:
        """``02-14`` of each year that has cables of it, the first year first."""
        return [Day(*row) for row in self._ask(DAYS_OF_YEAR, month_and_day)]

    def year_round(self) -> dict[str, int]:
        """How many cables there are of each day of the year, all years together."""
        return dict(self._ask(YEAR_ROUND))


def _most_first(one: Companion) -> tuple[int, str, str]:
    return -one.shared, one.shelf.title, one.shelf.key


def _by_key(one: Companion) -> tuple[int, str, str]:
    return 0, one.shelf.key, ""
