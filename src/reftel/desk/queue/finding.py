"""The finding: which cables a queue asks for, in the order of their ids, a page at a time.

A page costs the same at any depth: it begins behind the last id of the one before. What the
index finds is looked up among the dockets; where it finds very many, the dockets are walked
in order, and looked up among what it found.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from reftel.desk.queue.asked import NOBODY, Asked, Open
from reftel.desk.rights import Reach
from reftel.vault.models import Docket, Membership, State

SIZE = 50  # cables on a page
FEW = 10_000  # cables of an answer or a batch, up to which each is looked up by itself
WALKED_FIRST = 1_000  # dockets; each step after takes four times as many
_AMONG = "SELECT value FROM json_each(%s)"
Dockets = QuerySet[Docket]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of ids, and whether there are more on either side."""

    ids: tuple[str, ...]
    before: bool = False
    after: bool = False


@dataclass(frozen=True)  # without slots, as it remembers what it has asked
class Finding:
    """What an ``Asked`` narrows the queue to, for one who may see ``reach`` of it.

    ``hits`` is what the index found; None where it was not asked.
    """

    asked: Asked
    reach: Reach
    hits: frozenset[str] | None = None

    def after(self, id_: str = "", size: int = SIZE) -> Found:
        """The page behind an id; the first without one."""
        ids = self._some(id_, size + 1)
        return Found(tuple(ids[:size]), before=bool(id_), after=len(ids) > size)

    def before(self, id_: str, size: int = SIZE) -> Found:
        """The page that ends before an id."""
        ids = self._some(id_, size + 1, back=True)
        return Found(tuple(reversed(ids[:size])), before=len(ids) > size, after=True)

    def every(self) -> Iterator[str]:
        """All ids in order, some at a time; what changes meanwhile is met as it then is."""
        after = ""
        while True:
            found = self.after(after, WALKED_FIRST)
            yield from found.ids
            if not found.after:
                return
            after = found.ids[-1]

    def counts(self) -> dict[str, int] | None:
        """How many cables stand in each state, whichever is asked for; None where it is dear."""
        if self._walks or any(large for _, large in self._batches):
            return None
        rows = self._narrowed(self.asked.standing(""))
        counted = rows.order_by().values_list("state").annotate(count=Count("cable"))
        return dict(counted)

    def count(self) -> int:
        """How many there are, however dear it is to know."""
        if not self._walks:
            return self._dockets.count()
        return sum(1 for _ in self.every())

    @property
    def _walks(self) -> bool:
        return self.hits is not None and len(self.hits) > FEW

    @cached_property
    def _batches(self) -> tuple[tuple[frozenset[str], bool], ...]:
        """The names of batches of which a cable has to be in one, each time; whether many are."""
        asked = [frozenset({self.asked.batch})] if self.asked.batch else []
        every = asked if self.reach.everything else [*asked, self.reach.batches]
        return tuple((batches, _is_large(batches)) for batches in every)

    @property
    def _dockets(self) -> Dockets:
        return self._narrowed(self.asked)

    def _narrowed(self, asked: Asked) -> Dockets:
        rows: Dockets = Docket.objects.all()
        for batches, large in self._batches:
            rows = _came_in(rows, batches, large=large)
        if asked.state:
            rows = rows.filter(state=asked.state)
        if asked.assignee:
            rows = rows.filter(assignee="" if asked.assignee == NOBODY else asked.assignee)
        if asked.open:  # found by an index of its own, which begins with the state
            rows = _WAITING[Open(asked.open)](rows.filter(state__in=State.values))
        if self.hits is not None and not self._walks:
            rows = rows.filter(cable__in=RawSQL(_AMONG, [json.dumps(sorted(self.hits))]))  # noqa: S611 -- no word of ours
        return rows

    def _some(self, beyond: str, size: int, *, back: bool = False) -> list[str]:
        """The first ids beyond one, of dockets that were also found."""
        if not self._walks:
            return list(self._ids("lt" if back else "gt", beyond)[:size])
        some: list[str] = []
        step = WALKED_FIRST
        while len(some) < size and (hit := self._next_hit(beyond, back=back)):
            walked = list(self._ids("lte" if back else "gte", hit)[:step])
            some += (id_ for id_ in walked if id_ in (self.hits or ()))
            if len(walked) < step:
                break
            beyond, step = walked[-1], step * 4
        return some[:size]

    def _ids(self, how: str, id_: str) -> QuerySet[Docket, str]:
        """Ids of dockets on one side of an id, the nearest first."""
        rows = self._dockets.filter(**{f"cable__{how}": id_})
        order = "-cable" if how.startswith("lt") else "cable"
        return rows.order_by(order).values_list("cable_id", flat=True)

    def _next_hit(self, beyond: str, *, back: bool) -> str:
        """The nearest id that the index found, beyond one; empty where there is none.

        What it finds may lie far behind, as all cables of a year do: nothing is walked there.
        """
        hits = self.hits or ()
        if back:
            return max(filter(beyond.__gt__, hits), default="")
        return min(filter(beyond.__lt__, hits), default="")


def _came_in(rows: Dockets, batches: frozenset[str], *, large: bool) -> Dockets:
    """The dockets of what came in under one of these names.

    Of few cables each is looked up among the dockets; among very many a page is found at once.
    """
    within = Membership.objects.filter(batch__in=batches)
    if large:
        return rows.filter(Exists(within.filter(cable=OuterRef("cable"))))
    return rows.filter(cable__in=within.values("cable"))


def _is_large(batches: frozenset[str]) -> bool:
    return Membership.objects.filter(batch__in=batches)[: FEW + 1].count() > FEW


_WAITING: dict[Open, Callable[[Dockets], Dockets]] = {
    Open.PROPOSALS: lambda rows: rows.filter(proposals__gt=0),
    Open.MARKS: lambda rows: rows.filter(marks__gt=0),
    Open.ADRIFT: lambda rows: rows.filter(adrift__gt=0),
}
