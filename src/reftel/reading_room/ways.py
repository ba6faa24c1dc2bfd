"""All ways to browse, and how much there is: what is here, what is not."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from reftel.edition.read import Edition
from reftel.reading_room import addresses
from reftel.reading_room.frame import edition_of, shown
from reftel.reading_room.shelves import explanation, way_title
from reftel.reading_room.wording import counted as ngettext


@dataclass(frozen=True, slots=True)
class WayOn:
    """One way to browse, with the number of its shelves."""

    title: str
    address: str
    shelves: int
    unit: str
    explanation: str


@dataclass(frozen=True, slots=True)
class WaysPage:
    """What browse.html may use. Counts are of cables."""

    classic: tuple[WayOn, ...]
    further: tuple[WayOn, ...]
    withdrawn: int
    missing: int
    cards: int


def ways(request: HttpRequest) -> HttpResponse:
    """Every way to browse, with the number of its shelves, and what is here of all there is."""
    edition = edition_of(request)
    counts = edition.manifest.counts
    page = WaysPage(
        classic=classic(edition),
        further=tuple(_way(way, counts.get(way, 0)) for way in addresses.FURTHER),
        withdrawn=counts["withdrawn"],
        missing=counts["missing"],
        cards=counts["cards"],
    )
    return shown(request, "browse.html", page)


def classic(edition: Edition) -> tuple[WayOn, ...]:
    """The five ways of the original site."""
    counts = edition.manifest.counts
    return tuple(_way(way, counts.get(way, 0)) for way in addresses.WAYS)


def _way(way: str, shelves: int) -> WayOn:
    units = {
        "released": ngettext("day", "days", shelves),
        "created": ngettext("month", "months", shelves),
        "origin": ngettext("post", "posts", shelves),
        "tag": ngettext("tag", "tags", shelves),
        "classification": ngettext("level", "levels", shelves),
        "country": ngettext("country", "countries", shelves),
        "region": ngettext("region", "regions", shelves),
        "addressee": ngettext("addressee", "addressees", shelves),
        "person": ngettext("name", "names", shelves),
        "caption": ngettext("caption", "captions", shelves),
        "kind": ngettext("kind", "kinds", shelves),
    }
    return WayOn(way_title(way), addresses.shelf(way), shelves, units[way], explanation(way))
