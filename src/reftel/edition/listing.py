"""The listing: a list of cables that can be read from any place, in pages whose ends stay.

Where a page begins, what is near by says (``cuts``), and where a cable stands is found by halving.
So what a page costs does not hang on where in the list it is.
"""

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from reftel.edition.cuts import REACH, begun, cuts, sign
from reftel.edition.entries import OWN, SINCE, Entry
from reftel.edition.places import LATEST
from reftel.edition.shelving import ORDERS

_LOOKED_AT = 7 * REACH  # places before and behind, among which the ends of a page are, as a rule
_FAR = 4 * REACH  # places behind one, among which no page begins in 7 of 1,000 cases
_KEPT = 4  # parts of a list that are kept when they were read; whoever reads all of it has many
_SHELF = """coalesce(json_extract(asked.value, '$[0]'),
 (SELECT number FROM shelf WHERE kind = json_extract(asked.value, '$[3]')
  AND key = json_extract(asked.value, '$[4]')))"""
# Since when its text stands is told of the cables in the first so many stretches alone.
STRETCHES = f"""
SELECT {OWN}, iif(asked.key < ?2, {SINCE}, 0) FROM json_each(?1) AS asked
JOIN place ON place.shelf = {_SHELF}
 AND place.rank BETWEEN json_extract(asked.value, '$[1]') AND json_extract(asked.value, '$[2]')
JOIN cable ON cable.number = place.cable ORDER BY asked.key, place.rank
"""  # noqa: S608 -- ours
# Which place of the list has all those before it that come before a cable, asked of its middle
# first; a stretch has its first place in the list behind its own name.
HALVING = f"""
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
   AND (low + high) / 2 BETWEEN stretch.first AND stretch.first + stretch.cables - 1)
SELECT max(low) FROM halving
"""  # noqa: S608 -- ours

Query = Callable[..., list[Any]]


class Stretch(NamedTuple):
    """Part of a shelf, by its number or its kind and key: so many cables from a rank on."""

    shelf: int | None
    rank: int
    cables: int
    kind: str = ""
    key: str = ""


class Leaf(NamedTuple):
    """A page: its first and last rank, the ids that it and the pages beside it begin with.

    The first page of a list has the id ``""``; None stands for no page. ``ahead`` are cables with
    which pages far behind it begin, where they were asked for. Of a long list no cable tells its
    ``edition``, which takes a third of the time: whoever reads it whole is told.
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

    What was read last is kept, as a list is asked for in all its forms one after the other. Shared
    by all threads.
    """

    def __init__(self, ask: Query, kind: str, stretches: Sequence[Stretch]) -> None:
        self._ask = ask
        self._precedes, self.by = _KINDS[ORDERS[kind]]
        self._stretches = stretches
        self.total = sum(one.cables for one in stretches)
        self._read: dict[tuple[int, int, bool], tuple[Entry, ...]] = {}
        self._front: tuple[Sequence[int], Leaf] | None = None

    def entries(self, first: int, last: int) -> tuple[Entry, ...]:
        """The cables of these ranks, both included, counted from 1; nothing beyond the end."""
        return self._entries(first, last, since=True)

    def rank(self, id_: str) -> int | None:
        """Where a cable stands, or would stand, in one query; None for one that is not here."""
        asked: list[tuple[Any, ...]] = []
        before = 0
        for one in self._stretches:
            asked.append((*one, before + 1))
            before += one.cables
        query = HALVING.format(precedes=self._precedes)
        ((found,),) = self._ask(query, id_, json.dumps(asked), self.total)
        return None if found is None else int(found)

    def leaf(self, rank: int) -> Leaf:
        """The page on which a rank is, in one query; a list without cables has one."""
        reach = _LOOKED_AT
        while self.total > 2 * REACH:
            low, high = max(1, rank - reach), min(self.total, rank + reach)
            start = max(1, low - REACH)
            is_all = start == 1 and high + REACH >= self.total  # what other forms ask for, too
            around = self._entries(start, high + REACH, since=is_all)
            seen = self._seen(around, start, low, high)
            if seen.has_page(rank):
                return _leaf(seen, rank)
            reach *= 2
        return Leaf(self.entries(1, self.total), 1, self.total, "", None, None)

    def first(self, ranks: Sequence[int]) -> Leaf:
        """The first page, and of pages that begin near by behind some ranks, in one query."""
        front = self._front
        if front is None or front[0] != ranks:
            front = self._front = ranks, self._first(ranks)
        return front[1]

    def _first(self, ranks: Sequence[int]) -> Leaf:
        if not ranks:
            return self.leaf(1)
        spans = [(max(1, one - REACH), min(self.total, one + _FAR + REACH)) for one in ranks]
        front = min(self.total, _LOOKED_AT + REACH)
        near, far = self._parts(1, front), [part for one in spans for part in self._parts(*one)]
        rows = iter(self._ask(STRETCHES, json.dumps([*near, *far]), 0))
        seen = self._seen(tuple(Entry(*row) for row in islice(rows, front)), 1, 1, _LOOKED_AT)
        leaf = _leaf(seen, 1) if seen.has_page(1) else self.leaf(1)
        return leaf._replace(ahead=tuple(_begun(rows, spans)))

    def _entries(self, first: int, last: int, *, since: bool) -> tuple[Entry, ...]:
        """The same; whether each tells since which edition its text stands."""
        asked = first, min(last, self.total), since
        read = self._read.get(asked)
        if read is None:
            parts = self._parts(*asked[:2])
            told = len(parts) if since else 0
            rows = self._ask(STRETCHES, json.dumps(parts), told) if parts else []
            read = tuple(Entry(*row) for row in rows)
            if len(self._read) >= _KEPT:
                self._read.clear()
            self._read[asked] = read
        return read

    def _seen(self, entries: tuple[Entry, ...], start: int, low: int, high: int) -> "_Seen":
        """Part of the list from a rank on, of which the ends between two others are asked."""
        signs = [sign(one.id) for one in entries]
        ends = [start + at for at in cuts(signs, low - start, high + 1 - start)]
        if low == 1:
            ends.insert(0, 1)
        if high >= self.total:
            ends.append(self.total + 1)
        return _Seen(start, entries, signs, ends)

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


class _Seen(NamedTuple):
    """Part of a list from a rank on, and those of its ranks at which a stretch of it ends."""

    start: int
    entries: tuple[Entry, ...]
    signs: list[int]
    ends: list[int]

    def has_page(self, rank: int) -> bool:
        """Whether it has all of the page of a rank, and of the page before it."""
        before = sum(one <= rank for one in self.ends)
        return before < len(self.ends) and (before > 1 or self.ends[:1] == [1])

    def name(self, rank: int | None) -> str | None:
        """What a page is called that begins at a rank; None where there is no such rank."""
        if rank is None or rank - self.start >= len(self.entries):
            return None
        return "" if rank == 1 else self.entries[rank - self.start].id


def _leaf(seen: _Seen, rank: int) -> Leaf:
    """The page of a rank between two ends, in a part that has the page before it as well."""
    ends = [one - seen.start for one in seen.ends]
    begins = [one + seen.start for one in begun(seen.signs, ends)]
    at = bisect_right(begins, rank)
    first, after = begins[at - 1], begins[at]
    before = begins[at - 2] if at > 1 else None
    entries = seen.entries[first - seen.start : after - seen.start]
    names = seen.name(first) or "", seen.name(before), seen.name(after)
    return Leaf(entries, first, after - 1, *names)


def _begun(rows: Iterator[Any], spans: Iterable[tuple[int, int]]) -> Iterator[Entry]:
    """The first cable of each span at which a page begins, none of them twice."""
    told = set[str]()
    for first, last in spans:
        seen = list(islice(rows, last + 1 - first))
        for at in cuts([sign(row[0]) for row in seen], REACH, len(seen))[:1]:
            entry = Entry(*seen[at])
            if entry.id not in told:
                yield entry
            told.add(entry.id)


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
