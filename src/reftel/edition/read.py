"""One edition, read by any number of threads, from its first query to its last.

An ``Edition`` stays on the folder that it was opened on: whatever is released meanwhile, a
reader that holds it finishes on it. Where a reference id is looked up, it may be given in
lower case.
"""

import json
import weakref
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property, partial
from itertools import islice
from pathlib import Path
from typing import Any

from reftel.archive import Audience
from reftel.compression import zstd
from reftel.edition import catalogue
from reftel.edition.browsing import Browsing, Day, Shelf
from reftel.edition.chronicle import Chronicle
from reftel.edition.connections import Connections
from reftel.edition.contents import Page, Withdrawal
from reftel.edition.cuts import signs
from reftel.edition.editorial.published import Published
from reftel.edition.entries import ENTRY, LISTED, PLACED, RANKS, SINCE, Entry
from reftel.edition.listing import Kept, Listing, Stretch
from reftel.edition.manifest import Manifest
from reftel.edition.missing import GHOST, Ghost, Missing
from reftel.edition.places import LATEST, UNDATED
from reftel.edition.recent import is_keeping
from reftel.edition.row import storable
from reftel.edition.shelving import ORDERS
from reftel.edition.spellings import Group
from reftel.edition.standing import BEGINNING, KNOWN, STANDING, Known, Numbered, Standing, known
from reftel.edition.surroundings import Surroundings
from reftel.gazetteer.spellings import SPELLINGS
from reftel.search.embedded import Searcher
from reftel.search.meanings import Spellings
from reftel.telegram.cable import CableRecord, from_json

INDEX = "index"
AT_ONCE = 500  # ids in one query, citing cables in one list
IDS = "SELECT id FROM cable ORDER BY number"
SHELF = "SELECT kind, key, title, count FROM shelf"
RECORD = f"SELECT id, json, {SINCE} FROM cable JOIN record USING (number)"  # noqa: S608 -- ours

ARRIVED = """
SELECT coalesce(cable.number, 0), cable.created FROM (
  SELECT id, min(edition) AS first FROM (
    SELECT id, edition FROM change WHERE what = 'added' UNION ALL SELECT id, ? FROM cable
  ) GROUP BY id
) LEFT JOIN cable USING (id) ORDER BY first, id
"""


class Edition:
    """The cables, lists and pages of one edition.

    Raises ArchiveError on opening where the folder is not whole or of a newer format.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = _credible(Manifest.read(folder))
        self.manifest.require_present(folder)
        self._connections = Connections(folder / catalogue.NAME)
        weakref.finalize(self, self._connections.close)
        self._connections.require_format(catalogue.FORMAT)
        self._shelves: dict[str, tuple[Shelf, ...]] = {}
        self._signs = cache(partial(_signs, self._connections))  # which knows of no edition
        # Each one value: threads exchange it whole.
        self._record: tuple[str, CableRecord] | None = None
        self._listing: tuple[tuple[str, tuple[Stretch, ...]], Listing] | None = None
        self._begun: Kept = {}  # where pages of lists begin, for whoever keeps what is made
        self._around: tuple[CableRecord, Surroundings] | None = None

    # ---- One cable

    def record(self, id_: str) -> CableRecord | None:
        """The whole record, with ``edition`` set to that in which this text first stood.

        For the staff, whose texts are numbered among themselves, it is the number of this one.
        The one that was asked for last is kept: a mirror asks for all that belongs to a cable one
        after the other. So nobody may write into it.
        """
        last = self._record
        if last is not None and last[0] == id_:
            return last[1]
        for _, *told in self._of_id(f"{RECORD} WHERE id = ?", id_):
            record = self._opened(*told)
            self._record = (id_, record)
            return record
        return None

    def records(self) -> Iterator[CableRecord]:
        """Every record in the order of ids, one in memory at a time."""
        with self._connections.one() as database:
            for _, *told in database.execute(f"{RECORD} ORDER BY number"):
                yield self._opened(*told)

    def released(self, first: int, last: int) -> Iterator[tuple[str, str | None]]:
        """Ids of the cables of these places in the order of ids, and when each was released."""
        query = "SELECT id, released FROM cable WHERE number BETWEEN ? AND ? ORDER BY number"
        for at in range(first, last + 1, AT_ONCE):
            yield from self._all(query, at, min(at + AT_ONCE - 1, last))

    def arrived(self) -> Iterator[tuple[int, str | None]]:
        """Every cable that ever was public, as they came; by the edition first, then by id.

        Of each its place in the order of ids, 0 where it is not here, and when it was created.
        """
        with self._connections.one() as database:
            yield from database.execute(ARRIVED, (self.manifest.number,))

    def blobs(self, places: Sequence[int]) -> Iterator[bytes]:
        """The records of these places as they are stored: whoever compares them opens none."""
        with self._connections.one() as database:
            for place in places:
                query = "SELECT json FROM record WHERE number = ?"
                yield from (blob for (blob,) in database.execute(query, (place,)))

    def placed(self, places: Sequence[int]) -> Iterator[CableRecord]:
        """The records of these places in the order of ids, counted from 1, as they are given."""
        query = f"{RECORD} WHERE cable.number = ?"
        with self._connections.one() as database:
            for place in places:
                for _, *told in database.execute(query, (place,)):
                    yield self._opened(*told)

    def some(self, ids: Iterable[str]) -> list[CableRecord]:
        """The records of these ids in their order, in one query; an id not here is left out."""
        asked = [storable(id_) for id_ in ids]
        query = f"{RECORD} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 -- ours
        found = {id_: told for id_, *told in self._all(query, json.dumps(asked))}
        return [self._opened(*found[id_]) for id_ in asked if id_ in found]

    def listed(self, ids: Iterable[str]) -> list[Entry]:
        """The cables of these ids as lists show them, in their order; those not here left out."""
        asked = [storable(id_) for id_ in ids]
        found = {one.id: one for one in self._entries(LISTED, json.dumps(asked))}
        return [found[id_] for id_ in asked if id_ in found]

    def lines(self, ids: Iterable[str]) -> Iterator[Entry]:
        """``listed`` for any number of ids, some at a time."""
        asked = iter(ids)
        while some := list(islice(asked, AT_ONCE)):
            yield from self.listed(some)

    def standing(self, ids: Iterable[str]) -> dict[str, Standing]:
        """What is known of each of these ids, in one query; one that is not known is left out."""
        asked = json.dumps([storable(id_) for id_ in ids])
        return {id_: Standing(what) for id_, what in self._all(STANDING, asked)}

    def known(self, ids: Iterable[str]) -> Mapping[str, Known]:
        """What is known of each of these ids, in one query; one that is not known is left out."""
        asked = json.dumps([storable(id_) for id_ in dict.fromkeys(ids)])
        return known(self._all(KNOWN, asked))

    def beginning(self, letters: str, limit: int) -> list[Numbered]:
        """The ids that begin so, held or cited, in their order; none where nothing is given."""
        rows = self._all(BEGINNING, letters, limit) if letters else []
        found = sorted(Numbered(id_, Standing(what), text) for id_, what, text in rows)
        return found[:limit]

    def surroundings(self, record: CableRecord) -> Surroundings:
        """All that its page shows of other cables, in one query; kept as the record is."""
        last = self._around
        if last is None or last[0] is not record:
            last = self._around = (record, Surroundings.of(record, self._all))
        return last[1]

    def held(self, ids: Iterable[str]) -> frozenset[str]:
        """Which of these ids are here, spelt as they were given."""
        asked = list(dict.fromkeys(ids))
        found: set[str] = set()
        for at in range(0, len(asked), AT_ONCE):
            some = asked[at : at + AT_ONCE]
            spellings = {*some, *(id_.upper() for id_ in some)}
            marks = ",".join("?" * len(spellings))
            query = f"SELECT id FROM cable WHERE id IN ({marks})"  # noqa: S608 -- only marks
            found.update(row[0] for row in self._all(query, *spellings))
        return frozenset(id_ for id_ in asked if id_ in found or id_.upper() in found)

    def neighbours(self, id_: str) -> tuple[Entry | None, Entry | None]:
        """The cables that the same origin sent before and after this one."""
        where = (
            "SELECT origin_place.shelf, origin_place.rank "
            "FROM cable JOIN origin_place ON origin_place.cable = cable.number WHERE id = ?"
        )
        one = f"{PLACED} WHERE place.shelf = ? AND place.rank = ?"
        for shelf, rank in self._of_id(where, id_):  # the newest stands first
            before, after = self._entries(one, shelf, rank + 1), self._entries(one, shelf, rank - 1)
            return (before[0] if before else None, after[0] if after else None)
        return (None, None)

    def withdrawn(self, id_: str) -> Withdrawal | None:
        """The notice that stands where this cable was."""
        for row in self._of_id("SELECT id, day, notice FROM withdrawn WHERE id = ?", id_):
            return Withdrawal(*row)
        return None

    # ---- References

    def cited_by(self, id_: str, page: int = 1, size: int = AT_ONCE) -> list[Entry]:
        """The cables that refer to this one, be it here or not, in the order they were sent."""
        query = (
            f"{ENTRY} FROM citation JOIN cable ON cable.number = citation.source "
            "WHERE target = ? AND rank BETWEEN ? AND ? ORDER BY rank"
        )
        return [Entry(*row) for row in self._of_id(query, id_, *_ranks(page, size))]

    def ghost(self, id_: str) -> Ghost | None:
        """A cable that is referred to, or has a card, and is not here; None for any other."""
        for row in self._of_id(GHOST, id_):
            return Ghost.of(*row)
        return None

    @cached_property
    def missing(self) -> Missing:
        """All of those."""
        return Missing(self._connections.rows, self.manifest.counts["missing"])

    # ---- Lists

    def shelves(self, kind: str) -> tuple[Shelf, ...]:
        """The shelves of a kind, in the order of their keys."""
        if kind not in ORDERS:
            return ()
        if kind not in self._shelves:
            rows = self._all(f"{SHELF} WHERE kind = ? ORDER BY key", kind)
            self._shelves[kind] = tuple(Shelf(*row) for row in rows)
        return self._shelves[kind]

    def shelf(self, kind: str, key: str) -> Shelf | None:
        """One shelf by its key."""
        for row in self._all(f"{SHELF} WHERE kind = ? AND key = ?", kind, key):
            return Shelf(*row)
        return None

    def entries(self, shelf: Shelf, page: int, size: int) -> list[Entry]:
        """A page of a shelf, counted from 1; nothing after its end."""
        return self._entries(RANKS, shelf.kind, shelf.key, *_ranks(page, size))

    def listing(self, shelf: Shelf) -> Listing:
        """The cables of a shelf, to be read from any of them on."""
        whole = Stretch(None, 1, shelf.count, shelf.kind, shelf.key)
        return self._listed(shelf.kind, whole)

    def listing_of(self, days: Sequence[Day]) -> Listing:
        """The cables of some days, one after the other, to be read from any of them on."""
        stretches = [Stretch(one.shelf, one.rank, one.count) for one in days]
        return self._listed("created", *stretches)

    @property
    def everything(self) -> Shelf:
        """The shelf that holds every cable, the latest release first, those of one day by id."""
        return Shelf(LATEST, "", "", self.manifest.counts["cables"])

    @property
    def browsing(self) -> Browsing:
        """From A to Z, by day, and what goes with what."""
        return Browsing(self._all)

    def latest(self, page: int, size: int) -> list[Entry]:
        """Every cable, the latest release first, those of one day by id."""
        return self.entries(self.everything, page, size)

    # ---- The whole

    def counts(self) -> Mapping[str, int]:
        """cables, withdrawn, missing (referred to and not here), pages; shelves by kind."""
        return self.manifest.counts

    def years(self) -> tuple[tuple[int, int], ...]:
        """How many cables were created in each year that has any."""
        years: Counter[int] = Counter()
        for shelf in self.shelves("created"):
            if shelf.key != UNDATED:
                years[int(shelf.key[:4])] += shelf.count
        return tuple(sorted(years.items()))

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The publisher's own pages, by slug."""
        return tuple(Page(*row) for row in self._all("SELECT * FROM page ORDER BY slug"))

    @cached_property
    def desk(self) -> Published:
        """What the archive's keepers wrote: articles, collections, coverage, cards."""
        return Published(self._connections.rows)

    @cached_property
    def spellings(self) -> Spellings:
        """The spellings of all names that are known: public ones, and the archive's own."""
        return Spellings.of((*SPELLINGS, *self.own_spellings))

    @cached_property
    def own_spellings(self) -> tuple[Group, ...]:
        """Those of the archive's own."""
        with self._connections.one() as database:
            return catalogue.spellings_in(database)

    @cached_property
    def searcher(self) -> Searcher:
        """The search index. Raises IndexUnavailable where it cannot be opened."""
        return Searcher(self.folder / INDEX)

    @cached_property
    def chronicle(self) -> Chronicle:
        """What was public before, and what each edition changed."""
        return Chronicle(self._connections, self.manifest)

    # ---- Inside

    def _opened(self, blob: bytes, since: int) -> CableRecord:
        record: CableRecord = from_json(zstd.decompress(blob))
        public = self.manifest.audience is Audience.PUBLIC
        record["edition"] = (public and since) or self.manifest.number
        return record

    def _listed(self, kind: str, *stretches: Stretch) -> Listing:
        """A list; the one that was asked for last is kept, and what was read of it."""
        last = self._listing
        if last is None or last[0] != (kind, stretches):
            kept = self._begun if is_keeping() else None
            listing = Listing(self._connections.rows, kind, stretches, self._signs, kept)
            last = self._listing = ((kind, stretches), listing)
        return last[1]

    def _entries(self, query: str, *values: str | int) -> list[Entry]:
        return [Entry(*row) for row in self._all(query, *values)]

    def _of_id(self, query: str, id_: str, *rest: int) -> list[Any]:
        """The rows for an id as it is written, else for the id in capitals."""
        return self._all(query, id_, *rest) or (
            self._all(query, id_.upper(), *rest) if id_ != id_.upper() else []
        )

    def _all(self, query: str, *values: str | int) -> list[Any]:
        return self._connections.rows(query, *values)


def _credible(manifest: Manifest) -> Manifest:
    """The manifest without a declared total that is smaller than what is here."""
    declared = manifest.declaration
    if declared.total is None or declared.total >= manifest.counts["cables"]:
        return manifest
    return replace(manifest, declaration=replace(declared, total=None))


def _signs(connections: Connections) -> "array[int]":
    """The signs of all cables, eight bytes each, by which lists are cut into pages."""
    with connections.one() as database:
        return signs(id_ for (id_,) in database.execute(IDS))


def _ranks(page: int, size: int) -> tuple[int, int]:
    """The first and last rank of a page."""
    last = min(page * size, (1 << 63) - 1)
    return last - size + 1, last
