"""The page of a queue: what its template may use."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.urls import reverse

from reftel.archive import ArchiveFolder
from reftel.desk.models import Account
from reftel.desk.queue.asked import Asked
from reftel.desk.queue.bulk import DEEDS, Deed
from reftel.desk.queue.finding import Finding, Found
from reftel.desk.queue.rows import Row, rows
from reftel.desk.queue.staff import staff_of
from reftel.desk.rights import RIGHTS, Right, Standing
from reftel.edition.read import Edition
from reftel.vault.models import State

MOST_BATCHES = 200
# From each name to the next in the index, and not through all of its cables.
_BATCHES = """
WITH RECURSIVE named(batch) AS (
  SELECT MIN(batch) FROM vault_membership UNION ALL
  SELECT (SELECT MIN(m.batch) FROM vault_membership AS m WHERE m.batch > named.batch)
  FROM named WHERE named.batch IS NOT NULL
)
SELECT batch FROM named WHERE batch IS NOT NULL LIMIT %s
"""
TITLES = {
    State.RECEIVED: "Received",
    State.IN_REVIEW: "In review",
    State.APPROVED: "Approved",
    State.SCHEDULED: "Scheduled",
    State.RELEASED: "Released",
    State.WITHHELD: "Withheld",
    State.WITHDRAWN: "Withdrawn",
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A state to look at, and how many cables stand there; None where that is not counted."""

    title: str
    address: str
    count: int | None
    current: bool


@dataclass(frozen=True, slots=True)
class QueuePage:
    """What desk/queue.html may use."""

    asked: Asked
    tabs: tuple[Tab, ...]
    rows: tuple[Row, ...]
    total: int | None
    before: str  # addresses; empty where there is none
    after: str
    deeds: tuple[Deed, ...]
    accounts: tuple[str, ...]
    batches: tuple[str, ...]
    origins: tuple[str, ...]
    classifications: tuple[str, ...]
    notices: tuple[str, ...]  # what could not be read in the words of a search
    unsearchable: bool
    made_at: datetime | None  # of the edition that is searched
    held: int | None  # cables in it; origins, classifications and this tell of every cable


def finding(archive: ArchiveFolder, asked: Asked, standing: Standing, right: Right) -> Finding:
    """What is asked for, within reach of a right. Without an index no search finds anything."""
    hits = None
    if asked.searches:
        found = staff_of(archive).found(asked.query)
        hits = frozenset() if found is None else found
    return Finding(asked, standing.reach(right), hits)


def queue_page(
    archive: ArchiveFolder, asked: Asked, standing: Standing, *, after: str = "", before: str = ""
) -> QueuePage:
    """The page behind an id, or the one that ends before it."""
    narrowed = finding(archive, asked, standing, Right.READ)
    found = narrowed.before(before) if before else narrowed.after(after)
    if before and not found.ids:
        found = narrowed.after()
    counts = narrowed.counts()
    edition = staff_of(archive).edition
    told = edition if standing.reach(Right.READ).everything else None
    return QueuePage(
        asked=asked,
        tabs=tuple(_tabs(asked, counts)),
        rows=tuple(rows(found.ids)),
        total=None if counts is None else _total(asked, counts),
        before=_turned(asked, found, "before"),
        after=_turned(asked, found, "after"),
        deeds=tuple(deed for deed in DEEDS.values() if deed.is_open_to(standing)),
        accounts=accounts(),
        batches=_batches(standing),
        origins=_named(told, "origin"),
        classifications=_named(told, "classification"),
        notices=tuple(notice.message for notice in asked.query.notices) if asked.q else (),
        unsearchable=asked.searches and edition is None,
        made_at=edition.manifest.made_at if edition else None,
        held=told.manifest.counts["cables"] if told else None,
    )


def address(asked: Asked, **place: str) -> str:
    """The address of a queue, at a place of it."""
    query = "&".join(filter(None, [asked.address, *(f"{key}={id_}" for key, id_ in place.items())]))
    return reverse("queue") + (f"?{query}" if query else "")


def accounts() -> tuple[str, ...]:
    """Those to whom a cable can be given."""
    roles = [role.value for role, rights in RIGHTS.items() if rights & _HANDS]
    found = Account.objects.filter(is_active=True, grants__role__in=roles)
    return tuple(found.order_by("name").values_list("name", flat=True).distinct())


_HANDS = {Right.REVIEW, Right.APPROVE}


def _tabs(asked: Asked, counts: dict[str, int] | None) -> list[Tab]:
    every = [("", "All"), *((state.value, title) for state, title in TITLES.items())]
    return [
        Tab(
            title,
            address(asked.standing(state)),
            None if counts is None else _total(asked.standing(state), counts),
            asked.state == state,
        )
        for state, title in every
    ]


def _total(asked: Asked, counts: dict[str, int]) -> int:
    return counts.get(asked.state, 0) if asked.state else sum(counts.values())


def _turned(asked: Asked, found: Found, way: str) -> str:
    if not found.ids or not getattr(found, way):
        return ""
    return address(asked, **{way: found.ids[0] if way == "before" else found.ids[-1]})


def _batches(standing: Standing) -> tuple[str, ...]:
    reach = standing.reach(Right.READ)
    if not reach.everything:
        return tuple(sorted(reach.batches))
    with connection.cursor() as cursor:
        cursor.execute(_BATCHES, [MOST_BATCHES])
        return tuple(name for (name,) in cursor.fetchall())


def _named(edition: Edition | None, kind: str) -> tuple[str, ...]:
    """The values that cables of the staff's edition have, to choose from."""
    shelves = edition.shelves(kind) if edition else ()
    return tuple(shelf.title for shelf in shelves if shelf.title)
