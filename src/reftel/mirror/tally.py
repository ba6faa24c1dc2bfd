"""The tally: what was copied so far, on the disk, so that three million files take no memory."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from reftel.mirror.copying import Copy, owner

_SCHEMA = """
CREATE TABLE file (place TEXT PRIMARY KEY, sha256 TEXT NOT NULL, size INTEGER NOT NULL)
WITHOUT ROWID;
CREATE TABLE answered (address TEXT PRIMARY KEY, status INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE asked (address TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_LEFT = "SELECT address FROM asked EXCEPT SELECT address FROM answered ORDER BY 1 LIMIT ?"


class Tally:
    """Files by their places, addresses by what they answered.

    Its file stays where a run is cut off, and says that a mirror was begun there.
    """

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._path = path
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_SCHEMA}")

    def add(self, copies: Iterable[Copy], links: Iterable[str]) -> list[str]:
        """Take in what was copied; gives the addresses that nobody has asked for yet.

        Of what belongs to a cable, the page of the cable is asked for first.
        """
        run = self._database.executemany
        some = list(copies)
        with self._database:
            self._database.execute("BEGIN")
            run(
                "INSERT OR IGNORE INTO file VALUES (?,?,?)",
                ((one.place, one.sha256, one.size) for one in some if one.place),
            )
            run("INSERT OR IGNORE INTO answered VALUES (?,?)", (one[:2] for one in some))
            return [one for one in self._new(links) if owner(one) == one]

    def _new(self, links: Iterable[str]) -> Iterator[str]:
        for link in links:
            for address in dict.fromkeys((owner(link), link)):
                query = "INSERT OR IGNORE INTO asked VALUES (?)"
                if self._database.execute(query, (address,)).rowcount:
                    yield address

    def left(self, most: int) -> list[str]:
        """Addresses that pages lead to and that nobody answered for yet."""
        return [address for (address,) in self._database.execute(_LEFT, (most,))]

    def files(self) -> Iterator[tuple[str, str, int]]:
        """Place, sha256 and size of every file, in the order of their places as bytes."""
        return self._database.execute("SELECT place, sha256, size FROM file ORDER BY place")

    def has(self, place: str) -> bool:
        query = "SELECT 1 FROM file WHERE place = ?"
        return self._database.execute(query, (place,)).fetchone() is not None

    def broken(self) -> list[tuple[str, int]]:
        """Addresses that pages lead to and where there is nothing, with the status."""
        query = "SELECT address, status FROM answered WHERE status NOT IN (200, 301, 302, 410)"
        return list(self._database.execute(f"{query} ORDER BY address"))

    def gone(self) -> Iterator[str]:
        """Addresses of what was withdrawn."""
        query = "SELECT address FROM answered WHERE status = 410 ORDER BY address"
        return (address for (address,) in self._database.execute(query))

    def forget(self) -> None:
        """Take the file away: what it tells is done."""
        self._path.unlink(missing_ok=True)

    def close(self) -> None:
        self._database.close()
