"""The reading room asked by a mirror: what is there is made by its view, and by no other layer.

The layers tell a browser how to hold a page, and hosts, servers and databases that a request has
come and gone; of all that a mirror keeps nothing, and it took as long as a short file takes to be
made. What is not plainly there (another address, a tombstone, a fault) the layers answer, so that
what they decide is decided in one place.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.core.handlers.wsgi import WSGIRequest, get_path_info
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern

from reftel.edition.read import Edition
from reftel.edition.recent import Memory, keeping
from reftel.reading_room.choices import Choices
from reftel.reading_room.frame import EDITION
from reftel.reading_room.headers import is_page
from reftel.reading_room.relative import LED, told
from reftel.reading_room.urls import urlpatterns
from reftel.reading_room.wording import LANGUAGE, language_of
from reftel.site.hosts import Application

OK = 200
_WORD = re.compile(r"[a-z]*")


def viewing(pages: Application, edition: Edition) -> Application:
    """What views make of one edition; ``pages`` are the same with every layer."""
    language = language_of(edition.manifest.declaration)
    memory: Memory = {}
    viewed = Choices(_viewed)

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET":
            return pages(environ, start)
        LANGUAGE.set(language)
        environ[EDITION] = edition
        with keeping(memory):
            made = _made(viewed, {**environ})  # whoever reads the choices writes into it
        if made is None:
            return pages(environ, start)
        start("200 OK", list(made.items()))
        return [_told(environ, made)] if isinstance(made, HttpResponse) else made

    return answer


def _made(
    viewed: Callable[[HttpRequest], HttpResponseBase], environ: dict[str, Any]
) -> HttpResponseBase | None:
    """The answer of a view; None where there is no page."""
    try:
        made = viewed(WSGIRequest(environ))
    except Http404:
        return None
    except Exception:  # noqa: BLE001 -- the layers meet it again, and tell of it as ever
        return None
    return made if made.status_code == OK else None


def _told(environ: dict[str, Any], made: HttpResponse) -> bytes:
    """What an answer says, its links told from where it stands; what they are is left to read."""
    if not is_page(made):
        return made.content
    page = told(made.content, get_path_info(environ) or "/")
    if page.all_told:
        environ[LED] = page.links
    return page.content


def _viewed(request: HttpRequest) -> HttpResponseBase:
    path = request.path_info[1:]
    for route in _routes(_first_word(path)):
        found = route.pattern.match(path)
        if found is not None:
            _, given, named = found
            answer: HttpResponseBase = route.callback(
                request, *given, **named, **route.default_args
            )
            return answer
    raise Http404


@lru_cache(maxsize=256)
def _routes(word: str) -> tuple[URLPattern, ...]:
    """Those of the routes, in their order, that an address which begins with a word can be on."""
    words = ((one, _first_word(str(one.pattern).removeprefix("^"))) for one in urlpatterns)
    return tuple(one for one, own in words if own in {word, ""})


def _first_word(path: str) -> str:
    """What a path, or the pattern of some, begins with, as far as its first other sign.

    >>> _first_word("cable/08X1/"), _first_word("(?P<before>editions|cable)"), _first_word("")
    ('cable', '', '')
    """
    found = _WORD.match(path)
    return found[0] if found else ""
