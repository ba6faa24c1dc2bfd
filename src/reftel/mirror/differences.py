"""The differences: which groups of files can say something else in one edition than in another.

They are read from the two catalogues. A cable that came, went or changed has a part in its own
group; in those of its neighbours, of what it cites and of what cites it; in every list on which
it stands or stood; and in what is counted of these lists elsewhere. Whatever else a page may
show is in files that stand alone, or the two editions are too far apart: then all is made again.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from reftel.edition import catalogue
from reftel.edition.browsing import Shelf
from reftel.edition.places import LATEST
from reftel.edition.read import Edition
from reftel.edition.shelving import FOLDED
from reftel.edition.standing import Standing
from reftel.mirror.groups import RELEASED, of_address, own
from reftel.mirror.leaves import leaves
from reftel.mirror.places import place
from reftel.reading_room import addresses
from reftel.reading_room.frame import written
from reftel.reading_room.portraits import also

# Cables of which anything differs: the record, what lists show, what was public before.
_SIDES = (("old", "new"), ("new", "old"))
_OTHERWISE = """
INSERT OR IGNORE INTO changed
SELECT id FROM old.cable AS cable JOIN old.record AS record USING (number)
JOIN new.cable AS other USING (id) JOIN new.record AS same ON same.number = other.number
WHERE NOT (same.json = record.json AND other.created IS cable.created
  AND other.released IS cable.released AND other.classification = cable.classification
  AND other.origin = cable.origin AND other.country IS cable.country
  AND other.subject = cable.subject)
"""
_CHANGED = """
INSERT OR IGNORE INTO changed
SELECT id FROM {a}.cable WHERE id NOT IN (SELECT id FROM {b}.cable)
UNION SELECT id FROM (
  SELECT id, text.number, day, notice FROM {a}.text AS text
  JOIN {a}.cable AS cable ON cable.number = text.cable
  EXCEPT SELECT id, text.number, day, notice FROM {b}.text AS text
  JOIN {b}.cable AS cable ON cable.number = text.cable)
UNION SELECT id FROM (
  SELECT id, earlier.number, json FROM {a}.earlier AS earlier
  JOIN {a}.cable AS cable ON cable.number = earlier.cable
  EXCEPT SELECT id, earlier.number, json FROM {b}.earlier AS earlier
  JOIN {b}.cable AS cable ON cable.number = earlier.cable)
UNION SELECT id FROM (
  SELECT id, edition, what, day FROM {a}.change
  EXCEPT SELECT id, edition, what, day FROM {b}.change)
UNION SELECT id FROM (SELECT * FROM {a}.withdrawn EXCEPT SELECT * FROM {b}.withdrawn)
"""
_PLACED = """
INSERT OR IGNORE INTO touched SELECT DISTINCT kind, key FROM {a}.place AS place
JOIN {a}.shelf AS shelf ON shelf.number = place.shelf
WHERE place.cable IN (SELECT number FROM {a}.cable JOIN changed USING (id))
"""
_NEIGHBOURS = """
SELECT beside.id FROM {a}.cable AS cable JOIN changed USING (id)
JOIN {a}.origin_place AS own ON own.cable = cable.number
JOIN {a}.place AS place ON place.shelf = own.shelf AND place.rank IN (own.rank - 1, own.rank + 1)
JOIN {a}.cable AS beside ON beside.number = place.cable
"""
_CITED = """
SELECT DISTINCT target FROM {a}.citation
WHERE source IN (SELECT number FROM {a}.cable JOIN changed USING (id))
"""
_CITING = """
SELECT DISTINCT cable.id FROM {a}.citation AS citation
JOIN {a}.cable AS cable ON cable.number = citation.source
WHERE target IN (SELECT id FROM changed)
"""
# An earlier text refers to cables as well, and the catalogue does not say to which.
_SEVERAL_TEXTS = """
SELECT DISTINCT id FROM {a}.earlier AS earlier JOIN {a}.cable AS cable
ON cable.number = earlier.cable
"""
_NAMED = """
SELECT cable FROM {a}.article_cable UNION SELECT cable FROM {a}.collection_cable
UNION SELECT cable FROM {a}.coverage
"""
_CARDED = "SELECT id FROM {a}.card"
_ISSUES = "SELECT DISTINCT edition FROM {a}.change WHERE id IN (SELECT id FROM changed)"
_CALLED_OTHERWISE = """
SELECT new.number, kind FROM old.shelf AS old JOIN new.shelf AS new USING (kind, key)
WHERE old.title <> new.title
UNION SELECT new.number, new.kind FROM old.shelf AS old JOIN new.shelf AS new
ON new.title = old.title AND +new.kind = +old.kind WHERE old.key <> new.key
"""
_IN_COMPANY = """
INSERT OR IGNORE INTO touched SELECT kind, key FROM new.company AS company
JOIN new.shelf AS shelf ON shelf.number = company.shelf WHERE company.other = ?
"""
_DAYS = """
SELECT DISTINCT day FROM {a}.day AS day JOIN {a}.place AS place ON place.shelf = day.shelf
AND place.rank BETWEEN day.rank AND day.rank + day.count - 1
WHERE place.cable IN (SELECT number FROM {a}.cable JOIN changed USING (id))
"""
_SHELVES = f"SELECT kind, key, title, count FROM new.shelf WHERE kind <> '{LATEST}'"  # noqa: S608
_FAR_APART = """
SELECT 1 FROM (SELECT * FROM old.spelling EXCEPT SELECT * FROM new.spelling)
UNION ALL SELECT 1 FROM (SELECT * FROM new.spelling EXCEPT SELECT * FROM old.spelling)
UNION ALL SELECT 1 FROM (
  SELECT number, added, changed, withdrawn FROM old.edition
  EXCEPT SELECT number, added, changed, withdrawn FROM new.edition)
UNION ALL SELECT 1 FROM new.cable WHERE number NOT IN (SELECT cable FROM new.text)
UNION ALL SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM new.cable)
LIMIT 1
"""


class Differences(NamedTuple):
    """Groups of files that may differ, and the addresses of those that the new edition has."""

    groups: frozenset[str]
    addresses: tuple[str, ...]


def differences(former: Edition, edition: Edition) -> Differences | None:
    """The groups that can differ; None where any page may: the frame, names, or the past do."""
    if _around(former) != _around(edition):
        return None
    with closing(_both(former.folder, edition.folder)) as database:
        if database.execute(_FAR_APART).fetchone():
            return None
        database.execute(_OTHERWISE)
        for a, b in _SIDES:
            database.execute(_CHANGED.format(a=a, b=b))
        for a, _ in _SIDES:
            database.execute(_PLACED.format(a=a))
        for number, kind in database.execute(_CALLED_OTHERWISE).fetchall():
            if kind not in FOLDED:
                return None
            database.execute(_IN_COMPANY, (number,))
        return _told(database, edition)


def _around(edition: Edition) -> tuple[object, ...]:
    """What stands on every page of an edition."""
    return edition.manifest.declaration, written(edition.manifest)


def _both(former: Path, folder: Path) -> sqlite3.Connection:
    database = sqlite3.connect("file::memory:", uri=True, isolation_level=None)
    for name, one in (("old", former), ("new", folder)):
        path = (one / catalogue.NAME).absolute().as_uri()
        database.execute(f"ATTACH ? AS {name}", (f"{path}?immutable=1",))
    database.execute("CREATE TABLE changed (id TEXT PRIMARY KEY) WITHOUT ROWID")
    database.execute(
        "CREATE TABLE touched (kind TEXT, key TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID"
    )
    return database


def _told(database: sqlite3.Connection, edition: Edition) -> Differences:
    changed = {id_ for (id_,) in database.execute("SELECT id FROM changed")}
    about = set(changed)
    for query in (_NEIGHBOURS, _CITED, _CITING, _NAMED, _SEVERAL_TEXTS):
        about.update(_of(database, query))
    absent = about | set(_of(database, _CARDED))
    here, gone = _lists(database)
    groups = {of_address(addresses.cable(id_)) for id_ in about}
    groups |= {own(of_address(addresses.cable(id_))) for id_ in changed}
    groups |= {of_address(addresses.reftel(id_)) for id_ in absent}
    groups |= {of_address(address) for address in here | gone}
    days = {*_of(database, _DAYS)}
    groups |= {of_address(addresses.on_this_day(day[5:])) for day in days}
    groups |= {of_address(addresses.shelf("created", day)) for day in days}
    pages = leaves(database, changed)
    groups |= {of_address(address) for each in pages for address in each}
    groups |= {f"editions/{number}" for number in _of(database, _ISSUES)}
    groups |= {RELEASED} if changed else set()
    seeds = (*_indexes(database), *sorted(here), *pages.here, *_pages(edition, about))
    return Differences(frozenset(groups - {""}), tuple(filter(place, seeds)))


def _of(database: sqlite3.Connection, query: str) -> Iterator[str]:
    for a, _ in _SIDES:
        yield from (str(value) for (value,) in database.execute(query.format(a=a)))


def _lists(database: sqlite3.Connection) -> tuple[set[str], set[str]]:
    """Addresses of the lists that a cable which changed has a part in: those here, and the rest.

    A list tells how many cables some others have.
    """
    touched = set(database.execute("SELECT kind, key FROM touched WHERE kind <> ?", (LATEST,)))
    every = {addresses.shelf(kind, key) for kind, key in touched}
    tags = any(kind == "tag" for kind, _ in touched)
    here = set()
    for row in database.execute(_SHELVES):
        shelf = Shelf(*row)
        counted = tags if shelf.kind == "kind" else not touched.isdisjoint(also(shelf))
        if counted or (shelf.kind, shelf.key) in touched:
            here.add(addresses.shelf(shelf.kind, shelf.key))
    return here, every - here


def _indexes(database: sqlite3.Connection) -> Iterator[str]:
    """Addresses that stand alone, and that a page may lead to which is not copied again."""
    yield addresses.ALIKE
    kinds = database.execute("SELECT DISTINCT kind FROM new.shelf WHERE kind <> ?", (LATEST,))
    yield from sorted(addresses.shelf(kind) for (kind,) in kinds)


def _pages(edition: Edition, ids: set[str]) -> Iterator[str]:
    """Addresses of those of some cables that are here, were withdrawn, or are only cited.

    Some page leads there, and it may be one that is not copied again.
    """
    for id_, standing in sorted(edition.standing(sorted(ids)).items()):
        if standing in {Standing.HELD, Standing.WITHDRAWN}:
            yield addresses.cable(id_)
        elif standing is Standing.CITED:
            yield addresses.reftel(id_)
