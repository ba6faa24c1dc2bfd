"""The five ways to browse: what each is called, and how its shelves are grouped."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from weakref import WeakKeyDictionary

from django.utils.dates import MONTHS

from reftel.edition.read import Edition, Shelf
from reftel.gazetteer import markings, posts, tags
from reftel.reading_room import addresses
from reftel.reading_room.characters import short
from reftel.reading_room.lists import Crumb
from reftel.reading_room.wording import said as _

LETTERS_APART = 900  # with more shelves than this, each letter has a page of its own
UNDATED = "undated"  # the key, by month and by day, of what has no such date

_KEYS: WeakKeyDictionary[Edition, dict[str, Mapping[str, str]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Way:
    """A way to browse; ``word`` is its title where there is little room."""

    title: str
    word: str
    address: str


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
class Index:
    """All shelves of one way to browse. ``letters`` are offered where they have pages apart."""

    way: str
    title: str
    address: str
    groups: tuple[Group, ...]
    crumbs: tuple[Crumb, ...]
    letters: tuple[str, ...] = ()
    letter: str = ""

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


def way_title(way: str) -> str:
    """What a way to browse is called."""
    return {
        "released": _("Latest releases"),
        "created": _("Creation date"),
        "origin": _("Origin"),
        "tag": _("Tag"),
        "classification": _("Classification"),
    }[way]


def index_title(way: str) -> str:
    """What the index of a way to browse is called."""
    return {
        "released": _("Days of release"),
        "created": _("Cables by date of creation"),
        "origin": _("Cables by origin"),
        "tag": _("Cables by tag"),
        "classification": _("Cables by classification"),
    }[way]


def index(way: str, shelves: Iterable[Shelf], letter: str = "", *, whole: bool = False) -> Index:
    """The index of a way to browse; one letter of it where it has too many shelves."""
    bare = Index(way, index_title(way), addresses.shelf(way), (), (home_crumb(),))
    if way in _GROUPED:
        return replace(bare, groups=_GROUPED[way](shelves))
    named = _named(way, shelves)
    letters = tuple(dict.fromkeys(initial for initial, *_rest in named))
    if whole or len(named) <= LETTERS_APART:
        return replace(bare, groups=_lettered(named))
    chosen = letter if letter in letters else letters[0]
    only = [one for one in named if one[0] == chosen]
    return replace(bare, groups=_lettered(only), letters=letters, letter=chosen)


def year(written: str, shelves: Iterable[Shelf]) -> Index | None:
    """The months of one year; None where there is none."""
    months = tuple(
        Place(day_title(shelf.key), addresses.shelf("created", shelf.key), shelf.count, shelf.key)
        for shelf in shelves
        if shelf.key.startswith(f"{written}-")
    )
    if not months:
        return None
    crumbs = (home_crumb(), way_crumb("created"))
    return Index(
        "created", written, addresses.shelf("created", written), (Group("", months),), crumbs
    )


def address_of(edition: Edition, way: str, title: str) -> str:
    """The address of the shelf with this title; empty where the edition has none."""
    known = _KEYS.setdefault(edition, {})
    if way not in known:
        known[way] = {shelf.title: shelf.key for shelf in edition.shelves(way)}
    key = known[way].get(title)
    return addresses.shelf(way, key) if key else ""


def home_crumb() -> Crumb:
    return Crumb(_("Home"), addresses.HOME)


def way_crumb(way: str) -> Crumb:
    return Crumb(way_title(way), addresses.shelf(way))


def ways() -> tuple[Way, ...]:
    """The ways to browse, as every page offers them."""
    words = {
        "released": _("Latest"),
        "created": _("Date"),
        "origin": _("Origin"),
        "tag": _("Tag"),
        "classification": _("Classification"),
    }
    return tuple(Way(way_title(way), word, addresses.shelf(way)) for way, word in words.items())


def title(way: str, shelf: Shelf) -> str:
    """What one shelf is called on its page."""
    if way in {"created", "released"}:
        return day_title(shelf.key)
    return short(shelf.title) or _("(none given)")


def crumbs(way: str, key: str) -> tuple[Crumb, ...]:
    """The steps that lead down to a shelf."""
    steps: tuple[Crumb, ...] = (home_crumb(), way_crumb(way))
    if way == "created" and key != UNDATED:
        steps += (Crumb(key[:4], addresses.shelf(way, key[:4])),)
    return steps


def day_title(key: str) -> str:
    """``26 August 2011`` for ``2011-08-26``, ``August 2011`` for ``2011-08``."""
    written, month, day = (*key[:10].split("-"), "", "")[:3]
    if not month.isdigit() or int(month) not in MONTHS:
        return _("Without a date") if key == UNDATED else key
    named = f"{MONTHS[int(month)]} {written}"
    return f"{int(day)} {named}" if day.isdigit() else named


def tag_kind(code: str) -> str:
    """The kind of a tag in the handbook's words, and what the code stands for."""
    entry = tags.entry(code, None)
    if entry is not None:
        return kind_title(entry.kind)
    return kind_title("person" if "," in code else "unknown")


def kind_title(kind: str) -> str:
    """A kind of tags in the handbook's words."""
    kinds = {
        "subject": _("subject"),
        "program": _("program"),
        "geographic": _("geographic"),
        "organization": _("organization"),
        "person": _("person"),
        "unknown": _("not in the handbooks"),
    }
    return kinds.get(kind, kind)


def tag_meaning(code: str, written: int | None = None) -> str:
    """What a tag stood for in that year; empty where no handbook has it."""
    entry = tags.entry(code, written)
    return entry.title if entry else ""


def _by_year(shelves: Iterable[Shelf]) -> tuple[Group, ...]:
    years: list[Place] = []
    for written, members in groupby(shelves, key=lambda shelf: shelf.key.partition("-")[0]):
        months = tuple(members)
        counts = {shelf.key[5:7]: shelf.count for shelf in months}
        address = addresses.shelf("created", written)
        each = tuple(counts.get(f"{month:02}", 0) for month in range(1, 13))
        years.append(Place(day_title(written), address, sum(counts.values()), written, "", each))
    return (Group("", tuple(years)),) if years else ()


def _by_month(shelves: Iterable[Shelf]) -> tuple[Group, ...]:
    latest = sorted(shelves, key=lambda shelf: shelf.key, reverse=True)
    return tuple(
        Group(
            day_title(month),
            tuple(
                Place(
                    day_title(shelf.key),
                    addresses.shelf("released", shelf.key),
                    shelf.count,
                    shelf.key,
                )
                for shelf in days
            ),
        )
        for month, days in groupby(latest, key=lambda shelf: shelf.key[:7])
    )


def _named(way: str, shelves: Iterable[Shelf]) -> list[tuple[str, str, str, Shelf]]:
    """Shelves by initial and name: tags by their code, Embassy Vientiane under V."""
    names = ((_place_name(one.title) if way == "origin" else one.key, one) for one in shelves)
    return sorted((_initial(name), name.upper(), one.key, one) for name, one in names)


def _place_name(origin: str) -> str:
    post = posts.post_of_origin(origin)
    name = post.place if post and post.place else origin
    return name.removeprefix("The ")


def _lettered(named: Iterable[tuple[str, str, str, Shelf]]) -> tuple[Group, ...]:
    return tuple(
        Group(initial, tuple(_place(shelf) for *_name, shelf in members))
        for initial, members in groupby(named, key=lambda one: one[0])
    )


def _place(shelf: Shelf) -> Place:
    return Place(
        short(shelf.title) or _("(none given)"),
        addresses.shelf(shelf.kind, shelf.key),
        shelf.count,
        shelf.key,
        tag_meaning(shelf.title) if shelf.kind == "tag" else "",
    )


def _initial(name: str) -> str:
    first = name[:1].upper()
    return first if "A" <= first <= "Z" else "#"


def _by_rank(shelves: Iterable[Shelf]) -> tuple[Group, ...]:
    ranked = sorted(shelves, key=lambda shelf: (markings.rank(shelf.title), shelf.title))
    places = tuple(map(_place, ranked))
    return (Group("", places),) if places else ()


_GROUPED: Mapping[str, Callable[[Iterable[Shelf]], tuple[Group, ...]]] = {
    "created": _by_year,
    "released": _by_month,
    "classification": _by_rank,
}
