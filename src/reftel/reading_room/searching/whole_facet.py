"""All values of one facet among what a search finds: by name or by number of cables, in pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse

from reftel.edition.read import Edition
from reftel.reading_room import addresses
from reftel.reading_room.frame import edition_of, page_number, shown
from reftel.reading_room.lists import Crumb, numbers, page_count
from reftel.reading_room.renderings import COUNTED, counted, csv_answer, json_answer
from reftel.reading_room.searching.asked import PERIODS, Asked, asked_for
from reftel.reading_room.searching.facets import (
    Counts,
    FacetValue,
    facet_title,
    value_title,
    values,
)
from reftel.reading_room.shelves import home_crumb
from reftel.reading_room.wording import said as _
from reftel.search.backend import Facet
from reftel.search.narrowing import narrowed, without

SIZE = 200
MOST_VALUES = 20_000  # those of most cables; the values beyond are reached by narrowing further
BY_NAME, BY_COUNT = "name", "count"


@dataclass(frozen=True, slots=True)
class WholeFacet:
    """What facet.html may use: one page of the values of a facet."""

    title: str
    facet: Facet
    asked: Asked
    values: tuple[FacetValue, ...]
    total: int
    by: str
    number: int
    crumbs: tuple[Crumb, ...]

    @property
    def pages(self) -> int:
        return page_count(self.total, SIZE)

    @property
    def is_cut(self) -> bool:
        """Whether there may be more values than these."""
        return self.total == MOST_VALUES

    @property
    def numbers(self) -> Sequence[int | None]:
        return numbers(self.number, self.pages)

    @property
    def here(self) -> str:
        return self.at(self.number)

    @property
    def before(self) -> str:
        return self.at(self.number - 1) if self.number > 1 else ""

    @property
    def after(self) -> str:
        return self.at(self.number + 1) if self.number < self.pages else ""

    def at(self, number: int) -> str:
        """The address of another page of these values."""
        return addresses.numbered(self.ordered(self.by), number)

    def ordered(self, by: str) -> str:
        """The address of these values in an order."""
        asked = () if by == BY_COUNT else (("by", by),)
        return addresses.facet(self.facet, *self.asked.fields, *asked)


def facet(request: HttpRequest, form: str | None = None) -> HttpResponse:
    """All values of one facet under the current search; an unknown facet is not found."""
    name = request.GET.get("facet", "")
    if name not in set(Facet):
        raise Http404
    by = BY_NAME if request.GET.get("by") == BY_NAME else BY_COUNT
    asked = asked_for(request.GET)
    page = whole_facet(edition_of(request), Facet(name), asked, by, page_number(request))
    if form == "json":
        return json_answer(_told(page))
    if form == "csv":
        rows = ([one.title, one.address, str(one.count)] for one in page.values)
        return csv_answer([COUNTED, *rows])
    return shown(request, "facet.html", page)


def whole_facet(edition: Edition, facet: Facet, asked: Asked, by: str, number: int) -> WholeFacet:
    """One page of the values of a facet."""
    free = without(asked.choices, facet)
    if facet in PERIODS:
        free = without(without(free, Facet.YEAR), Facet.MONTH)
    query = narrowed(asked.query(edition.spellings), free)
    counts: Counts = edition.searcher.count(query, facet, MOST_VALUES)
    if by == BY_NAME:
        counts = sorted(counts, key=lambda pair: (_filed(facet, pair[0]), pair[0]))
    number = min(number, page_count(len(counts), SIZE))
    part = counts[(number - 1) * SIZE : number * SIZE]
    back = Crumb(_("Search: %(q)s") % {"q": asked.q} if asked.q else _("Search"), asked.address())
    return WholeFacet(
        title=facet_title(facet),
        facet=facet,
        asked=asked,
        values=tuple(values(facet, part, asked)),
        total=len(counts),
        by=by,
        number=number,
        crumbs=(home_crumb(), back),
    )


def _filed(facet: Facet, value: str) -> str:
    """What a value is filed under: its name; a year or month by its number."""
    return value if facet in PERIODS else value_title(facet, value).casefold()


def _told(page: WholeFacet) -> dict[str, object]:
    return {
        "title": page.title,
        "address": page.here,
        "total": page.total,
        "page": page.number,
        "pages": page.pages,
        "next": page.after or None,
        "previous": page.before or None,
        "values": counted((one.title, one.address, one.count) for one in page.values),
    }
