"""The entries of the audit log as they are read: all of them, or those that somebody asks for."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from reftel.vault.chain import Entry
from reftel.vault.commitment import READ_AT_ONCE
from reftel.vault.models import AuditEntry, Decision, Verb

OFFERED = 100  # values of a column, to choose from
# One look into the index for each, where DISTINCT would read all of it.
_DISTINCT = """
WITH RECURSIVE found(value) AS (
  SELECT MIN({column}) FROM vault_auditentry WHERE {column} > ''
  UNION ALL SELECT (SELECT MIN({column}) FROM vault_auditentry WHERE {column} > found.value)
  FROM found WHERE found.value IS NOT NULL
)
SELECT value FROM found WHERE value IS NOT NULL LIMIT %s
"""
BULK = ["begin", *Verb.values]  # acts of which one entry may tell of many cables


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries somebody asks for: those of which all of this is true."""

    act: str = ""
    about: str = ""  # a cable is found in decisions about many too
    author: str = ""
    since: date | None = None
    until: date | None = None  # that day too

    def rows(self) -> QuerySet[AuditEntry]:
        """The entries, in their order."""
        found = AuditEntry.objects.order_by("number")
        for name in ("act", "author"):
            if said := getattr(self, name):
                found = found.filter(**{name: said})
        if self.about:
            found = found.filter(Q(about=self.about) | Q(number__in=_covering(self.about)))
        if self.since:
            found = found.filter(at__gte=self.since.isoformat())
        if self.until and self.until < date.max:
            found = found.filter(at__lt=(self.until + timedelta(days=1)).isoformat())
        return found


def entries(rows: QuerySet[AuditEntry]) -> Iterator[tuple[Entry, str]]:
    """Each of some entries, and the digest that is kept of it; a few thousand at a time."""
    earlier = AuditEntry.objects.filter(number=OuterRef("number") - 1).values("digest")
    told = rows.annotate(before=Coalesce(Subquery(earlier), Value("")), kept=F("digest"))
    for *values, kept in told.values_list(*Entry._fields, "kept").iterator(READ_AT_ONCE):
        yield Entry(*values), kept


def acts() -> tuple[str, ...]:
    """All acts that stand in the log, by name."""
    return _distinct("act")


def authors() -> tuple[str, ...]:
    """The first of all who stand in the log, by name."""
    return _distinct("author")


def _distinct(column: str) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_DISTINCT.format(column=column), [OFFERED])
        return tuple(row[0] for row in cursor.fetchall())


def _covering(cable: str) -> list[int]:
    """The entries that tell of decisions about a cable and others."""
    decided = list(Decision.objects.filter(cable=cable).values_list("id", "batch"))
    named = {"", *(batch for _, batch in decided)}
    rows = AuditEntry.objects.filter(about__in=named, act__in=BULK)
    return [
        number
        for number, detail in rows.values_list("number", "detail").iterator(READ_AT_ONCE)
        if any(_covers(detail, id_) for id_, _ in decided)
    ]


def _covers(detail: str, decision: int) -> bool:
    """Whether an entry tells of a decision; one that was tampered with tells of none."""
    try:
        run = json.loads(detail)["rows"]["decision"]
        return bool(run["first"] <= decision <= run["last"])
    except (ValueError, LookupError, TypeError, RecursionError):
        return False
