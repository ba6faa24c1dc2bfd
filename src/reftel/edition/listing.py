"""The listing: a list of cables that can be read from any place, in pages whose ends stay.

Where a page begins, the signs near by say (``cuts``), and where a cable stands is found by halving.
So what a page costs does not hang on where in the list it is.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

import orjson

from reftel.edition.cuts import REACH, cuts
from reftel.edition.entries import OWN, SINCE, Entry
from reftel.edition.paging import Beginnings, Page, Part, Signs
from reftel.edition.places import LATEST
from reftel.edition.shelving import ORDERS

_LOOKED_AT = 7 * REACH  # places before and behind, among which the ends of a page are, as a rule
_FAR = 4 * REACH  # places behind one, among which no page begins in 7 of 1,000 cases
_KEPT = 4  # parts of a list that are kept when they were read; whoever reads all of it has many
_SHELF = """coalesce(json_extract(asked.value, '$[0]'),
 (SELECT number FROM shelf WHERE kind = json_extract(asked.value, '$[3]')
  AND key = json_extract(asked.value, '$[4]')))"""
_STRETCHES = f"""
FROM json_each(?1) AS asked
JOIN place ON place.shelf = {_SHELF}
 AND place.rank BETWEEN json_extract(asked.value, '$[1]') AND json_extract(asked.value, '$[2]')
"""
_IN_ORDER = "ORDER BY asked.key, place.rank"
# All at once, as a text: half of what it takes row by row.
NUMBERS = f"""
SELECT coalesce(group_concat(cable), '') FROM (SELECT place.cable {_STRETCHES} {_IN_ORDER})
"""  # noqa: S608 -- ours
CABLES = f"""
SELECT {OWN}, iif(?2, {SINCE}, 0) {_STRETCHES}
JOIN cable ON cable.number = place.cable {_IN_ORDER}
"""
# Which rank of the list has all those before it that come before a cable, asked of its middle
# first, with the cables near by; a stretch has its first rank in the list behind its own name.
STANDING = f"""
WITH RECURSIVE
 sought AS (SELECT number, created, released FROM cable WHERE id = ?1),
 stretch AS (
  SELECT {_SHELF} AS shelf, json_extract(asked.value, '$[1]') AS rank,
   json_extract(asked.value, '$[5]') AS first, json_extract(asked.value, '$[2]') AS cables
  FROM json_each(?2) AS asked),
 halving (low, high) AS (
  SELECT 1, ?3 FROM sought
  UNION ALL
  SELECT iif({{precedes}}, (low + high) / 2 + 1, low), iif({{precedes}}, high, (low + high) / 2)
  FROM halving CROSS JOIN sought CROSS JOIN stretch
  CROSS JOIN place ON place.shelf = stretch.shelf
   AND place.rank = stretch.rank + (low + high) / 2 - stretch.first
  CROSS JOIN cable ON cable.number = place.cable
  WHERE low < high
   AND (low + high) / 2 BETWEEN stretch.first AND stretch.first + stretch.cables - 1),
 found AS (SELECT max(low) AS rank FROM halving)
SELECT found.rank, place.cable FROM found CROSS JOIN stretch
CROSS JOIN place ON place.shelf = stretch.shelf
 AND place.rank BETWEEN stretch.rank + max(found.rank - ?4 - stretch.first, 0)
  AND stretch.rank + min(found.rank + ?4 - stretch.first, stretch.cables - 1)
ORDER BY stretch.first, place.rank
"""  # noqa: S608 -- ours

NUMBER = "SELECT number FROM cable WHERE id = ?"

Query = Callable[..., list[Any]]


class Stretch(NamedTuple):
    """Part of a shelf, by its number or its kind and key: so many cables from a rank on."""

    shelf: int | None
    rank: int
    cables: int
    kind: str = ""
    key: str = ""


Kept = dict[tuple[Stretch, ...], Beginnings]  # of lists, by their stretches


class Leaf(NamedTuple):
    """A page: its first and last rank, the ids that it and the pages beside it begin with.

    The first page of a list has the id ``""``; None stands for no page. ``ahead`` are cables with
    which pages far behind it begin, where they were asked for. No cable tells its ``edition``,
    which takes a third of the time, unless the list was asked for by rank and has one page.
    """

    entries: tuple[Entry, ...]
    first: int
    last: int
    begins: str
    before: str | None
    after: str | None
    ahead: tuple[Entry, ...] = ()


class Listing:
    """The cables of some stretches, one after the other, in one of ``ORDERS``.

    Where a page begins that is not the first is told from ``signs``, by the numbers of cables: only
    those on it are read. What was read last is kept, as a list is asked for in all its forms one
    after the other. Shared by all threads. Who asks for all pages gives what ``kept`` where they
    begin: that is read once, eight bytes a page, and no page is looked for any more.
    """

    def __init__(
        self,
        ask: Query,
        kind: str,
        stretches: Sequence[Stretch],
        signs: Callable[[], Signs],
        kept: Kept | None = None,
    ) -> None:
        self._ask = ask
        self._precedes, self.by = _KINDS[ORDERS[kind]]
        self._stretches = tuple(stretches)
        self._signs = signs
        self._kept = kept
        self.total = sum(one.cables for one in stretches)
        self._read: dict[tuple[int, int, bool], tuple[Entry, ...]] = {}
        self._front: tuple[Sequence[int], Leaf] | None = None
        self._last: tuple[str, Leaf | None] | None = None

    def entries(self, first: int, last: int, *, since: bool = True) -> tuple[Entry, ...]:
        """The cables of these ranks, both included, counted from 1; nothing beyond the end.

        ``since`` says whether they tell their edition.
        """
        asked = first, min(last, self.total), since
        read = self._read.get(asked)
        if read is None:
            read = self._cables([asked[:2]], since=since)
            if len(self._read) >= _KEPT:
                self._read.clear()
            self._read[asked] = read
        return read

    def numbers(self, first: int, last: int) -> list[int]:
        """The numbers of the cables of these ranks."""
        return self._numbers([(first, min(last, self.total))])

    def _numbers(self, spans: Iterable[tuple[int, int]]) -> list[int]:
        parts = [part for span in spans for part in self._parts(*span)]
        ((written,),) = self._ask(NUMBERS, json.dumps(parts))
        numbers: list[int] = orjson.loads(f"[{written}]")
        return numbers

    def leaf(self, rank: int) -> Leaf:
        """The page on which a rank is, in two queries as a rule; a list without cables has one."""
        page = self._page(rank, _LOOKED_AT)
        if page.last < self.total or page.before:
            return self._leaf(page)
        return Leaf(self.entries(1, self.total), 1, self.total, "", None, None)

    def leaf_of(self, id_: str) -> Leaf | None:
        """That on which a cable stands, or would stand, in as many; None if it is not here."""
        last = self._last
        if last is None or last[0] != id_:
            last = self._last = id_, self._leaf_of(id_)
        return last[1]

    def first(self, ranks: Sequence[int]) -> Leaf:
        """The first page, and of pages that begin near by behind some ranks, in two queries."""
        front = self._front
        if front is None or front[0] != ranks:
            front = self._front = ranks, self._first(ranks)
        return front[1]

    def _leaf_of(self, id_: str) -> Leaf | None:
        begins = self._beginnings()
        if begins is not None:
            for (number,) in self._ask(NUMBER, id_):
                if page := begins.page_of(number):
                    return self._leaf(page)
        return self._sought(id_)

    def _beginnings(self) -> Beginnings | None:
        """Where all pages begin, if that is kept."""
        if self._kept is None:
            return None
        known = self._kept.get(self._stretches)
        if known is None:
            known = Beginnings.of(self.numbers(1, self.total), self._signs())
            self._kept[self._stretches] = known
        return known

    def _sought(self, id_: str) -> Leaf | None:
        asked: list[tuple[Any, ...]] = []
        before = 0
        for one in self._stretches:
            asked.append((*one, before + 1))
            before += one.cables
        query, far = STANDING.format(precedes=self._precedes), _LOOKED_AT + REACH
        rows = self._ask(query, id_, json.dumps(asked), self.total, far)
        if not rows:
            return None
        rank = int(rows[0][0])
        part = Part.of(self._told(row[-1] for row in rows), max(1, rank - far), self.total)
        return self._leaf(part.page(rank) if part.has_page(rank) else self._page(rank, 2 * far))

    def _first(self, ranks: Sequence[int]) -> Leaf:
        if not ranks:
            return self.leaf(1)
        far = [(max(1, one - REACH), min(self.total, one + _FAR + REACH)) for one in ranks]
        spans = [(1, min(self.total, _LOOKED_AT + REACH)), *far]
        signs = iter(self._told(self._numbers(spans)))
        front, *others = ([*islice(signs, last + 1 - first)] for first, last in spans)
        part = Part.of(front, 1, self.total)
        page = part.page(1) if part.has_page(1) else self._page(1, 2 * _LOOKED_AT)
        begun = (
            first + at for (first, _), own in zip(far, others, strict=True) for at in cuts(own)[:1]
        )
        return self._leaf(page, [*dict.fromkeys(begun)])

    def _page(self, rank: int, reach: int) -> Page:
        """The page of a rank, looked for among those so far from it, and farther if need be."""
        while self.total > 2 * REACH:
            start, end = max(1, rank - reach - REACH), min(rank + reach + REACH, self.total)
            part = Part.of(self._told(self.numbers(start, end)), start, self.total)
            if part.has_page(rank):
                return part.page(rank)
            if (start, end) == (1, self.total):
                break  # fewer cables are here than the catalogue says
            reach *= 2
        return Page(None, 1, self.total, None)

    def _leaf(self, page: Page, ahead: Sequence[int] = ()) -> Leaf:
        """A page, read, with what those beside it begin with, and the cables of ranks ahead."""
        beside = [one for one in (page.before, page.after) if one]
        read = iter(
            self._cables([(page.first, page.last), *((one, one) for one in (*beside, *ahead))])
        )
        entries = tuple(islice(read, page.last + 1 - page.first))
        names = {rank: next(read).id for rank in beside} | {1: ""}
        before, after = (names[one] if one else None for one in (page.before, page.after))
        begins = "" if page.first == 1 else entries[0].id
        return Leaf(entries, page.first, page.last, begins, before, after, tuple(read))

    def _told(self, numbers: Iterable[int]) -> Signs:
        """The signs of cables, by their numbers."""
        return list(map(self._signs().__getitem__, numbers))

    def _cables(
        self, spans: Iterable[tuple[int, int]], *, since: bool = False
    ) -> tuple[Entry, ...]:
        """The cables between some ranks; whether they tell since when their text stands."""
        parts = [part for span in spans for part in self._parts(*span)]
        return tuple(Entry(*row) for row in self._ask(CABLES, json.dumps(parts), since))

    def _parts(self, first: int, last: int) -> list[Stretch]:
        """What lies between two ranks, each with the rank in its shelf at which it ends."""
        parts: list[Stretch] = []
        before = 0
        for one in self._stretches:
            begin, end = max(first - before, 1), min(last - before, one.cables)
            if begin <= end:
                parts.append(one._replace(rank=one.rank + begin - 1, cables=one.rank + end - 1))
            before += one.cables
        return parts


def _latest_first(field: str) -> str:
    """The later day comes first, what has none last, and of one day the lower number."""
    return (
        f"iif(cable.{field} IS sought.{field}, cable.number < sought.number,"
        f" sought.{field} IS NULL OR cable.{field} > sought.{field})"
    )


# Whether a cable comes before the one that is sought, and the field by which the list runs.
_KINDS: Mapping[str, tuple[str, str]] = {
    ORDERS["created"]: (
        "(ifnull(cable.created, ''), cable.number) < (ifnull(sought.created, ''), sought.number)",
        "created",
    ),
    ORDERS["released"]: ("cable.number < sought.number", "id"),
    ORDERS["origin"]: (_latest_first("created"), "created"),
    ORDERS[LATEST]: (_latest_first("released"), "released"),
}
