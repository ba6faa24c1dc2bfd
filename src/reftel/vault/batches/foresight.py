"""The foresight: decisions as they will stand when a batch is released, seen by nobody else.

An edition is built before anything is decided: what the rehearsal refuses must leave no
trace among decisions, which are never deleted. So while it is built, this connection reads
a copy of the decisions, with those of the batch behind them. The copy has the name of the
table and stands before it (a temporary table, as SQLite and PostgreSQL have them); writers
on other connections wait for nothing, and what they decide meanwhile is not in the copy.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from reftel.vault.decisions import Ground
from reftel.vault.models import Batch, Decision, Verb

_COLUMNS = 'id, cable_id, original_id, veil_id, verb, "on", batch, reason, notice, author'
_COPY = f"CREATE TEMP TABLE vault_decision AS SELECT {_COLUMNS} FROM main.vault_decision"  # noqa: S608
_INDEXES = (
    "CREATE UNIQUE INDEX temp.foreseen_id ON vault_decision (id)",
    "CREATE INDEX temp.foreseen_latest ON vault_decision (cable_id, id)",
)
# What is public already as it was approved needs no decision.
_DECIDE = f"""
INSERT INTO {{schema}}.vault_decision ({_COLUMNS})
SELECT %(after)s + ROW_NUMBER() OVER (ORDER BY i.cable_id), i.cable_id, i.original_id,
  i.veil_id, 'release', %(on)s, %(name)s, %(reason)s, %(notice)s, %(author)s
FROM vault_batchitem AS i LEFT JOIN {{schema}}.vault_decision AS s ON s.id = (
  SELECT MAX(d.id) FROM {{schema}}.vault_decision AS d WHERE d.cable_id = i.cable_id)
WHERE i.batch_id = %(batch)s AND (s.verb IS NULL OR s.verb <> 'release'
  OR s.original_id <> i.original_id OR s.veil_id IS NOT i.veil_id)
ORDER BY i.cable_id
"""  # noqa: S608 -- names of columns


@contextmanager
def foreseen(batch: Batch, ground: Ground) -> Iterator[int]:
    """Read decisions as if the batch were released; gives the last that really stands."""
    latest = Decision.objects.last_id()
    with connection.cursor() as cursor:
        cursor.execute(_COPY)
        try:
            for statement in _INDEXES:
                cursor.execute(statement)
            _decide(cursor, "temp", batch, ground, latest)
            yield latest
        finally:
            cursor.execute("DROP TABLE IF EXISTS temp.vault_decision")


def disturbed(batch: Batch, since: int) -> bool:
    """Whether, since a decision, others came that the edition would have to show.

    To be asked where nothing is foreseen any more.
    """
    later = Decision.objects.filter(id__gt=since)
    public = later.filter(verb__in=[Verb.RELEASE, Verb.WITHDRAW])
    return public.exists() or later.filter(cable__in=batch.items.values("cable")).exists()


def decide(batch: Batch, ground: Ground) -> tuple[int, int] | None:
    """Release the batch: the numbers of the first and the last decision; None for no need."""
    latest = Decision.objects.last_id()
    with connection.cursor() as cursor:
        count = _decide(cursor, "main", batch, ground, latest)
    return (latest + 1, latest + count) if count else None


def forget() -> None:
    """Read what was really decided again, on this connection."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS temp.vault_decision")


def _decide(cursor: Any, schema: str, batch: Batch, ground: Ground, after: int) -> int:
    values = {
        "after": after,
        "batch": batch.id,
        "on": ground.on,
        "name": batch.name,
        "reason": ground.reason,
        "notice": ground.notice,
        "author": ground.author,
    }
    cursor.execute(_DECIDE.format(schema=schema), values)
    return int(cursor.rowcount)
