"""The stock: what was gathered of each stretch, kept beside a mirror from release to release.

One SQLite file, which is not of the mirror: an index is the same with it and without. A stretch
is kept under a key that tells all it was gathered from, so it is never taken for another, and with
the sum of what was gathered: what was damaged since is gathered again. Nobody but its owner can
read it, and once it is tidied it holds nothing of a cable that was taken back.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

STOCK = ".reftel-cards"  # beside the files of a mirror
_TABLES = (
    """CREATE TABLE gathered (
  part INTEGER NOT NULL CHECK (typeof(part) = 'integer'),
  stretch INTEGER NOT NULL CHECK (typeof(stretch) = 'integer'),
  content BLOB NOT NULL CHECK (typeof(content) = 'blob'),
  PRIMARY KEY (part, stretch)
) WITHOUT ROWID""",
    """CREATE TABLE stretch (
  number INTEGER PRIMARY KEY,
  key BLOB NOT NULL CHECK (typeof(key) = 'blob'),
  sum BLOB NOT NULL CHECK (typeof(sum) = 'blob')
)""",
)
_DAMAGE = (sqlite3.DatabaseError, UnicodeDecodeError)  # in a name that SQLite tells of
# Of the disk, or of who else is at the file: what is kept there may be sound.
_NO_DAMAGE = frozenset((
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY,
))  # fmt: skip
_UNTIDY = 1  # as user_version, which lasts where a run is cut off


class Stock:
    """The stretches in a file, which is made where there is none, or none that can be read.

    Raises sqlite3.OperationalError where the disk is full, or another process has the file.
    """

    def __init__(self, path: Path) -> None:
        for one in _files(path):
            if one.is_symlink():  # what it leads to is not ours
                one.unlink()
        try:
            self._database = _opened(path)
        except _DAMAGE as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NO_DAMAGE:
                raise
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
        query = "SELECT part, content FROM gathered WHERE stretch = ? ORDER BY part"
        return found is not None and found[0] == _sum(self._database.execute(query, (stretch,)))

    def keep(self, stretch: int, key: bytes, parts: Sequence[bytes]) -> None:
        """Keep what was gathered of a stretch, in the place of all that was gathered before."""
        run = self._database.execute
        with self._database:
            run("BEGIN")
            run(f"PRAGMA user_version = {_UNTIDY}")
            run("DELETE FROM gathered WHERE stretch = ?", (stretch,))
            run("REPLACE INTO stretch VALUES (?,?,?)", (stretch, key, _sum(enumerate(parts))))
            rows = ((part, stretch, content) for part, content in enumerate(parts))
            self._database.executemany("INSERT INTO gathered VALUES (?,?,?)", rows)

    def cut(self, stretches: int) -> None:
        """Keep no more than so many stretches."""
        run = self._database.execute
        with self._database:
            run("BEGIN")
            cut = run("DELETE FROM stretch WHERE number >= ?", (stretches,)).rowcount
            query = "DELETE FROM gathered WHERE stretch NOT IN (SELECT number FROM stretch)"
            if run(query).rowcount or cut:
                run(f"PRAGMA user_version = {_UNTIDY}")

    def tidy(self) -> None:
        """Write the file anew, unless it was since anything was replaced or cut.

        SQLite overwrites what is deleted (``secure_delete``), but not the copies of it that it
        leaves in the gaps of a page whose rows it moved.
        """
        if self._database.execute("PRAGMA user_version").fetchone()[0]:
            self._database.execute("VACUUM")
            self._database.execute("PRAGMA user_version = 0")


def kept(path: Path, part: int) -> Iterator[tuple[int, bytes]]:
    """What there is of a part in each stretch, in their order."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        query = "SELECT stretch, content FROM gathered WHERE part = ? ORDER BY stretch"
        yield from database.execute(query, (part,))


def forget(path: Path) -> None:
    """Remove the file of a stock."""
    for one in _files(path):
        with suppress(FileNotFoundError):
            one.unlink()


def _files(path: Path) -> tuple[Path, Path]:
    return path, path.with_name(f"{path.name}-journal")


def _sum(parts: Iterable[tuple[int, bytes]]) -> bytes:
    found = sha256()
    for part, content in parts:
        found.update(b"%d %d " % (part, len(content)) + content)
    return found.digest()


def _opened(path: Path) -> sqlite3.Connection:
    path.touch(mode=0o600)
    path.chmod(0o600)
    database = sqlite3.connect(path, isolation_level=None)
    run = database.execute
    try:
        run("PRAGMA journal_mode = DELETE")
        run("PRAGMA secure_delete = ON")
        if not run("SELECT 1 FROM sqlite_master").fetchone():
            database.executescript(f"BEGIN; {'; '.join(_TABLES)}; COMMIT")
        tables = tuple(sql for (sql,) in run("SELECT sql FROM sqlite_master ORDER BY name"))
        (told,) = run("PRAGMA quick_check(1)").fetchone()
        if (tables, told) != (_TABLES, "ok"):
            raise sqlite3.DatabaseError(f"not as it was made: {told}")
    except _DAMAGE:
        database.close()
        raise
    return database
