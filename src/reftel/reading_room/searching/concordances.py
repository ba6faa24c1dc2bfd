"""Words in context: every place of a query on a line of its own, the words under each other.

Of the cables found, those of one page are looked at, so that an answer costs the same
however much is found; ``cursor`` goes on to the next ones.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from reftel.edition.read import Edition
from reftel.reading_room import addresses
from reftel.reading_room.frame import edition_of, shown
from reftel.reading_room.lists import Crumb
from reftel.reading_room.renderings import csv_answer, json_answer
from reftel.reading_room.searching.asked import Asked, asked_for
from reftel.reading_room.searching.understood import Understood, understood
from reftel.reading_room.shelves import home_crumb
from reftel.reading_room.wording import said as _
from reftel.search.backend import Hits
from reftel.search.concordance import Concordance, Line, Sorting, concordance
from reftel.search.narrowing import narrowed

AT_ONCE = 100  # cables looked at for one page
COLUMNS = ("id", "created", "paragraph", "left", "keyword", "right", "address")


@dataclass(frozen=True, slots=True)
class ConcordancePage:
    """What concordance.html may use."""

    title: str
    asked: Asked
    sorting: Sorting
    found: Hits
    context: Concordance
    understood: Understood
    crumbs: tuple[Crumb, ...]

    def address(self, sorting: str = "", cursor: str = "", suffix: str = "") -> str:
        """This page in another order, at another place or in another form."""
        order = sorting or self.sorting.value
        fields = (*self.asked.fields, ("order", order), ("cursor", cursor or self.asked.cursor))
        page = addresses.concordance(*fields)
        return addresses.rendering(page, suffix) if suffix else page

    @property
    def first(self) -> int:
        return self.found.offset + 1 if self.found.hits else 0

    @property
    def last(self) -> int:
        return self.found.offset + len(self.found.hits)

    @property
    def search(self) -> str:
        """The search itself, with its filters."""
        return self.asked.address()


def in_context(request: HttpRequest, form: str | None = None) -> HttpResponse:
    """The lines as a page, as JSON or as CSV."""
    order = request.GET.get("order", "")
    sorting = Sorting(order) if order in set(Sorting) else Sorting.RIGHT
    page = concordance_page(edition_of(request), asked_for(request.GET), sorting)
    if form == "csv":
        return csv_answer([COLUMNS, *map(_cells, page.context.lines)])
    if form == "json":
        lines = [dict(zip(COLUMNS, _cells(line), strict=True)) for line in page.context.lines]
        after = page.found.after
        following = page.address(cursor=after, suffix="json") if after else None
        told = {"cables": page.context.cables, "places": page.context.places}
        return json_answer({"total": page.found.total, **told, "next": following, "lines": lines})
    return shown(request, "concordance.html", page)


def concordance_page(edition: Edition, asked: Asked, sorting: Sorting) -> ConcordancePage:
    """The places in the cables of one page of a search; none where nothing was asked for."""
    query = asked.query(edition.spellings)
    whole = narrowed(query, asked.choices)
    found = Hits(0, ())
    if whole.lights():
        found = edition.searcher.find(whole, cursor=asked.cursor, limit=AT_ONCE, sort=asked.sort)
    return ConcordancePage(
        title=_("In context"),
        asked=asked,
        sorting=sorting,
        found=found,
        context=concordance(edition.some(found.ids), whole, sorting, cables=AT_ONCE),
        understood=understood(query, asked, edition.spellings),
        crumbs=(home_crumb(), Crumb(_("Search"), asked.address())),
    )


def _cells(line: Line) -> tuple[str | None, ...]:
    place = addresses.cable(line.id, line.anchor)
    return (line.id, line.created, line.number, line.left, line.keyword, line.right, place)
