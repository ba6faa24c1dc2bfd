"""An attempt at the edition of a batch: built, rehearsed, and only then decided."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.manifest import Manifest
from reftel.vault import audit, docket, publication
from reftel.vault.audit import Head
from reftel.vault.batches import foresight
from reftel.vault.batches.checks import failures
from reftel.vault.batches.refusals import checks_failed, leaked
from reftel.vault.batches.reports import Rehearsal, Rehearsed, Report, tell
from reftel.vault.decisions import Ground
from reftel.vault.models import Batch, Decision
from reftel.vault.publication import Occasion


class OvertakenError(Exception):
    """Decisions came meanwhile that the edition would have to show."""


@dataclass(frozen=True, slots=True)
class Run:
    """How batches are run: when, with which rehearsal, on how many processes."""

    archive: ArchiveFolder
    at: datetime
    rehearsal: Rehearsal
    workers: int = 0

    def publish(self, occasion: Occasion, author: str) -> Manifest:
        """The public edition of what is decided, or foreseen."""
        return publication.publish(
            self.archive,
            audience=Audience.PUBLIC,
            made_at=self.at,
            author=author,
            workers=self.workers,
            occasion=occasion,
        )

    def follow(self) -> None:
        """The editions of what is decided already, where that is not public yet."""
        publication.follow(self.archive, made_at=self.at, workers=self.workers)


def released(run: Run, batch: Batch) -> Rehearsed:
    """Make the edition with the batch in it the live one, and decide what it follows.

    Raises ReftelError where it cannot be written or does not pass the checks or the rehearsal,
    and OvertakenError where it has to be made anew; nothing is decided then.
    """
    checked = _checked(run, batch)
    ground = Ground(on=run.at.date(), notice=batch.notice, author=batch.released_by, at=run.at)
    told = [Rehearsed()]

    def rehearse(folder: Path, made: Manifest) -> None:
        told.append(rehearsed(run, batch, folder, made))

    def decide(made: Manifest) -> int:
        foresight.forget()
        if foresight.disturbed(batch, since):
            raise OvertakenError
        if audit.head() != checked:
            _checked(run, batch)
        return _decided(batch, ground, made)

    tell(batch, Report(step="edition"))
    with foresight.foreseen(batch, ground) as since:
        run.publish(Occasion(rehearse, decide), batch.released_by)
    return told[-1]


def _checked(run: Run, batch: Batch) -> Head:
    """Where the log stood when all checks held: whoever marks, returns or decides moves it."""
    head = audit.head()
    failed = failures(run.archive, batch, run.at)
    if failed:
        raise checks_failed(batch, failed)
    return head


def rehearsed(run: Run, batch: Batch, folder: Path, made: Manifest) -> Rehearsed:
    """What the rehearsal of an edition says; RefusedError where it finds anything."""
    tell(batch, Report(step="rehearsal"))
    found = run.rehearsal(folder, made)
    if found.findings:
        raise leaked(batch, found)
    return found


def _decided(batch: Batch, ground: Ground, made: Manifest) -> int:
    """Write the decisions, and in the batch which they are: within a transaction."""
    numbers = foresight.decide(batch, ground)
    first, last = numbers or (None, None)
    rows = Batch.objects.filter(id=batch.id)
    rows.update(first=first, last=last, edition=made.number, report=Report(step="flip").written())
    if first is None or last is None:
        return Decision.objects.last_id()  # all of it was public already
    decisions = Decision.objects.filter(id__range=(first, last))
    docket.follow(decisions.values_list("cable_id", flat=True).iterator(docket.AT_ONCE))
    detail = {"cables": last - first + 1, "edition": made.number, "notice": batch.notice}
    audit.append(
        "release",
        about=batch.name,
        author=ground.author,
        at=ground.moment,
        detail=detail,
        rows=decisions,
    )
    return last
