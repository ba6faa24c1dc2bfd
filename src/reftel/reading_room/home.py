"""The front page."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from reftel.edition.read import Edition, Entry
from reftel.reading_room import addresses
from reftel.reading_room.frame import edition_of, shown
from reftel.reading_room.shelves import way_title
from reftel.reading_room.wording import counted as ngettext

LATEST = 12


@dataclass(frozen=True, slots=True)
class Way:
    """One way to browse, with the number of its shelves."""

    word: str
    title: str
    address: str
    shelves: int
    unit: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """What home.html may use."""

    latest: tuple[Entry, ...]
    ways: tuple[Way, ...]


def home(request: HttpRequest) -> HttpResponse:
    """Name, counter, search, latest releases, the five ways to browse."""
    return shown(request, "home.html", home_page(edition_of(request)))


def robots(_request: HttpRequest) -> HttpResponse:
    """Crawlers need not try every combination of filters: each cable is in a list."""
    return HttpResponse(
        "User-agent: *\nDisallow: /search\n", content_type="text/plain; charset=utf-8"
    )


def home_page(edition: Edition) -> HomePage:
    """The front page of an edition."""
    return HomePage(
        latest=tuple(edition.latest(1, LATEST)),
        ways=tuple(_way(way, edition.manifest.counts.get(way, 0)) for way in addresses.WAYS),
    )


def _way(way: str, shelves: int) -> Way:
    units = {
        "released": ngettext("day", "days", shelves),
        "created": ngettext("month", "months", shelves),
        "origin": ngettext("post", "posts", shelves),
        "tag": ngettext("tag", "tags", shelves),
        "classification": ngettext("level", "levels", shelves),
    }
    return Way(way, way_title(way), addresses.shelf(way), shelves, units[way])
