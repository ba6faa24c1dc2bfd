"""The reading room asked by a mirror: what is there is made by its view, and by no other layer.

The layers tell a browser how to hold a page, and hosts, servers and databases that a request has
come and gone; of all that a mirror keeps nothing, and it took as long as a short file takes to be
made. What is not plainly there (another address, a tombstone, a fault) the layers answer, so that
what they decide is decided in one place.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import get_resolver

from reftel.edition.read import Edition
from reftel.reading_room.choices import Choices
from reftel.reading_room.frame import EDITION
from reftel.reading_room.headers import told_from
from reftel.reading_room.wording import LANGUAGE, language_of
from reftel.site.hosts import Application

OK = 200


def resting(pages: Application, edition: Edition) -> Application:
    """What views make of one edition; ``pages`` are the same with every layer."""
    language = language_of(edition.manifest.declaration)
    viewed = Choices(_viewed)

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        LANGUAGE.set(language)
        environ[EDITION] = edition
        made = _made(viewed, {**environ})  # whoever reads the choices writes into it
        if made is None:
            return pages(environ, start)
        start("200 OK", list(made.items()))
        return [made.content] if isinstance(made, HttpResponse) else made

    return answer


def _made(
    viewed: Callable[[HttpRequest], HttpResponseBase], environ: dict[str, Any]
) -> HttpResponseBase | None:
    """The answer of a view, its links told from where it stands; None where there is no page."""
    request = WSGIRequest(environ)
    path = request.path_info
    try:
        made = viewed(request)
    except Http404:
        return None
    except Exception:  # noqa: BLE001 -- the layers meet it again, and tell of it as ever
        return None
    return told_from(path, made) if made.status_code == OK else None


def _viewed(request: HttpRequest) -> HttpResponseBase:
    view, given, named = get_resolver().resolve(request.path_info)
    answer: HttpResponseBase = view(request, *given, **named)
    return answer
