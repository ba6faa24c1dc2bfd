"""An edition that is not public, shown to an editor as the public would see it.

The reading room's own views answer, from the preview of a batch; its links lead on within the
preview, and every page says what it is. Nothing is remembered of it.
"""

import re
from functools import lru_cache
from pathlib import Path

from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, get_resolver
from django.utils.html import escape

from reftel.edition.read import Edition
from reftel.reading_room.assets import PREFIX
from reftel.reading_room.choices import chosen
from reftel.reading_room.frame import EDITION
from reftel.reading_room.wording import LANGUAGE, language_of

_URLS = "reftel.reading_room.urls"
_LINK = re.compile(rf'(\s(?:href|action|src)=")(/(?!/|{re.escape(PREFIX.lstrip("/"))}))')
_BODY = re.compile(r"<body[^>]*>")
_KEPT = 4  # editions that are open at once


def shown(
    request: HttpRequest, folder: Path, here: str, address: str, told: str
) -> HttpResponseBase:
    """The page of the reading room at an address, below ``here``; ``told`` says what it is."""
    edition = _opened(folder, (folder / "manifest.json").stat().st_mtime_ns)
    LANGUAGE.set(language_of(edition.manifest.declaration))
    path, query = chosen(address, request.META.get("QUERY_STRING", ""))
    fields = {"PATH_INFO": path, "QUERY_STRING": query, EDITION: edition}
    asked = WSGIRequest({**request.META, **fields})
    try:
        found = get_resolver(_URLS).resolve(path)
    except Resolver404 as error:
        raise Http404 from error
    answer: HttpResponseBase = found.func(asked, *found.args, **found.kwargs)
    if answer.status_code in {301, 302}:
        answer.headers["Location"] = _within(here, answer.headers["Location"])
    if isinstance(answer, HttpResponse) and "html" in answer.headers.get("Content-Type", ""):
        answer.content = _marked(answer.content.decode(), here, told).encode()
    return answer


@lru_cache(maxsize=_KEPT)
def _opened(folder: Path, made: int) -> Edition:
    """The edition; another one where it was made anew."""
    del made
    return Edition(folder)


def _marked(page: str, here: str, told: str) -> str:
    """A page with its links kept within the preview, and what it is at its top."""
    within = _LINK.sub(lambda link: f"{link[1]}{here}{link[2]}", page)
    notice = f'<p class="notice staff" role="note">{escape(told)}</p>'
    return _BODY.sub(lambda body: body[0] + notice, within, count=1)


def _within(here: str, address: str) -> str:
    return f"{here}{address}" if address.startswith("/") else address
