"""The choices that stand in a path, so that a page at rest has an address without a query.

``/browse/tag/ECON/from/08X1.json``, ``/browse/missing/letter/S/page/2/``, ``/cable/ID/sent.html``:
a copy on a host that only hands out files has a file for each. Views read them as the fields
``from``, ``page``, ``letter`` and ``view``; with these fields behind a question mark an address
answers the same.
"""

import re
from collections.abc import Callable
from urllib.parse import quote

from django.http import HttpRequest, HttpResponseBase, QueryDict

Answer = Callable[[HttpRequest], HttpResponseBase]

_LISTS = re.compile(
    r"(?P<before>/.*?)(?:/letter/(?P<letter>[^/]))?"
    r"(?:/page/(?P<page>[1-9][0-9]{0,9}))?(?P<end>/|\.[a-z][a-z.]{1,8})\Z"
)
# Lists of cables begin at any of them; an id may have dots.
_LEAVES = re.compile(
    r"(?P<before>/browse/.+)/from/(?P<from>.+?)"
    r"(?P<end>\.(?:html|json|csv|atom|ris|bib|csl\.json))\Z"
)
_SENT = re.compile(r"(?P<page>/cable/.+/)sent\.html\Z")
_PAGE = ".html"  # how a page ends that begins with a cable: no folder of its own


class Choices:
    """Middleware: the page, the letter and the view that a path names, as fields."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = request.path_info, request.META.get("QUERY_STRING", "")
        path, query = chosen(*asked)
        if (path, query) != asked:
            request.path = request.path.removesuffix(request.path_info) + path
            request.path_info = path
            request.META["QUERY_STRING"] = query
            request.GET = QueryDict(query)  # it was read before
        return self.answer(request)


def chosen(path: str, query: str = "") -> tuple[str, str]:
    """A path without the choices that stand in it, and a query that begins with them.

    >>> chosen("/browse/missing/letter/S/page/2.json")
    ('/browse/missing.json', 'letter=S&page=2')
    """
    found = _SENT.match(path)
    if found:
        return found["page"], _joined("view=sent", query)
    found = _LEAVES.match(path)
    if found:
        end = "/" if found["end"] == _PAGE else found["end"]
        return found["before"] + end, _joined(f"from={quote(found['from'])}", query)
    found = _LISTS.match(path)
    if found is None:
        return path, query
    fields = [(name, found[name]) for name in ("letter", "page")]
    chosen = [f"{name}={quote(value)}" for name, value in fields if value]
    return found["before"] + found["end"], _joined(*chosen, query)


def _joined(*fields: str) -> str:
    return "&".join(filter(None, fields))
