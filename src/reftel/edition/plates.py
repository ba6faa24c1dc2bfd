"""The plates: pages of one edition that were made beforehand, in one file beside it.

As printers keep the plates of a book, so that the next copy need not be set again. A file of
plates says which manifest and which program it was made from; where either is another, none of
it is used. What it lacks, and what does not fit its sum, is made as if there were no plates.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import NamedTuple
from weakref import finalize
from zlib import crc32

from reftel.edition import durable
from reftel.edition.connections import Connections
from reftel.edition.stamp import Stamp, stamp

FORMAT = 1
_TABLES = """
CREATE TABLE about (made_from TEXT NOT NULL, headers TEXT NOT NULL);
CREATE TABLE plate (address TEXT NOT NULL PRIMARY KEY, page BLOB NOT NULL, sum INTEGER NOT NULL);
"""
_ADDED = "INSERT INTO plate VALUES (?, ?, ?)"
_FOUND = "SELECT page, sum FROM plate, about WHERE address = ? AND made_from = ?"
_PAGE_SIZE = 16384  # bytes: two plates and more, so that one is read in one go

Headers = tuple[tuple[str, str], ...]


class Plate(NamedTuple):
    """A page: the headers that it is sent with beside those of its coding, and its zstd frame."""

    headers: Headers
    page: bytes


class _Opened(NamedTuple):
    connections: Connections
    made_from: str
    headers: Headers


class Plates:
    """The plates of one edition. Shared by all threads; a file that comes later is taken up.

    ``made_from`` tells what they have to be made from, and is asked only where there is a file.
    """

    def __init__(self, path: Path, made_from: Callable[[], str]) -> None:
        self._path = path
        self._made_from = made_from
        self._seen: Stamp | None = None  # of the file that was looked at last
        self._opened: _Opened | None = None
        self._opening = Lock()

    def get(self, address: str) -> Plate | None:
        """The page at an address, if it was made; costs a ``stat`` and a query."""
        opened = self._current()
        if opened is None:
            return None
        with suppress(sqlite3.Error):
            for page, told in opened.connections.rows(_FOUND, address, opened.made_from):
                if isinstance(page, bytes) and crc32(page) == told:
                    return Plate(opened.headers, page)
        return None

    def _current(self) -> _Opened | None:
        now = stamp(self._path)
        if now != self._seen:
            with self._opening:
                if self._opened is not None:
                    self._opened.connections.close()
                self._opened = self._seen = None
                with suppress(OSError, sqlite3.OperationalError):  # these pass: asked again
                    self._opened = self._read() if now else None
                    self._seen = now
        return self._opened

    def _read(self) -> _Opened | None:
        """The file, if it was made from what is shown.

        Raises OSError and sqlite3.OperationalError where that cannot be told now.
        """
        wanted, connections = self._made_from(), Connections(self._path)
        try:
            headers = _headers(connections, wanted)
        except sqlite3.OperationalError:
            connections.close()
            raise
        except (sqlite3.Error, ValueError, TypeError, RecursionError):
            headers = None  # no file of ours, until it changes
        if headers is None:
            connections.close()
            return None
        finalize(self, connections.close)
        return _Opened(connections, wanted, headers)


def _headers(connections: Connections, wanted: str) -> Headers | None:
    """The headers of all plates in a file; None where it was made from something else."""
    if connections.rows("PRAGMA user_version") != [(FORMAT,)]:
        return None
    for made_from, headers in connections.rows("SELECT made_from, headers FROM about"):
        if made_from == wanted:
            return tuple((str(name), str(value)) for name, value in json.loads(headers))
    return None


def path(folder: Path, name: str) -> Path:
    """The file of the plates of an edition, by the name of its folder."""
    return folder / f"{name}.sqlite"


@contextmanager
def writing(
    file: Path, made_from: str, headers: Headers
) -> Iterator[Callable[[Iterable[tuple[str, bytes]]], object]]:
    """What takes plates, some at a time; the file is put in its place when the block has ended.

    Raises OSError and sqlite3.Error. Unless all went well, what stood there still does.
    """
    beside = durable.beside(file)
    beside.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(beside, isolation_level=None)) as database:
            database.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
            database.execute("PRAGMA journal_mode = OFF")  # cut off, it is begun anew
            database.execute("PRAGMA synchronous = OFF")
            database.executescript(_TABLES)
            database.execute("BEGIN")
            database.execute("INSERT INTO about VALUES (?, ?)", (made_from, json.dumps(headers)))
            yield lambda some: database.executemany(_ADDED, map(_row, some))
            database.execute(f"PRAGMA user_version = {FORMAT}")
            database.execute("COMMIT")
        durable.sync(beside)
        beside.replace(file)
        durable.sync(file.parent)
    finally:
        beside.unlink(missing_ok=True)


def _row(plate: tuple[str, bytes]) -> tuple[str, bytes, int]:
    return *plate, crc32(plate[1])


def remove(folder: Path, *, but: str) -> None:
    """Remove the plates of every edition but one: they may show what was taken back since.

    Those that are being made for that one stay too. What cannot be removed keeps nobody from the
    rest: ``left`` names it.
    """
    for found in left(folder, but=but):
        with suppress(OSError):
            found.unlink(missing_ok=True)


def left(folder: Path, *, but: str) -> list[Path]:
    """The plates of other editions than this one, finished or not."""
    kept = path(folder, but)
    names = {kept.name, durable.beside(kept).name}
    return [found for found in sorted(folder.glob("*.sqlite*")) if found.name not in names]
