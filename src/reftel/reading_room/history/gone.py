"""What stands at an address that was public and leads nowhere any more: 410, for ever.

A list whose key changed leads to where it is now. What never was public is not found, nor is
a list of a person's or of who referred to a telegram, as the edition keeps no trace of those;
the answer is that of any address which never was.
"""

import re
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from reftel.edition.keys import in_its_case
from reftel.reading_room import addresses
from reftel.reading_room.frame import edition_of, shown
from reftel.reading_room.wording import said as _

_FORM = r"(?:/|\.(?P<form>json|csv|atom|ris|bib|csl\.json))?"
_YEAR = re.compile(rf"/browse/created/(?P<key>[0-9]{{4}}){_FORM}")
_DAY = re.compile(rf"/browse/created/(?P<key>[0-9]{{4}}/[0-9]{{2}}/[0-9]{{2}}){_FORM}")
_SHELF = re.compile(rf"/browse/(?P<kind>[a-z-]+)/(?P<key>.+?){_FORM}")
_PAGE = re.compile(r"/about/(?P<key>[^/]+)/")
_ARTICLE = re.compile(r"/articles/(?P<key>[^/]+)/")
_COLLECTION = re.compile(rf"/collections/(?P<key>[^/]+?){_FORM}")
_NAMED = {
    "year": _YEAR,
    "day": _DAY,
    "page": _PAGE,
    "article": _ARTICLE,
    "collection": _COLLECTION,
    "": _SHELF,
}
_INDEXES = {"year": "created", "day": "created", "action": "addressee"}  # kinds without their own


@dataclass(frozen=True, slots=True)
class Gone:
    """What gone.html may use."""

    title: str
    words: str
    onward: str
    onward_title: str


def left_behind(request: HttpRequest) -> HttpResponse | None:
    """The answer at an address that was public in an edition before; None where none was."""
    named = _named(request.path)
    if named is None:
        return None
    kind, written, form = named
    chronicle = edition_of(request).chronicle
    for key in dict.fromkeys((written, in_its_case(kind, written))):
        now = chronicle.moved(kind, key)
        if now is not None:
            address = addresses.shelf(kind, now)
            return redirect(addresses.rendering(address, form) if form else address, permanent=True)
        if chronicle.gone(kind, key):
            return shown(request, "gone.html", _gone(kind), status=410)
    return None


def text_gone(request: HttpRequest, id_: str) -> HttpResponse:
    """Where a text stood that was withdrawn, of a cable that is here again."""
    page = Gone(
        _("This text was withdrawn"),
        _("A text of this cable was here, and was withdrawn. The cable is here in another text."),
        addresses.cable(id_),
        _("To the cable as it is now"),
    )
    return shown(request, "gone.html", page, status=410)


def _named(path: str) -> tuple[str, str, str] | None:
    """The kind and key of an address, as the register has them, and the form asked for."""
    for named, pattern in _NAMED.items():
        found = pattern.fullmatch(path)
        if found:
            kind = named or found["kind"]
            key = found["key"].replace("/", "-") if kind in {"created", "day"} else found["key"]
            return kind, key, found.groupdict().get("form") or ""
    return None


def _gone(kind: str) -> Gone:
    if kind == "page":
        words = _("A page was here in an edition before this one, and was taken away.")
        return Gone(_("This page is gone"), words, "/about/", _("About this archive"))
    if kind == "article":
        words = _("An article was here in an edition before this one, and was taken away.")
        return Gone(_("This article is gone"), words, addresses.ARTICLES, _("All articles"))
    if kind == "collection":
        words = _("A collection was here in an edition before this one, and was taken away.")
        onward = addresses.COLLECTIONS
        return Gone(_("This collection is gone"), words, onward, _("All collections"))
    words = _("A list was here in an edition before this one. No cable stands in it now.")
    way = _INDEXES.get(kind, kind)
    return Gone(
        _("This list is empty now"), words, addresses.shelf(way), _("To the lists that are here")
    )
