"""A reader without a network: asks the reading room as a server would, over WSGI."""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urljoin
from zlib import crc32

from reftel.archive import ArchiveFolder, Audience
from reftel.declaration import Declaration
from reftel.edition.build import build
from reftel.edition.contents import Withdrawal
from reftel.edition.pointer import live_folder
from reftel.site.wiring import reading_room
from reftel.telegram.cable import CableRecord

Application = Callable[..., Iterable[bytes]]
MADE = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
_HOST = "http://reader.invalid"
_LINK = re.compile(
    r'((?:href|src|action|data-cite)=")((?![#?]|[a-z]+:)[^"]*)(?=")'
)  # told from the page


@dataclass(frozen=True)
class Answer:
    """What the reader gets."""

    status: int
    headers: dict[str, str]
    body: bytes

    path: str = "/"  # of the address that was asked

    @property
    def text(self) -> str:
        """What it says; the links of a page are told from the root, as addresses are written."""
        text = self.body.decode()
        if not self.headers.get("Content-Type", "").startswith("text/html"):
            return text
        here = f"{_HOST}{self.path}"
        return _LINK.sub(lambda at: at[1] + urljoin(here, at[2]).removeprefix(_HOST), text)

    @property
    def to(self) -> str:
        """Where a redirect leads."""
        return self.headers["Location"]


@dataclass(frozen=True)
class Reader:
    """Asks one application."""

    application: Application

    def walk(self, *starts: str, one_in: int = 1) -> Iterator[tuple[str, Answer]]:
        """Every address that links lead to from the front page and these starts, and its answer.

        Of searches, those that narrow down further are left out, and cables opened from one;
        and of readers' own lists all but the first step: their number has no end. Of the other
        searches and trends it asks ``one_in`` so many.
        """
        seen, waiting = set[str](), ["/", *starts]
        while waiting:
            address = waiting.pop().partition("#")[0]
            narrower = address.startswith("/search") and address.count("=") > 1
            narrower |= address.startswith("/cable/") and "?" in address
            narrower |= "list=" in address or address.startswith("/list/?")
            asks = address.startswith(("/search", "/trends")) and "=" in address
            narrower |= asks and crc32(address.encode()) % one_in > 0
            if not address.startswith("/") or address in seen or narrower:
                continue
            seen.add(address)
            answer = self.get(address)
            yield address, answer
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                waiting += [urljoin(address, one) for one in Markup(answer.text).links]

    def get(self, address: str, method: str = "GET", **headers: str) -> Answer:
        path, _, query = address.partition("?")
        asked: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query.encode().decode("latin-1"),
            "HTTP_HOST": "localhost",
            "SERVER_NAME": "reader.invalid",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        told: list[tuple[str, list[tuple[str, str]]]] = []
        body = self.application(asked, lambda status, lines, _=None: told.append((status, lines)))
        whole = b"".join(body)
        close = getattr(body, "close", None)
        if close is not None:
            close()
        return Answer(int(told[0][0][:3]), dict(told[0][1]), whole, path)


class Markup(HTMLParser):
    """Every tag of a page with its attributes, and every link in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    @property
    def links(self) -> set[str]:
        return {
            address
            for _, attributes in self.tags
            for name in ("href", "src", "action")
            if (address := attributes.get(name))
        }


def publish(
    root: Path,
    records: Sequence[CableRecord],
    *,
    audience: Audience = Audience.PUBLIC,
    withdrawn: Sequence[Withdrawal] = (),
    pages: dict[str, str] | None = None,
    desk: dict[str, str] | None = None,
    **declared: Any,
) -> ArchiveFolder:
    """An archive folder whose live edition holds these records."""
    archive = ArchiveFolder(root)
    archive.create(Declaration(**{"name": "The Test Archive", "hashtag": "testcables"} | declared))
    for name, markdown in (pages or {}).items():
        (archive.pages / name).write_text(markdown, encoding="utf-8")
    for path, text in (desk or {}).items():
        (archive.root / path).parent.mkdir(exist_ok=True)
        (archive.root / path).write_text(text, encoding="utf-8")
    ordered = sorted(records, key=lambda record: record["id"])
    build(archive, ordered, audience=audience, made_at=MADE, withdrawn=withdrawn)
    return archive


def live(archive: ArchiveFolder) -> Path:
    """The folder of its public edition."""
    folder = live_folder(archive, audience=Audience.PUBLIC)
    assert folder is not None
    return folder


def reader(archive: ArchiveFolder, audience: Audience = Audience.PUBLIC) -> Reader:
    return Reader(reading_room(archive, audience=audience))
