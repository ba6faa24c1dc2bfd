"""What every answer tells the browser, and what makes the same question cheap the second time.

A page depends on the edition, the program and the address, and on nothing else: no cookie,
no language, no account. So one tag per edition answers every conditional request before
anything is read. The policy has the names that Django 6.0 gives it, so that Django's own
middleware can take over once Python 3.11 need not be supported.
"""

from collections.abc import Callable
from pathlib import Path

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils.http import parse_etags

from reftel.archive import Audience
from reftel.reading_room.assets import fingerprint
from reftel.reading_room.errors import READING, not_reading, overlong
from reftel.reading_room.frame import edition_of
from reftel.reading_room.policy import SECURITY_HEADERS
from reftel.reading_room.wording import LANGUAGE, language_of

TEMPLATES = Path(__file__).parent / "templates"

Answer = Callable[[HttpRequest], HttpResponseBase]


class Headers:
    """Middleware: reading only, safe headers, an entity tag, HEAD without a body."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        _prepared()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        LANGUAGE.set(language_of(edition_of(request).manifest.declaration))
        if request.method not in READING:
            return _kept(request, not_reading(request), "")
        tag = entity_tag(request)
        if tag in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", "")):
            return _kept(request, HttpResponse(status=304), tag)
        answer = self.answer if _is_readable(request) else overlong
        response = _kept(request, answer(request), tag)
        return _without_body(response) if request.method == "HEAD" else response


def _prepared() -> None:
    """Load now what the first reader would wait for, a quarter of a second: views, templates."""
    _ = get_resolver().url_patterns
    for path in TEMPLATES.rglob("*.html"):
        get_template(path.relative_to(TEMPLATES).as_posix())
    fingerprint()


def _is_readable(request: HttpRequest) -> bool:
    """Whether the address has no more fields than Django reads; no view need ask again."""
    try:
        request.GET  # noqa: B018 -- reads them
    except TooManyFieldsSent:
        return False
    return True


def entity_tag(request: HttpRequest) -> str:
    """Weak: the same page may be sent compressed or not."""
    manifest = edition_of(request).manifest
    return f'W/"{manifest.number}-{manifest.content_digest[:16]}-{fingerprint()}"'


def _kept(request: HttpRequest, response: HttpResponseBase, tag: str) -> HttpResponseBase:
    """A public page may be kept if it is asked for again each time, so that takedown is prompt."""
    if edition_of(request).manifest.audience == Audience.STAFF:
        response.headers["Cache-Control"] = "private, no-store"
    else:
        response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
        if response.status_code in {200, 304}:
            response.headers["ETag"] = tag
    return _guarded(response)


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, HttpResponse):
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""
    elif isinstance(response, StreamingHttpResponse):
        response.streaming_content = ()
    return response


def _guarded(response: HttpResponseBase) -> HttpResponseBase:
    for name, value in SECURITY_HEADERS.items():
        response.headers[name] = value
    return response
