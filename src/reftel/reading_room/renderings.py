"""Lists as JSON, CSV and Atom: the same page value as the HTML, for programs and readers."""

import json
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from reftel.edition.entries import Entry
from reftel.reading_room import addresses
from reftel.reading_room.feeds import Feed, Item, atom
from reftel.reading_room.frame import Frame, border, edition_of
from reftel.reading_room.leaves import LeafPage
from reftel.reading_room.lists import CableList
from reftel.reading_room.tables import csv_rows

CSV = "text/csv; charset=utf-8; header=present"
FIELDS = ("id", "subject", "created", "released", "classification", "origin", "country")
COUNTED = ("title", "address", "count")  # fields of a shelf
Counted = tuple[str, str, int | None]


def rendered(request: HttpRequest, form: str, page: CableList | LeafPage) -> HttpResponse:
    """The list in the form that the address ends in."""
    return _FORMS[form](page, border(edition_of(request)).frame)


def json_answer(value: Mapping[str, Any]) -> HttpResponse:
    return HttpResponse(indented(value), content_type="application/json; charset=utf-8")


def indented(value: Mapping[str, Any]) -> bytes:
    """JSON with a blank for each level, as the standard library writes it in many times the time.

    Half a surrogate pair, which only that can write, is told by its number. No page has floating
    numbers, which the two write differently.

    >>> indented({"a": [1, {"b": "é"}], "c": []}).decode()
    '{\\n "a": [\\n  1,\\n  {\\n   "b": "é"\\n  }\\n ],\\n "c": []\\n}'
    """
    try:
        body = orjson.dumps(value, option=orjson.OPT_INDENT_2)
    except orjson.JSONEncodeError:
        written = json.dumps(value, ensure_ascii=False, indent=1)
        return written.encode("utf-8", "backslashreplace")
    level = 0
    while (deep := b"\n" + b" " * (level + 2)) in body:  # a text has no line end in JSON
        body = body.replace(deep, deep[:-1])
        level += 1
    return body


def csv_answer(rows: Iterable[Iterable[str | None]]) -> HttpResponse:
    return HttpResponse(csv_rows(rows).encode("utf-8", "backslashreplace"), content_type=CSV)


def csv_sent(some: Iterable[Iterable[Iterable[str | None]]]) -> StreamingHttpResponse:
    """Rows as a table, some at a time, sent while they are read."""
    encoded = (csv_rows(rows).encode("utf-8", "backslashreplace") for rows in some)
    return StreamingHttpResponse(encoded, content_type=CSV)


def table(form: str, title: str, address: str, rows: Iterable[Counted]) -> HttpResponse:
    """Shelves, or what else has a title, an address and a count, as json or csv."""
    if form == "json":
        return json_answer({"title": title, "address": address, "shelves": counted(rows)})
    return csv_answer([COUNTED, *((*names, str(count)) for *names, count in rows)])


def counted(rows: Iterable[Counted]) -> list[dict[str, str | int | None]]:
    """Those rows as JSON has them."""
    return [dict(zip(COUNTED, row, strict=True)) for row in rows]


def _json(page: CableList | LeafPage, _frame: Frame) -> HttpResponse:
    return json_answer({**page.as_json(), "cables": [row(entry) for entry in page.entries]})


def row(entry: Entry) -> dict[str, str | None]:
    """A cable of a list as JSON has it."""
    row: dict[str, str | None] = {name: getattr(entry, name) for name in FIELDS}
    return row | {"address": addresses.cable(entry.id)}


def _csv(page: CableList | LeafPage, _frame: Frame) -> HttpResponse:
    return csv_answer([FIELDS, *map(cells, page.entries)])


# A cable of a list as CSV has it, under FIELDS.
cells: Callable[[Entry], tuple[str | None, ...]] = attrgetter(*FIELDS)


def _atom(page: CableList | LeafPage, about: Frame) -> HttpResponse:
    return atom(
        Feed(
            title=page.title,
            address=page.address,
            here=page.here,
            following=page.after if isinstance(page, CableList) else "",  # the newest are enough
            items=tuple(_item(entry, about) for entry in page.entries),
        ),
        about,
    )


def _item(entry: Entry, about: Frame) -> Item:
    return Item(
        title=entry.subject or entry.id,
        address=addresses.cable(entry.id),
        identity=f"/cable/{entry.id}/",
        updated=entry.released or "",
        author=entry.origin or about.name,
        summary=f"{entry.id} · {entry.classification} · {(entry.created or '')[:10]}",
    )


_FORMS: Mapping[str, Callable[[CableList | LeafPage, Frame], HttpResponse]] = {
    "json": _json,
    "csv": _csv,
    "atom": _atom,
}
