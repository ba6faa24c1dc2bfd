"""The names under which a site answers, told by the Host header of each request.

The staff edition answers under the names of this machine alone. A page of somebody else's
that the same browser has open can point a name of its own at 127.0.0.1 (DNS rebinding) and
would read with the reader's eyes; but the browser tells the name, and the name is not ours.
The public edition answers under any name, as a mirror must.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.http.request import split_domain_port

from reftel.archive import Audience
from reftel.reading_room.policy import SECURITY_HEADERS

Application = Callable[..., Iterable[bytes]]

THIS_MACHINE = frozenset(("127.0.0.1", "localhost", "[::1]"))

PAGE = """\
<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{title}</title>
<h1>{title}</h1>
<p>{words}</p>
</html>
"""
NO_NAME = (
    "400 Bad Request",
    "The request names no host",
    "The Host header is not the name of one.",
)
NOT_OURS = (
    "421 Misdirected Request",
    "This edition is shown on this machine only",
    "Open it under the address that reftel printed, such as http://127.0.0.1:8000/.",
)


def guarded(application: Application, *, audience: Audience) -> Application:
    """The application, for requests under a name that this audience may ask by."""
    return answering(application, None if audience is Audience.PUBLIC else THIS_MACHINE)


def answering(application: Application, names: frozenset[str] | None) -> Application:
    """The application, for requests under one of these names; None is any name at all."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        name, _ = split_domain_port(environ.get("HTTP_HOST", environ["SERVER_NAME"]))
        if not name:
            return _refusal(*NO_NAME, environ, start_response)
        if names is not None and name not in names:
            return _refusal(*NOT_OURS, environ, start_response)
        return application(environ, start_response)

    return answer


def is_this_machine(host: str) -> bool:
    """Whether an address to listen on is one that the staff edition answers under."""
    return bool({host.lower(), f"[{host}]"} & THIS_MACHINE)


def _refusal(
    status: str,
    title: str,
    words: str,
    environ: dict[str, Any],
    start_response: Callable[..., Any],
) -> Iterable[bytes]:
    page = PAGE.format(title=title, words=words).encode()
    told = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(page))}
    start_response(status, [*told.items(), *SECURITY_HEADERS.items()])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [page]
