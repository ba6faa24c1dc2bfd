"""The numbering: the number that each cable has in a card index.

By the year of creation, the newest first and the undated last, and within a year by id. So the
cables of a station stand together, which keeps lists short, and a page of the newest is found by
looking into one year. The order within a year is told apart, to the minute.
"""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from reftel.search.dates import day_number, minute_number

IN_ORDER = 4_096  # numbers of a file
_WIDTH = 3  # bytes of each

Numbers: TypeAlias = "array[int]"


@dataclass(frozen=True, slots=True)
class Year:
    """A year and its cables: so many from a number on. The undated are of year 0."""

    year: int
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Numbering:
    """``places`` has for each number the place of its cable in the order of ids, from 1."""

    places: Numbers
    years: tuple[Year, ...]
    _minutes: Numbers  # by place, from 0

    @classmethod
    def of(cls, created: Iterable[str | None]) -> "Numbering":
        """Of cables in the order of ids, by when each was created."""
        of_year: dict[int, Numbers] = {}
        minutes = array("Q")
        for place, written in enumerate(created, start=1):
            year = (day_number(written) or 0) // 10_000
            of_year.setdefault(year, array("I")).append(place)
            minutes.append(minute_number(written) or 0)
        places, years = array("I"), []
        for year in sorted(of_year, reverse=True):
            years.append(Year(year, len(places), len(of_year[year])))
            places += of_year[year]
        return cls(places, tuple(years), minutes)

    def newest(self, year: Year) -> Iterator[bytes]:
        """The cables of a year from the newest on, as numbers within it; a file after the other."""
        places = self.places[year.first : year.first + year.count]
        order = sorted(range(year.count), key=lambda one: (-self._minutes[places[one] - 1], one))
        for _, some in groupby(enumerate(order), key=lambda one: one[0] // IN_ORDER):
            yield b"".join(one.to_bytes(_WIDTH, "little") for _, one in some)
