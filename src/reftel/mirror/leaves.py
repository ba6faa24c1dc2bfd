"""The leaves: the pages of long lists, but for their first, that say something else in one edition.

A page differs where it holds a cable that does, begins or ends elsewhere, or the one beside it
begins elsewhere. That is found by laying the same list of both editions side by side, as signs of
its cables (``cuts``), one list in memory at a time.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from operator import itemgetter
from typing import NamedTuple

import orjson

from reftel.edition.cuts import beginnings, sign, signs
from reftel.edition.places import LATEST
from reftel.reading_room import addresses

_SIDES = ("old", "new")
_IDS = "SELECT id FROM {a}.cable ORDER BY number"
_SHELVES = """
SELECT kind, key, shelf.number, 1, count FROM touched JOIN {a}.shelf AS shelf USING (kind, key)
"""
_RENAMED = """
SELECT kind, key FROM old.shelf AS old JOIN new.shelf AS new USING (kind, key)
WHERE old.title <> new.title
"""
_DAYS = """
SELECT DISTINCT day FROM {a}.day AS day JOIN {a}.place AS place ON place.shelf = day.shelf
AND place.rank BETWEEN day.rank AND day.rank + day.count - 1
WHERE place.cable IN (SELECT number FROM {a}.cable JOIN changed USING (id))
"""
_STRETCHES = "SELECT day, shelf, rank, count FROM {a}.day ORDER BY day"
# All at once, as a text: half of what it takes row by row.
_PLACES = """
SELECT coalesce(group_concat(cable), '') FROM (
  SELECT cable FROM {a}.place WHERE shelf = ? AND rank BETWEEN ? AND ? ORDER BY rank)
"""

Lists = dict[str, list[tuple[int, int, int]]]  # the stretches of lists, by their addresses


class _Page(NamedTuple):
    """What decides whether a page says the same: those beside it, and the cables on it."""

    before: int | None
    after: int | None
    cables: tuple[int, ...]  # their signs


class _Side:
    """The lists of one edition."""

    def __init__(self, database: sqlite3.Connection, name: str, days: AbstractSet[str]) -> None:
        self._run = database.execute
        self._name = name
        # As a list, of which many are had at once in a quarter of the time: 40 bytes each.
        self._signs = signs(id_ for (id_,) in self._run(_IDS.format(a=name))).tolist()
        self.lists = self._found(days)

    def _found(self, days: AbstractSet[str]) -> Lists:
        lists: Lists = {}
        for kind, key, *stretch in self._run(_SHELVES.format(a=self._name)):
            address = addresses.shelf("released" if kind == LATEST else kind, key)
            lists[address] = [(stretch[0], stretch[1], stretch[2])]
        all_years = {day[5:] for day in days}
        for day, *stretch in self._run(_STRETCHES.format(a=self._name)):
            one = (stretch[0], stretch[1], stretch[2])
            if day in days:
                lists[addresses.shelf("created", day)] = [one]
            if day[5:] in all_years:
                lists.setdefault(addresses.on_this_day(day[5:]), []).append(one)
        return lists

    def signs(self, address: str) -> list[int]:
        """The signs of a list, in its order."""
        numbers: list[int] = []
        for shelf, rank, count in self.lists.get(address, ()):
            stretch = (shelf, rank, rank + count - 1)
            (cables,) = self._run(_PLACES.format(a=self._name), stretch).fetchone()
            numbers += orjson.loads(f"[{cables}]")
        # Of one alone it gives no tuple; and a list of one has no further page.
        return [*itemgetter(*numbers)(self._signs)] if len(numbers) > 1 else []

    def ids(self, signs: AbstractSet[int]) -> Iterator[tuple[int, str]]:
        """The ids that have these signs."""
        query = f"SELECT id FROM {self._name}.cable WHERE number = ?"  # noqa: S608 -- ours
        for number, one in enumerate(self._signs):
            if one in signs:
                for (id_,) in self._run(query, (number,)):
                    yield one, id_


class Leaves(NamedTuple):
    """Addresses of the pages that can differ: those that the new edition has, and those gone."""

    here: tuple[str, ...]
    gone: tuple[str, ...]


def leaves(database: sqlite3.Connection, changed: AbstractSet[str]) -> Leaves:
    """The pages that can differ of the lists in ``touched``, and of the days of what changed."""
    days = {day for a in _SIDES for (day,) in database.execute(_DAYS.format(a=a))}
    old, new = (_Side(database, name, days) for name in _SIDES)
    renamed = {addresses.shelf(*row) for row in database.execute(_RENAMED)}
    signs = {sign(id_) for id_ in changed}
    here, gone = list[tuple[str, int]](), list[tuple[str, int]]()
    for address in sorted({*old.lists, *new.lists}):
        before, after = _pages(old.signs(address)), _pages(new.signs(address))
        for one in {*before, *after}:
            page = after.get(one)
            if page is None:
                gone.append((address, one))
            elif address in renamed or page != before.get(one) or not signs.isdisjoint(page.cables):
                here.append((address, one))
    return Leaves(tuple(_named(new, here)), tuple(_named(old, gone)))


def _named(side: _Side, pages: Sequence[tuple[str, int]]) -> Iterator[str]:
    ids = dict(side.ids({one for _, one in pages}))
    return (addresses.beginning(address, ids[one]) for address, one in sorted(pages))


def _pages(signs: Sequence[int]) -> dict[int, _Page]:
    """The pages of a list but for the first, each by the sign that it begins with."""
    begins = beginnings(signs)
    names = [0, *(signs[at] for at in begins[1:-1]), None]
    return {
        signs[begins[at]]: _Page(
            names[at - 1], names[at + 1], tuple(signs[begins[at] : begins[at + 1]])
        )
        for at in range(1, len(begins) - 1)
    }
