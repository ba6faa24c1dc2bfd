"""What is asked of the list of what was released, and what its page shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Count, QuerySet

from reftel.desk.narrowing import Narrowing, day, typed
from reftel.desk.rights import Reach
from reftel.vault.disclosure import Disclosed, Span, disclosed, dockets
from reftel.vault.models import Batch, Docket, State

SHOWN = 100  # cables on the page; the table and the sheet have them all
BATCHES = 200  # names that are offered, the latest
FIELDS = ("state", "batch", "since", "until")


@dataclass(frozen=True, slots=True)
class Asked(Narrowing):
    """What was typed, and what it means."""

    span: Span
    state: str

    def dockets(self, reach: Reach) -> QuerySet[Docket]:
        """The dockets that it asks for and that one may see."""
        rows = reach.of(dockets(self.span), "cable")
        return rows.filter(state=self.state) if self.state else rows


@dataclass(frozen=True, slots=True)
class DisclosurePage:
    """What desk/disclosure.html and desk/disclosure-sheet.html may use."""

    asked: Asked
    counts: tuple[tuple[str, int], ...]  # by state
    total: int
    rows: tuple[Disclosed, ...]
    states: tuple[str, ...]
    batches: tuple[str, ...]  # for who may know of every cable
    made: datetime


def asked(fields: Mapping[str, str]) -> Asked:
    """What the fields of an address ask for. Nothing in them is an error."""
    said = typed(fields, FIELDS)
    span = Span(said["batch"], day(said["since"]), day(said["until"]))
    return Asked(said, span, said["state"] if said["state"] in State else "")


def disclosure_page(
    wanted: Asked, reach: Reach, made: datetime, most: int = SHOWN
) -> DisclosurePage:
    """The counts of all that is asked for, and the first of them."""
    rows = wanted.dockets(reach)
    counted = dict(rows.order_by().values_list("state").annotate(count=Count("cable")))
    return DisclosurePage(
        asked=wanted,
        counts=tuple((state, counted[state]) for state in State.values if state in counted),
        total=sum(counted.values()),
        rows=tuple(islice(disclosed(rows[:most]), most)) if most else (),
        states=tuple(State.values),
        batches=_batches() if reach.everything else (),
        made=made,
    )


def every(wanted: Asked, reach: Reach) -> Iterator[Disclosed]:
    """All of them, read while they are sent."""
    return disclosed(wanted.dockets(reach))


def _batches() -> tuple[str, ...]:
    return tuple(Batch.objects.order_by("-id").values_list("name", flat=True)[:BATCHES])
