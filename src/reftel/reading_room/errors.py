"""Pages for what cannot be shown, each with a way on."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from reftel.reading_room.frame import shown
from reftel.reading_room.history.gone import left_behind
from reftel.reading_room.wording import said as _

READING = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Refusal:
    """What refused.html may use."""

    status: int
    title: str
    words: str


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, or what is told of an address that was public once.

    Says nothing of why: what is held back must look like what never was.
    """
    del exception
    left = left_behind(request)
    return left if left is not None else shown(request, "404.html", None, status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500. The log has the reason; the reader gets a page that works."""
    return shown(request, "500.html", None, status=500)


def overlong(request: HttpRequest) -> HttpResponse:
    """400, for an address with more fields than anybody means."""
    words = _("The address asks for too much at once. A search takes its words and a few filters.")
    return _refused(request, Refusal(400, _("This address cannot be read"), words))


def not_reading(request: HttpRequest) -> HttpResponse:
    """405: pages are read, and nothing is sent to them."""
    words = _("Nothing can be sent to this address. It can be read, with GET or HEAD.")
    answer = _refused(request, Refusal(405, _("Pages here are only read"), words))
    answer.headers["Allow"] = ", ".join(READING)
    return answer


def _refused(request: HttpRequest, page: Refusal) -> HttpResponse:
    return shown(request, "refused.html", page, status=page.status)
