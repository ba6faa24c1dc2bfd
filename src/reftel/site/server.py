"""Serving on this machine: waitress with threads, one address printed when it answers."""

import errno
import ipaddress
import signal
import socket
from collections.abc import Callable
from types import FrameType

from waitress.server import create_server

from reftel.archive import Audience
from reftel.errors import ReftelError
from reftel.site.wiring import Application

THREADS = 8


class ServingError(ReftelError):
    """The reading room cannot be served at this address."""


def require_private(audience: Audience, host: str) -> None:
    """The staff edition holds what is not released, so it is never offered to a network."""
    if audience is Audience.STAFF and not _is_loopback(host):
        raise ServingError(
            f"The staff edition holds unreleased cables and is not served on {host}.",
            "Nothing was started.",
            "Leave --host at 127.0.0.1, or serve --audience public.",
        )


def serve(application: Application, host: str, port: int, *, ready: Callable[[str], None]) -> None:
    """Serve until interrupted. ``ready`` is told the address once connections are taken.

    Port 0 takes any free port. Raises ServingError where the port is taken or not ours.
    """
    try:
        listening = _listening(host, port)
    except OSError as error:
        raise _cannot_listen(host, port, error) from error
    server = create_server(
        application,
        sockets=[listening],
        threads=THREADS,
        ident=None,  # no name and version of a program for strangers
        clear_untrusted_proxy_headers=True,
    )
    shown = f"[{host}]" if ":" in host else host
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        ready(f"http://{shown}:{listening.getsockname()[1]}/")
        server.run()
    finally:
        signal.signal(signal.SIGTERM, before)
        server.close()


def _listening(host: str, port: int) -> socket.socket:
    """A socket that takes connections. Raises OSError, and leaves nothing open then."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, address = found[0][0], found[0][4]
    return socket.create_server(address[:2], family=family)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _cannot_listen(host: str, port: int, error: OSError) -> ServingError:
    why = {
        errno.EADDRINUSE: "another program uses it",
        errno.EACCES: "this user may not use it",
        errno.EADDRNOTAVAIL: "this machine has no such address",
        socket.EAI_NONAME: "this machine knows no such host",
    }.get(error.errno or 0, str(error))
    return ServingError(
        f"Port {port} on {host} cannot be opened: {why}.",
        "The archive was not touched.",
        "Name another with --port, or let reftel find a free one with --port 0.",
    )
