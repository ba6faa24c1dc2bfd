"""The disclosure: of each cable what became public, in which edition, and why the rest did not.

Read some cables at a time, so that a list of all of them costs no more memory than a page.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from reftel.redaction.values import Veil
from reftel.vault.histories import Followed
from reftel.vault.models import Decision, Docket, Verb
from reftel.vault.selection import followed

AT_ONCE = 500
IN_FULL, IN_PART = "in full", "in part"


@dataclass(frozen=True, slots=True)
class Span:
    """Which decisions are asked for: those of a batch, of days. Without any of them, all cables."""

    batch: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def narrows(self) -> bool:
        return bool(self.batch or self.since or self.until)

    def standing(self) -> QuerySet[Decision]:
        """The decisions that hold and are among these."""
        later = Decision.objects.filter(cable=OuterRef("cable"), id__gt=OuterRef("id"))
        rows = Decision.objects.filter(~Exists(later))
        if self.batch:
            rows = rows.filter(batch=self.batch)
        if self.since:
            rows = rows.filter(on__gte=self.since)
        if self.until:
            rows = rows.filter(on__lte=self.until)
        return rows


class Disclosed(NamedTuple):
    """What became of one cable. What is empty was not decided, or is not known."""

    id: str
    state: str
    decided: str = ""  # the day of the decision that holds
    extent: str = ""  # of a release: in full, in part
    edition: str = ""  # the first public one that follows the decision
    redactions: str = ""  # by code with counts: "B6: 2, 1.4(c): 1"
    batch: str = ""
    notice: str = ""  # what readers are told
    reason: str = ""  # not public


def dockets(span: Span) -> QuerySet[Docket]:
    """The dockets of the cables that a span asks for, in the order of their ids."""
    rows = Docket.objects.order_by("cable")
    return rows.filter(cable__in=span.standing().values("cable")) if span.narrows else rows


def disclosed(rows: QuerySet[Docket]) -> Iterator[Disclosed]:
    """What became of the cables of these dockets, in their order."""
    editions = followed()
    stood = rows.values_list("cable_id", "state").iterator(AT_ONCE)
    while some := dict(islice(stood, AT_ONCE)):
        decided = _decided(some)
        for id_, state in some.items():
            yield _told(id_, state, decided.get(id_), editions)


def _decided(ids: Collection[str]) -> dict[str, Decision]:
    """The decision that holds for each of these cables."""
    rows = Decision.objects.filter(cable__in=ids).select_related("veil").order_by("id")
    return {row.cable_id: row for row in rows}


def _told(id_: str, state: str, one: Decision | None, editions: Followed) -> Disclosed:
    if one is None:
        return Disclosed(id_, state)
    codes = Counter(mark.code for mark in Veil.read(one.veil.marks).marks) if one.veil else {}
    released = one.verb == Verb.RELEASE
    return Disclosed(
        id=id_,
        state=state,
        decided=one.on.isoformat(),
        extent=(IN_PART if codes else IN_FULL) if released else "",
        edition="" if one.verb == Verb.WITHHOLD else str(editions.number(one.id) or ""),
        redactions=", ".join(f"{code or 'no code'}: {count}" for code, count in codes.items()),
        batch=one.batch,
        notice=one.notice,
        reason=one.reason,
    )
