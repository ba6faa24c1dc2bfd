"""Connections to a catalogue: as many as there are threads reading at once.

A catalogue never changes, so it is opened ``immutable``: SQLite takes no lock and looks for
no journal, and the folder may be read-only. A connection serves one thread at a time and
is kept for the next.
"""

import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reftel.edition.manifest import broken
from reftel.edition.row import storable


class Connections:
    """The connections to one catalogue. Opens none before it is asked for one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: deque[sqlite3.Connection] = deque()
        self._closed = False

    @contextmanager
    def one(self) -> Iterator[sqlite3.Connection]:
        """A connection for this thread, until the block ends."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._open()
        try:
            yield connection
        finally:
            self._idle.append(connection)
            if self._closed:
                self.close()

    def rows(self, query: str, *values: str | int) -> list[Any]:
        """What a query finds; a value that is no text to SQLite is asked for as it is stored."""
        safe = [storable(one) if isinstance(one, str) else one for one in values]
        with self.one() as database:
            return database.execute(query, safe).fetchall()

    def close(self) -> None:
        """Close what is idle now, and every other as soon as it is given back."""
        self._closed = True
        while self._idle:
            try:
                self._idle.pop().close()
            except IndexError:
                return

    def require_format(self, expected: int) -> None:
        """Raise ArchiveError unless the file is a catalogue of this format."""
        try:
            with self.one() as connection:
                found = connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.Error as error:
            raise broken(self._path.parent, f"{self._path.name} cannot be read") from error
        if found != expected:
            why = f"{self._path.name} has format {found}, not {expected}"
            raise broken(self._path.parent, why)

    def _open(self) -> sqlite3.Connection:
        address = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
        # Nothing is mapped into memory: measured, that is no faster and counts as ours.
        return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
