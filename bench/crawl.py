"""Every link of an archive followed: ``python -m bench.crawl ARCHIVE --one-in 25``.

Asks the reading room in this process, from the front page on, for every page and list. Of
what says again what another page says (other forms, other views) and of what has no end
(searches, readers' own lists) it asks ``one-in`` so many, and follows no link from searches
and lists. Counted are pages, links, and the answers by status; whatever is neither here, nor
moved to what is here, nor withdrawn is told.
"""

import argparse
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urljoin
from zlib import crc32

from reftel.archive import ArchiveFolder, Audience
from reftel.reading_room.crawling import LEFT_OUT
from reftel.site.wiring import reading_room

LINK = re.compile(rb'\b(?:href|src|action)="([^"#]*)')
HERE = re.compile(r"/(?!/)")  # how an address of this archive begins
ENDLESS = re.compile("|".join(re.escape(one).replace(r"\*", ".*") for one in LEFT_OUT))
AGAIN = re.compile(
    r"/cable/.+(?:/raw\.txt|/sent\.html|/cite\.html|/history/.*|\?.*|\.csl)$|.*\.atom|.*\.csl\.json"
)
TOLD_AFTER = 10_000  # addresses
WITHDRAWN = 410


@dataclass(slots=True)
class Crawl:
    """What was found so far."""

    pages: int = 0
    links: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    broken: dict[str, str] = field(default_factory=dict)  # by address, and where it stood


def crawled(application: Callable[..., Any], one_in: int) -> Iterator[Crawl]:
    """Every address that links lead to, told after each."""
    found, waiting, seen = Crawl(), [("/", "")], {"/"}
    while waiting:
        address, stood = waiting.pop()
        status, media, body, to = asked(application, address)
        found.statuses[status] += 1
        if status in {301, 302}:
            status = asked(application, to)[0]
        if status not in {200, WITHDRAWN}:
            found.broken[address] = stood
        if media.startswith("text/html"):
            found.pages += 1
            links = list(_links(body, address))
            found.links += len(links)
            if not ENDLESS.match(address):
                wanted = {one for one in links if one not in seen and _chosen(one, one_in)}
                seen |= wanted
                waiting += ((one, address) for one in sorted(wanted))
        yield found


def asked(application: Callable[..., Any], address: str) -> tuple[int, str, bytes, str]:
    """The status, what kind of answer it is, the answer, and where it leads."""
    path, _, query = address.partition("?")
    told: list[tuple[str, dict[str, str]]] = []
    request = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    }
    body = application(request, lambda status, lines, _=None: told.append((status, dict(lines))))
    whole = b"".join(body)
    getattr(body, "close", lambda: None)()
    status, headers = told[0]
    return int(status[:3]), headers.get("Content-Type", ""), whole, headers.get("Location", "")


def _links(page: bytes, address: str) -> Iterator[str]:
    """Where the links of a page lead within the archive, those too that go on from its address.

    >>> list(_links(b'<a href="02/14/"> <a href="https://a.example/"> <a href="/">', "/2008/"))
    ['/2008/02/14/', '/']
    """
    joined = (urljoin(address, unescape(one.decode())) for one in LINK.findall(page))
    return (one for one in joined if HERE.match(one))


def _chosen(address: str, one_in: int) -> bool:
    again = ENDLESS.match(address) or AGAIN.fullmatch(address)
    return not again or crc32(address.encode()) % one_in == 0


def main() -> None:
    """Crawl and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--one-in", type=int, default=1)
    given = parser.parse_args()
    room = reading_room(ArchiveFolder(given.archive), audience=Audience.PUBLIC)
    begun, found, at = time.monotonic(), Crawl(), 0
    for found in crawled(room, given.one_in):  # noqa: B007 -- the last one is told
        at += 1
        if at % TOLD_AFTER == 0:
            print(f"{at:,} addresses, {time.monotonic() - begun:,.0f} s", flush=True)
    took = time.monotonic() - begun
    print(f"{at:,} addresses, {found.pages:,} pages, {found.links:,} links, {took:,.0f} s")
    print("answers: " + ", ".join(f"{n:,} of {status}" for status, n in found.statuses.items()))
    for address, stood in found.broken.items():
        print(f"broken: {address} on {stood}")


if __name__ == "__main__":
    main()
