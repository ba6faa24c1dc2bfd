"""Serving on this machine: waitress with threads, one address printed when it answers."""

import errno
import signal
import socket
from collections.abc import Callable
from types import FrameType

from waitress.server import create_server

from reftel.archive import Audience
from reftel.errors import ReftelError
from reftel.site.hosts import Application, is_this_machine

THREADS = 8
PROXY = "127.0.0.1"  # the one whose word is taken, where there is to be one
FORWARDED = {"x-forwarded-for", "x-forwarded-proto"}


class ServingError(ReftelError):
    """The reading room cannot be served at this address."""


def require_private(audience: Audience, host: str) -> None:
    """The staff edition holds what is not released, so it is never offered to a network."""
    if audience is Audience.STAFF and not is_this_machine(host):
        raise ServingError(
            f"The staff edition holds unreleased cables and is not served on {host}.",
            "Nothing was started.",
            "Leave --host at 127.0.0.1, or serve --audience public.",
        )


def listening(host: str, port: int) -> socket.socket:
    """A socket that takes connections; port 0 is any free port.

    To be had before any work is done for what is to be served. Raises ServingError where the
    port is taken or not ours.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, address = found[0][0], found[0][4]
        return socket.create_server(address[:2], family=family)
    except (OSError, UnicodeError) as error:
        raise _cannot_listen(host, port, error) from error


def serve(
    application: Application,
    at: socket.socket,
    *,
    ready: Callable[[str], None],
    behind_proxy: bool = False,
) -> None:
    """Serve until interrupted. ``ready`` is told the address first; the socket is closed.

    ``behind_proxy`` believes one proxy on this machine that names the reader's address and scheme.
    """
    proxy = {"trusted_proxy": PROXY, "trusted_proxy_headers": FORWARDED} if behind_proxy else {}
    server = create_server(
        application,
        sockets=[at],
        threads=THREADS,
        ident=None,  # no name and version of a program for strangers
        clear_untrusted_proxy_headers=True,
        **proxy,
    )
    host, port = at.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        ready(f"http://{shown}:{port}/")
        server.run()
    finally:
        signal.signal(signal.SIGTERM, before)
        server.close()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _cannot_listen(host: str, port: int, error: Exception) -> ServingError:
    why = {
        errno.EADDRINUSE: "another program uses it",
        errno.EACCES: "this user may not use it",
        errno.EADDRNOTAVAIL: "this machine has no such address",
        socket.EAI_NONAME: "this machine knows no such host",
    }.get(getattr(error, "errno", None) or 0, str(error))
    return ServingError(
        f"Port {port} on {host} cannot be opened: {why}.",
        "The archive was not touched.",
        "Name another with --port, or let reftel find a free one with --port 0.",
    )
