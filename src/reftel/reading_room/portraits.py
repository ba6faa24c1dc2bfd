"""What is told of a shelf beside the first page of its list: facts, volume over time, company.

Facts are the gazetteer's, with their source; all else was counted when the edition was made.
One query tells it, and none asks the search index.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from reftel.edition.browsing import Companion, Company, Shelf
from reftel.edition.places import UNDATED
from reftel.edition.read import Edition
from reftel.gazetteer import countries, posts, tags
from reftel.gazetteer.posts import Post
from reftel.reading_room import addresses, shelves
from reftel.reading_room.charts import Chart, by_period, chart
from reftel.reading_room.indexes import Place, place_of
from reftel.reading_room.searching.asked import LONGEST_VALUE
from reftel.reading_room.shelves import day_title
from reftel.reading_room.wording import said as _
from reftel.search.backend import Facet
from reftel.search.fields import ValueField

TAGS_OF_A_KIND = 24  # the most frequent ones
LONGEST = 120  # characters of a name that a query is made of


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of facts; an address where it leads somewhere, ``note`` in small letters."""

    term: str
    value: str
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Companions:
    """Shelves that go with one, under what they are to it."""

    title: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Portrait:
    """What portrait.html may use."""

    facts: tuple[Fact, ...] = ()
    chart: Chart | None = None
    companions: tuple[Companions, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.facts or self.chart or self.companions)


def portrait(edition: Edition, shelf: Shelf) -> Portrait:
    """The portrait of a shelf; empty where there is nothing to tell."""
    if shelf.kind not in _FACTS:
        return Portrait()
    company = edition.browsing.company(shelf, also(shelf))
    months = {one.shelf.key: one.shared for one in company.others.get("created", ())}
    companions = (
        _of_that_kind(edition, shelf) if shelf.kind == "kind" else _companions(shelf, company)
    )
    return Portrait(
        facts=(*_FACTS[shelf.kind](shelf, company), *_period(months)),
        chart=chart(by_period(months), day_title, _narrowing(shelf)),
        companions=tuple(companions),
    )


def also(shelf: Shelf) -> list[tuple[str, str]]:
    """The shelves that a portrait leads to where they are here, by kind and key."""
    if shelf.kind in {"origin", "addressee", "action"}:
        post = posts.post_of_origin(shelf.title) if shelf.title else None
        where = [("country", post.country.lower())] if post and post.country else []
        return [*((kind, shelf.key) for kind in ("origin", "addressee", "action")), *where]
    if shelf.kind == "tag":
        entry = tags.entry(shelf.title, None)
        country = entry.country if entry else None
        return [("country", country.lower())] if country else []
    if shelf.kind == "country":
        region = countries.region(shelf.title)
        return [("region", region.lower())] if region else []
    return []


def _narrowing(shelf: Shelf) -> Callable[[str], str]:
    """The search that finds what stands on a shelf and was sent in a year or month, if one does."""
    if shelf.kind not in set(Facet) or not 0 < len(shelf.title) <= LONGEST_VALUE:
        return lambda _period: ""
    on_it = addresses.search((shelf.kind, shelf.title))
    return lambda period: f"{on_it}&{Facet.MONTH if '-' in period else Facet.YEAR}={period}"


def _companions(shelf: Shelf, company: Company) -> Iterator[Companions]:
    for kind, title in _titles(shelf.kind).items():
        if others := company.others.get(kind, ()):
            yield Companions(title, tuple(map(_place, others)))


def _place(one: Companion) -> Place:
    found = place_of(one.shelf)
    return Place(found.title, found.address, one.shared, found.key, found.meaning)


def _of_that_kind(edition: Edition, shelf: Shelf) -> Iterator[Companions]:
    """The most frequent tags of a kind."""
    wanted = shelves.kind_title(shelf.title)
    found = [one for one in edition.shelves("tag") if shelves.tag_kind(one.title) == wanted]
    ranked = sorted(found, key=lambda one: (-one.count, one.key))[:TAGS_OF_A_KIND]
    if ranked:
        yield Companions(_("Most frequent"), tuple(map(place_of, ranked)))


def _period(months: Mapping[str, int]) -> Iterator[Fact]:
    known = sorted(key for key in months if key != UNDATED)
    if known:
        first, last = day_title(known[0]), day_title(known[-1])
        yield Fact(_("Sent"), first if first == last else f"{first} – {last}")


def _of_post(shelf: Shelf, company: Company) -> Iterator[Fact]:
    """Of a post: where it is, how it is addressed, and the other side of its traffic."""
    post = posts.post_of_origin(shelf.title) if shelf.title else None
    if post is not None:
        yield from _of_known_post(post, company)
    others = {
        "origin": _("What it sent"),
        "addressee": _("What it was sent"),
        "action": _("Sent to it for action"),
    }
    for kind, term in others.items():
        if kind in company.also and kind != shelf.kind:
            yield _leading(term, company.also[kind])
    action = company.also.get("action")
    if shelf.kind == "addressee" and shelf.count > (action.count if action else 0):
        rest = shelf.count - (action.count if action else 0)
        yield Fact(_("For information"), f"{rest:,}")


def _of_known_post(post: Post, company: Company) -> Iterator[Fact]:
    where = company.also.get("country")
    country = countries.name(post.country) if post.country else None
    address = addresses.shelf("country", where.key) if where else ""
    if country and country != post.place:
        yield Fact(_("Place"), post.place)
    elif post.place:
        yield Fact(_("Place"), post.place, address)
    if country and country != post.place:
        yield Fact(_("Country"), country, address)
    if post.routing:
        yield Fact(_("Routing indicator"), post.routing)
    if post.now:
        later = posts.POSTS[post.now]
        yield Fact(_("Renamed"), later.origin)


def _leading(term: str, shelf: Shelf) -> Fact:
    return Fact(term, f"{shelf.count:,}", addresses.shelf(shelf.kind, shelf.key))


def _of_tag(shelf: Shelf, company: Company) -> Iterator[Fact]:
    """What a tag has meant if that changed, and which list says so."""
    found = tags.meanings(shelf.title)
    for meant in found if len(found) > 1 else ():
        term = _("Until %(year)s", year=meant.last) if meant.last else _("Later")
        yield Fact(term, meant.title, note=meant.source)
    if len(found) == 1:
        yield Fact(_("Source"), found[0].source)
    if (country := company.also.get("country")) is not None:
        yield _leading(_("Cables from there"), country)


def _of_country(_shelf: Shelf, company: Company) -> Iterator[Fact]:
    if (region := company.also.get("region")) is not None:
        title = shelves.title("region", region)
        yield Fact(_("Region"), title, addresses.shelf("region", region.key))


def _of_nothing(_shelf: Shelf, _company: Company) -> Iterator[Fact]:
    return iter(())


def _of_person(shelf: Shelf, _company: Company) -> Iterator[Fact]:
    """What of it was signed, and what classified, is for a search to tell apart."""
    if len(shelf.title) <= LONGEST and '"' not in shelf.title:
        for field, term in (
            (ValueField.SIGNER, _("Signed by them")),
            (ValueField.BY, _("Classified by them")),
        ):
            query = f'{field.value}:"{shelf.title}"'
            yield Fact(term, _("search"), addresses.search(("q", query)))


def _titles(kind: str) -> Mapping[str, str]:
    """What the companions of a shelf are to it, in the order in which they are told."""
    return {
        "origin": {"tag": _("Top tags"), "addressee": _("Frequent correspondents")},
        "tag": {"tag": _("Goes with"), "origin": _("Top posts")},
        "country": {"origin": _("Its posts"), "tag": _("Top tags")},
        "region": {"country": _("Its countries"), "tag": _("Top tags")},
        "addressee": {"origin": _("Told by")},
        "person": {"origin": _("At these posts")},
        "caption": {"origin": _("Top posts")},
    }.get(kind, {})


_FACTS: Mapping[str, Callable[[Shelf, Company], Iterator[Fact]]] = {
    "origin": _of_post,
    "addressee": _of_post,
    "action": _of_post,
    "tag": _of_tag,
    "country": _of_country,
    "person": _of_person,
    "region": _of_nothing,
    "classification": _of_nothing,
    "caption": _of_nothing,
    "kind": _of_nothing,
}
