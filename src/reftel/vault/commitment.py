"""The commitment: digests of the rows that an entry of the log answers for.

Decisions and reviews are appended and never change, so a run of them is told by its first
and last number, how many there are, and one sha256 over all. A mark changes its state, so
each is told by itself, and the latest entry that names it holds. A veil is named by its own
digest and needs none.

A row is canonical JSON, a list of the columns named here, and ends in a line break. The
columns are part of the log's form: what an older log committed to has to be read for ever.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db.models import Max, Min, Model, QuerySet

from reftel.telegram.cable import as_json
from reftel.vault.chain import moment
from reftel.vault.models import Decision, Mark, Review

READ_AT_ONCE = 2000
APPENDED: Mapping[str, tuple[type[Model], tuple[str, ...]]] = {
    "decision": (
        Decision,
        (
            *("id", "cable_id", "original_id", "veil_id", "verb", "on"),
            *("batch", "reason", "notice", "author"),
        ),
    ),
    "review": (
        Review,
        ("id", "cable_id", "original_id", "veil_id", "step", "to", "words", "author", "at"),
    ),
}
CHANGING: Mapping[str, tuple[type[Model], tuple[str, ...]]] = {
    "mark": (
        Mark,
        (
            *("id", "cable_id", "original_id", "text", "root", "start", "end", "kind"),
            *("words", "before", "after", "code", "reason", "rule", "state"),
            *("author", "at", "decided_by", "decided_at"),
        ),
    ),
}
Rows = QuerySet[Any] | Sequence[Model]


def committed(rows: Rows) -> dict[str, Any]:
    """What stands in an entry for rows of one table, as they are in the vault now.

    Read a few thousand at a time, however many they are; nothing for no rows.
    """
    if isinstance(rows, QuerySet):
        return _of(rows)
    if not rows:
        return {}
    return _of(QuerySet(type(rows[0])).filter(pk__in=[row.pk for row in rows]))


def run(table: str, first: int, last: int) -> dict[str, Any]:
    """What stands in an entry for all rows of an appended table from one number to another."""
    digest, count = sha256(), 0
    for row in rows_of(table, pk__gte=first, pk__lte=last):
        digest.update(written(row))
        count += 1
    return {"first": first, "last": last, "count": count, "sha256": digest.hexdigest()}


def rows_of(table: str, **where: int) -> Iterator[tuple[Any, ...]]:
    """The rows of an appended table, in the order of their numbers, as they are digested."""
    model, columns = APPENDED[table]
    return _read(QuerySet(model).filter(**where), columns)


def each(table: str, rows: QuerySet[Any]) -> Iterator[tuple[int, str]]:
    """The number and the digest of each of some rows of a table that changes."""
    for row in _read(rows, CHANGING[table][1]):
        yield row[0], sha256(written(row)).hexdigest()


def written(row: Sequence[Any]) -> bytes:
    """A row as it is digested."""
    return as_json([_plain(value) for value in row]) + b"\n"


def _of(rows: QuerySet[Any]) -> dict[str, Any]:
    for table, (model, _) in APPENDED.items():
        if rows.model is model:
            ends = rows.aggregate(first=Min("pk"), last=Max("pk"))
            if ends["first"] is None:
                return {}
            return {table: run(table, ends["first"], ends["last"])}
    for table, (model, _) in CHANGING.items():
        if rows.model is model:
            told = {str(number): digest for number, digest in each(table, rows)}
            return {table: told} if told else {}
    raise TypeError(f"The log commits to no rows of {rows.model.__name__}.")


def _read(rows: QuerySet[Any], columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    return rows.order_by("pk").values_list(*columns).iterator(READ_AT_ONCE)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment(value)
    return value.isoformat() if isinstance(value, date) else value
