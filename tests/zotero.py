"""What Zotero takes from a page: the rules of its translators, written down by hand.

Zotero asks every translator that finds something, and believes the one of the lowest
priority number: unAPI (300), COinS (310), Embedded Metadata (320). The rules here are those
of ``unAPI.js``, ``COinS.js``, ``Embedded Metadata.js``, ``RDF.js`` and ``RIS.js`` of its
collection of translators and of ``openurl.js`` and ``utilities.js``, as far as a report needs
them; fields have Zotero's names.
"""

import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, unquote
from xml.etree import ElementTree as ET

from tests.reader import Answer

Item = dict[str, Any]
Get = Callable[[str], Answer]


class Page(HTMLParser):
    """The elements that the translators look at, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def every(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def taken(page: Page, get: Get) -> Item:
    """The one item that a click on the button saves."""
    for translator in (lambda: by_unapi(page, get), lambda: by_coins(page)):
        items = translator()
        if items:
            assert len(items) == 1
            return items[0]
    return by_embedded_metadata(page)


# ---- unAPI


def by_unapi(page: Page, get: Get) -> list[Item]:
    """``link[@rel="unapi-server"]``, and an item for each ``abbr`` of class ``unapi-id``.

    Of the formats that the server lists without an id it takes the first that it knows, in
    its own order, by name or media type.
    """
    servers = [one["href"] for one in page.every("link") if one.get("rel") == "unapi-server"]
    ids = [one["title"] for one in page.every("abbr") if "unapi-id" in one.get("class", "")]
    if not servers or not ids:
        return []
    listed = ET.fromstring(get(servers[0]).body)  # noqa: S314 -- our own
    names = {one.get("name"): one.get("type") for one in listed.iter("format")}
    known = {"ris": "application/x-research-info-systems", "bibtex": "application/x-bibtex"}
    chosen = next(name for name, media in known.items() if names.get(name) == media)
    texts = [get(f"{servers[0]}?id={quote(one, safe='')}&format={chosen}") for one in ids]
    return [item for text in texts for item in by_ris(text.body.decode())]


# ---- RIS

_TYPES = {"RPRT": "report", "GOVDOC": "document", "GEN": "journalArticle", "BOOK": "book"}
_FIELDS = {
    "TI": "title",
    "M3": "reportType",
    "SN": "reportNumber",
    "PB": "institution",
    "CN": "callNumber",
    "DB": "archive",
    "AN": "archiveLocation",
    "UR": "url",
}


def by_ris(text: str) -> list[Item]:
    """Lines of two capitals or digits, two spaces, hyphen; TY begins an item and ER ends it.

    A name without a comma is an institution (``fieldMode`` 1); N1 is a note; DA wins over PY.
    """
    items: list[Item] = []
    for line in re.split(r"\r?\n", text):
        found = re.fullmatch(r"([A-Z][A-Z0-9])  - ?(.*)", line)
        if found is None:
            continue
        tag, value = found.groups()
        if tag == "TY":
            items.append({"itemType": _TYPES[value], "creators": [], "notes": []})
        elif tag == "AU":
            items[-1]["creators"].append(_name(value))
        elif tag == "N1":
            items[-1]["notes"].append(value)
        elif tag == "PY":
            items[-1].setdefault("date", value)
        elif tag == "DA":
            items[-1]["date"] = "-".join(part for part in value.split("/") if part)
        elif tag in _FIELDS:
            items[-1][_FIELDS[tag]] = value
    return items


def _name(value: str) -> Item:
    last, *first = re.split(r"\s*,\s*", value)
    if first:
        return {"lastName": last, "firstName": first[0]}
    return {"lastName": last, "fieldMode": 1}


# ---- COinS


def by_coins(page: Page) -> list[Item]:
    """An item for each ``span`` of class ``Z3988`` whose title can be understood."""
    spans = [one for one in page.every("span") if "Z3988" in one.get("class", "").split()]
    return [item for one in spans if (item := _context_object(one.get("title", "")))]


def _context_object(text: str) -> Item | None:
    """Split at ``&``, then at ``=``, decoded; a plus sign, even an escaped one, is a space."""
    parts = text.split("&")
    if f"rft_val_fmt={quote('info:ofi/fmt:kev:mtx:book', safe='')}" not in parts:
        return None
    item: Item = {"itemType": "report" if "rft.genre=report" in parts else "book", "creators": []}
    names = {
        "rft.btitle": "title",
        "rft.date": "date",
        "rft.pub": "publisher",
        "rft.rights": "rights",
    }
    for part in parts:
        key, value = (*part.split("="), "")[:2]
        value = unquote(re.sub(r"\+|%2[bB]", " ", value))
        if key in names:
            item[names[key]] = value
        elif key == "rft.aucorp":
            item["creators"].append({"lastName": value, "fieldMode": 1})
        elif key in {"rft.au", "rft.aulast"}:
            item["creators"].append(_person(value, with_comma="," in value))
        elif key == "rft_id" and re.match("https?://", value):
            item["url"] = value
    return item


# ---- Embedded Metadata

_HIGHWIRE = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_date": "date",
    "citation_technical_report_institution": "institution",
    "citation_technical_report_number": "reportNumber",
    "citation_public_url": "url",
}
_DUBLIN_CORE = {"date": "date", "rights": "rights", "type": "reportType", "title": "title"}


def by_embedded_metadata(page: Page) -> Item:
    """``meta`` elements by name. Highwire's win over Dublin Core's.

    ``citation_technical_report_institution`` makes it a report; a title alone would make it
    an article. A ``dc:creator`` is parted at its comma, a ``citation_author`` at its last
    blank: the one without a comma is an institution, the other is always a person.
    """
    metas = [(one["name"], one.get("content", "")) for one in page.every("meta") if "name" in one]
    names = {name for name, content in metas if content}
    kind = "journalArticle" if "citation_title" in names else "webpage"
    if "citation_technical_report_institution" in names:
        kind = "report"
    item: Item = {"itemType": kind, "creators": []}
    for name, content in metas:
        prefix, _, rest = name.partition(".")
        if prefix.lower() != "dc" or not content:
            continue
        if rest == "creator":
            item["creators"].append(_person(content, with_comma=True))
        elif rest in _DUBLIN_CORE:
            item[_DUBLIN_CORE[rest]] = content
    authors = [content for name, content in metas if name == "citation_author"]
    if authors:
        item["creators"] = [_person(one, with_comma="," in one) for one in authors]
    return item | {_HIGHWIRE[name]: content for name, content in metas if name in _HIGHWIRE}


def _person(value: str, *, with_comma: bool) -> Mapping[str, object]:
    if with_comma:
        return _name(value)
    first, _, last = value.rpartition(" ")
    return {"lastName": last, "firstName": first}
