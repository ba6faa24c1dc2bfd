"""The tally: what was copied so far, on the disk: three million files take little memory."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from heapq import merge
from pathlib import Path

from reftel.mirror import sums
from reftel.mirror.copying import GONE, Copy
from reftel.mirror.leading import owner
from reftel.mirror.places import place
from reftel.mirror.present import Present
from reftel.mirror.renewal import Renewal

_SCHEMA = """
CREATE TABLE file (place TEXT PRIMARY KEY, sha256 TEXT NOT NULL, size INTEGER NOT NULL)
WITHOUT ROWID;
CREATE TABLE answered (address TEXT PRIMARY KEY, status INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE asked (address TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE former (place TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_MET = 400_000  # links that are known to be told of already, without a look: 40 MB
_LINES = "SELECT sha256 || '  ' || place || char(10) FROM file ORDER BY place"
_LEFT = "SELECT address FROM asked EXCEPT SELECT address FROM answered ORDER BY 1 LIMIT ?"


class Tally:
    """Files by their places, addresses by what they answered.

    Its file stays where a run is cut off, and says that a mirror was begun there.
    """

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._path = path
        self._renewal: Renewal | None = None
        self._stood = Present(0, 0)
        self._met = set[str]()
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_SCHEMA}")

    def take_over(self, renewal: Renewal) -> bool:
        """Take in what stands of a mirror; whether its files are there, and no others."""
        try:
            self._stood = self._standing(renewal)
        except (OSError, ValueError):
            self._database.execute("DELETE FROM former")
            return False
        self._renewal = renewal
        gone = ((one, GONE) for one in renewal.gone if self._stands(one))
        self._database.executemany("INSERT INTO answered VALUES (?,?)", gone)
        return True

    def _standing(self, renewal: Renewal) -> Present:
        """How many files stand, and their bytes; those that do not are noted."""
        run = self._database.execute
        count, size = renewal.made.files, renewal.made.bytes
        there = renewal.there
        run("BEGIN")
        try:
            for line in renewal.lines():
                name = sums.place_in(line).decode()
                is_beside, falls = "/" not in name, not renewal.keeps(name)
                own = os.lstat(f"{renewal.out}/{name}").st_size if is_beside or falls else 0
                if is_beside:  # the folders hold the others
                    there = Present(there.files + 1, there.bytes + own)
                if falls:
                    run("INSERT INTO former VALUES (?)", (name,))
                    count, size = count - 1, size - own
        finally:
            run("COMMIT")
        if there != (renewal.made.files, renewal.made.bytes):
            raise ValueError("it is not as it was made")
        return Present(count, size)

    def add(self, copies: Iterable[Copy], links: Iterable[str]) -> list[str]:
        """Take in what was copied; gives the addresses that nobody has asked for yet.

        Of what belongs to a cable, the page of the cable is asked for first, and the rest with it
        unless some of it may stand; then what was copied along with a page is not asked for again.
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
            if self._renewal:
                run("INSERT OR IGNORE INTO asked VALUES (?)", (one[:1] for one in some))
            return [one for one in self._new(links) if self._renewal or owner(one) == one]

    def _new(self, links: Iterable[str]) -> Iterator[str]:
        for link in links:
            if link in self._met:
                continue
            if len(self._met) == _MET:
                self._met.clear()
            self._met.add(link)
            for address in dict.fromkeys((owner(link), link)):
                if self._renewal and self._stands(address):
                    continue
                query = "INSERT OR IGNORE INTO asked VALUES (?)"
                if self._database.execute(query, (address,)).rowcount:
                    yield address

    def _stands(self, address: str) -> bool:
        written = place(address)
        return written is not None and self._renewal is not None and self._renewal.has(written)

    def left(self, most: int) -> list[str]:
        """Addresses that pages lead to and that nobody answered for yet."""
        return [address for (address,) in self._database.execute(_LEFT, (most,))]

    def lines(self) -> Iterator[bytes]:
        """The list of sums: a line for every file, in the order of their places as bytes."""
        made = (line.encode() for (line,) in self._database.execute(_LINES))
        if self._renewal is None:
            return made
        return merge(self._stood_lines(self._renewal), made, key=sums.place_in)

    def _stood_lines(self, renewal: Renewal) -> Iterator[bytes]:
        """The lines of the list of before whose files stand; what fell is told in their order."""
        query = "SELECT place FROM former ORDER BY place"
        fallen = (name.encode() for (name,) in self._database.execute(query))
        fell = next(fallen, None)
        for line in renewal.lines():
            if sums.place_in(line) == fell:
                fell = next(fallen, None)
            else:
                yield line

    def size(self) -> int:
        """The bytes of all files together."""
        query = "SELECT coalesce(sum(size), 0) FROM file"
        return self._stood.bytes + int(self._database.execute(query).fetchone()[0])

    def has(self, place: str) -> bool:
        query = "SELECT 1 FROM file WHERE place = ?"
        return self._database.execute(query, (place,)).fetchone() is not None

    @property
    def is_renewed(self) -> bool:
        """Whether files stand from a mirror of before, and there were no others in its folders."""
        return self._renewal is not None

    def dropped(self) -> Iterator[str]:
        """Places of files that the mirror had, and that this one has not."""
        query = "SELECT place FROM former EXCEPT SELECT place FROM file ORDER BY place"
        return (place for (place,) in self._database.execute(query))

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
