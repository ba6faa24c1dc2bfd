"""Pages for what cannot be shown, each with a way on."""

from django.http import HttpRequest, HttpResponse

from reftel.reading_room.frame import shown


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404. Says nothing of why: what is held back must look like what never was."""
    del exception
    return shown(request, "404.html", None, status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500. The log has the reason; the reader gets a page that works."""
    return shown(request, "500.html", None, status=500)
