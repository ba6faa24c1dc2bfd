"""Cables like another one: a page of its own, as it takes as long as a search.

It is a question, as a search is: which cables are nearest changes with every cable that comes.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from reftel.edition.entries import Entry
from reftel.reading_room import addresses
from reftel.reading_room.cables import absent
from reftel.reading_room.frame import edition_of, shown
from reftel.reading_room.lists import Crumb
from reftel.reading_room.shelves import home_crumb

MOST = 20


@dataclass(frozen=True, slots=True)
class AlikePage:
    """What alike.html may use; of no cable as long as nothing was asked."""

    crumbs: tuple[Crumb, ...]
    id: str = ""
    subject: str = ""
    entries: tuple[Entry, ...] = ()


def former(request: HttpRequest, reference_id: str) -> HttpResponse:
    """The address that this page of a cable once had."""
    record = edition_of(request).record(reference_id)
    if record is None:
        return absent(request, reference_id)
    return redirect(addresses.alike(record["id"]), permanent=True)


def alike(request: HttpRequest) -> HttpResponse:
    """Some cables whose words are like those of this one, the nearest first."""
    edition = edition_of(request)
    reference_id = request.GET.get("cable", "").strip()
    if not reference_id:
        return shown(request, "alike.html", AlikePage((home_crumb(),)))
    record = edition.record(reference_id)
    if record is None:
        return absent(request, reference_id)
    if record["id"] != reference_id:
        return redirect(addresses.alike(record["id"]), permanent=True)
    page = AlikePage(
        crumbs=(home_crumb(), Crumb(record["id"], addresses.cable(record["id"]))),
        id=record["id"],
        subject=record["subject"],
        entries=tuple(edition.listed(edition.searcher.alike(record, MOST))),
    )
    return shown(request, "alike.html", page)
