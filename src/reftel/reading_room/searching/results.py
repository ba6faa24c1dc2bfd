"""Searching: hits with the paragraphs that show why, facets with counts, and how it was read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from reftel.edition.read import Edition
from reftel.reading_room import addresses
from reftel.reading_room.frame import edition_of, shown
from reftel.reading_room.lists import CableList, Crumb, page_count
from reftel.reading_room.renderings import rendered
from reftel.reading_room.searching.asked import ORDERS, Asked, asked_for
from reftel.reading_room.searching.dead_end import WayOn, ways_on
from reftel.reading_room.searching.facets import Chip, Counts, FacetBox, boxes, chips, counted
from reftel.reading_room.searching.hits import Hit, hits
from reftel.reading_room.searching.rewording import Rewording, did_you_mean
from reftel.reading_room.searching.straight import Candidate, candidates, straight
from reftel.reading_room.searching.timeline import Periods, Timeline, periods, timeline
from reftel.reading_room.searching.trail import SIZE
from reftel.reading_room.searching.understood import Understood, understood
from reftel.reading_room.shelves import home_crumb
from reftel.reading_room.whole import Whole, comes_whole, sent
from reftel.reading_room.wording import said as _
from reftel.search.backend import Facet, Hits, Searcher
from reftel.search.beside import beside
from reftel.search.folding import words
from reftel.search.narrowing import narrowed
from reftel.search.query import Query

QUOTED = 5  # words that may be a quotation


@dataclass(frozen=True, slots=True)
class Order:
    """An order that the hits can be put in."""

    title: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(CableList):
    """What search.html may use; as a list it has the same forms as any other."""

    size: int = SIZE
    asked: Asked = field(default_factory=Asked)
    found: Hits = Hits(0, ())  # noqa: RUF009 -- a frozen value
    understood: Understood = Understood("")  # noqa: RUF009
    hits: tuple[Hit, ...] = ()
    boxes: tuple[FacetBox, ...] = ()
    chips: tuple[Chip, ...] = ()
    timeline: Timeline | None = None
    orders: tuple[Order, ...] = ()
    ways_on: tuple[WayOn, ...] = ()
    meant: tuple[Candidate, ...] = ()  # cables that a number may stand for
    did_you_mean: Rewording | None = None

    @property
    def first(self) -> int:
        return self.found.offset + 1 if self.hits else 0

    @property
    def last(self) -> int:
        return self.found.offset + len(self.hits)

    @property
    def quotation(self) -> str:
        """What was typed, where it found nothing and is long enough for a quotation."""
        bare = self.asked.q.strip('"“”„ ')
        return bare if not self.total and len(words(bare)) >= QUOTED else ""

    @property
    def here(self) -> str:
        return self.asked.address(self.asked.cursor)

    @property
    def before(self) -> str:
        return self.asked.address(self.found.before) if self.found.before else ""

    @property
    def after(self) -> str:
        return self.asked.address(self.found.after) if self.found.after else ""


def search(request: HttpRequest, form: str | None = None) -> HttpResponseBase:
    """The search page, all that it finds, or a feed of it; what stands for a cable leads to it."""
    edition = edition_of(request)
    asked = asked_for(request.GET)
    meant = candidates(edition, asked.q) if form is None and not asked.choices else ()
    to = straight(asked.q, meant)
    if to:
        return redirect(to)
    if form and comes_whole(request, form, paged=()):
        return sent(request, form, _whole(edition, asked))
    found = search_page(edition, asked.ordered("released") if form == "atom" else asked)
    page = replace(found, meant=meant)
    if form:
        return rendered(request, form, page)
    return shown(request, "search.html", page)


def search_page(edition: Edition, asked: Asked) -> SearchPage:
    """One page of what a search finds."""
    searcher, query = edition.searcher, asked.query(edition.spellings)
    whole = narrowed(query, asked.choices)
    asked = _placed(searcher, whole, asked)
    counting = beside(_counted, searcher, query, asked)
    found = searcher.find(whole, cursor=asked.cursor, limit=SIZE, sort=asked.sort)
    shown_hits = hits(edition, found.ids, whole)
    times, values = counting.result()
    return SearchPage(
        title=_title(asked),
        address=asked.address(),
        entries=tuple(hit.entry for hit in shown_hits),
        total=found.total,
        number=found.offset // SIZE + 1,
        crumbs=(home_crumb(), Crumb(_("Search"), addresses.SEARCH)),
        asked=asked,
        found=found,
        understood=understood(query, asked, edition.spellings),
        hits=shown_hits,
        boxes=boxes(values, times, asked),
        chips=chips(asked),
        timeline=timeline(times, asked, found.total),
        orders=_orders(asked),
        ways_on=() if found.total else ways_on(edition, asked),
        did_you_mean=did_you_mean(edition, asked, found.total),
    )


def _counted(
    searcher: Searcher, query: Query, asked: Asked
) -> tuple[Periods, Mapping[Facet, Counts]]:
    return periods(searcher, query, asked), counted(searcher, query, asked)


def _whole(edition: Edition, asked: Asked) -> Whole:
    """Every cable found, in the order asked for."""
    ids = edition.searcher.every(asked.narrowed(edition.spellings), sort=asked.sort)
    return Whole(_title(asked), asked.address(), len(ids), edition.lines(ids))


def _title(asked: Asked) -> str:
    return _("Search: %(q)s") % {"q": asked.q} if asked.q else _("Search")


def _placed(searcher: Searcher, query: Query, asked: Asked) -> Asked:
    """With a cursor in the place of an old address's number; of too high a one, the last page's."""
    if asked.page == 1 or asked.cursor:
        return asked
    pages = page_count(searcher.find(query, limit=1).total, SIZE)
    before = (min(asked.page, pages) - 1) * SIZE
    cursor = searcher.find(query, limit=before, sort=asked.sort).after
    return replace(asked, cursor=cursor, page=1)


def _orders(asked: Asked) -> tuple[Order, ...]:
    titles = {
        "": _("Relevance"),
        "created": _("Newest"),
        "oldest": _("Oldest"),
        "released": _("Latest release"),
        "longest": _("Longest"),
        "shortest": _("Shortest"),
        "cited": _("Most cited"),
    }
    return tuple(
        Order(titles[order], asked.ordered(order).address(), order == asked.order)
        for order in ORDERS
    )
