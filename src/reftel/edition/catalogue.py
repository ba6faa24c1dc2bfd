"""The catalogue of an edition: one SQLite file, written once and never changed.

Every list is numbered when the edition is made: ``place`` says which cable stands at which
rank of which shelf. So page N of any list is a range of ranks, and costs the same at any
depth. docs/formats/edition.md has the tables.
"""

import re
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from reftel.edition.contents import Page, Sealed, Withdrawal
from reftel.edition.keys import unique_keys

NAME = "catalogue.sqlite"
FORMAT = 1  # PRAGMA user_version

UNDATED = "undated"  # the shelf, by month or by day, of what has no such date
LATEST = "latest"  # the kind of the one shelf that holds every cable

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
  count INTEGER NOT NULL, UNIQUE (kind, key)
);
CREATE TABLE place (
  shelf INTEGER NOT NULL, rank INTEGER NOT NULL, cable INTEGER NOT NULL,
  PRIMARY KEY (shelf, rank)
) WITHOUT ROWID;
CREATE TABLE origin_place (
  cable INTEGER PRIMARY KEY, shelf INTEGER NOT NULL, rank INTEGER NOT NULL
);
CREATE TABLE citation (
  target TEXT NOT NULL, rank INTEGER NOT NULL, source INTEGER NOT NULL,
  PRIMARY KEY (target, rank)
) WITHOUT ROWID;
CREATE TABLE page (slug TEXT PRIMARY KEY, title TEXT NOT NULL, markdown TEXT NOT NULL);
CREATE TABLE withdrawn (id TEXT PRIMARY KEY, day TEXT NOT NULL, notice TEXT NOT NULL);
CREATE TEMP TABLE on_shelf (shelf INTEGER, cable INTEGER);
CREATE TEMP TABLE cites (target TEXT, source INTEGER);
"""

# The order of each list. A cable without a creation date comes last; what is equal comes in
# the order of ids, which is that of the numbers.
ORDERS = {
    "created": "cable.created, cable.number",
    "released": "cable.number",
    "origin": "cable.created IS NULL, cable.created DESC, cable.number",
    "tag": "cable.created IS NULL, cable.created DESC, cable.number",
    "classification": "cable.created IS NULL, cable.created DESC, cable.number",
    LATEST: "cable.released IS NULL, cable.released DESC, cable.number",
}

PLACES = """
INSERT INTO place (shelf, rank, cable)
SELECT on_shelf.shelf,
       row_number() OVER (PARTITION BY on_shelf.shelf ORDER BY {order}) AS rank, on_shelf.cable
FROM on_shelf JOIN shelf ON shelf.number = on_shelf.shelf AND shelf.kind = ?
              JOIN cable ON cable.number = on_shelf.cable
ORDER BY on_shelf.shelf, rank
"""

CITATIONS = """
INSERT INTO citation (target, rank, source)
SELECT target, row_number() OVER (PARTITION BY target
                                  ORDER BY created IS NULL, created, cable.number) AS rank, source
FROM cites JOIN cable ON cable.number = cites.source
ORDER BY target, rank
"""

ORIGIN_PLACES = """
INSERT INTO origin_place (cable, shelf, rank)
SELECT place.cable, place.shelf, place.rank
FROM place JOIN shelf ON shelf.number = place.shelf AND shelf.kind = 'origin'
ORDER BY place.cable
"""

MISSING = """
SELECT count(DISTINCT target) FROM citation
WHERE NOT EXISTS (SELECT 1 FROM cable WHERE cable.id = citation.target)
"""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?Z?)?)?", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")


class Catalogue:
    """A catalogue in the making. Takes cables one at a time, in the order of their ids.

    Raises sqlite3.Error where the disk does not take what is written.
    """

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / NAME, isolation_level=None)
        try:
            self._database.executescript(SCHEMA)
            self._database.execute("BEGIN")
        except sqlite3.Error:
            self._database.close()
            raise
        self._shelves: dict[tuple[str, str], int] = {}
        self._number = 0

    def close(self) -> None:
        self._database.close()

    def add(self, sealed: Sealed) -> None:
        """One cable: its row, its record, its shelves, what it refers to."""
        self._number += 1
        record, number, run = sealed.record, self._number, self._database.execute
        created, released = dated(record["created"]), dated(record["released"])
        run(
            "INSERT INTO cable VALUES (?,?,?,?,?,?,?,?)",
            (
                number,
                storable(record["id"]),
                created,
                released,
                storable(record["classification"]),
                storable(record["origin"]),
                storable(record["country"]) if record["country"] else None,
                storable(record["subject"]),
            ),
        )
        run("INSERT INTO record VALUES (?,?)", (number, sealed.blob))
        places = [
            (LATEST, ""),
            ("created", created[:7] if created else UNDATED),
            ("released", released[:10] if released and len(released) > 7 else UNDATED),
            ("origin", storable(record["origin"])),
            ("classification", storable(record["classification"])),
            *(("tag", storable(tag)) for tag in dict.fromkeys(record["tags"])),
        ]
        self._database.executemany(
            "INSERT INTO on_shelf VALUES (?,?)",
            [(self._shelf(place), number) for place in dict.fromkeys(places)],
        )
        targets = {item["target"] for item in record["references"]} - {None, record["id"]}
        if targets:
            self._database.executemany(
                "INSERT INTO cites VALUES (?,?)",
                [(storable(target), number) for target in sorted(filter(None, targets))],
            )

    def finish(self, withdrawn: Iterable[Withdrawal], pages: Iterable[Page]) -> dict[str, int]:
        """Number every list, and close the file. Gives the counts of the manifest."""
        withdrawn, pages = list(withdrawn), list(pages)
        run, each = self._database.execute, self._database.executemany
        each("INSERT INTO page VALUES (?,?,?)", pages)
        each(
            "INSERT INTO withdrawn VALUES (?,?,?)",
            [(one.id, one.on, one.notice) for one in withdrawn],
        )
        each("INSERT INTO shelf VALUES (?,?,?,?,?)", self._shelf_rows())
        for kind, order in ORDERS.items():
            run(PLACES.format(order=order), (kind,))
        run(ORIGIN_PLACES)
        run(CITATIONS)
        missing = run(MISSING).fetchone()[0]
        run("COMMIT")
        self._database.close()
        shelves = {kind: 0 for kind in ORDERS if kind != LATEST}
        for kind, _ in self._shelves:
            if kind != LATEST:
                shelves[kind] += 1
        return {
            "cables": self._number,
            "withdrawn": len(withdrawn),
            "missing": missing,
            "pages": len(pages),
            **shelves,
        }

    def _shelf(self, place: tuple[str, str]) -> int:
        return self._shelves.setdefault(place, len(self._shelves) + 1)

    def _shelf_rows(self) -> list[tuple[int, str, str, str, int]]:
        held = dict(self._database.execute("SELECT shelf, count(*) FROM on_shelf GROUP BY shelf"))
        titles: dict[str, list[str]] = {}
        for kind, title in self._shelves:
            titles.setdefault(kind, []).append(title)
        keys = {kind: _keys(kind, of_kind) for kind, of_kind in titles.items()}
        return [
            (number, kind, keys[kind][title], title, held[number])
            for (kind, title), number in self._shelves.items()
        ]


def dated(written: str | None) -> str | None:
    """A date as published if it is one, to whatever precision; None for anything else."""
    if written is None or not _DATE.fullmatch(written):
        return None
    try:
        datetime.fromisoformat(written if len(written) > len("2008-02") else f"{written}-01")
    except ValueError:
        return None
    return written


def storable(text: str) -> str:
    """Text that SQLite takes: half a surrogate pair, which no UTF-8 can hold, becomes U+FFFD."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _keys(kind: str, titles: list[str]) -> dict[str, str]:
    if kind in {"created", "released", LATEST}:
        return {title: title for title in titles}
    return unique_keys(kind, titles)
