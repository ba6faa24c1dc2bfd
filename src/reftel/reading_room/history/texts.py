"""The history of a cable, and each text that it had, at an address that never changes."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from reftel.analysis.redline import redline
from reftel.edition.chronicle import Event, Past, opened
from reftel.edition.past import Text
from reftel.edition.read import Edition
from reftel.reading_room import addresses
from reftel.reading_room.cables import CablePage, View, absent, plain_text, text_page
from reftel.reading_room.frame import edition_of, page_number, shown
from reftel.reading_room.history.gone import text_gone
from reftel.reading_room.history.marks import Marked, marked
from reftel.reading_room.lists import Crumb, Pages, within
from reftel.reading_room.shelves import home_crumb
from reftel.telegram.cable import CableRecord

STEPS = 5  # texts on a page, each compared with the one before it


@dataclass(frozen=True, slots=True)
class Step:
    """One text of a cable, and what changed when it took the place of the one before."""

    text: Text
    address: str
    before: str  # the address of the text before; empty for the first
    current: bool
    changes: Marked | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage(Pages):
    """What history.html may use. The newest text stands first."""

    record: CableRecord
    steps: tuple[Step, ...]
    earlier: tuple[Event, ...]  # what became of texts that are not shown any more
    crumbs: tuple[Crumb, ...]
    since: str  # the day of the first text that is shown


@dataclass(frozen=True, slots=True)
class TextPage:
    """What earlier.html may use: a text as the page of a cable has it, and which one it is."""

    cable: CablePage
    text: Text
    current: bool
    following: Text | None  # the text that took its place
    crumbs: tuple[Crumb, ...]


def history(request: HttpRequest, reference_id: str) -> HttpResponse:
    """Every text of a cable that may be shown, and what changed from each to the next."""
    edition = edition_of(request)
    record = edition.record(reference_id)
    if record is None:
        return absent(request, reference_id)
    if record["id"] != reference_id:
        return redirect(addresses.history(record["id"]), permanent=True)
    return shown(request, "history.html", history_page(edition, record, page_number(request)))


def text(request: HttpRequest, reference_id: str, number: str) -> HttpResponse:
    """A text of a cable as of an edition, to read or as it was sent."""
    found = _found(request, reference_id, int(number))
    if isinstance(found, HttpResponse):
        return found
    past, own, record = found
    view: View = "sent" if request.GET.get("view") == "sent" else "read"
    place = past.texts.index(own)
    page = TextPage(
        cable=text_page(edition_of(request), record, view, own.number or 0),
        text=own,
        current=own is past.texts[-1],
        following=past.texts[place + 1] if own is not past.texts[-1] else None,
        crumbs=_crumbs(record["id"]),
    )
    return shown(request, "earlier.html", page)


def raw(request: HttpRequest, reference_id: str, number: str) -> HttpResponse:
    """A text of a cable as of an edition, as plain text."""
    found = _found(request, reference_id, int(number), "raw.txt")
    return found if isinstance(found, HttpResponse) else plain_text(found[2])


def history_page(edition: Edition, record: CableRecord, number: int) -> HistoryPage:
    """The history of one cable."""
    past = edition.chronicle.past(record["id"])
    texts = past.texts or (Text(edition.manifest.number, (record["released"] or "")[:10], ""),)
    number = within(number, len(texts), STEPS)
    last = len(texts) - STEPS * (number - 1)
    first = max(0, last - STEPS)
    wanted = [one.number or 0 for one in texts[max(0, first - 1) : last]]
    records = edition.chronicle.earlier(record["id"], wanted) | {texts[-1].number: record}
    steps = [_step(record["id"], texts, place, records) for place in range(first, last)]
    return HistoryPage(
        address=addresses.history(record["id"]),
        total=len(texts),
        number=number,
        size=STEPS,
        record=record,
        steps=tuple(reversed(steps)),
        earlier=_before(past, texts),
        crumbs=_crumbs(record["id"]),
        since=texts[0].day,
    )


def _found(
    request: HttpRequest, reference_id: str, number: int, below: str = ""
) -> HttpResponse | tuple[Past, Text, CableRecord]:
    """A text as of an edition, or what stands where there is none to be shown."""
    edition = edition_of(request)
    current = edition.record(reference_id)
    if current is None:
        return absent(request, reference_id)
    id_ = current["id"]
    past = edition.chronicle.past(id_, number)
    own = past.at(number)
    if number > edition.manifest.number and not any(one.number == number for one in past.texts):
        raise Http404
    if own is None:
        if past.was_public(number):
            return text_gone(request, id_)
        raise Http404
    if own.number != number or id_ != reference_id:
        return redirect(addresses.history(id_, own.number or 0) + below, permanent=True)
    if own is past.texts[-1]:
        return past, own, current
    return past, own, opened(own.number, own.blob)


def _step(
    id_: str, texts: tuple[Text, ...], place: int, records: dict[int | None, CableRecord]
) -> Step:
    own, before = texts[place], texts[place - 1] if place else None
    changes = redline(records[before.number], records[own.number]) if before else None
    return Step(
        text=own,
        address=addresses.history(id_, own.number or 0),
        before=addresses.history(id_, before.number or 0) if before else "",
        current=place == len(texts) - 1,
        changes=marked(changes) if changes else None,
    )


def _before(past: Past, texts: tuple[Text, ...]) -> tuple[Event, ...]:
    """What is known of the time before the first text that is shown, the latest first."""
    earlier = (event for event in past.events if event.edition < (texts[0].number or 0))
    return tuple(reversed(list(earlier)))


def _crumbs(id_: str) -> tuple[Crumb, ...]:
    return home_crumb(), Crumb(id_, addresses.cable(id_))
