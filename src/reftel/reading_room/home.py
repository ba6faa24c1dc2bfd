"""The front page."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from reftel.edition.entries import Entry
from reftel.edition.read import Edition
from reftel.reading_room.editorial.articles import ArticleLine, newest
from reftel.reading_room.frame import edition_of, shown
from reftel.reading_room.ways import WayOn, classic

LATEST = 12
ARTICLES = 3


@dataclass(frozen=True, slots=True)
class HomePage:
    """What home.html may use."""

    latest: tuple[Entry, ...]
    ways: tuple[WayOn, ...]
    articles: tuple[ArticleLine, ...]


def home(request: HttpRequest) -> HttpResponse:
    """Name, counter, search, latest releases, the five ways to browse."""
    return shown(request, "home.html", home_page(edition_of(request)))


def home_page(edition: Edition) -> HomePage:
    """The front page of an edition."""
    return HomePage(
        latest=tuple(edition.latest(1, LATEST)),
        ways=classic(edition),
        articles=newest(edition, ARTICLES),
    )
