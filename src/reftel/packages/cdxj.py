"""The index of a WARC: a line for each record (CDXJ 1.0), sorted, in blocks that can be found.

A line begins with the address turned round (SURT) and the time. Three thousand lines make a
block, a gzip member; ``index.idx`` names the first line of each block and where it lies, so that
a reader of three million fetches two small pieces.
"""

import json
import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from reftel.packages.warc import Member, Place

COMPRESSED, BLOCKS = "index.cdx.gz", "index.idx"
_LINES = 3000
_AT_ONCE = 1000


class Index:
    """Lines are put in order on the disk."""

    def __init__(self, path: Path, stamp: str, warc: str) -> None:
        self._stamp, self._warc = stamp, warc
        self._waiting: list[tuple[str]] = []
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            "CREATE TABLE line (line TEXT PRIMARY KEY) WITHOUT ROWID"
        )

    def add(self, address: str, kind: str, digest: str, place: Place) -> None:
        told = {
            "url": address,
            "mime": kind.partition(";")[0],
            "status": "200",
            "digest": f"sha256:{digest}",
            "length": str(place.length),
            "offset": str(place.offset),
            "filename": self._warc,
        }
        self._waiting.append((f"{surt(address)} {self._stamp} {json.dumps(told)}\n",))
        if len(self._waiting) == _AT_ONCE:
            self._kept()

    def blocks(self) -> Iterator[tuple[str, bytes]]:
        """The line that names each block, and the block; at first the line that says what it is."""
        self._kept()
        told = {"format": "cdxj-gzip-1.0", "filename": COMPRESSED}
        yield f"!meta 0 {json.dumps(told)}\n", b""
        offset = 0
        rows = self._database.execute("SELECT line FROM line ORDER BY line")
        for lines in _in_blocks(rows):
            block = _packed("".join(lines).encode())
            digest = f"sha256:{sha256(block).hexdigest()}"
            where = json.dumps({"offset": offset, "length": len(block), "digest": digest})
            yield f"{lines[0].partition(' {')[0]} {where}\n", block
            offset += len(block)

    def drop(self) -> None:
        self._database.close()

    def _kept(self) -> None:
        self._database.execute("BEGIN")
        self._database.executemany("INSERT INTO line VALUES (?)", self._waiting)
        self._database.execute("COMMIT")
        self._waiting.clear()


def surt(address: str) -> str:
    """An address in the order in which it is sorted, in lower case, without a slash at its end.

    >>> surt("https://cables.example/cable/08X1/"), surt("http://a.example:8000/")
    ('example,cables)/cable/08x1', 'example,a:8000)/')
    """
    parts = urlsplit(address.lower())
    host = ",".join(reversed((parts.hostname or "").split(".")))
    port = f":{parts.port}" if parts.port else ""
    return f"{host}{port}){parts.path.rstrip('/') or '/'}"


def _in_blocks(rows: Iterator[tuple[str]]) -> Iterator[list[str]]:
    while lines := [line for (line,) in islice(rows, _LINES)]:
        yield lines


def _packed(lines: bytes) -> bytes:
    parts: list[bytes] = []
    member = Member(parts.append)
    member.add(lines)
    member.end()
    return b"".join(parts)
