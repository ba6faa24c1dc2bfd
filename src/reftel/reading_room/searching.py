"""Searching: hits with the paragraphs that show why, facets with counts, and how it was read."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from reftel.edition.read import Edition, Entry
from reftel.gazetteer import countries
from reftel.reading_room import addresses
from reftel.reading_room.characters import short
from reftel.reading_room.frame import edition_of, page_number, shown
from reftel.reading_room.lists import CableList, Crumb
from reftel.reading_room.renderings import rendered
from reftel.reading_room.shelves import home_crumb, tag_meaning
from reftel.reading_room.wording import said as _
from reftel.search.backend import Facet, SortOrder, under
from reftel.search.query import Query, parse_query
from reftel.search.snippets import Fragments, Passage, lit, passages
from reftel.telegram.cable import CableRecord

SIZE = 20
PASSAGES = 2  # shown of each hit
VALUES = 12  # shown of each facet
LONGEST = 1000  # characters of a query, as the query language has it
LONGEST_VALUE = 200  # of a filter; a longer one can be searched for, not clicked
MOST_CHOICES = 12
MOST_LEFT_OUT = 5  # of the filters that could not be read, those that are named
MOST_YEARS = 200
_REFERENCE_ID = re.compile(r"[0-9]{2}[A-Z]{2,40}[0-9]{1,7}")
_YEAR = re.compile(r"[0-9]{4}")
_IN_ADDRESS = re.compile(r"/(?:cable|cables|reftel)/(?:[0-9/]+/)?([0-9]{2}[A-Za-z]+[0-9]+)")

ORDERS = {
    "": SortOrder.RELEVANCE,
    "created": SortOrder.NEWEST,
    "oldest": SortOrder.OLDEST,
    "released": SortOrder.RELEASED_NEWEST,
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A cable found, and where in it."""

    entry: Entry
    subject: Fragments
    passages: Sequence[Passage]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: following ``address`` chooses it, or lets it go where it is chosen."""

    title: str
    meaning: str
    count: int | None
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetBox:
    """A facet with its values, chosen ones first."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: words, choices, order; and what of it could not be read."""

    q: str
    chosen: tuple[tuple[Facet, str], ...] = ()
    order: str = ""
    left_out: tuple[tuple[str, str], ...] = ()

    def address(self, **changes: str) -> str:
        """The address of this search with other words or another order."""
        fields = {"q": self.q, "sort": self.order} | changes
        choices = ((facet.value, value) for facet, value in self.chosen)
        return addresses.search(("q", fields["q"]), *choices, ("sort", fields["sort"]))

    def toggled(self, facet: Facet, value: str) -> str:
        """The address of this search with one value more, or one less."""
        pair = (facet, value)
        kept = tuple(each for each in self.chosen if each != pair)
        more = kept if pair in self.chosen else (*kept, pair)
        return Asked(self.q, more, self.order).address()

    def query(self) -> Query:
        """The whole query, choices included."""
        query = parse_query(self.q)
        for facet, value in self.chosen:
            query = under(query, facet, value)
        return query


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(CableList):
    """What search.html may use; as a list it has the same JSON, CSV and Atom as any other."""

    size: int = SIZE
    asked: Asked = field(default_factory=lambda: Asked(""))
    hits: tuple[Hit, ...] = ()
    facets: tuple[FacetBox, ...] = ()
    chosen: tuple[Choice, ...] = ()
    years: tuple[tuple[int, int], ...] = ()  # each from the first to the last, with its cables
    read_as: str = ""
    notices: tuple[str, ...] = ()
    orders: tuple[tuple[str, str, bool], ...] = ()


def search(request: HttpRequest, form: str | None = None) -> HttpResponse:
    """The search page; a reference id, or an old address of a cable, leads to the cable."""
    edition = edition_of(request)
    asked = asked_for(request.GET)
    if form is None and not asked.chosen:
        straight = _straight(edition, asked.q)
        if straight:
            return redirect(straight)
    page = search_page(edition, asked, page_number(request))
    if form:
        return rendered(request, form, page)
    return shown(request, "search.html", page)


def asked_for(fields: QueryDict) -> Asked:
    """What the fields of an address ask for, and those among them that cannot be read."""
    given = [(facet, value) for facet in Facet for value in fields.getlist(facet.value) if value]
    chosen = tuple(dict.fromkeys(pair for pair in given if _is_value(*pair)))[:MOST_CHOICES]
    order = fields.get("sort", "")
    left_out = dict.fromkeys((facet.value, value) for facet, value in given)
    for facet, value in chosen:
        del left_out[facet.value, value]
    if order not in ORDERS:
        left_out["sort", order] = None
    return Asked(
        fields.get("q", "").strip()[:LONGEST],
        chosen,
        order if order in ORDERS else "",
        tuple(left_out)[:MOST_LEFT_OUT],
    )


def _is_value(facet: Facet, value: str) -> bool:
    readable = facet is not Facet.YEAR or _YEAR.fullmatch(value) is not None
    return readable and len(value) <= LONGEST_VALUE


def search_page(edition: Edition, asked: Asked, number: int) -> SearchPage:
    """One page of what a search finds."""
    query = asked.query()
    order = ORDERS[asked.order]
    found = edition.searcher.find(query, offset=(number - 1) * SIZE, limit=SIZE, sort=order)
    last = max(1, -(-found.total // SIZE))
    if number > last:
        number = last
        found = edition.searcher.find(query, offset=(number - 1) * SIZE, limit=SIZE, sort=order)
    hits = _hits(edition, found.ids, query)
    boxes = _facets(edition, asked, query)
    return SearchPage(
        title=_("Search: %(q)s") % {"q": asked.q} if asked.q else _("Search"),
        address=asked.address(),
        entries=tuple(hit.entry for hit in hits),
        total=found.total,
        number=number,
        crumbs=(home_crumb(), Crumb(_("Search"), addresses.SEARCH)),
        asked=asked,
        hits=hits,
        facets=boxes,
        chosen=tuple(choice for box in boxes for choice in box.choices if choice.chosen),
        years=_years(edition, query),
        read_as=parse_query(asked.q).describe(),
        notices=_notices(asked),
        orders=_orders(asked),
    )


def _notices(asked: Asked) -> tuple[str, ...]:
    """What could not be read as it was written: of the words, and of the filters."""
    left_out = (
        _("%(field)s=%(value)s could not be read, or was one filter too many; it is left out.")
        % {"field": field, "value": short(value, 60)}
        for field, value in asked.left_out
    )
    return (*(notice.message for notice in parse_query(asked.q).notices), *left_out)


def _straight(edition: Edition, text: str) -> str:
    """The address that a reference id or an address of a cable stands for, if it is known."""
    pasted = _IN_ADDRESS.search(unquote(text))
    bare = re.sub(r"[\s#]+", "", pasted[1] if pasted else text).upper()
    if not _REFERENCE_ID.fullmatch(bare):
        return ""
    bare = re.sub(r"(?<=[A-Z])0+(?=[0-9])", "", bare)
    if edition.held([bare]) or edition.withdrawn(bare) is not None:
        return addresses.cable(bare)
    return addresses.reftel(bare) if edition.ghost(bare) is not None else ""


def _hits(edition: Edition, ids: Iterable[str], query: Query) -> tuple[Hit, ...]:
    return tuple(
        Hit(_entry(record), lit(short(record["subject"]), query), passages(record, query, PASSAGES))
        for record in edition.some(ids)
    )


def _entry(record: CableRecord) -> Entry:
    return Entry(
        id=record["id"],
        created=record["created"],
        released=record["released"],
        classification=record["classification"],
        origin=record["origin"],
        subject=record["subject"],
        country=record["country"],
    )


def _facets(edition: Edition, asked: Asked, query: Query) -> tuple[FacetBox, ...]:
    titles = {
        Facet.ORIGIN: _("Origin"),
        Facet.TAG: _("Tag"),
        Facet.CLASSIFICATION: _("Classification"),
        Facet.YEAR: _("Year"),
        Facet.COUNTRY: _("Country"),
    }
    counts = edition.searcher.counts(query, tuple(titles), VALUES)
    boxes = (
        FacetBox(title, _choices(asked, facet, counts[facet])) for facet, title in titles.items()
    )
    return tuple(box for box in boxes if box.choices)


def _years(edition: Edition, query: Query) -> tuple[tuple[int, int], ...]:
    """How many of the cables found were created in each year, none left out between."""
    counts = edition.searcher.count(query, Facet.YEAR, MOST_YEARS)
    found = {int(year): count for year, count in counts if _YEAR.fullmatch(year)}
    if not found:
        return ()
    return tuple((year, found.get(year, 0)) for year in range(min(found), max(found) + 1))


def _choices(asked: Asked, facet: Facet, counts: Sequence[tuple[str, int]]) -> tuple[Choice, ...]:
    chosen = [value for each, value in asked.chosen if each is facet]
    known = {value: count for value, count in counts if len(value) <= LONGEST_VALUE}
    values = [*chosen, *(value for value in known if value not in chosen)]
    return tuple(
        Choice(
            title=countries.NAMES.get(value, value) if facet is Facet.COUNTRY else short(value),
            meaning=tag_meaning(value) if facet is Facet.TAG else "",
            count=known.get(value),
            address=asked.toggled(facet, value),
            chosen=value in chosen,
        )
        for value in values
    )


def _orders(asked: Asked) -> tuple[tuple[str, str, bool], ...]:
    titles = {
        "": _("Relevance"),
        "created": _("Newest"),
        "oldest": _("Oldest"),
        "released": _("Latest release"),
    }
    return tuple(
        (title, asked.address(sort=order), order == asked.order) for order, title in titles.items()
    )
