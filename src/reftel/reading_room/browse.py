"""Browsing: the five ways, their shelves, and every list in four forms."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from reftel.edition.read import Edition, Entry, Shelf
from reftel.reading_room import addresses, shelves
from reftel.reading_room.frame import edition_of, page_number, released, shown
from reftel.reading_room.lists import SIZE, CableList, within
from reftel.reading_room.renderings import csv_answer, json_answer, rendered
from reftel.reading_room.whole import BATCH, Whole, comes_whole, sent


def ways(_request: HttpRequest) -> HttpResponse:
    """The ways to browse stand on the front page, with the number of their shelves."""
    return redirect(f"{addresses.HOME}#browse")


def index(request: HttpRequest, way: str, form: str | None = None) -> HttpResponseBase:
    """All shelves of a way to browse."""
    if way == "released":
        return latest(request, form)
    letter = request.GET.get("letter", "")[:1].upper()
    page = shelves.index(way, edition_of(request).shelves(way), letter)
    return _index(request, page, form)


def year(request: HttpRequest, year: str, form: str | None = None) -> HttpResponse:
    """The months of a year."""
    page = shelves.year(year, edition_of(request).shelves("created"))
    if page is None:
        raise Http404
    return _index(request, page, form)


def month(request: HttpRequest, year: str, month: str, form: str | None = None) -> HttpResponseBase:
    """The cables created in one month."""
    return shelf(request, "created", f"{year}-{month}", form)


def shelf(request: HttpRequest, way: str, key: str, form: str | None = None) -> HttpResponseBase:
    """The cables of one shelf; a key in the wrong case leads to the right one."""
    edition = edition_of(request)
    found = edition.shelf(way, key)
    if found is None:
        other = key.upper() if way == "tag" else key.lower()
        if other != key and edition.shelf(way, other) is not None:
            return redirect(addresses.shelf(way, other), permanent=True)
        raise Http404
    if form and comes_whole(request, form):
        title, address = shelves.title(found.kind, found), addresses.shelf(found.kind, found.key)
        return sent(request, form, Whole(title, address, found.count, _every(edition, found)))
    page = _shelf_page(edition, found, page_number(request))
    if form:
        return rendered(request, form, page)
    return shown(request, "list.html", page)


def latest(request: HttpRequest, form: str | None = None) -> HttpResponseBase:
    """Every cable, the latest release first, and the days of release."""
    edition = edition_of(request)
    total = released(edition)
    if form and comes_whole(request, form):
        every = _every(edition, Shelf("latest", "", "", total))
        title, address = shelves.way_title("released"), addresses.shelf("released")
        return sent(request, form, Whole(title, address, total, every))
    number = within(page_number(request), total)
    page = CableList(
        title=shelves.way_title("released"),
        address=addresses.shelf("released"),
        entries=tuple(edition.latest(number, SIZE)),
        total=total,
        number=number,
        crumbs=(shelves.home_crumb(),),
    )
    if form:
        return rendered(request, form, page)
    days = shelves.index("released", edition.shelves("released")) if number == 1 else None
    return shown(request, "list.html", page, days=days)


def _every(edition: Edition, found: Shelf) -> Iterator[Entry]:
    """The cables of a shelf from the first to the last, a page in memory at a time."""
    for number in range(1, -(-found.count // BATCH) + 1):
        yield from edition.entries(found, number, BATCH)


def _shelf_page(edition: Edition, found: Shelf, asked: int) -> CableList:
    number = within(asked, found.count)
    is_tag = found.kind == "tag"
    return CableList(
        title=shelves.title(found.kind, found),
        address=addresses.shelf(found.kind, found.key),
        entries=tuple(edition.entries(found, number, SIZE)),
        total=found.count,
        number=number,
        crumbs=shelves.crumbs(found.kind, found.key),
        kind=shelves.tag_kind(found.title) if is_tag else "",
        meaning=shelves.tag_meaning(found.title) if is_tag else "",
    )


def _index(request: HttpRequest, page: shelves.Index, form: str | None) -> HttpResponse:
    places = [place for group in page.groups for place in group.places]
    if form == "json":
        each = [
            {"title": place.title, "address": place.address, "count": place.count}
            for place in places
        ]
        return json_answer({"title": page.title, "address": page.address, "shelves": each})
    if form == "csv":
        rows = ([place.title, place.address, str(place.count)] for place in places)
        return csv_answer([("title", "address", "count"), *rows])
    return shown(request, "index.html", page)
