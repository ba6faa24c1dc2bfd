"""Lists taken away whole: CSV, JSON, RIS, BibTeX and CSL-JSON, sent while they are read.

So a list of a quarter of a million cables costs no more memory than one of fifty.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from django.http import HttpRequest, StreamingHttpResponse

from reftel.edition.entries import Entry
from reftel.reading_room.characters import plain
from reftel.reading_room.citing.exchange import FORMS as EXCHANGED
from reftel.reading_room.citing.exchange import Form
from reftel.reading_room.citing.work import Source, listed
from reftel.reading_room.frame import Frame, border, edition_of
from reftel.reading_room.renderings import CSV, FIELDS, cells, row
from reftel.reading_room.tables import csv_rows

BATCH = 500  # cables read, and sent, at once


@dataclass(frozen=True, slots=True)
class Whole:
    """All of a list, from its first cable to its last; ``entries`` can be read once."""

    title: str
    address: str
    total: int
    entries: Iterator[Entry]
    notes: Mapping[str, str] | None = None  # of a list whose makers wrote one on each cable


def comes_whole(request: HttpRequest, form: str, paged: Collection[str] = ("json",)) -> bool:
    """Whether a list is sent whole: in forms that are not ``paged``, unless a page is asked for.

    Reference managers have no word for "and so on", so they are whole in any case.
    """
    if form in EXCHANGED:
        return True
    asks_for_page = not request.GET.keys().isdisjoint({"page", "cursor", "from"})
    return form in FORMS and form not in paged and not asks_for_page


def sent(request: HttpRequest, form: str, whole: Whole) -> StreamingHttpResponse:
    """The list in one of ``FORMS``."""
    about = border(edition_of(request)).frame
    site = about.host or request.build_absolute_uri("/").rstrip("/")
    media, made = FORMS[form]
    parts = made(whole, about, site)
    return StreamingHttpResponse(
        (part.encode("utf-8", "backslashreplace") for part in parts), content_type=media
    )


def _batches(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    return iter(lambda: list(islice(entries, BATCH)), [])


def _csv(whole: Whole, _about: Frame, _site: str) -> Iterator[str]:
    header = FIELDS if whole.notes is None else (*FIELDS, "note")
    yield csv_rows([header])
    for some in _batches(whole.entries):
        yield csv_rows([*cells(entry), *_note(whole, entry).values()] for entry in some)


def _json(whole: Whole, _about: Frame, _site: str) -> Iterator[str]:
    """The same object as a page of the list: one page that holds all of it."""
    told = {
        "title": plain(whole.title),
        "address": whole.address,
        "total": whole.total,
        "page": 1,
        "pages": 1,
        "next": None,
        "previous": None,
    }
    yield json.dumps(told, ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "cables": ['
    between = "\n  "
    for some in _batches(whole.entries):
        each = (json.dumps(row(entry) | _note(whole, entry), ensure_ascii=False) for entry in some)
        yield between + ",\n  ".join(each)
        between = ",\n  "
    yield "\n ]\n}\n"


def _note(whole: Whole, entry: Entry) -> dict[str, str]:
    return {} if whole.notes is None else {"note": whole.notes.get(entry.id, "")}


def _exchanged(form: Form) -> "Made":
    """A list for reference managers: what stands before, between and after its entries."""

    def made(whole: Whole, about: Frame, site: str) -> Iterator[str]:
        source = Source.of(about, site)
        yield form.before
        between = ""
        notes = whole.notes or {}
        for some in _batches(whole.entries):
            works = (listed(entry, source, notes.get(entry.id, "")) for entry in some)
            entries = map(form.entry, works)
            yield between + form.between.join(entries)
            between = form.between
        yield form.after

    return made


Made = Callable[[Whole, Frame, str], Iterable[str]]
FORMS: Mapping[str, tuple[str, Made]] = {
    "csv": (CSV, _csv),
    "json": ("application/json; charset=utf-8", _json),
    **{suffix: (form.media, _exchanged(form)) for suffix, form in EXCHANGED.items()},
}
