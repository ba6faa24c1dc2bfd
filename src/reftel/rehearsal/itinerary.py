"""The itinerary: addresses to be asked, at least one on every route of the reading room.

The routes are those of ``reading_room.urls``. One that has a single address is asked there;
for each of the others ``SAMPLES`` has an address, and where it takes one of several words (a
way to browse, a form), every one of them is asked. A route that no sample reaches makes a
rehearsal fail, so that nobody forgets a new one.
"""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, urljoin

from django.urls import Resolver404, get_resolver

from reftel.edition.read import Edition
from reftel.reading_room import urls

URLS = "reftel.reading_room.urls"
NOWHERE = "08NOWHERE1"  # stands for a cable where an edition has none
NEVER = "08NEVERHELD1"

# {id}: a cable; {n}: the edition in which its text first stood; {day}: when it was created;
# {word}: of its text; {origin}, {tag}: shelves on which it stands.
SAMPLES = (
    "/sitemap/1.xml",
    "/cable/{id}/",
    "/cable/{id}/sent.html",
    "/cable/{id}/raw.txt",
    "/cable/{id}/places.html",
    "/cable/{id}/cite.html",
    "/cable/{id}/raw/",
    "/cable/{id}/alike/",
    "/alike/?cable={id}",
    "/cable/{id}/history/",
    "/cable/{id}/history/{n}/",
    "/cable/{id}/history/{n}/raw.txt",
    "/cable/{id}/request.txt",
    "/cable/{id}.json",
    "/reftel/{id}/",
    "/reftel/{id}/request.txt",
    "/browse/origin/",
    "/browse/released/",
    "/browse/missing/",
    "/browse/missing/cards/",
    "/browse/missing/cards/by-post/",
    "/browse/created/undated/",
    "/browse/created/{year}/",
    "/browse/created/{year}/{month}/",
    "/browse/created/{year}/{month}/{day}/",
    "/browse/on-this-day/",
    "/browse/on-this-day/{month}-{day}/",
    "/browse/origin/{origin}/",
    "/browse/origin/{origin}/page/2/",
    "/browse/origin/{origin}/from/{id}/",
    "/browse/origin/{origin}/from/{id}.html",
    "/browse/person/letter/{word}/",
    "/editions/",
    "/editions/{edition}/",
    "/editions/00{edition}/",
    "/editions/{edition}/added/",
    "/search/?q={word}",
    "/search/facet/?q={word}&facet=origin",
    "/search/concordance/?q={word}",
    "/search/batch/?q={word}",
    "/trends/?q={word}",
    "/suggest/?q={word}",
    "/suggest.json?q={word}",
    "/verify/?citation={id}",
    "/unapi/?id={id}&format=ris",
    "/quote/?q={word}",
    "/articles/",
    "/articles/country/",
    "/articles/country/{word}/",
    "/articles/{word}/",
    "/collections/",
    "/collections/{word}/",
    "/coverage/",
    "/list/?id={id}",
    "/about/faq/",
    "/cable/{year}/{month}/{id}.html",
    "/tag/{tag}_0.html",
    "/date/{year}-{month}_0.html",
    "/reldate/{year}-{month}-{day}_0.html",
    "/classification/1_0.html",
    "/origin/{origin}.html",
)
OF_EACH = ("/cable/{id}/", "/cable/{id}/raw.txt")  # of every cable that changed
OF_SOME = (
    "/cable/{id}/sent.html",
    "/cable/{id}/history/",
    "/cable/{id}/places.html",
    "/cable/{id}/cite.html",
    "/cable/{id}/request.txt",
    "/cable/{id}.json",
    "/cable/{id}.ris",
)
_CHOICE = re.compile(r"\(\?P<(\w+)>((?:[\w-]|\\\.)+(?:\|(?:[\w-]|\\\.)+)*)\)")
_ODD = re.compile(r"[^A-Za-z0-9]+")
_SINGLE = re.compile(r"[\w./-]*")  # a route that has one address alone
_LISTS = ("/browse/", "/editions/", "/articles/", "/collections/", "/search/")
_HREF = re.compile(r'href="([^"#]*)')


def routes() -> set[str]:
    """Every route of the reading room, as its pattern is written."""
    return {str(pattern.pattern) for pattern in urls.urlpatterns}


def samples() -> tuple[str, ...]:
    """An address on every route, to be filled."""
    return (*(f"/{one}" for one in sorted(routes()) if _SINGLE.fullmatch(one)), *SAMPLES)


def unsampled() -> set[str]:
    """The routes that no sample reaches; there must be none."""
    return routes() - {route(filled(sample, {})) for sample in samples()}


def route(address: str) -> str | None:
    """The route that an address is on."""
    try:
        return str(get_resolver(URLS).resolve(address.partition("?")[0]).route)
    except Resolver404:
        return None


def variants(address: str) -> Iterator[str]:
    """The address, and with it every choice that its route offers: ways, words, forms."""
    path, _, query = address.partition("?")
    forms = [address]
    try:
        found = get_resolver(URLS).resolve(path)
    except Resolver404:  # a word of the cable that fits no route: it is asked all the same
        yield address
        return
    for name, choices in _CHOICE.findall(str(found.route)):
        chosen = found.kwargs.get(name)
        for choice in choices.replace("\\.", ".").split("|"):
            other = _exchanged(path, chosen, choice) if chosen else f"{path.rstrip('/')}.{choice}"
            forms.append(f"{other}?{query}" if query else other)
    yield from (form for form in dict.fromkeys(forms) if route(form) == found.route)


def facts(edition: Edition, id_: str, page: str) -> Mapping[str, str]:
    """What the samples are filled with, of a cable and the page that shows it."""
    links = _links(page, f"/cable/{quote(id_)}/")
    record = edition.record(id_)
    created = (record["created"] or "")[:10] if record else ""
    words = record["subject"].split() if record else []
    year, month, day = created.split("-") if len(created) == len("2008-02-29") else ("", "", "")
    told = {
        "id": quote(id_),
        "edition": str(edition.manifest.number),
        "n": str(edition.manifest.number),
        "year": year,
        "month": month,
        "day": day,
        "word": _ODD.sub("", max(words, key=len, default="")),
        "origin": _key(links, "/browse/origin/"),
        "tag": _key(links, "/browse/tag/"),
    }
    return {name: value for name, value in told.items() if value}


def filled(sample: str, told: Mapping[str, str]) -> str:
    """A sample, with a cable that never was where nothing is told."""
    blank = {
        "id": NOWHERE,
        "edition": "1",
        "n": "1",
        "year": "2008",
        "month": "02",
        "day": "29",
        "word": "barley",
        "origin": "nowhere",
        "tag": "ZZZZ",
    }
    return sample.format_map({**blank, **told})


def lists(page: str, here: str) -> list[str]:
    """The lists that a page leads to: what other cables say is not for it to judge."""
    return [address for address in _links(page, here) if address.startswith(_LISTS)]


def _links(page: str, here: str) -> list[str]:
    """Where the links of a page at an address lead, from the root."""
    return [urljoin(here, address.replace("&amp;", "&")) for address in _HREF.findall(page)]


def _exchanged(path: str, chosen: str, choice: str) -> str:
    head, _, tail = path.rpartition(chosen)
    return f"{head}{choice}{tail}"


def _key(addresses: list[str], start: str) -> str:
    keys = (one.removeprefix(start).strip("/") for one in addresses if one.startswith(start))
    return next((key for key in keys if key and "/" not in key), "")
