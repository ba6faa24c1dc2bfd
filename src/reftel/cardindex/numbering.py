"""The numbering: the number that each cable has in a card index, and keeps for good.

It keeps it in an edition of a whole archive that tells what came when; in that of one collection,
or without a chronicle, it may get another.

In the order in which cables came: by the edition that had each first, and within it by id. So
what comes has numbers behind those that were given, and one that went leaves its number without a
cable. The cables of a station that came together stand together, which keeps lists short.
"""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from reftel.search.dates import day_number, minute_number

IN_ORDER = 4_096  # numbers of a file
UNDATED = 0  # the year of cables that have none
_WIDTH = 3  # bytes of each

Numbers: TypeAlias = "array[int]"


@dataclass(frozen=True, slots=True)
class Numbering:
    """``places`` has for each number the place of its cable in the order of ids, from 1.

    It is 0 where there is no cable any more.
    """

    places: Numbers
    _minutes: Numbers  # when each was created
    _years: Numbers

    @classmethod
    def of(cls, arrived: Iterable[tuple[int, str | None]]) -> "Numbering":
        """Of the places of all cables that ever were there, as they came, and their creation."""
        places, minutes, years = array("I"), array("Q"), array("I")
        for place, written in arrived:
            places.append(place)
            minutes.append(minute_number(written) or 0)
            years.append((day_number(written) or UNDATED) // 10_000)
        return cls(places, minutes, years)

    @property
    def cables(self) -> int:
        """How many there are."""
        return len(self.places) - self.places.count(0)

    def runs(self) -> list[int]:
        """How many numbers have a cable, how many that follow have none, and so on in turns."""
        runs = [len(list(some)) for _, some in groupby(self.places, key=bool)]
        return runs if not self.places or self.places[0] else [0, *runs]

    def newest(self) -> Iterator[tuple[int, list[bytes]]]:
        """Each year, the newest first and the undated last, and its numbers from the newest on.

        They come in files of some thousands.
        """
        of_year: dict[int, Numbers] = {}
        for number, (place, year) in enumerate(zip(self.places, self._years, strict=True)):
            if place:
                of_year.setdefault(year, array("I")).append(number)
        for year in sorted(of_year, reverse=True):
            order = sorted(of_year[year], key=lambda one: (-self._minutes[one], self.places[one]))
            written = b"".join(one.to_bytes(_WIDTH, "little") for one in order)
            size = IN_ORDER * _WIDTH
            yield year, [written[at : at + size] for at in range(0, len(written), size)]
