"""All shelves of one way to browse: from A to Z, by year, by rank.

Of few shelves all letters stand on one page; of more each letter has a page, or several.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby, islice

from reftel.edition.browsing import Shelf
from reftel.edition.filing import OTHER
from reftel.edition.read import Edition
from reftel.gazetteer import markings
from reftel.reading_room import addresses, shelves
from reftel.reading_room.lists import Crumb, Pages
from reftel.reading_room.shelves import day_title

APART = 900  # with more shelves than this, each letter has a page of its own
FEW = 60  # captions, of which those most used come first where there are no more
SIZE = 500  # shelves on one page of a letter


@dataclass(frozen=True, slots=True)
class Place:
    """One shelf as an index shows it."""

    title: str
    address: str
    count: int
    key: str
    meaning: str = ""
    months: tuple[int, ...] = ()  # of a year: cables in each month


@dataclass(frozen=True, slots=True)
class Group:
    """Shelves under one letter, month or kind."""

    label: str
    places: tuple[Place, ...]
    address: str = ""

    @property
    def count(self) -> int:
        return sum(place.count for place in self.places)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, how many shelves are filed under it, and where they are."""

    label: str
    count: int
    address: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Index(Pages):
    """What index.html may use: shelves of one way to browse, in groups."""

    way: str
    title: str
    crumbs: tuple[Crumb, ...]
    groups: tuple[Group, ...] = ()
    letters: tuple[Letter, ...] = ()

    @property
    def most(self) -> int:
        """The largest count, as the measure of the bars."""
        return max((place.count for group in self.groups for place in group.places), default=1)

    @property
    def busiest(self) -> int:
        """The largest count of one month, where places are years."""
        months = (max(place.months) for group in self.groups for place in group.places)
        return max(months, default=0) or 1

    @property
    def shelves(self) -> int:
        return sum(len(group.places) for group in self.groups)


def index(way: str, edition: Edition, letter: str = "", number: int = 1) -> Index:
    """The index of a way to browse; one letter of it where it has too many shelves."""
    bare = Index(
        address=addresses.shelf(way),
        way=way,
        title=shelves.index_title(way),
        crumbs=shelves.way_crumbs(way)[:-1],
    )
    if way in _GROUPED:
        return replace(bare, groups=_GROUPED[way](edition.shelves(way)))
    counts = edition.browsing.letters(way)
    if way == "caption" and sum(counts.values()) <= FEW:
        return replace(bare, groups=_by_count(edition.shelves(way)))
    if sum(counts.values()) <= APART:
        return _on_one_page(bare, counts, edition.browsing.filed(way))
    first = min({*counts} - {OTHER}, default=OTHER)
    chosen = letter if letter in counts else first
    return _one_letter(bare, counts, edition, chosen, number)


def released(edition: Edition) -> Index:
    """The days of release by month."""
    return index("released", edition)


def places(way: str, edition: Edition, letter: str) -> Iterator[Place]:
    """Every shelf of a way to browse, or of one letter of it, in the order of its index."""
    if way in _GROUPED:
        return (place for group in _GROUPED[way](edition.shelves(way)) for place in group.places)
    return map(place_of, edition.browsing.filed(way, letter))


def place_of(shelf: Shelf) -> Place:
    """A shelf as an index shows it."""
    way = shelf.kind
    return Place(
        shelves.title(way, shelf),
        addresses.shelf(way, shelf.key),
        shelf.count,
        shelf.key,
        shelves.meaning(way, shelf),
    )


def _on_one_page(bare: Index, counts: Mapping[str, int], filed: Iterable[Shelf]) -> Index:
    each = iter(filed)
    groups = tuple(
        Group(label, tuple(map(place_of, islice(each, count)))) for label, count in counts.items()
    )
    letters = tuple(
        Letter(label, count, f"#letter-{at}")
        for at, (label, count) in enumerate(counts.items(), start=1)
    )
    return replace(bare, groups=groups, letters=letters)


def _one_letter(
    bare: Index, counts: Mapping[str, int], edition: Edition, chosen: str, number: int
) -> Index:
    letters = tuple(
        Letter(label, count, addresses.letter(bare.address, label), label == chosen)
        for label, count in counts.items()
    )
    page = replace(
        bare, address=addresses.letter(bare.address, chosen), total=counts[chosen], size=SIZE
    )
    number = min(number, page.pages)
    found = edition.browsing.filed(bare.way, chosen, number, SIZE)
    group = Group(chosen, tuple(map(place_of, found)))
    return replace(page, letters=letters, number=number, groups=(group,))


def _by_year(months: Iterable[Shelf]) -> tuple[Group, ...]:
    years: list[Place] = []
    for written, members in groupby(months, key=lambda shelf: shelf.key.partition("-")[0]):
        counts = {shelf.key[5:7]: shelf.count for shelf in members}
        address = addresses.shelf("created", written)
        each = tuple(counts.get(f"{month:02}", 0) for month in range(1, 13))
        years.append(Place(day_title(written), address, sum(counts.values()), written, "", each))
    return (Group("", tuple(years)),) if years else ()


def _by_month(days: Iterable[Shelf]) -> tuple[Group, ...]:
    latest = sorted(days, key=lambda shelf: shelf.key, reverse=True)
    return tuple(
        Group(day_title(month), tuple(map(place_of, members)))
        for month, members in groupby(latest, key=lambda shelf: shelf.key[:7])
    )


def _by_rank(levels: Iterable[Shelf]) -> tuple[Group, ...]:
    return _in_order(levels, lambda shelf: (markings.rank(shelf.title), shelf.title))


def _by_count(few: Iterable[Shelf]) -> tuple[Group, ...]:
    return _in_order(few, lambda shelf: (-shelf.count, shelf.title))


def _in_order(few: Iterable[Shelf], order: Callable[[Shelf], tuple[int, str]]) -> tuple[Group, ...]:
    every = tuple(map(place_of, sorted(few, key=order)))
    return (Group("", every),) if every else ()


_GROUPED: Mapping[str, Callable[[Iterable[Shelf]], tuple[Group, ...]]] = {
    "created": _by_year,
    "released": _by_month,
    "classification": _by_rank,
    "region": _by_count,
    "kind": _by_count,
}
