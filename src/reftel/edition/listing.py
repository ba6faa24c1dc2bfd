"""The listing: a list of cables that can be read from any place, in pages whose ends stay.

Where a page begins, what is near by says (``cuts``), and where a cable stands is found by halving.
So what a page costs does not hang on where in the list it is.
"""

import json
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from reftel.edition.cuts import REACH, begun, cuts, sign
from reftel.edition.entries import COLUMNS, Entry
from reftel.edition.places import LATEST
from reftel.edition.shelving import ORDERS

_LOOKED_AT = 5 * REACH  # places before and behind, among which the ends of a page are, as a rule
STRETCHES = """
SELECT {columns} FROM json_each(?) AS asked
JOIN place ON place.shelf = coalesce(json_extract(asked.value, '$[0]'),
 (SELECT number FROM shelf WHERE kind = json_extract(asked.value, '$[3]')
  AND key = json_extract(asked.value, '$[4]')))
 AND place.rank BETWEEN json_extract(asked.value, '$[1]') AND json_extract(asked.value, '$[2]')
JOIN cable ON cable.number = place.cable ORDER BY asked.key, place.rank
"""
_TURN = "cable.number, cable.created, cable.released"

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

    The first page of a list has the id ``""``; None stands for no page.
    """

    first: int
    last: int
    begins: str
    before: str | None
    after: str | None


class Turn(NamedTuple):
    """What decides where in a list a cable stands."""

    number: int
    created: str | None
    released: str | None


class Listing:
    """The cables of some stretches, one after the other, in one of ``ORDERS``."""

    def __init__(self, ask: Query, kind: str, stretches: Sequence[Stretch]) -> None:
        self._ask = ask
        self._precedes, self.by = _KINDS[ORDERS[kind]]
        self._stretches = stretches
        self.total = sum(one.cables for one in stretches)

    def entries(self, first: int, last: int) -> list[Entry]:
        """The cables of these ranks, both included, counted from 1; nothing beyond the end."""
        return [Entry(*row) for row in self._rows(COLUMNS, first, last)]

    def rank(self, id_: str) -> int | None:
        """Where a cable stands, or would stand; None for one that is not here."""
        found = self._ask(f"SELECT {_TURN} FROM cable WHERE id = ?", id_)  # noqa: S608 -- ours
        if not found:
            return None
        asked = Turn(*found[0])
        low, high = 1, self.total
        while low < high:
            middle = (low + high) // 2
            if self._precedes(Turn(*self._rows(_TURN, middle, middle)[0]), asked):
                low = middle + 1
            else:
                high = middle
        return low

    def leaf(self, rank: int) -> Leaf:
        """The page on which a rank is; a list without cables has one."""
        reach = _LOOKED_AT
        while self.total >= 2 * REACH + 1:
            seen = self._seen(max(1, rank - reach), min(self.total, rank + reach))
            before = [one for one in seen.ends if one <= rank]
            if before and rank < seen.ends[-1] and (len(before) > 1 or before[0] == 1):
                return _leaf(seen, rank)
            reach *= 2
        return Leaf(1, self.total, "", None, None)

    def beginning(self, rank: int) -> int:
        """A rank from this one on at which a page begins, near by; 0 where there is none."""
        for low in range(rank, self.total + 1, _LOOKED_AT):
            if found := [one for one in self._seen(low, low + _LOOKED_AT - 1).ends if one >= rank]:
                return found[0] if found[0] <= self.total else 0
        return 0

    def _seen(self, low: int, high: int) -> "_Seen":
        start = max(1, low - REACH)
        ids = [id_ for (id_,) in self._rows("cable.id", start, high + REACH)]
        signs = [*map(sign, ids)]
        ends = [start + at for at in cuts(signs, low - start, high + 1 - start)]
        if low == 1:
            ends.insert(0, 1)
        if high >= self.total:
            ends.append(self.total + 1)
        return _Seen(start, ids, signs, ends)

    def _rows(self, columns: str, first: int, last: int) -> list[Any]:
        asked: list[Stretch] = []
        before = 0
        for one in self._stretches:
            begin, end = max(first - before, 1), min(last - before, one.cables)
            if begin <= end:
                asked.append(one._replace(rank=one.rank + begin - 1, cables=one.rank + end - 1))
            before += one.cables
        return self._ask(STRETCHES.format(columns=columns), json.dumps(asked)) if asked else []


class _Seen(NamedTuple):
    """Part of a list from a rank on, and those of its ranks at which a stretch of it ends."""

    start: int
    ids: list[str]
    signs: list[int]
    ends: list[int]

    def name(self, rank: int | None) -> str | None:
        """What a page is called that begins at a rank; None where there is no such rank."""
        if rank is None or rank - self.start >= len(self.ids):
            return None
        return "" if rank == 1 else self.ids[rank - self.start]


def _leaf(seen: _Seen, rank: int) -> Leaf:
    """The page of a rank between two ends, in a part that has the page before it as well."""
    ends = [one - seen.start for one in seen.ends]
    begins = [one + seen.start for one in begun(seen.signs, ends)]
    at = bisect_right(begins, rank)
    first, after = begins[at - 1], begins[at]
    before = begins[at - 2] if at > 1 else None
    return Leaf(first, after - 1, seen.name(first) or "", seen.name(before), seen.name(after))


def _by_number(one: Turn, other: Turn) -> bool:
    return one.number < other.number


def _oldest_first(one: Turn, other: Turn) -> bool:
    return (one.created or "", one.number) < (other.created or "", other.number)


def _newest_first(one: Turn, other: Turn) -> bool:
    return _descends((one.created, one.number), (other.created, other.number))


def _latest_first(one: Turn, other: Turn) -> bool:
    return _descends((one.released, one.number), (other.released, other.number))


def _descends(one: tuple[str | None, int], other: tuple[str | None, int]) -> bool:
    """Whether one comes first: the later day, what has none last, and of one day by number."""
    if one[0] == other[0]:
        return one[1] < other[1]
    return other[0] is None or (one[0] is not None and one[0] > other[0])


# How an order compares two cables, and the field of an entry by which it runs.
_KINDS: Mapping[str, tuple[Callable[[Turn, Turn], bool], str]] = {
    ORDERS["created"]: (_oldest_first, "created"),
    ORDERS["released"]: (_by_number, "id"),
    ORDERS["origin"]: (_newest_first, "created"),
    ORDERS[LATEST]: (_latest_first, "released"),
}
