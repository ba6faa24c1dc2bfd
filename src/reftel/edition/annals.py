"""The annals: what an edition tells of itself and of those before it.

Tables of the catalogue: the texts of each cable that were public before, what each edition
added, changed and withdrew, and which addresses are gone or moved. An address that is gone
is kept as a digest, for its words were those of a cable that is not here any more.
docs/formats/edition.md describes them.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reftel.edition.past import (
    Address,
    BasisError,
    Change,
    Former,
    Past,
    Text,
    title_digest,
)

SCHEMA = """
CREATE TABLE text (
  cable INTEGER NOT NULL, number INTEGER NOT NULL, day TEXT NOT NULL, notice TEXT NOT NULL,
  PRIMARY KEY (cable, number)
) WITHOUT ROWID;
CREATE TABLE earlier (
  cable INTEGER NOT NULL, number INTEGER NOT NULL, json BLOB NOT NULL, UNIQUE (cable, number)
);
CREATE TABLE change (
  number INTEGER PRIMARY KEY, edition INTEGER NOT NULL, what TEXT NOT NULL, id TEXT NOT NULL,
  day TEXT NOT NULL
);
CREATE TABLE edition (
  number INTEGER PRIMARY KEY, made TEXT NOT NULL, digest TEXT NOT NULL,
  added INTEGER NOT NULL, changed INTEGER NOT NULL, withdrawn INTEGER NOT NULL
);
CREATE TABLE gone (address BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE moved (
  kind TEXT NOT NULL, key TEXT NOT NULL, now TEXT NOT NULL, PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE TEMP TABLE happened (edition INTEGER, what TEXT, id TEXT, day TEXT);
CREATE TEMP TABLE known (kind TEXT, key TEXT, title TEXT);
"""

CHANGES = """
INSERT INTO change (edition, what, id, day)
SELECT edition, what, id, day FROM happened ORDER BY edition, what, id
"""

COUNTS = """
SELECT edition, sum(what = 'added'), sum(what = 'changed'), sum(what = 'withdrawn')
FROM change GROUP BY edition
"""

# Everything that has an address of its own and may come and go, but for cables.
ADDRESSES = """
SELECT kind, key, title FROM shelf WHERE kind <> 'latest'
UNION ALL SELECT DISTINCT 'year', substr(key, 1, 4), '' FROM shelf
  WHERE kind = 'created' AND key <> 'undated'
UNION ALL SELECT 'day', day, '' FROM day
UNION ALL SELECT 'page', slug, '' FROM page
UNION ALL SELECT 'article', slug, '' FROM article
UNION ALL SELECT 'collection', slug, '' FROM collection
"""

PRESENT = f"""
CREATE TEMP TABLE present AS SELECT kind, key, title_digest(title) AS title FROM ({ADDRESSES})
"""  # noqa: S608 -- ours

# Lists whose keys may be guessed, to learn that somebody or something stood in what was taken
# back: no trace of them is left.
UNTRACED = frozenset({"person", "reftel"})

LEFT_BEHIND = """
SELECT known.kind, known.key,
       (SELECT present.key FROM temp.present WHERE present.kind = known.kind
        AND present.title = known.title AND known.title <> '')
FROM temp.known WHERE NOT EXISTS (
  SELECT 1 FROM temp.present WHERE present.kind = known.kind AND present.key = known.key)
"""


EARLIER = """
INSERT INTO earlier SELECT ?1, ?2, json FROM basis.earlier WHERE cable = ?3 AND number = ?2
"""


class Behind(NamedTuple):
    """What an edition left behind, as the content digest takes it.

    ``gone`` is the sha256 over the digests of all addresses that are gone, empty where none
    is; ``moved`` has kind, key before and key now.
    """

    gone: str = ""
    moved: tuple[tuple[str, str, str], ...] = ()


class Annals:
    """The annals of a catalogue in the making; ``number`` is that of its edition."""

    def __init__(self, database: sqlite3.Connection, number: int, past: Past) -> None:
        self._database = database
        self._number = number
        self._former = past.editions
        database.executemany("INSERT INTO known VALUES (?,?,?)", past.addresses)
        self._texts: list[tuple[int, int, str, str]] = []
        self._earlier: list[tuple[int, int, bytes | int]] = []
        self._changes: list[tuple[int, str, str, str]] = []

    def add(self, cable: int, texts: Sequence[Text], before: int = 0) -> None:
        """The texts of a cable, by its number, and by that which it has in the basis."""
        for text in texts:
            number = self._numbered(text.number)
            self._texts.append((cable, number, text.day, text.notice))
        for text in texts[:-1]:
            self._earlier.append((cable, self._numbered(text.number), before or text.blob))

    def happened(self, id_: str, changes: Iterable[Change]) -> None:
        """What became of a cable, here or not any more."""
        self._changes += [(self._numbered(one.edition), one.what, id_, one.day) for one in changes]

    def write(self) -> None:
        """Write what is waiting."""
        each = self._database.executemany
        each("INSERT INTO text VALUES (?,?,?,?)", self._texts)
        for cable, number, blob in self._earlier:
            if isinstance(blob, bytes):
                self._database.execute("INSERT INTO earlier VALUES (?,?,?)", (cable, number, blob))
            else:
                taken_over(self._database, EARLIER, (cable, number, blob))
        each("INSERT INTO happened VALUES (?,?,?,?)", self._changes)
        for rows in (self._texts, self._earlier, self._changes):
            rows.clear()

    def finish(self) -> Behind:
        """Number the changes, list the editions, and tell what is gone, once all lists stand."""
        self.write()
        self._database.execute(CHANGES)
        counts = {number: found for number, *found in self._database.execute(COUNTS)}
        former = (*self._former, Former(self._number, "", ""))
        self._database.executemany(
            "INSERT INTO edition VALUES (?,?,?,?,?,?)",
            ((number, *told, *counts.get(number, (0, 0, 0))) for number, *told in former),
        )
        self._leave_behind()
        return behind(self._database)

    def _leave_behind(self) -> None:
        """What was known and is not present: moved where its title has another key, or gone."""
        run, each = self._database.execute, self._database.executemany
        self._database.create_function("title_digest", 1, _titled, deterministic=True)
        run(PRESENT)
        run("CREATE INDEX temp.present_key ON present (kind, key)")
        run("CREATE INDEX temp.present_title ON present (kind, title)")
        left = run(LEFT_BEHIND).fetchall()
        each("INSERT OR IGNORE INTO moved VALUES (?,?,?)", (one for one in left if one[2]))
        gone = (
            (Address(kind, key).digest,)
            for kind, key, now in left
            if not now and not _is_guessed(kind, key)
        )
        each("INSERT OR IGNORE INTO gone SELECT ?1", sorted(set(gone)))

    def _numbered(self, edition: int | None) -> int:
        return self._number if edition is None else edition


def taken_over(
    database: sqlite3.Connection, query: str, values: tuple[int, ...], rows: int = 1
) -> None:
    """Write what so many rows of the basis hold; BasisError where it has fewer."""
    if database.execute(query, values).rowcount != rows:
        raise BasisError("its catalogue lacks what its workings name")


def behind(database: sqlite3.Connection) -> Behind:
    """What the edition of a catalogue left behind."""
    total, any_gone = hashlib.sha256(), False
    for (address,) in database.execute("SELECT address FROM gone ORDER BY address"):
        total.update(address)
        any_gone = True
    moved = database.execute("SELECT kind, key, now FROM moved ORDER BY kind, key")
    return Behind(total.hexdigest() if any_gone else "", tuple(moved))


def texts_in(database: sqlite3.Connection) -> Iterator[tuple[int, Text]]:
    """Each text with the number of its cable, in the order of both; the blob unless current."""
    rows = database.execute(
        "SELECT cable, number, day, notice, json FROM text LEFT JOIN earlier USING (cable, number) "
        "ORDER BY cable, number"
    )
    for cable, number, day, notice, blob in rows:
        yield cable, Text(number, day, notice, blob=blob or b"")


def addresses_in(database: sqlite3.Connection) -> Iterator[Address]:
    """Every address of a finished catalogue that may be gone from a later one."""
    for kind, key, title in database.execute(ADDRESSES):
        yield Address(kind, key, _titled(title))


def _is_guessed(kind: str, key: str) -> bool:
    """Whether a trace of it would tell who asks for a name; a tag of several words is one too."""
    return kind in UNTRACED or (kind == "tag" and "-" in key)


def _titled(title: str) -> str:
    return title_digest(title) if title else ""
