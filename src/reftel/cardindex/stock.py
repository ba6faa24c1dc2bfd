"""The stock: what was gathered of each stretch, kept beside a mirror from release to release.

One SQLite file, which is not of the mirror: an index is the same with it and without. A stretch
is kept under a key that tells all it was gathered from, so it is never taken for another, and with
the sum of what was gathered: what was damaged since is gathered again.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

STOCK = ".reftel-cards"  # beside the files of a mirror
# What was gathered of a cable that was taken back is not to be found in the file any more.
_SCHEMA = """
PRAGMA secure_delete = ON;
CREATE TABLE IF NOT EXISTS stretch (
  number INTEGER PRIMARY KEY, key BLOB NOT NULL, sum BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS gathered (
  part INTEGER NOT NULL, stretch INTEGER NOT NULL, content BLOB NOT NULL,
  PRIMARY KEY (stretch, part)
);
CREATE INDEX IF NOT EXISTS by_part ON gathered (part, stretch);
"""


class Stock:
    """The stretches in a file, which is made where there is none, or none that can be read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._database = _opened(path)
        except sqlite3.DatabaseError:
            forget(path)
            self._database = _opened(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: object, _at: TracebackType | None
    ) -> None:
        self._database.close()

    def has(self, stretch: int, key: bytes) -> bool:
        """Whether a stretch that was gathered from the same is kept, as it was gathered."""
        query = "SELECT sum FROM stretch WHERE number = ? AND key = ?"
        found = self._database.execute(query, (stretch, key)).fetchone()
        query = "SELECT content FROM gathered WHERE stretch = ? ORDER BY part"
        parts = (content for (content,) in self._database.execute(query, (stretch,)))
        return found is not None and found[0] == _sum(parts)

    def keep(self, stretch: int, key: bytes, parts: Sequence[bytes]) -> None:
        """Keep what was gathered of a stretch, in the place of what was gathered before."""
        run = self._database.execute
        run("BEGIN")
        run("REPLACE INTO stretch VALUES (?,?,?)", (stretch, key, _sum(parts)))
        rows = ((part, stretch, content) for part, content in enumerate(parts))
        self._database.executemany("REPLACE INTO gathered VALUES (?,?,?)", rows)
        run("COMMIT")

    def cut(self, stretches: int) -> None:
        """Keep no more than so many stretches."""
        self._database.execute("DELETE FROM gathered WHERE stretch >= ?", (stretches,))
        self._database.execute("DELETE FROM stretch WHERE number >= ?", (stretches,))


def kept(path: Path, part: int) -> Iterator[tuple[int, bytes]]:
    """What there is of a part in each stretch, in their order."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        query = "SELECT stretch, content FROM gathered WHERE part = ? ORDER BY stretch"
        yield from database.execute(query, (part,))


def forget(path: Path) -> None:
    """Remove the file of a stock."""
    for one in (path, path.with_name(f"{path.name}-journal")):
        with suppress(FileNotFoundError):
            one.unlink()


def _sum(parts: Iterable[bytes]) -> bytes:
    found = sha256()
    for content in parts:
        found.update(len(content).to_bytes(8, "little") + content)
    return found.digest()


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.executescript(_SCHEMA)
        database.execute("SELECT key, sum, content FROM stretch, gathered LIMIT 0")
        (told,) = database.execute("PRAGMA quick_check(1)").fetchone()
        _require_sound(told)
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database


def _require_sound(told: str) -> None:
    if told != "ok":
        raise sqlite3.DatabaseError(told)
