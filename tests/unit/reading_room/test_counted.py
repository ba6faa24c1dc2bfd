"""What each route asks of the catalogue: three statements a page, of every kind of page."""

import re
from pathlib import Path

from django.urls import Resolver404, get_resolver
from tests.reader import Reader, publish
from tests.sample import cable_record
from tests.small_archive import small_archive

from reftel.archive import Audience
from reftel.reading_room.urls import urlpatterns
from reftel.site.wiring import reading_room

MOST = 3
FIRST = 4  # of a long list: where pages begin is told from numbers, and only what is shown is read
QUOTED = 4  # a quotation of several parts is looked for in the cables that each may stand in

# Links lead to most routes; to these they do not, or not with a question.
FURTHER = (
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap/1.xml",
    "/nothing/",
    "/cable/08NOWHERE1/",
    "/cable/08EXAMPLETOWN99/",
    "/cable/08exampletown12/",
    "/cable/08EXAMPLETOWN12/places.html",
    "/cable/08EXAMPLETOWN12/request.txt",
    "/cable/08EXAMPLETOWN12/?q=rice",
    "/cable/08EXAMPLETOWN12/history/",
    "/cable/08EXAMPLETOWN12/history/1/",
    "/cable/08EXAMPLETOWN12/history/1/raw.txt",
    "/editions/001/",
    "/editions/1/added/",
    "/articles/country/",
    "/browse/created/undated/",
    "/search/?q=rice&tag=PGOV",
    "/search.csv?q=rice",
    "/search/facet/?facet=origin&q=",
    "/search/concordance/?q=rice",
    "/search/batch/?terms=rice",
    "/trends/?q=rice",
    "/suggest/?q=exa",
    "/suggest.json?q=exa",
    "/suggest.json?q=08EX",
    "/opensearch.xml",
    "/withdrawals.json",
    "/withdrawals.sig",
    "/.well-known/reftel-key.pub",
    "/.well-known/reftel-keys.json",
    "/cable/08EXAMPLETOWN12/alike/",
    "/cable/08EXAMPLETOWN12/sent/",
    "/browse/tag/PREL/from/08EXAMPLETOWN12/",
    "/cable/2008/02/08EXAMPLETOWN12.html",
    "/tag/PGOV_0.html",
    "/date/2008-02_0.html",
    "/reldate/2011-08-30_0.html",
    "/classification/1_0.html",
    "/origin/42_0.html",
    "/static/html/faq.html",
)
# Lists that all cables of the long archive are on, one of each kind of list.
LONG = (
    "/browse/released/",
    "/browse/created/2008/02/",
    "/browse/created/2008/02/29/",
    "/browse/on-this-day/02-29/",
    "/browse/origin/embassy-exampletown/",
    "/browse/tag/ECON/",
    "/browse/classification/unclassified/",
    "/browse/caption/SIPDIS/",
)


def test_no_route_asks_the_catalogue_more_than_three_times(
    tmp_path: Path, asked_of_catalogue: list[str]
) -> None:
    """What is read once an edition (lists of shelves, publisher's pages) was read before."""
    archive = small_archive(tmp_path)
    one = Reader(reading_room(archive, audience=Audience.PUBLIC, memory=0))
    everything = [*FURTHER, *(address for address, _ in one.walk(*FURTHER))]
    over = dict[str, list[str]]()
    for address in everything:
        asked_of_catalogue.clear()
        one.get(address)
        if len(asked_of_catalogue) > (QUOTED if address.startswith("/quote") else MOST):
            over[address] = list(asked_of_catalogue)

    assert over == {}
    patterns = {str(pattern.pattern) for pattern in urlpatterns}
    assert patterns - set(map(_route, everything)) == set()


def test_no_page_of_a_long_list_asks_more(tmp_path: Path, asked_of_catalogue: list[str]) -> None:
    records = [cable_record(f"08EXAMPLETOWN{number}", references=[]) for number in range(1, 451)]
    one = Reader(reading_room(publish(tmp_path, records), audience=Audience.PUBLIC, memory=0))
    counted = dict[str, int]()
    for address in LONG:
        one.get("/browse/")
        asked_of_catalogue.clear()
        page = one.get(address)
        counted[address] = len(asked_of_catalogue)
        further = re.findall(r'href="([^"]*/from/[^"]*)"', page.text)
        assert len(set(further)) > 3, address
        for other in sorted(set(further)):
            asked_of_catalogue.clear()
            one.get(other)
            counted[other] = len(asked_of_catalogue)

    most = dict.fromkeys(LONG, FIRST)
    over = {one: times for one, times in counted.items() if times > most.get(one, MOST)}
    assert over == {}


def _route(address: str) -> str:
    """The pattern that an address leads to; empty for none."""
    try:
        return get_resolver().resolve(address.partition("?")[0]).route
    except Resolver404:
        return ""
