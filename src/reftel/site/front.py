"""What stands in front of Django: what was answered before is answered again without it.

A question is asked of one edition from beginning to end. If the reader holds the page already,
304; if this process does, the same bytes; if it was made beforehand, those; else Django makes it,
and it is compressed as the reader likes and kept. The staff's edition is only ever made: nothing of
it is kept anywhere.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from reftel.archive import Audience
from reftel.compression import zstd
from reftel.edition.live import LiveEdition, Pinned
from reftel.edition.plates import Plates
from reftel.edition.read import Edition
from reftel.reading_room.errors import READING
from reftel.reading_room.frame import EDITION
from reftel.reading_room.policy import PUBLIC, SECURITY_HEADERS
from reftel.site import codings
from reftel.site.hosts import Application
from reftel.site.memory import SIZE, Answer, Fields, Key, is_memorable
from reftel.site.showing import Showing, Showings

Environ = dict[str, Any]
Started = Callable[..., Any]

OK, UNCHANGED = "200 OK", "304 Not Modified"
_VARY = ("Vary", "Accept-Encoding")
_ALWAYS: Fields = (*SECURITY_HEADERS.items(), ("Cache-Control", PUBLIC), _VARY)


def remembering(
    pages: Application, live: LiveEdition | Pinned, size: int = SIZE, plates: Path | None = None
) -> Application:
    """The pages of the live edition, pinned to one edition a request; ``plates`` is a folder."""
    showings = Showings(size, plates)

    def answer(environ: Environ, start: Started) -> Iterable[bytes]:
        edition = environ[EDITION] = live.current()
        public = edition.manifest.audience is Audience.PUBLIC
        if not public or environ["REQUEST_METHOD"] not in READING:
            return pages(environ, start)
        return _answered(pages, showings.of(edition), environ, start)

    return answer


def pinned(pages: Application, edition: Edition) -> Application:
    """The pages of one edition for a reader that keeps them itself: plates, and a mirror."""

    def answer(environ: Environ, start: Started) -> Iterable[bytes]:
        environ[EDITION] = edition
        return pages(environ, start)

    return answer


def _answered(
    pages: Application, showing: Showing, environ: Environ, start: Started
) -> Iterable[bytes]:
    path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
    tag = showing.tag_of(f"{path}?{query}")
    validators = (("ETag", tag), ("Last-Modified", showing.modified))
    if showing.is_unchanged(tag, environ):
        start(UNCHANGED, [*_ALWAYS, *validators])
        return []
    coding = codings.chosen(environ.get("HTTP_ACCEPT_ENCODING", ""))
    key = _key(environ, path, query, coding)
    known = showing.answers.get(key)
    if known is None:
        made = _plated(showing.plates, environ, coding, validators) or _made(
            pages, environ, coding, validators
        )
        if not isinstance(made, Answer):
            start(made[0], list(made[1]))
            return made[2]
        if made.status == OK and environ["REQUEST_METHOD"] == "GET" and is_memorable(path, query):
            showing.answers.keep(key, made)
        known = made
    start(known.status, list(known.headers))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [known.body]


def _key(environ: Environ, path: str, query: str, coding: str) -> Key:
    """All that an answer depends on; some tell the address that the reader knows us by."""
    host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    root = environ.get("SCRIPT_NAME", "")
    return (path, query, coding, environ["wsgi.url_scheme"], host, root)


def _plated(
    plates: Plates | None, environ: Environ, coding: str, validators: Fields
) -> Answer | None:
    """The answer as it was made beforehand, if it was, in a coding."""
    if plates is None or environ.get("QUERY_STRING") or environ["REQUEST_METHOD"] != "GET":
        return None
    plate = plates.get(environ["PATH_INFO"])
    if plate is None:
        return None
    try:
        body = codings.recoded(plate.page, coding)
    except zstd.ZstdError:  # somebody wrote another page into the file
        return None
    headers = {**dict(plate.headers), **dict([_VARY]), **dict(validators)}
    if coding:
        headers["Content-Encoding"] = coding
    headers["Content-Length"] = str(len(body))
    return Answer(OK, tuple(headers.items()), body)


def _made(
    pages: Application, environ: Environ, coding: str, validators: Fields
) -> Answer | tuple[str, Fields, Iterable[bytes]]:
    """The answer as Django makes it, in a coding: whole, or in parts where it is long."""
    told: list[tuple[str, list[tuple[str, str]]]] = []
    parts = pages(environ, lambda status, headers, *_: told.append((status, headers)))
    status, given = told[0]
    headers = {**dict(given), **dict([_VARY])}
    if status == OK:
        headers |= dict(validators)
    coded = coding if codings.is_worth_it(headers.get("Content-Type", "")) else codings.IDENTITY
    length = headers.get("Content-Length")
    if length is not None and int(length) < codings.SMALLEST:
        coded = codings.IDENTITY
    if coded:
        headers["Content-Encoding"] = coded
        headers.pop("Content-Length", None)
    if environ["REQUEST_METHOD"] == "HEAD":
        _closed(parts)
        return status, tuple(headers.items()), ()
    if length is None:
        sent = codings.streamed(parts, coded) if coded else parts
        return status, tuple(headers.items()), sent
    body = b"".join(parts)
    _closed(parts)
    if coded:
        body = codings.whole(body, coded)
        headers["Content-Length"] = str(len(body))
    return Answer(status, tuple(headers.items()), body)


def _closed(parts: Iterable[bytes]) -> None:
    close = getattr(parts, "close", None)
    if close is not None:
        close()
