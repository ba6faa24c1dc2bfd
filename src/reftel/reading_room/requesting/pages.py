"""The addresses of request drafts: plain text, made from the edition alone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from reftel.edition.read import Edition
from reftel.reading_room import addresses
from reftel.reading_room.cables import absent, elsewhere
from reftel.reading_room.citing.work import Source
from reftel.reading_room.frame import border, edition_of
from reftel.reading_room.requesting.drafts import MOST, of_cable, of_missing
from reftel.reading_room.requesting.letter import Draft, letter


def for_cable(request: HttpRequest, reference_id: str) -> HttpResponse:
    """A request for what was taken out of a cable. What is not here answers as its page does."""
    edition = edition_of(request)
    record = edition.record(reference_id)
    if record is None:
        return absent(request, reference_id)
    if record["id"] != reference_id:
        return redirect(addresses.request(addresses.cable(record["id"])), permanent=True)
    return _answer(of_cable(record, _source(request, edition)))


def for_missing(request: HttpRequest, reference_id: str) -> HttpResponse:
    """A request for a telegram that is referred to and not here."""
    edition = edition_of(request)
    ghost = edition.ghost(reference_id)
    if ghost is None or ghost.id != reference_id:
        return elsewhere(edition, reference_id, ghost, _address)
    citing = edition.cited_by(ghost.id, 1, MOST)
    return _answer(of_missing(ghost, citing, _source(request, edition)))


def _address(missing: str) -> str:
    return addresses.request(addresses.reftel(missing))


def _source(request: HttpRequest, edition: Edition) -> Source:
    return Source.of(border(edition).frame, request.build_absolute_uri("/").rstrip("/"))


def _answer(draft: Draft) -> HttpResponse:
    text = letter(draft).encode("utf-8", "backslashreplace")
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["X-Robots-Tag"] = "noindex"
    return answer
