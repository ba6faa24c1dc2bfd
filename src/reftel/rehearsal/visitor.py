"""A visitor who asks the reading room over WSGI, as a server would, without an account."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

MOST_BYTES = 1 << 20  # of one answer that are read
Application = Callable[..., Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    is_cut: bool = False  # it goes on

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def is_page(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Asks one application."""

    application: Application

    def get(self, address: str, method: str = "GET") -> Answer:
        path, _, query = address.partition("?")
        asked: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query.encode().decode("latin-1"),
            "HTTP_HOST": "localhost",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
        }
        told: list[tuple[str, list[tuple[str, str]]]] = []
        parts = self.application(asked, lambda status, lines, _=None: told.append((status, lines)))
        body, is_cut = _read(parts)
        status, headers = told[0]
        return Answer(int(status[:3]), dict(headers), body, is_cut)


def _read(parts: Iterable[bytes]) -> tuple[bytes, bool]:
    """The first of an answer: a list of all cables is as long as the archive."""
    read, size, is_cut = list[bytes](), 0, False
    for part in parts:
        if size >= MOST_BYTES:
            is_cut = True
            break
        read.append(part)
        size += len(part)
    close = getattr(parts, "close", None)
    if close is not None:
        close()
    return b"".join(read), is_cut
