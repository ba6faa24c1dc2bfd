"""Browsing: the ways, their indexes and calendars, and every list in all its forms."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import redirect

from reftel.edition.browsing import Day, Shelf
from reftel.edition.entries import Entry
from reftel.edition.keys import in_its_case
from reftel.edition.listing import Listing
from reftel.edition.places import UNDATED
from reftel.edition.read import Edition
from reftel.reading_room import addresses, calendars, indexes, portraits, shelves
from reftel.reading_room.charts import Chart
from reftel.reading_room.frame import edition_of, page_number, shown
from reftel.reading_room.leaves import CITABLE, LeafPage, elsewhere, leaf_asked, leaf_page
from reftel.reading_room.lines import lines_of
from reftel.reading_room.lists import Crumb
from reftel.reading_room.portraits import Portrait
from reftel.reading_room.renderings import CSV, rendered, table
from reftel.reading_room.whole import BATCH, Whole, comes_whole, sent


@dataclass(frozen=True, slots=True)
class Beside:
    """What list.html shows beside the first page of a list."""

    portrait: Portrait | None = None
    chart: Chart | None = None
    releases: indexes.Index | None = None
    years: tuple[Crumb, ...] = ()


NOTHING = Beside()


def index(request: HttpRequest, way: str, form: str | None = None) -> HttpResponseBase:
    """All shelves of a way to browse."""
    if way == "released":
        return latest(request, form)
    edition = edition_of(request)
    letter = request.GET.get("letter", "")[:1].upper()
    if form:
        rows = ((one.title, one.address, one.count) for one in indexes.places(way, edition, letter))
        return table(form, shelves.index_title(way), addresses.shelf(way), rows)
    return shown(request, "index.html", indexes.index(way, edition, letter, page_number(request)))


def year(request: HttpRequest, year: str, form: str | None = None) -> HttpResponse:
    """The months of a year and their days."""
    page = calendars.year(edition_of(request), year)
    if page is None:
        raise Http404
    if form:
        months = ((one.title, one.address, one.count) for one in page.months if one.count)
        return table(form, page.title, page.address, months)
    return shown(request, "calendar.html", page)


def month(request: HttpRequest, year: str, month: str, form: str | None = None) -> HttpResponseBase:
    """The cables created in one month, and its days."""
    return shelf(request, "created", f"{year}-{month}", form)


def day(request: HttpRequest, date: str, form: str | None = None) -> HttpResponseBase:
    """The cables created on one day."""
    key = date.replace("/", "-")
    days = edition_of(request).browsing.days(key, key)
    if not days:
        raise Http404
    page = LeafPage(
        title=shelves.day_title(key),
        address=addresses.shelf("created", key),
        crumbs=shelves.crumbs("created", key),
    )
    return _of_days(request, page, days, form, Beside(years=(calendars.in_all_years(key),)))


def year_round(request: HttpRequest, form: str | None = None) -> HttpResponse:
    """The days of the year, each leading to its cables of all years."""
    days = edition_of(request).browsing.year_round()
    page = calendars.year_round(days)
    if form:
        rows = (
            (calendars.month_and_day_title(day), addresses.on_this_day(day), count)
            for day, count in days.items()
        )
        return table(form, page.title, page.address, rows)
    return shown(request, "calendar.html", page)


def on_this_day(
    request: HttpRequest, month_and_day: str, form: str | None = None
) -> HttpResponseBase:
    """The cables of one day of the year, those of the first year first."""
    if not calendars.is_month_and_day(month_and_day):
        raise Http404
    days = edition_of(request).browsing.days_of_year(month_and_day)
    page = LeafPage(
        title=calendars.month_and_day_title(month_and_day),
        address=addresses.on_this_day(month_and_day),
        crumbs=calendars.on_this_day_crumbs(),
    )
    return _of_days(request, page, days, form, Beside(years=calendars.years_of(days)))


def shelf(request: HttpRequest, way: str, key: str, form: str | None = None) -> HttpResponseBase:
    """The cables of one shelf; a key in the wrong case leads to the right one."""
    edition = edition_of(request)
    found = edition.shelf(way, key)
    if found is None:
        other = in_its_case(way, key)
        if other != key and edition.shelf(way, other) is not None:
            return redirect(addresses.shelf(way, other), permanent=True)
        raise Http404
    page = LeafPage(
        title=shelves.title(way, found),
        address=addresses.shelf(way, key),
        crumbs=shelves.crumbs(way, key),
        kicker=shelves.kicker(way, found),
        meaning=shelves.meaning(way, found),
    )

    return _listed(request, page, edition.listing(found), form, lambda: _beside(edition, found))


def latest(request: HttpRequest, form: str | None = None) -> HttpResponseBase:
    """Every cable, the latest release first, and the days of release."""
    edition = edition_of(request)
    page = LeafPage(
        title=shelves.way_title("released"),
        address=addresses.shelf("released"),
        crumbs=(shelves.home_crumb(),),
    )

    def beside() -> Beside:
        return Beside(releases=indexes.index("released", edition))

    return _listed(request, page, edition.listing(edition.everything), form, beside)


def _listed(
    request: HttpRequest,
    bare: LeafPage,
    listing: Listing,
    form: str | None,
    beside: Callable[[], Beside],
) -> HttpResponseBase:
    """The list that this address asks for, whole or a page of it, in the form that it ends in."""
    if form and comes_whole(request, form):
        # A short list is asked for in the other forms next, which tell of editions.
        since = form != "csv" or listing.total <= CITABLE
        if form == "csv" and (lines := lines_of(edition_of(request))):
            return StreamingHttpResponse(lines.of(listing, since=since), content_type=CSV)
        every = _every(listing, since=since)
        return sent(request, form, Whole(bare.title, bare.address, listing.total, every))
    leaf = leaf_asked(request, listing)
    if address := elsewhere(request, bare, leaf, form):
        return redirect(address, permanent=True)
    page = leaf_page(bare, listing, leaf)
    if form:
        return rendered(request, form, page)
    return shown(request, "list.html", page, beside=beside() if page.is_first else NOTHING)


def _of_days(
    request: HttpRequest,
    bare: LeafPage,
    days: list[Day],
    form: str | None,
    beside: Beside = NOTHING,
) -> HttpResponseBase:
    """The list of what some days have, one day after the other."""
    return _listed(request, bare, edition_of(request).listing_of(days), form, lambda: beside)


def _beside(edition: Edition, found: Shelf) -> Beside:
    if found.kind == "created" and found.key != UNDATED:
        return Beside(chart=calendars.days_of_month(edition, found.key))
    return Beside(portrait=portraits.portrait(edition, found))


def _every(listing: Listing, *, since: bool) -> Iterator[Entry]:
    """The cables of a list from the first to the last, some in memory at a time."""
    for first in range(1, listing.total + 1, BATCH):
        yield from listing.entries(first, first + BATCH - 1, since=since)
