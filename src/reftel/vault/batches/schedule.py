"""The schedule: when batches are due. A batch waits for its time by the clock, and runs once."""

from datetime import datetime

from django.db import transaction

from reftel.archive import ArchiveFolder
from reftel.vault import audit, docket
from reftel.vault.batches.drafts import stepped
from reftel.vault.batches.steps import Act
from reftel.vault.decisions import UndecidableError
from reftel.vault.models import Batch, BatchItem, BatchState

_NOTHING = "Nothing was decided."


def schedule(
    archive: ArchiveFolder, number: int, *, due: datetime, author: str, at: datetime
) -> Batch:
    """Let a batch run when it is due: at once, where that is past.

    Raises UndecidableError where it is empty, or due before its embargo ends.
    """
    with transaction.atomic():
        batch = stepped(number, Act.SCHEDULE)
        cables = list(BatchItem.objects.filter(batch=batch).values_list("cable_id", flat=True))
        if not cables:
            raise UndecidableError(
                f"The batch '{batch.name}' has no cables.", _NOTHING, "Add some that are approved."
            )
        end = archive.policy().not_before(batch.name)
        if end is not None and max(due, at) < end:
            raise UndecidableError(
                f"The batch '{batch.name}' is under embargo until {end:%Y-%m-%d %H:%M} UTC.",
                _NOTHING,
                "Schedule it for then or later; reftel.toml has the embargo.",
            )
        batch.due, batch.released_by, batch.report = due, author, ""
        batch.save()
        docket.follow(cables)
        detail = {"due": due.isoformat(), "cables": len(cables)}
        audit.append(Act.SCHEDULE, about=batch.name, author=author, at=at, detail=detail)
    return batch


def hold(number: int, *, author: str, at: datetime) -> Batch:
    """Take its time from a batch: it is a draft again."""
    with transaction.atomic():
        batch = stepped(number, Act.HOLD)
        batch.due = None
        batch.save()
        docket.follow(BatchItem.objects.filter(batch=batch).values_list("cable_id", flat=True))
        audit.append(Act.HOLD, about=batch.name, author=author, at=at)
    return batch


def due(at: datetime) -> list[int]:
    """The numbers of the batches that are due, those that waited longest first."""
    rows = Batch.objects.filter(state=BatchState.SCHEDULED, due__lte=at).order_by("due", "id")
    return list(rows.values_list("id", flat=True))
