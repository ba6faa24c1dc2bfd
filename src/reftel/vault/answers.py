"""The answers: whether the rows that the log answers for are those that it told of.

The rows are read once, in the order of their numbers, beside the entries: decisions and
reviews in runs that follow each other, marks by the latest entry that names each.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple, Self

from django.db.models import QuerySet

from reftel.vault.commitment import APPENDED, READ_AT_ONCE, each, rows_of, written
from reftel.vault.models import Mark, Veil

LISTED = 10  # rows that are named by their numbers
_CHANGED = """
SELECT t.id, t.entry, h.id IS NULL FROM told AS t LEFT JOIN held AS h ON h.id = t.id
WHERE h.digest IS NOT t.digest ORDER BY t.id
"""
_UNTOLD = "SELECT id FROM held WHERE id NOT IN (SELECT id FROM told) ORDER BY id"


class Fault(NamedTuple):
    """Something that is not as it was written, and the entry of the log that tells so."""

    entry: int | None
    message: str


class Answers:
    """What the entries answered for, so far, and what is found of it."""

    def __init__(self) -> None:
        self._runs = {table: _Run(table) for table in APPENDED}
        self._marks = _Latest()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._marks.close()

    def told(self, entry: int, rows: Mapping[str, Any]) -> Iterator[Fault]:
        """What is wrong with the rows that the next entry answers for."""
        for table, run in self._runs.items():
            if table in rows:
                yield from run.told(entry, rows[table])
        self._marks.told(entry, rows.get("mark", {}))

    def rest(self) -> Iterator[Fault]:
        """What is wrong with all others, once every entry was read."""
        for run in self._runs.values():
            yield from run.rest()
        yield from self._marks.compared()
        yield from _veils()


class _Run:
    """The rows of an appended table, as far as the entries have told of them."""

    def __init__(self, table: str) -> None:
        self._name = table
        self._rows = rows_of(table)
        self._next = next(self._rows, None)
        self._reached = 0

    def told(self, entry: int, run: Mapping[str, Any]) -> Iterator[Fault]:
        """What is wrong with the next run, of which an entry has told."""
        first, last, count = run["first"], run["last"], run["count"]
        which = f"{self._name} {first}" if first == last else f"{self._name}s {first} to {last}"
        if first <= self._reached:
            yield Fault(entry, f"Entry {entry} tells of {which}, as an entry before it does.")
            return
        yield from self._strays(first)
        found, digest = self._read(last)
        self._reached = last
        if found < count:
            yield Fault(entry, f"{count - found:,} of {which} taken out since entry {entry}.")
        elif found > count:
            yield Fault(entry, f"{found - count:,} put in among {which} since entry {entry}.")
        elif digest != run["sha256"]:
            yield Fault(entry, f"Changed since entry {entry} told of it: {which}.")

    def rest(self) -> Iterator[Fault]:
        return self._strays(None)

    def _read(self, last: int) -> tuple[int, str]:
        digest, count = sha256(), 0
        while self._next is not None and self._next[0] <= last:
            digest.update(written(self._next))
            count += 1
            self._next = next(self._rows, None)
        return count, digest.hexdigest()

    def _strays(self, before: int | None) -> Iterator[Fault]:
        """Rows up to a number that no entry tells of."""
        strays, count = [], 0
        while self._next is not None and (before is None or self._next[0] < before):
            count += 1
            strays += [self._next[0]] if count <= LISTED else []
            self._next = next(self._rows, None)
        if count:
            yield Fault(None, f"No entry tells of {self._name} {_listed(strays, count)}.")


class _Latest:
    """The digest that the latest entry told of each mark, in a file that goes when closed."""

    def __init__(self) -> None:
        self._kept = sqlite3.connect("")
        self._kept.execute("CREATE TABLE told (id INTEGER PRIMARY KEY, digest, entry)")
        self._kept.execute("CREATE TABLE held (id INTEGER PRIMARY KEY, digest)")

    def close(self) -> None:
        self._kept.close()

    def told(self, entry: int, marks: Mapping[str, str]) -> None:
        rows = [(int(id_), digest, entry) for id_, digest in marks.items()]
        self._kept.executemany("INSERT OR REPLACE INTO told VALUES (?, ?, ?)", rows)

    def compared(self) -> Iterator[Fault]:
        self._kept.executemany("INSERT INTO held VALUES (?, ?)", each("mark", Mark.objects.all()))
        for id_, entry, gone in self._kept.execute(_CHANGED):
            what = "was taken out" if gone else "changed"
            yield Fault(entry, f"Mark {id_} {what} since entry {entry} told of it.")
        for (id_,) in self._kept.execute(_UNTOLD):
            yield Fault(None, f"No entry tells of mark {id_}.")


def _veils() -> Iterator[Fault]:
    """Veils are named by what they hold: any that is changed or gone tells itself."""
    for digest, marks in Veil.objects.values_list("digest", "marks").iterator(READ_AT_ONCE):
        if sha256(marks.encode()).hexdigest() != digest:
            yield Fault(None, f"Veil {digest} was changed.")
    for table, (model, _) in APPENDED.items():
        veiled: QuerySet[Any] = QuerySet(model).filter(veil__isnull=False)
        lost = veiled.exclude(veil_id__in=Veil.objects.values("digest")).order_by("pk")
        for id_ in lost.values_list("pk", flat=True)[:LISTED]:
            yield Fault(None, f"The veil of {table} {id_} was taken out.")


def _listed(numbers: Sequence[int], count: int) -> str:
    more = count - len(numbers)
    return ", ".join(map(str, numbers)) + (f" and {more:,} more" if more else "")
