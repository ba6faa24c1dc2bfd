"""Collections: cables that the archive's keepers put together, each with a note."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from reftel.edition.editorial.collections import Collection
from reftel.edition.editorial.prose import cited
from reftel.edition.read import Edition
from reftel.reading_room import addresses
from reftel.reading_room.editorial.lines import Line, from_head
from reftel.reading_room.editorial.previews import Told, told
from reftel.reading_room.editorial.rows import Row, rows
from reftel.reading_room.feeds import Feed, atom
from reftel.reading_room.frame import edition_of, frame, page_number, shown
from reftel.reading_room.lists import SIZE, CableList, Crumb, Titled, within
from reftel.reading_room.renderings import rendered, table
from reftel.reading_room.shelves import home_crumb
from reftel.reading_room.whole import Whole, comes_whole, sent
from reftel.reading_room.wording import said as _


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionLine(Line):
    """A collection as the list of them shows it."""

    count: int  # of its cables, in the edition or not


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionPage(Titled):
    """What collection.html may use."""

    line: CollectionLine
    told: Told
    rows: tuple[Row, ...]


def index(request: HttpRequest, form: str | None = None) -> HttpResponse:
    """Every collection, by title."""
    edition = edition_of(request)
    lines = tuple(_line(edition, one, count) for one, count in edition.desk.collections)
    if form == "atom":
        return atom(_feed(lines), frame(edition))
    if form:
        rows = ((one.title, one.address, one.count) for one in lines)
        return table(form, _("Collections"), addresses.COLLECTIONS, rows)
    return shown(request, "editorial/collections.html", lines, crumbs=(home_crumb(),))


def collection(request: HttpRequest, slug: str, form: str | None = None) -> HttpResponseBase:
    """One collection, a page of its cables at a time."""
    edition = edition_of(request)
    every = {one.slug: (one, count) for one, count in edition.desk.collections}
    if slug not in every:
        if slug.lower() in every:
            return redirect(addresses.collection(slug.lower()), permanent=True)
        raise Http404
    one, count = every[slug]
    if form and comes_whole(request, form):
        address = addresses.collection(slug)
        notes = dict(edition.desk.items(slug, 1, count))
        held = tuple(edition.lines(notes))
        whole = Whole(one.head.title, address, len(held), iter(held), notes)
        return sent(request, form, whole)
    number = within(page_number(request), count)
    items = edition.desk.items(slug, (number - 1) * SIZE + 1, number * SIZE)
    text = one.markdown if number == 1 else ""
    known = edition.known([*(item.id for item in items), *cited(text)])
    found = rows(items, known)
    if form:
        return rendered(request, form, _cables(one, count, number, found))
    page = CollectionPage(
        title=one.head.title,
        address=addresses.collection(slug),
        total=count,
        number=number,
        crumbs=(home_crumb(), Crumb(_("Collections"), addresses.COLLECTIONS)),
        line=_line(edition, one, count),
        told=told(edition, one.head.title, text, known),
        rows=found,
    )
    return shown(request, "editorial/collection.html", page)


def _cables(one: Collection, count: int, number: int, found: tuple[Row, ...]) -> CableList:
    """A page of a collection as a list of the cables that are here."""
    return CableList(
        title=one.head.title,
        address=addresses.collection(one.slug),
        total=count,
        number=number,
        entries=tuple(row.entry for row in found if row.entry),
    )


def _line(edition: Edition, one: Collection, count: int) -> CollectionLine:
    address = addresses.collection(one.slug)
    return CollectionLine(**from_head(edition, one.head, address), count=count)


def _feed(lines: tuple[CollectionLine, ...]) -> Feed:
    return Feed(
        title=_("Collections"),
        address=addresses.COLLECTIONS,
        here=addresses.COLLECTIONS,
        items=tuple(line.item for line in lines),
    )
