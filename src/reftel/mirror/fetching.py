"""The fetching: files of a mirror that lies on a host, over HTTP, from a host that nobody trusts.

An answer is read in parts and never held; it may have no more bytes than whoever asks expects,
and no more time than these bytes take on a slow line. What leads to another host is not followed.
"""

import http.client
import io
import socket
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Any, Self, TypeVar
from urllib.parse import quote, urljoin, urlsplit

from reftel import __version__
from reftel.declaration import is_address
from reftel.errors import ConfigError
from reftel.mirror.places import INDEX, READ

CONNECTIONS = 4  # that whoever asks should have at most
IN_FLIGHT = 4  # for each of them, what is asked for before the first has come
PATIENCE_S = 30.0
SLOWEST = 2_000  # bytes a second: a host that is slower is taken for dead
PAUSES_S = (0.0, 1.0, 4.0)  # before each time that it is asked
OK, GONE = 200, 410  # a host may say that a notice stands for what is gone
NOT_THERE = frozenset((401, 403, 404, 410, 451))
MOVED = frozenset((301, 302, 303, 307, 308))
LEADS_ON_AT_MOST = 5
_AT_ONCE = 1 << 16
S = TypeVar("S")
T = TypeVar("T")
_HEADERS = {"User-Agent": f"reftel/{__version__}", "Accept-Encoding": "identity"}


class Unanswered(Exception):
    """A host gave no answer that can be used; the words say why."""


class NotThere(Unanswered):
    """It answered that it has no such file."""


class Host:
    """The host of a mirror, asked for files by their places; by several threads if need be."""

    def __init__(
        self,
        address: str,
        *,
        connections: int = CONNECTIONS,
        patience: float = PATIENCE_S,
        pauses: tuple[float, ...] = PAUSES_S,
    ) -> None:
        """Raises ConfigError for what is no address of a mirror."""
        if not is_address(address):
            raise ConfigError(
                f"{address} is no address of a mirror.",
                "Nothing was asked.",
                'It should be like "https://mirror.example" or "https://mirror.example/cables".',
            )
        self.address = self._base = address.rstrip("/") + "/"
        self.connections = connections
        self._patience = patience
        self._pauses = pauses
        self._own = threading.local()  # one connection for each thread
        self._lines: set[http.client.HTTPConnection] = set()
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Hang up, also where another thread waits for an answer."""
        self._is_closed = True
        for line in tuple(self._lines):
            if line.sock is not None:
                with suppress(OSError):
                    line.sock.shutdown(socket.SHUT_RDWR)
            line.close()

    @property
    def name(self) -> str:
        return self.address

    def sum(self, place: str, at_most: int) -> str:
        """The sha256 of a file. Raises NotThere, and Unanswered when it was asked in vain."""
        return self.tried(partial(self._sum, place, at_most))

    def content(self, place: str, at_most: int) -> bytes:
        """All of a small file. Raises as ``sum`` does."""
        return self.tried(lambda: b"".join(self._parts_of(place, at_most)))

    @contextmanager
    def parts(self, place: str, at_most: int) -> Iterator[Iterator[bytes]]:
        """A file in parts, asked for once: Unanswered may be raised in the midst of it."""
        yield self._parts_of(place, at_most)

    def _sum(self, place: str, at_most: int) -> str:
        digest = sha256()
        for part in self._parts_of(place, at_most):
            digest.update(part)
        return digest.hexdigest()

    def tried(self, ask: Callable[[], T]) -> T:
        """What ``ask`` gives, which may be asked several times before its Unanswered is raised."""
        for pause in self._pauses[:-1]:
            time.sleep(pause)
            try:
                return ask()
            except NotThere:
                raise
            except Unanswered:
                if self._is_closed:
                    raise
        time.sleep(self._pauses[-1])
        return ask()

    def _parts_of(self, place: str, at_most: int) -> Iterator[bytes]:
        """The address that readers open: that of a page ends with its folder."""
        asked = place[: -len(INDEX)] if f"/{place}".endswith(f"/{INDEX}") else place
        count = 0
        with self._ending_with_errors():
            response = self._answer(self._base + quote(asked), at_most)
            while part := response.read(_AT_ONCE):
                count += len(part)
                if count > at_most:
                    raise Unanswered(f"it is longer than the {at_most:,} bytes that it may have")
                yield part
            if response.length:  # HTTPResponse.read(n) passes an early end over in silence
                raise Unanswered("the transfer was cut off")

    @contextmanager
    def _ending_with_errors(self) -> Iterator[None]:
        """What goes wrong is an answer that is none, and nothing more is read from that line."""
        try:
            yield
        except (OSError, http.client.HTTPException, ValueError) as error:
            self._hang_up()
            raise Unanswered(_why(error)) from error
        except BaseException:
            self._hang_up()
            raise

    def _answer(self, address: str, at_most: int) -> "_Response":
        for _ in range(LEADS_ON_AT_MOST):
            response = self._asked(address, at_most)
            if response.status not in MOVED:
                break
            to = urljoin(address, response.headers.get("Location", ""))
            self._hang_up()
            self._require_own(to)
            if to == f"https{address.removeprefix('http')}":  # so will all others
                self._base = f"https{self._base.removeprefix('http')}"
            address = to
        is_notice = response.status == GONE and address.endswith(READ)
        if response.status in NOT_THERE and not is_notice:
            raise NotThere(f"it answers {response.status}")
        if response.status not in {OK, GONE}:
            raise Unanswered(f"it answers {response.status}")
        return response

    def _asked(self, address: str, at_most: int) -> "_Response":
        at = urlsplit(address)
        connection = self._connection(at.scheme, at.netloc)
        target = (at.path or "/") + (f"?{at.query}" if at.query else "")
        connection.request("GET", target, headers=_HEADERS)
        response = connection.getresponse()
        assert isinstance(response, _Response)  # noqa: S101 -- for the type
        response.clock.allowed = at_most
        return response

    def _require_own(self, address: str) -> None:
        """Raise Unanswered unless an address is of this host, and as safe as the first was."""
        try:
            to, here = urlsplit(address), urlsplit(self.address)
            same = to.hostname == here.hostname and (
                (to.scheme, to.port) == (here.scheme, here.port)
                or (here.scheme, to.scheme) == ("http", "https")
            )
        except ValueError:
            same = False
        if not same:
            raise Unanswered("it leads to another host, which is not asked")

    def _connection(self, scheme: str, netloc: str) -> http.client.HTTPConnection:
        kept: http.client.HTTPConnection | None = getattr(self._own, "connection", None)
        if kept is not None and self._own.to == (scheme, netloc):
            return kept
        self._hang_up()
        if self._is_closed:
            raise Unanswered("the line was closed")
        kind = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
        connection = kind(netloc, timeout=self._patience)
        connection.response_class = partial(_Response, _Clock(self._patience))  # type: ignore[assignment]
        self._own.connection, self._own.to = connection, (scheme, netloc)
        self._lines.add(connection)
        return connection

    def _hang_up(self) -> None:
        connection = getattr(self._own, "connection", None)
        if connection is not None:
            connection.close()
            self._lines.discard(connection)
            self._own.connection = None


def in_order(
    work: Callable[[S], T], each: Iterable[S], *, hands: int, stop: Callable[[], None]
) -> Iterator[T]:
    """What ``work`` makes of each, in order; a handful of them are under way at a time.

    ``stop`` is called where it is cut off: else what is under way would be waited for.
    """
    flying: deque[Future[T]] = deque()
    pool = ThreadPoolExecutor(hands)
    try:
        for one in each:
            flying.append(pool.submit(work, one))
            if len(flying) >= hands * IN_FLIGHT:
                yield flying.popleft().result()
        while flying:
            yield flying.popleft().result()
    except BaseException:
        stop()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@dataclass(slots=True)
class _Clock:
    """How long an answer may still take: longer with what has come, as far as that is allowed."""

    patience: float
    begun: float = 0.0
    received: int = 0
    allowed: int = 0

    def begin(self) -> None:
        self.begun, self.received, self.allowed = time.monotonic(), 0, 0

    def left(self) -> float:
        """Raises TimeoutError where there is nothing left."""
        earned = min(self.received, self.allowed) / SLOWEST
        left = self.patience + earned - (time.monotonic() - self.begun)
        if left <= 0:
            raise TimeoutError("it answers too slowly")
        return min(left, self.patience)


class _Response(http.client.HTTPResponse):
    """An answer whose every byte is waited for by the clock."""

    def __init__(self, clock: _Clock, sock: socket.socket, *args: Any, **more: Any) -> None:
        super().__init__(sock, *args, **more)
        self.clock = clock
        clock.begin()
        raw = self.fp.detach()
        self.fp = io.BufferedReader(_Timed(raw, sock, clock), _AT_ONCE)


class _Timed(io.RawIOBase):
    def __init__(self, raw: io.RawIOBase, sock: socket.socket, clock: _Clock) -> None:
        self._raw, self._sock, self._clock = raw, sock, clock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(self._clock.left())
        count: int | None = self._raw.readinto(buffer)
        self._clock.received += count or 0
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


def _why(error: Exception) -> str:
    """What to say of an error of the network, in a few words."""
    if isinstance(error, TimeoutError):
        return "it answers too slowly"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not to be trusted ({error.verify_message})"
    if isinstance(error, socket.gaierror):
        return "no host has this name"
    if isinstance(error, http.client.IncompleteRead):
        return "the transfer was cut off"
    if isinstance(error, OSError):
        return error.strerror or str(error) or type(error).__name__
    return f"what it answers is no HTTP ({type(error).__name__})"
