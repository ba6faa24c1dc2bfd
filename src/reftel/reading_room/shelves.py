"""The ways to browse, and what each of their shelves is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakKeyDictionary

from django.utils.dates import MONTHS

from reftel.edition.browsing import Shelf
from reftel.edition.places import UNDATED
from reftel.edition.read import Edition
from reftel.gazetteer import countries, markings, tags
from reftel.reading_room import addresses
from reftel.reading_room.characters import short
from reftel.reading_room.lists import Crumb
from reftel.reading_room.wording import LANGUAGE
from reftel.reading_room.wording import said as _

_KEYS: WeakKeyDictionary[Edition, dict[str, Mapping[str, str]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Way:
    """A way to browse; ``word`` is its title where there is little room."""

    title: str
    word: str
    address: str


def way_title(way: str) -> str:
    """What a way to browse is called."""
    return _titles(LANGUAGE.get())[way]


@lru_cache(maxsize=16)
def _titles(_language: str) -> Mapping[str, str]:
    return {
        "released": _("Latest releases"),
        "created": _("Creation date"),
        "origin": _("Origin"),
        "tag": _("Tag"),
        "classification": _("Classification"),
        "country": _("Country"),
        "region": _("Region"),
        "addressee": _("Addressee"),
        "action": _("Addressee, for action"),
        "person": _("Person"),
        "caption": _("Caption"),
        "kind": _("Kind of tag"),
    }


def index_title(way: str) -> str:
    """What the index of a way to browse is called."""
    return {
        "released": _("Days of release"),
        "created": _("Cables by date of creation"),
        "origin": _("Cables by origin"),
        "tag": _("Cables by tag"),
        "classification": _("Cables by classification"),
        "country": _("Cables by country"),
        "region": _("Cables by region"),
        "addressee": _("Cables by addressee"),
        "action": _("Cables by addressee, for action"),
        "person": _("Cables by person"),
        "caption": _("Cables by caption"),
        "kind": _("Cables by kind of tag"),
    }[way]


def explanation(way: str) -> str:
    """What stands on the shelves of a way to browse, in a sentence."""
    return {
        "released": _("What became public last, day by day."),
        "created": _("Years, months and days on which cables were sent."),
        "origin": _("The posts and offices that sent these cables, by the name of the place."),
        "tag": _(
            "TAGS say what a telegram is about: subjects, programs, countries, organizations."
        ),
        "classification": _("From unclassified to the highest level."),
        "country": _("Where the posts are that sent these cables."),
        "region": _("The parts of the world, as the Department of State divides it."),
        "addressee": _("Who was told: for action and for information."),
        "action": _("Who was to act."),
        "person": _("Who signed a cable or classified it, as the names are written."),
        "caption": _("Words such as NOFORN that say how a cable was to be handled."),
        "kind": _("Tags of subjects, programs, countries, organizations and persons."),
    }[way]


def address_of(edition: Edition | None, way: str, title: str) -> str:
    """The address of the shelf with this title; empty where the edition has none, or is none."""
    if edition is None:
        return ""
    known = _KEYS.setdefault(edition, {})
    if way not in known:
        known[way] = {shelf.title: shelf.key for shelf in edition.shelves(way)}
    key = known[way].get(title)
    return addresses.shelf(way, key) if key else ""


def home_crumb() -> Crumb:
    return Crumb(_("Home"), addresses.HOME)


def browse_crumb() -> Crumb:
    return Crumb(_("Browse"), addresses.BROWSE)


def missing_crumb() -> Crumb:
    return Crumb(_("Referred to, not here"), addresses.MISSING)


def cards_crumb() -> Crumb:
    return Crumb(_("Withdrawn, with a card"), addresses.CARDS)


def way_crumb(way: str) -> Crumb:
    return Crumb(way_title(way), addresses.shelf(way))


def ways() -> tuple[Way, ...]:
    """The ways to browse, as every page offers them: the five of old, and where the others are."""
    words = {
        "released": _("Latest"),
        "created": _("Date"),
        "origin": _("Origin"),
        "tag": _("Tag"),
        "classification": _("Class"),
    }
    classic = (Way(way_title(way), word, addresses.shelf(way)) for way, word in words.items())
    return (*classic, Way(_("More ways"), _("More"), addresses.BROWSE))


def title(way: str, shelf: Shelf) -> str:
    """What one shelf is called on its page."""
    if way in {"created", "released"}:
        return day_title(shelf.key)
    if way == "kind":
        return kind_title(shelf.title).capitalize()
    names = {"country": countries.NAMES, "region": countries.REGIONS}.get(way, {})
    return names.get(shelf.title) or short(shelf.title) or _("(none given)")


def meaning(way: str, shelf: Shelf) -> str:
    """What the title of a shelf stands for; empty where it says all, or nobody knows."""
    if way == "tag":
        return tag_meaning(shelf.title)
    return markings.CAPTIONS.get(shelf.title, "") if way == "caption" else ""


def kicker(way: str, shelf: Shelf) -> str:
    """What kind of shelf this is, above its title."""
    if way == "tag":
        return _("Tag · %(kind)s", kind=tag_kind(shelf.title))
    return way_title(way) if way in {*addresses.FURTHER, "action"} else ""


def crumbs(way: str, key: str) -> tuple[Crumb, ...]:
    """The steps that lead down to a shelf."""
    steps: tuple[Crumb, ...] = way_crumbs(way)
    if way == "action":
        return (*way_crumbs("addressee"), Crumb(way_title(way), addresses.shelf(way)))
    if way == "created" and key != UNDATED:
        parts = [key[:end] for end in (4, 7) if end < len(key)]
        steps += tuple(Crumb(day_title(part), addresses.shelf(way, part)) for part in parts)
    return steps


def way_crumbs(way: str) -> tuple[Crumb, ...]:
    """The steps that lead down to a way to browse, and to its index."""
    if way in addresses.WAYS:
        return (home_crumb(), way_crumb(way))
    return (home_crumb(), browse_crumb(), way_crumb(way))


def day_title(key: str) -> str:
    """``26 August 2011`` for ``2011-08-26``, ``August 2011`` for ``2011-08``."""
    return _day_title(key, LANGUAGE.get())


@lru_cache(maxsize=1024)
def _day_title(key: str, _language: str) -> str:
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
