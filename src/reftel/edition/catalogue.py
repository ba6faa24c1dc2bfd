"""The catalogue of an edition: one SQLite file, written once and never changed.

Every list is numbered when the edition is made: ``place`` says which cable stands at which
rank of which shelf. So page N of any list is a range of ranks, and costs the same at any
depth. docs/formats/edition.md has the tables.
"""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import orjson

from reftel.edition import annals, missing
from reftel.edition.annals import Annals, Behind, taken_over
from reftel.edition.contents import Beside
from reftel.edition.editorial import tables
from reftel.edition.filing import filed_number
from reftel.edition.past import Past
from reftel.edition.prepared import Prepared
from reftel.edition.shelving import ORDERS, Shelving
from reftel.edition.spellings import Group

NAME = "catalogue.sqlite"
FORMAT = 4  # PRAGMA user_version

AT_ONCE = 256  # cables written by one statement

SCHEMA = f"""
PRAGMA page_size = 8192;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA cache_size = -65536;
PRAGMA user_version = {FORMAT};
CREATE TABLE cable (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, created TEXT, released TEXT,
  classification TEXT NOT NULL, origin TEXT NOT NULL, country TEXT, subject TEXT NOT NULL
);
CREATE TABLE record (number INTEGER PRIMARY KEY, json BLOB NOT NULL);
CREATE TABLE shelf (
  number INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, title TEXT NOT NULL,
  count INTEGER NOT NULL, filed TEXT NOT NULL, UNIQUE (kind, key)
);
CREATE INDEX shelf_filed ON shelf (kind, filed, key);
CREATE TABLE place (
  shelf INTEGER NOT NULL, rank INTEGER NOT NULL, cable INTEGER NOT NULL,
  PRIMARY KEY (shelf, rank)
) WITHOUT ROWID;
CREATE TABLE company (
  shelf INTEGER NOT NULL, other INTEGER NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (shelf, other)
) WITHOUT ROWID;
CREATE TABLE day (
  day TEXT PRIMARY KEY, shelf INTEGER NOT NULL, rank INTEGER NOT NULL, count INTEGER NOT NULL
);
CREATE INDEX day_of_year ON day (substr(day, 6));
CREATE TABLE origin_place (
  cable INTEGER PRIMARY KEY, shelf INTEGER NOT NULL, rank INTEGER NOT NULL
);
CREATE TABLE citation (
  target TEXT NOT NULL, rank INTEGER NOT NULL, source INTEGER NOT NULL,
  PRIMARY KEY (target, rank)
) WITHOUT ROWID;
CREATE TABLE page (slug TEXT PRIMARY KEY, title TEXT NOT NULL, markdown TEXT NOT NULL);
CREATE TABLE spelling (name INTEGER NOT NULL, written TEXT NOT NULL);
CREATE TABLE withdrawn (id TEXT PRIMARY KEY, day TEXT NOT NULL, notice TEXT NOT NULL);
{tables.SCHEMA}
{missing.SCHEMA}
CREATE TEMP TABLE cites (target TEXT, source INTEGER);
"""

RECORDS = """
INSERT INTO record SELECT number + ?1, json FROM basis.record
WHERE number BETWEEN ?2 AND ?3 ORDER BY number
"""

CITATIONS = """
INSERT INTO citation (target, rank, source)
SELECT target, row_number() OVER (PARTITION BY target
                                  ORDER BY created IS NULL, created, cable.number) AS rank, source
FROM cites JOIN cable ON cable.number = cites.source
ORDER BY target, rank
"""

TIMES_CITED = """
SELECT cable.number, max(citation.rank) FROM citation JOIN cable ON cable.id = citation.target
GROUP BY citation.target
"""

# A shelf at once, as a list in JSON: a fifth of what it takes row by row.
PLACES = "INSERT INTO place SELECT ?1, key + 1, value FROM json_each(?2)"
COMPANY = "INSERT INTO company SELECT ?1, key, value FROM json_each(?2)"

ORIGIN_PLACES = """
INSERT INTO origin_place (cable, shelf, rank)
SELECT place.cable, place.shelf, place.rank
FROM place JOIN shelf ON shelf.number = place.shelf AND shelf.kind = 'origin'
ORDER BY place.cable
"""

# The cables of a day stand one after the other on the shelf of their month.
DAYS = """
INSERT INTO day (day, shelf, rank, count)
SELECT substr(created, 1, 10), place.shelf, min(place.rank), count(*)
FROM place JOIN shelf ON shelf.number = place.shelf AND shelf.kind = 'created'
JOIN cable ON cable.number = place.cable
WHERE length(created) >= 10 GROUP BY 1 ORDER BY 1
"""


class Catalogue:
    """A catalogue in the making. Takes cables one at a time, in the order of their ids.

    ``add`` each, then ask ``times_cited``, then ``finish``. Of a cable that is as it was before,
    the texts come from the catalogue that is the ``basis``; all else is made in the same way, so
    that the file is the same to the byte.
    Any thread may finish it, as long as no other has a hand in it.

    Raises sqlite3.Error where the disk does not take what is written.
    """

    def __init__(self, folder: Path, number: int, past: Past, basis: Path | None = None) -> None:
        self._database = sqlite3.connect(
            folder / NAME, isolation_level=None, check_same_thread=False, uri=True
        )
        try:
            self._database.executescript(SCHEMA + annals.SCHEMA)
            if basis is not None:
                address = f"{basis.resolve().as_uri()}?mode=ro&immutable=1"
                self._database.execute("ATTACH ? AS basis", (address,))
            self._database.execute("BEGIN")
            self._annals = Annals(self._database, number, past)
        except sqlite3.Error:
            self._database.close()
            raise
        self._shelving = Shelving()
        self._number = 0
        self._cables: list[tuple[int | str | None, ...]] = []  # rows still to be written
        self._records: list[tuple[int, bytes | int]] = []
        self._cites: list[tuple[str, int]] = []

    def close(self) -> None:
        self._database.close()

    def add(self, cable: Prepared) -> None:
        """One cable: its row, its record, its shelves, what it refers to."""
        self._number = number = self._number + 1
        self._cables.append((number, *cable.row))
        self._records.append((number, cable.before or cable.blob))
        self._shelving.add(number, cable.places)
        self._cites += [(target, number) for target in cable.targets]
        self._annals.add(number, cable.texts, cable.before)
        self._annals.happened(cable.row.id, cable.changes)
        if len(self._cables) >= AT_ONCE:
            self._write()

    def _write(self) -> None:
        each = self._database.executemany
        each("INSERT INTO cable VALUES (?,?,?,?,?,?,?,?)", self._cables)
        self._write_records()
        each("INSERT INTO cites VALUES (?,?)", self._cites)
        for rows in (self._cables, self._records, self._cites):
            rows.clear()
        self._annals.write()

    def _write_records(self) -> None:
        """Records that follow each other in the basis as they do here are copied at once."""
        for shift, group in groupby(self._records, key=_shift):
            some = list(group)
            if shift is None:
                self._database.executemany("INSERT INTO record VALUES (?,?)", some)
            else:
                first, last = some[0][0] - shift, some[-1][0] - shift
                taken_over(self._database, RECORDS, (shift, first, last), len(some))

    def times_cited(self) -> Sequence[int]:
        """How many other cables refer to each, once all were added, in their order."""
        self._write()
        self._database.execute(CITATIONS)
        times = array("I", bytes(array("I").itemsize * self._number))
        for number, often in self._database.execute(TIMES_CITED):
            times[number - 1] = often
        return times

    def blobs(self, numbers: Iterable[int]) -> Iterator[bytes]:
        """The records of cables by their numbers, once all were added."""
        for number in numbers:
            query = "SELECT json FROM record WHERE number = ?"
            yield self._database.execute(query, (number,)).fetchone()[0]

    def finish(self, beside: Beside) -> tuple[dict[str, int], Behind]:
        """Number every other list, and close the file.

        Gives the counts of the manifest, and what is not where it was in editions before.
        """
        run, each = self._database.execute, self._database.executemany
        each("INSERT INTO page VALUES (?,?,?)", beside.pages)
        each(
            "INSERT INTO spelling VALUES (?,?)",
            [(name, one) for name, group in enumerate(beside.spellings, 1) for one in group],
        )
        each(
            "INSERT INTO withdrawn VALUES (?,?,?)",
            [(one.id, one.on, one.notice) for one in beside.withdrawn],
        )
        self._database.create_function("filed_number", 1, filed_number, deterministic=True)
        written = tables.write(self._database, beside.desk)
        shelved = self._shelving.shelved()
        each("INSERT INTO shelf VALUES (?,?,?,?,?,?)", shelved.rows())
        turns = {order: self._turns(order) for order in set(ORDERS.values())}
        each(PLACES, ((shelf, as_list(cables)) for shelf, cables in shelved.ranked(turns)))
        each(COMPANY, ((shelf, as_table(others)) for shelf, others in shelved.company()))
        run(ORIGIN_PLACES)
        run(DAYS)
        run(missing.FILL)
        absent = run(missing.COUNT).fetchone()[0]
        for one in beside.withdrawn:
            self._annals.happened(one.id, one.changes)
        behind = self._annals.finish()
        run("COMMIT")
        self._database.close()
        counts = {
            "cables": self._number,
            "withdrawn": len(beside.withdrawn),
            "missing": absent,
            "pages": len(beside.pages),
            **written,
            **shelved.counts(),
        }
        return counts, behind

    def _turns(self, order: str) -> "array[int]":
        """By the number of each cable, when its turn comes in an order of all cables."""
        turns = array("I", bytes(array("I").itemsize * (self._number + 1)))
        ordered = self._database.execute(f"SELECT number FROM cable ORDER BY {order}")  # noqa: S608
        for turn, (number,) in enumerate(ordered):
            turns[number] = turn
        return turns


def _shift(record: tuple[int, bytes | int]) -> int | None:
    """By how much the number of a record that is taken over is higher than it was."""
    number, before = record
    return number - before if isinstance(before, int) else None


def as_list(numbers: list[int]) -> str:
    """Numbers as SQLite takes many of them at once."""
    return orjson.dumps(numbers).decode()


def as_table(counts: dict[int, int]) -> str:
    """Numbers that each stand for another, as SQLite takes many of them at once."""
    return orjson.dumps(counts, option=orjson.OPT_NON_STR_KEYS).decode()


def spellings_in(database: sqlite3.Connection) -> tuple[Group, ...]:
    """The archive's own spellings, in the order of its file."""
    rows = database.execute("SELECT name, written FROM spelling ORDER BY rowid")
    groups = groupby(rows, key=itemgetter(0))
    return tuple(tuple(written for _, written in group) for _, group in groups)
