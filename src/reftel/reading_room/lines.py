"""The lines of cables in lists as CSV, kept for whoever copies every list of an edition.

A cable stands in some ten lists, and to read and write it anew for each takes ten times as long as
to look up its line: 130 bytes, by its number. A server keeps none of them.
"""

from collections.abc import Iterable, Iterator
from weakref import WeakKeyDictionary

from reftel.edition.listing import Listing
from reftel.edition.read import Edition
from reftel.edition.recent import is_keeping
from reftel.reading_room.renderings import FIELDS, cells
from reftel.reading_room.tables import csv_rows
from reftel.reading_room.whole import BATCH

_END = "\r\n"

_KEPT: WeakKeyDictionary[Edition, "Lines"] = WeakKeyDictionary()


class Lines:
    """The lines of the cables of one edition that were met so far, by their numbers, from 1."""

    def __init__(self, cables: int) -> None:
        self._met = [b""] * (cables + 1)

    def of(self, listing: Listing, *, since: bool) -> Iterator[bytes]:
        """A list with its header, some lines at a time.

        ``since`` is whether cables that have to be read are read with their editions, as other
        forms of a list have them.
        """
        yield from _lines([FIELDS])
        for first in range(1, listing.total + 1, BATCH):
            yield b"".join(self._some(listing, first, first + BATCH - 1, since=since))

    def _some(self, listing: Listing, first: int, last: int, *, since: bool) -> list[bytes]:
        numbers = listing.numbers(first, last)
        lines = [self._met[number] for number in numbers]
        if not all(lines):
            lines = _lines(map(cells, listing.entries(first, last, since=since)))
            for number, line in zip(numbers, lines, strict=True):
                self._met[number] = line
        return lines


def lines_of(edition: Edition) -> Lines | None:
    """Those of an edition, where what is made of it is kept."""
    if not is_keeping():
        return None
    if edition not in _KEPT:
        _KEPT[edition] = Lines(edition.manifest.counts["cables"])
    return _KEPT[edition]


def _lines(cables: Iterable[Iterable[str | None]]) -> list[bytes]:
    """A line of each; no cell holds its end, as a carriage return is shown as a sign."""
    *lines, _ = csv_rows(cables).split(_END)
    return [(line + _END).encode("utf-8", "backslashreplace") for line in lines]
