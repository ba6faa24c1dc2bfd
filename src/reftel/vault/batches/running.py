"""The run of a batch: checks, edition, rehearsal, decisions, flip; the old edition or the new.

Nothing is decided before the edition is whole and rehearsed. Then the decisions, the number
of the last in its batch, and what the edition makes public are written in one transaction,
and the pointer is flipped. So a run that was cut off before that transaction left nothing
behind, and runs again; one that was cut off after it is carried to its end by the next. One
process runs, under the writer's lock. What others decide meanwhile makes the edition anew,
and whatever they do meanwhile has the checks asked once more in that transaction.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.db import transaction

from reftel.archive import ArchiveFolder, Audience
from reftel.errors import ReftelError
from reftel.vault import audit, former, publication, register
from reftel.vault.audit import Hand
from reftel.vault.batches.attempt import OvertakenError, Run, rehearsed, released
from reftel.vault.batches.drafts import found, stepped
from reftel.vault.batches.refusals import overtaken, report_of
from reftel.vault.batches.reports import Rehearsed, Report, tell
from reftel.vault.batches.schedule import due
from reftel.vault.batches.steps import Act, taken
from reftel.vault.faults import told
from reftel.vault.lock import writing
from reftel.vault.models import Batch, BatchState, Publication
from reftel.vault.publication import Occasion

TRIES = 3


def run_due(run: Run) -> Iterator[Batch]:
    """Run every batch that is due, each when it is asked for, and give it as it is then.

    What a run before left open is seen to first, and what was decided and no edition follows
    yet: withdrawals wait for no batch. One that is refused keeps no other back.
    """
    with writing(run.archive), told(run.archive):
        for batch in Batch.objects.filter(state=BatchState.RUNNING).order_by("id"):
            yield from _settled(run, batch)
        run.follow()
        for number in due(run.at):
            yield run_one(run, number)


def is_anything_to_do(archive: ArchiveFolder, at: datetime) -> bool:
    """Whether a run would find anything: a batch that is due or was cut off, a decision.

    Or a public edition that holds what was taken back.
    """
    running = Batch.objects.filter(state=BatchState.RUNNING).exists()
    if running or due(at) or not publication.is_followed(archive):
        return True
    return bool(former.left(archive))


def run_one(run: Run, number: int) -> Batch:
    """Run a scheduled batch, due or not: it is released when this returns, or refused."""
    with writing(run.archive), told(run.archive):
        batch = _begun(run, number)
        try:
            with told(run.archive):
                _ended(run, batch, _made_public(run, batch))
        except ReftelError as error:
            _refused(run, number, error)
        return found(number)


def _made_public(run: Run, batch: Batch) -> Rehearsed:
    for _ in range(TRIES):
        try:
            return released(run, batch)
        except OvertakenError:
            continue
    raise overtaken(batch, TRIES)


def _begun(run: Run, number: int) -> Batch:
    with transaction.atomic():
        batch = stepped(number, Act.BEGIN)
        batch.report = Report(step="checks").written()
        batch.save()
        audit.append(Act.BEGIN, about=batch.name, author=batch.released_by, at=run.at)
    return batch


def _ended(run: Run, batch: Batch, told_of_it: Rehearsed) -> Batch:
    """Write down that a batch is public, and in which edition."""
    with transaction.atomic():
        batch = stepped(batch.id, Act.RELEASE)
        batch.report = Report(walked=told_of_it.walked).written()
        batch.save()
        detail = {"edition": batch.edition}
        audit.append(
            Act.RELEASE, about=batch.name, author=batch.released_by, at=run.at, detail=detail
        )
    return batch


def _refused(run: Run, number: int, error: ReftelError) -> None:
    """Keep why a batch is not public. What was decided already is carried to its end later."""
    batch = found(number)
    report = report_of(error)
    if batch.last_id is not None:
        tell(batch, report)
        return
    with transaction.atomic():
        batch = stepped(number, Act.REFUSE)
        batch.report = report.written()
        batch.save()
        detail = {"why": error.happened}
        audit.append(
            Act.REFUSE, about=batch.name, author=batch.released_by, at=run.at, detail=detail
        )


def _settled(run: Run, batch: Batch) -> Iterator[Batch]:
    """A batch whose run was cut off: begun anew where nothing was decided, else carried on."""
    if batch.last_id is None:
        with transaction.atomic():
            taken(batch, Act.RESUME)
            batch.save()
            audit.append(Act.RESUME, about=batch.name, author=batch.released_by, at=run.at)
        return
    try:
        register.settle(run.archive, Audience.PUBLIC, Hand(batch.released_by, run.at))
        former.settle(run.archive)
        walked = Rehearsed()
        if _edition_with(batch) is None:
            run.publish(Occasion(partial(rehearsed, run, batch)), batch.released_by)
        Batch.objects.filter(id=batch.id).update(edition=_edition_with(batch))
        yield _ended(run, batch, walked)
    except ReftelError as error:
        tell(batch, report_of(error))
        yield found(batch.id)


def _edition_with(batch: Batch) -> int | None:
    """The first live edition that follows the decisions of a batch."""
    rows = Publication.objects.filter(
        audience=Audience.PUBLIC.value, live=True, decision__gte=batch.last_id
    )
    return rows.order_by("number").values_list("number", flat=True).first()
