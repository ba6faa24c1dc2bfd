"""What every answer tells the browser.

The policy has the names that Django 6.0 gives it, so that Django's own middleware can take over
once Python 3.11 need not be supported. Entity tags and what is kept: ``reftel.site.front``.
"""

from collections.abc import Callable
from pathlib import Path

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.loader import get_template
from django.urls import get_resolver

from reftel.archive import Audience
from reftel.reading_room.errors import READING, not_reading, overlong
from reftel.reading_room.frame import edition_of
from reftel.reading_room.policy import PUBLIC, SECURITY_HEADERS, STAFF, UNLISTED
from reftel.reading_room.relative import relative
from reftel.reading_room.wording import LANGUAGE, language_of

TEMPLATES = Path(__file__).parent / "templates"

Answer = Callable[[HttpRequest], HttpResponseBase]


class Headers:
    """Middleware: reading only, safe headers, links told from the page, HEAD without a body."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        _prepared()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        LANGUAGE.set(language_of(edition_of(request).manifest.declaration))
        path = request.path_info
        if request.method not in READING:
            return _kept(request, told_from(path, not_reading(request)))
        answer = self.answer if _is_readable(request) else overlong
        response = _kept(request, told_from(path, answer(request)))
        return _without_body(response) if request.method == "HEAD" else response


def _prepared() -> None:
    """Load now what the first reader would wait for, a quarter of a second: views, templates.

    Templates in English: another language has each made when a page first asks for it.
    """
    _ = get_resolver().url_patterns
    for path in TEMPLATES.rglob("*.html"):
        get_template(path.relative_to(TEMPLATES).as_posix())


def _is_readable(request: HttpRequest) -> bool:
    """Whether the address has no more fields than Django reads; no view need ask again."""
    try:
        request.GET  # noqa: B018 -- reads them
    except TooManyFieldsSent:
        return False
    return True


def told_from(path: str, response: HttpResponseBase) -> HttpResponseBase:
    """The answer; where it is a page, its links are told from this path."""
    if isinstance(response, HttpResponse) and is_page(response):
        response.content = relative(response.content, path)
        response.headers["Content-Length"] = str(len(response.content))
    return response


def is_page(response: HttpResponseBase) -> bool:
    """Whether it is a page, which has links."""
    return response.headers.get("Content-Type", "").startswith("text/html")


def _kept(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    manifest = edition_of(request).manifest
    staff = manifest.audience == Audience.STAFF
    response.headers["Cache-Control"] = STAFF if staff else PUBLIC
    if staff or not manifest.declaration.search_engines:
        response.headers["X-Robots-Tag"] = UNLISTED
    for name, value in SECURITY_HEADERS.items():
        response.headers[name] = value
    return response


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, HttpResponse):
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""
    elif isinstance(response, StreamingHttpResponse):
        response.streaming_content = ()
    return response
