"""Shelves in the making: which cables stand on which, and which shelves go together.

Numbers of cables are kept, and no cable: some bytes a place. Kinds of shelves and their
order are those of docs/formats/edition.md.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from heapq import nlargest
from itertools import accumulate, chain
from typing import NamedTuple

from reftel.edition.filing import filed
from reftel.edition.keys import unique_keys
from reftel.edition.places import LATEST, Place

# The order of each list. A cable without a creation date comes last; what is equal comes in
# the order of ids, which is that of the numbers.
_NEWEST = "created IS NULL, created DESC, number"
ORDERS: Mapping[str, str] = {
    "created": "created, number",
    "released": "number",
    "origin": _NEWEST,
    "tag": _NEWEST,
    "classification": _NEWEST,
    "country": _NEWEST,
    "region": _NEWEST,
    "addressee": _NEWEST,
    "person": _NEWEST,
    "caption": _NEWEST,
    "kind": _NEWEST,
    "action": _NEWEST,
    LATEST: "released IS NULL, released DESC, number",
}

_IN_ORDER = {kind: at for at, kind in enumerate(ORDERS)}

# What is told of a shelf of one kind: the shelves of other kinds on which its cables stand,
# and how many of them at most, those with most of its cables. Every month is told.
COMPANY: Mapping[str, Mapping[str, int]] = {
    "origin": {"tag": 12, "addressee": 12},
    "tag": {"tag": 12, "origin": 12},
    "classification": {},
    "country": {"origin": 100, "tag": 12},
    "region": {"country": 100, "tag": 12},
    "addressee": {"origin": 12},
    "person": {"origin": 12},
    "caption": {"origin": 12},
    "kind": {},
}
MONTHS = "created"
COUNTED = 64  # shelves of one kind that a cable is counted under: no cable has as many
FEWEST = 2  # cables of a shelf that has company: of a single one all is told by itself

FOLDED = frozenset({"addressee", "action", "person"})  # whose titles differ by more than case
KEYED_AS = {"action": "addressee"}  # one key for an addressee, whatever was asked of it


class ShelfRow(NamedTuple):
    """A shelf as the catalogue has it."""

    number: int
    kind: str
    key: str
    title: str
    cables: int
    filed: str


class Shelving:
    """Takes each cable with its places; gives shelves once all were taken."""

    def __init__(self) -> None:
        # the numbers of their cables
        self._shelves: defaultdict[Place, array[int]] = defaultdict(partial(array, "I"))
        self._highest = 0

    def add(self, number: int, places: Iterable[Place]) -> None:
        """One cable; numbers ascend."""
        self._highest = number
        for place in places:
            self._shelves[place].append(number)

    def shelved(self) -> "Shelved":
        """All shelves, those joined whose titles differ by case alone."""
        joined: dict[Place, array[int]] = {}
        titles: dict[Place, str] = {}
        for (kind, title), cables in self._shelves.items():
            sign = (kind, title.casefold() if kind in FOLDED else title)
            before = joined.get(sign)
            joined[sign] = cables if before is None else array("I", sorted({*before, *cables}))
            titles[sign] = min(titles.get(sign, title), title, key=_shouted)
        return Shelved(joined, titles, self._highest)


class Shelved:
    """The shelves of an edition, numbered from 1."""

    def __init__(
        self, shelves: Mapping[Place, "array[int]"], titles: Mapping[Place, str], highest: int
    ) -> None:
        self._titles = titles
        self._highest = highest
        self._signs = sorted(shelves, key=_in_order)
        self._of_kind: dict[str, dict[int, array[int]]] = {kind: {} for kind in ORDERS}
        for number, (kind, sign) in enumerate(self._signs, 1):
            self._of_kind[kind][number] = shelves[kind, sign]

    def counts(self) -> dict[str, int]:
        """How many shelves there are of each kind that has several."""
        return {kind: len(shelves) for kind, shelves in self._of_kind.items() if kind != LATEST}

    def rows(self) -> Iterator[ShelfRow]:
        signs: dict[str, list[str]] = {}
        for kind, sign in self._signs:
            signs.setdefault(KEYED_AS.get(kind, kind), []).append(sign)
        keys = {kind: _keys(kind, of_kind) for kind, of_kind in signs.items()}
        for number, (kind, sign) in enumerate(self._signs, 1):
            title = self._titles[kind, sign]
            key = keys[KEYED_AS.get(kind, kind)][sign]
            cables = len(self._of_kind[kind][number])
            yield ShelfRow(number, kind, key, title, cables, filed(kind, title))

    def ranked(self, turns: Mapping[str, Sequence[int]]) -> Iterator[tuple[int, list[int]]]:
        """The cables of each shelf, ranked; ``turns`` tell when each is on in an order."""
        for kind, order in ORDERS.items():
            for shelf, cables in self._of_kind[kind].items():
                yield shelf, sorted(cables, key=turns[order].__getitem__)

    def company(self) -> Iterator[tuple[int, dict[int, int]]]:
        """Each shelf with those that it shares most cables with, and how many they share."""
        told = {MONTHS, *chain.from_iterable(COMPANY.values())}
        columns = {kind: _Column(self._of_kind[kind], self._highest) for kind in told}
        for kind, kept in COMPANY.items():
            for shelf, cables in self._of_kind[kind].items():
                if len(cables) >= FEWEST:
                    wanted = {MONTHS: len(cables), **kept}
                    yield shelf, dict(sorted(_shared(shelf, cables, wanted, columns)))


class _Column:
    """Of one kind, the shelves that each cable stands on, one cable after the other."""

    def __init__(self, shelves: Mapping[int, "array[int]"], highest: int) -> None:
        counts = array("I", bytes(4 * (highest + 2)))
        for cable in chain.from_iterable(shelves.values()):
            counts[cable + 1] += 1
        self._starts = array("I", accumulate(counts))
        self._shelves = array("I", bytes(4 * self._starts[-1]))
        self._single: list[int] = []  # the shelf of each cable, where it stands on one
        ends = self._starts[:]
        for shelf, cables in shelves.items():
            for cable in cables:
                self._shelves[ends[cable]] = shelf
                ends[cable] += 1
        if set(counts[2:]) == {1}:
            self._single = [0, *self._shelves]
        self._ends = array("I", map(min, ends, (start + COUNTED for start in self._starts)))

    def counted(self, cables: "array[int]") -> Counter[int]:
        """How many of these cables stand on each shelf of this kind."""
        if self._single:
            return Counter(map(self._single.__getitem__, cables))
        starts = map(self._starts.__getitem__, cables)
        slices = map(slice, starts, map(self._ends.__getitem__, cables))
        return Counter(chain.from_iterable(map(self._shelves.__getitem__, slices)))


def _shared(
    shelf: int, cables: "array[int]", wanted: Mapping[str, int], columns: Mapping[str, _Column]
) -> Iterator[tuple[int, int]]:
    """Of each kind as many as are wanted, those with most cables; of equal ones the first.

    In no order.
    """
    for kind, most in wanted.items():
        counted = columns[kind].counted(cables)
        counted.pop(shelf, None)
        if most >= len(counted):
            yield from counted.items()
        else:
            yield from nlargest(most, counted.items(), key=lambda one: (one[1], -one[0]))


def _in_order(place: Place) -> tuple[int, str]:
    """By kind, then by name: which of two comes first hangs on no cable of a third."""
    kind, sign = place
    return _IN_ORDER[kind], sign


def _shouted(title: str) -> tuple[bool, str]:
    """Of titles that differ by case alone, one that is not all in one case comes first."""
    return title.isupper() or title.islower(), title


def _keys(kind: str, titles: list[str]) -> Mapping[str, str]:
    if kind in {"created", "released", LATEST}:
        return {title: title for title in titles}
    return unique_keys(kind, titles)
