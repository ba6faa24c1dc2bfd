"""Addresses of before: a citation printed in 2010 still leads to its cable.

Those of the original site, and those that pages of ours had when each lay in a folder of its own.
"""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from reftel.reading_room import addresses
from reftel.reading_room.frame import edition_of
from reftel.reading_room.shelves import address_of

# Its classification pages were numbered alphabetically (telegram-format.md 5.2).
CLASSIFICATIONS = (
    "CONFIDENTIAL",
    "CONFIDENTIAL//NOFORN",
    "SECRET",
    "SECRET//NOFORN",
    "UNCLASSIFIED",
    "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
)
FIGURES = 9  # of a page's number; more are cut off


def cable(_request: HttpRequest, reference_id: str) -> HttpResponse:
    """``/cable/2008/02/08VIENTIANE145.html``; the browser keeps the paragraph, ``#par3``."""
    return _moved(addresses.cable(reference_id.upper()))


def tag(request: HttpRequest, code: str, page: str) -> HttpResponse:
    """``/tag/KTIP_0.html``: pages were counted from 0, and had 50 rows as ours."""
    known = address_of(edition_of(request), "tag", code)
    return _moved(_page(known or addresses.shelf("tag", code), page))


def created(_request: HttpRequest, month: str, page: str) -> HttpResponse:
    """``/date/2008-02_0.html``."""
    return _moved(_page(addresses.shelf("created", month), page))


def released(_request: HttpRequest, day: str, page: str) -> HttpResponse:
    """``/reldate/2010-12-10_0.html``."""
    return _moved(_page(addresses.shelf("released", day), page))


def classification(request: HttpRequest, number: str, page: str) -> HttpResponse:
    """``/classification/3_0.html``: SECRET. An unknown number leads to all of them."""
    place = int(number)
    if not 1 <= place <= len(CLASSIFICATIONS):
        return _moved(addresses.shelf("classification"))
    known = address_of(edition_of(request), "classification", CLASSIFICATIONS[place - 1])
    return _moved(_page(known or addresses.shelf("classification"), page))


def origin(_request: HttpRequest) -> HttpResponse:
    """``/origin/42_0.html``: Ottawa in one build, Tehran in another; so the list of all."""
    return _moved(addresses.shelf("origin"))


def help_page(_request: HttpRequest) -> HttpResponse:
    """``/static/html/faq.html``."""
    return _moved("/about/faq/")


def view(
    request: HttpRequest, reference_id: str, view: str, number: str | None = None
) -> HttpResponse:
    """``/cable/08VIENTIANE145/sent/``, ``…/raw/``; ``…/history/12/raw/`` of an earlier text."""
    page = addresses.cable(reference_id)
    if number:
        page = addresses.history(reference_id, int(number))
    name = "raw.txt" if view == "raw" else f"{view}.html"
    return _moved(_asked_the_same(page + name, request))


def leaf(request: HttpRequest, shelf: str, reference_id: str) -> HttpResponse:
    """``/browse/tag/KTIP/from/08VIENTIANE145/``."""
    list_ = quote(f"/browse/{shelf}/", errors="replace")
    return _moved(_asked_the_same(addresses.beginning(list_, reference_id), request))


def _asked_the_same(address: str, request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return address + (f"?{query}" if query else "")


def _page(address: str, counted_from_0: str) -> str:
    """A number that no list reaches stays one; the list then shows its last page."""
    number = counted_from_0.lstrip("0")[:FIGURES]
    return addresses.numbered(address, int(number or "0") + 1)


def _moved(address: str) -> HttpResponse:
    return redirect(address, permanent=True)
