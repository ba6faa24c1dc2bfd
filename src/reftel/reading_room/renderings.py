"""Lists as JSON, CSV and Atom: the same page value as the HTML, for programs and readers."""

import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.http import HttpRequest, HttpResponse

from reftel.edition.read import Entry
from reftel.reading_room import addresses
from reftel.reading_room.characters import plain, short
from reftel.reading_room.frame import Frame, edition_of, frame
from reftel.reading_room.lists import CableList
from reftel.reading_room.tables import csv_rows

CSV = "text/csv; charset=utf-8; header=present"
FIELDS = ("id", "subject", "created", "released", "classification", "origin", "country")
_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "https://reftel.invalid/")


def rendered(request: HttpRequest, form: str, page: CableList) -> HttpResponse:
    """The list in the form that the address ends in."""
    return _FORMS[form](page, frame(edition_of(request)))


def json_answer(value: Mapping[str, Any]) -> HttpResponse:
    body = json.dumps(value, ensure_ascii=False, indent=1)
    return HttpResponse(
        body.encode("utf-8", "backslashreplace"), content_type="application/json; charset=utf-8"
    )


def csv_answer(rows: Iterable[Iterable[str | None]]) -> HttpResponse:
    return HttpResponse(csv_rows(rows).encode("utf-8", "backslashreplace"), content_type=CSV)


def _json(page: CableList, _frame: Frame) -> HttpResponse:
    return json_answer(
        {
            "title": plain(page.title),
            "address": page.here,
            "total": page.total,
            "page": page.number,
            "pages": page.pages,
            "next": page.after or None,
            "previous": page.before or None,
            "cables": [row(entry) for entry in page.entries],
        }
    )


def row(entry: Entry) -> dict[str, str | None]:
    """A cable of a list as JSON has it."""
    row: dict[str, str | None] = {name: getattr(entry, name) for name in FIELDS}
    return row | {"address": addresses.cable(entry.id)}


def _csv(page: CableList, _frame: Frame) -> HttpResponse:
    return csv_answer([FIELDS, *map(cells, page.entries)])


def cells(entry: Entry) -> list[str | None]:
    """A cable of a list as CSV has it, under FIELDS."""
    return [getattr(entry, name) for name in FIELDS]


def _atom(page: CableList, about: Frame) -> HttpResponse:
    """RFC 4287. Links are relative; ids are the same on every host and mirror."""
    updated = max((entry.released or "" for entry in page.entries), default="") or about.made
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{_text(f'{page.title} – {about.name}')}</title>",
        f"<id>{_identity(page.address)}</id>",
        f"<updated>{_instant(updated)}</updated>",
        f'<link rel="self" href={_attribute(page.rendering("atom"))}/>',
        f"<link href={_attribute(page.here)}/>",
        f"<author><name>{_text(about.name)}</name></author>",
    ]
    if page.after:
        following = addresses.rendering(page.after, "atom")
        lines.append(f'<link rel="next" href={_attribute(following)}/>')
    lines += [_entry(entry, about) for entry in page.entries]
    lines.append("</feed>\n")
    return HttpResponse(
        "\n".join(lines).encode("utf-8", "xmlcharrefreplace"),
        content_type="application/atom+xml; charset=utf-8",
    )


def _entry(entry: Entry, about: Frame) -> str:
    about_it = f"{entry.id} · {entry.classification} · {(entry.created or '')[:10]}"
    return (
        f"<entry><title>{_text(entry.subject or entry.id)}</title>"
        f"<id>{_identity(f'/cable/{entry.id}/')}</id>"
        f"<link href={_attribute(addresses.cable(entry.id))}/>"
        f"<updated>{_instant(entry.released or about.made)}</updated>"
        f"<author><name>{_text(entry.origin or about.name)}</name></author>"
        f"<summary>{_text(about_it)}</summary></entry>"
    )


def _text(value: str) -> str:
    return escape(plain(short(value)))


def _attribute(value: str) -> str:
    return quoteattr(plain(value))


def _identity(path: str) -> str:
    return uuid.uuid5(_NAMES, path).urn


def _instant(written: str) -> str:
    """RFC 3339, from a day or a minute as records have them."""
    day, _, time = written.partition("T")
    clock = time.rstrip("Z") or "00:00"
    return f"{day}T{clock if clock.count(':') == 2 else f'{clock}:00'}Z"


_FORMS: Mapping[str, Callable[[CableList, Frame], HttpResponse]] = {
    "json": _json,
    "csv": _csv,
    "atom": _atom,
}
