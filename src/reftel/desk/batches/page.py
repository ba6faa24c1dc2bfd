"""What the pages of batches show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.db.models import Count

from reftel.archive import ArchiveFolder, Audience
from reftel.desk.rights import Right, Standing
from reftel.edition.live import open_live
from reftel.errors import ReftelError
from reftel.vault.batches.checks import CHECKS, Failure, failures
from reftel.vault.batches.reports import Report
from reftel.vault.batches.steps import Act, can
from reftel.vault.models import Batch, BatchItem, BatchState, Docket, State

SIZE = 100  # cables on a page
SMALL = 20  # cables: the checks of so many are asked on every page
CHECKED_AT_ONCE = 500  # cables: of more, the checks are asked with the preview
LISTED = 200  # batches, the latest
_PAST = {BatchState.RELEASED, BatchState.UNDONE, BatchState.RUNNING}
RUN = (("checks", "Checks"), ("edition", "Edition"), ("rehearsal", "Rehearsal"), ("flip", "Public"))


@dataclass(frozen=True, slots=True)
class BatchesPage:
    """What desk/batches.html may use."""

    batches: tuple[Batch, ...]
    released: int  # cables that are public
    total: int | None  # that the archive declares
    approved: int  # that wait to get into a batch
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check, and the cables that do not pass it."""

    name: str
    asks: str
    failure: Failure | None


@dataclass(frozen=True, slots=True)
class BatchPage:
    """What desk/batch.html may use; ``typed`` is what was sent and could not be done."""

    batch: Batch
    report: Report
    count: int
    items: tuple[BatchItem, ...]
    after: str  # of the next page
    checks: tuple[CheckLine, ...]  # empty where they were never asked
    checked_now: bool  # and not as they were kept
    may_ask: bool  # whether the checks can be asked for
    steps: tuple[tuple[str, bool], ...]  # of a run, and whether it is there
    acts: frozenset[str]  # what can be done with it now
    previewed: datetime | None  # when the preview was made
    approved: int
    public: str  # address of the archive, to lead to its edition
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_running(self) -> bool:
        return self.batch.state == BatchState.RUNNING or self.report.step == "preview"


def batches_page(archive: ArchiveFolder, typed: Mapping[str, str]) -> BatchesPage:
    """All batches, the latest first, and how much is public."""
    rows = Batch.objects.annotate(cables=Count("items")).order_by("-id")[:LISTED]
    return BatchesPage(
        batches=tuple(rows),
        released=_released(archive),
        total=archive.declaration().total,
        approved=_approved(),
        typed=typed,
    )


def batch_page(
    archive: ArchiveFolder,
    batch: Batch,
    standing: Standing,
    asked: Mapping[str, str],
    typed: Mapping[str, str],
) -> BatchPage:
    """One batch as it stands now; ``asked`` is its address: from which cable on, with checks."""
    after = asked.get("after", "")
    report = Report.of(batch)
    rows = BatchItem.objects.filter(batch=batch, cable__gt=after).order_by("cable")
    items = list(rows[: SIZE + 1])
    counted = not after and len(items) <= SIZE
    count = len(items) if counted else BatchItem.objects.filter(batch=batch).count()
    may = standing.may(Right.RELEASE)
    preview = archive.preview(batch.id) / "manifest.json"
    acts = frozenset(act.name.lower() for act in Act if may and can(act, batch.state))
    may_ask = count > 0 and batch.state not in _PAST and count <= CHECKED_AT_ONCE
    now = may_ask and (count <= SMALL or "checks" in asked)
    return BatchPage(
        batch=batch,
        report=report,
        count=count,
        items=tuple(items[:SIZE]),
        after=items[SIZE - 1].cable_id if len(items) > SIZE else "",
        checks=_checked(archive, batch) if now else _kept(batch, report),
        checked_now=now,
        may_ask=may_ask and not now,
        steps=tuple((title, name == report.step) for name, title in RUN),
        acts=acts,
        previewed=_made(preview) if may else None,
        approved=_approved() if "fill" in acts else 0,
        public=archive.declaration().address,
        typed=typed,
    )


def _checked(archive: ArchiveFolder, batch: Batch) -> tuple[CheckLine, ...]:
    """What the checks say now."""
    return _lines(failures(archive, batch, max(batch.due or batch.at, datetime.now(UTC))))


def _kept(batch: Batch, report: Report) -> tuple[CheckLine, ...]:
    """What they said when a run or a preview asked them."""
    if batch.state in _PAST or not (report.failures or report.walked):
        return ()
    return _lines(report.failures)


def _lines(found: tuple[Failure, ...]) -> tuple[CheckLine, ...]:
    failed = {one.check: one for one in found}
    return tuple(
        CheckLine(name, (check.__doc__ or "").strip(), failed.get(name))
        for name, check in CHECKS.items()
    )


def _released(archive: ArchiveFolder) -> int:
    try:
        return int(open_live(archive, audience=Audience.PUBLIC).manifest.counts["cables"])
    except ReftelError:
        return 0


def _approved() -> int:
    return Docket.objects.filter(state=State.APPROVED).count()


def _made(preview: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(preview.stat().st_mtime, UTC)
    except OSError:
        return None
