"""The reading room asked for one address, as a server asks it; the answer comes in parts."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from reftel.reading_room.relative import LED

Application = Callable[..., Iterable[bytes]]
NOWHERE = "http://localhost"  # where an archive is that declares no address


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back; ``parts`` can be read once."""

    status: int
    kind: str  # its media type
    to: str  # where it leads, if it leads on
    parts: Iterable[bytes]
    headers: Mapping[str, str]
    links: AbstractSet[bytes] | None = None  # where these, from the root, are all that a page has

    @property
    def is_page(self) -> bool:
        return self.kind.startswith("text/html")


@contextmanager
def asked(application: Application, address: str, host: str = "") -> Iterator[Answer]:
    """The answer at a path, as readers of this host (``https://cables.example``) get it."""
    path = unquote_to_bytes(address).decode("latin-1")
    request = {
        **_of_anything(host),
        "PATH_INFO": path,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    }
    told: list[tuple[str, list[tuple[str, str]]]] = []
    parts = application(request, lambda status, lines, _=None: told.append((status, lines)))
    try:
        status, lines = told[0]
        headers = dict(lines)
        yield Answer(
            status=int(status[:3]),
            kind=headers.get("Content-Type", ""),
            to=headers.get("Location", ""),
            parts=parts,
            headers=headers,
            links=request.get(LED),
        )
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()


@lru_cache(maxsize=16)
def _of_anything(host: str) -> dict[str, Any]:
    """A question of a reader of this host, whatever is asked for; nothing is sent with it."""
    at = urlsplit(host or NOWHERE)
    return {
        "REQUEST_METHOD": "GET",
        "QUERY_STRING": "",
        "HTTP_HOST": at.netloc,
        "SERVER_NAME": at.hostname or "localhost",
        "SERVER_PORT": str(at.port or (443 if at.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": at.scheme,
    }
