"""Cables like another one: a page of its own, as it takes as long as a search."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from reftel.edition.read import Entry
from reftel.reading_room import addresses
from reftel.reading_room.cables import absent
from reftel.reading_room.frame import edition_of, shown
from reftel.reading_room.lists import Crumb
from reftel.reading_room.shelves import home_crumb

MOST = 20


@dataclass(frozen=True, slots=True)
class AlikePage:
    """What alike.html may use."""

    id: str
    subject: str
    crumbs: tuple[Crumb, ...]
    entries: tuple[Entry, ...]


def alike(request: HttpRequest, reference_id: str) -> HttpResponse:
    """Some cables whose words are like those of this one, the nearest first."""
    edition = edition_of(request)
    record = edition.record(reference_id)
    if record is None:
        return absent(request, reference_id)
    if record["id"] != reference_id:
        return redirect(addresses.alike(record["id"]), permanent=True)
    page = AlikePage(
        id=record["id"],
        subject=record["subject"],
        crumbs=(home_crumb(), Crumb(record["id"], addresses.cable(record["id"]))),
        entries=tuple(edition.listed(edition.searcher.alike(record, MOST))),
    )
    return shown(request, "alike.html", page)
