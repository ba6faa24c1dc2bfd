"""The cables that somebody chose in a queue: those that were ticked, or all that it asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import QuerySet
from django.http import QueryDict

from reftel.archive import ArchiveFolder
from reftel.desk.queue.asked import Asked, asked_for
from reftel.desk.queue.bulk import MOST
from reftel.desk.queue.finding import SIZE, Finding
from reftel.desk.queue.page import finding
from reftel.desk.rights import Right, Standing
from reftel.vault.models import Docket


@dataclass(frozen=True, slots=True)
class Chosen:
    """Within reach of the right that is needed. ``ids`` are None where all are meant."""

    asked: Asked
    ids: tuple[str, ...] | None
    finding: Finding

    def count(self) -> int:
        return self.finding.count() if self.ids is None else self._ticked().count()

    def first(self, most: int = MOST) -> Iterator[str]:
        """The first of them, in the order of their ids."""
        if self.ids is None:
            return islice(self.finding.every(), most)
        return self._ticked().order_by("cable").values_list("cable_id", flat=True).iterator()

    def _ticked(self) -> QuerySet[Docket]:
        return self.finding.reach.of(Docket.objects.filter(cable__in=self.ids or ()), "cable")


def chosen(archive: ArchiveFolder, sent: QueryDict, standing: Standing, right: Right) -> Chosen:
    """What a form of the queue chose."""
    asked = asked_for(QueryDict(sent.get("asked", "")))
    ids = None if sent.get("all") else tuple(sent.getlist("id")[:SIZE])
    return Chosen(asked, ids, finding(archive, asked, standing, right))
