"""What crawlers are told: what to leave alone, and where every cable stands (sitemaps.org)."""

from collections.abc import Iterator
from itertools import islice

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse

from reftel.edition.read import AT_ONCE, Edition
from reftel.reading_room import addresses
from reftel.reading_room.frame import border, edition_of, released
from reftel.reading_room.lists import page_count

MOST = 50_000  # addresses in one part, as the protocol has it
XML = "application/xml; charset=utf-8"

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

# What has no end, or says again what a page says that is in the sitemap.
LEFT_OUT = (
    "/search",
    "/suggest",
    "/trends",
    "/quote",
    "/verify",
    "/unapi",
    "/list",
    "/*?list=",
    "/*/places.html",
    "/*/alike/",
    "/alike",
    "/*/request.txt",
    "/*/sent.html",
    "/*?view=",
    "/*?q=",
    "/*&q=",
    "/*.csv",
    "/*.json",
    "/*.ris",
    "/*.bib",
)


def robots(request: HttpRequest) -> HttpResponse:
    """RFC 9309. Pages of lists may be read: there is an end to them."""
    if not _is_listed(edition_of(request)):
        lines = ["User-agent: *", "Disallow: /"]
    else:
        lines = ["User-agent: *", *(f"Disallow: {one}" for one in LEFT_OUT)]
        lines += ["", f"Sitemap: {_site(request)}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of the parts."""
    edition = edition_of(request)
    if not _is_listed(edition):
        raise Http404
    made = border(edition).frame.made
    parts = "".join(
        f"<sitemap><loc>{_site(request)}/sitemap/{number}.xml</loc><lastmod>{made}</lastmod>"
        "</sitemap>\n"
        for number in range(1, page_count(released(edition), MOST) + 1)
    )
    return HttpResponse(
        f"{_HEAD}<sitemapindex {_NAMESPACE}>\n{parts}</sitemapindex>\n", content_type=XML
    )


def part(request: HttpRequest, part: str) -> StreamingHttpResponse:
    """Some of the cables in the order of their ids, sent while they are read."""
    edition, number = edition_of(request), int(part)
    if not _is_listed(edition) or number > page_count(released(edition), MOST):
        raise Http404
    return StreamingHttpResponse(_locations(edition, number, _site(request)), content_type=XML)


def _locations(edition: Edition, number: int, site: str) -> Iterator[str]:
    yield f"{_HEAD}<urlset {_NAMESPACE}>\n"
    last = min(number * MOST, released(edition))
    cables = edition.released((number - 1) * MOST + 1, last)
    while some := list(islice(cables, AT_ONCE)):
        yield "".join(
            f"<url><loc>{site}{addresses.cable(id_)}</loc>{_changed(day)}</url>\n"
            for id_, day in some
        )
    yield "</urlset>\n"


def _changed(moment: str | None) -> str:
    """The day of release; records have no other date on which a page may have changed."""
    return (
        f"<lastmod>{moment[:10]}</lastmod>" if moment and len(moment) >= len("2011-08-30") else ""
    )


def _is_listed(edition: Edition) -> bool:
    return edition.manifest.declaration.search_engines


def _site(request: HttpRequest) -> str:
    """The declared address, else the one that was asked."""
    about = border(edition_of(request)).frame
    return about.host or request.build_absolute_uri("/").rstrip("/")
