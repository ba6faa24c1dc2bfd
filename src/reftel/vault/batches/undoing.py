"""The undoing of a batch: the pointer goes back at once, and decisions say the same for ever.

What the batch made public for the first time is withdrawn, with a notice; what it corrected
is released as it was before. Then the pointer is set back to the edition before, if that
holds nothing which was taken back meanwhile. The next run makes an edition that says all this:
until it is live, the addresses of what was new answer as they did before the batch.

Undoing never shows again what somebody marked: a cable whose earlier text was released
without a mark that stands today keeps the text of the batch, and is named.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from reftel.archive import ArchiveFolder, Audience
from reftel.edition import pointer
from reftel.edition.manifest import Manifest
from reftel.redaction.values import Veil as Laid
from reftel.vault import audit, docket, former
from reftel.vault.batches.drafts import found, stepped
from reftel.vault.batches.steps import Act
from reftel.vault.decisions import Ground
from reftel.vault.faults import UndecidableError, told
from reftel.vault.lock import writing
from reftel.vault.models import Batch, Decision, Mark, MarkState, Verb

AT_ONCE = 500


class Undone(NamedTuple):
    """The batch, the cables that keep its text, and whether readers went back at once."""

    batch: Batch
    kept: tuple[str, ...]
    at_once: bool


def undo(archive: ArchiveFolder, number: int, *, reason: str, author: str, at: datetime) -> Undone:
    """Undo a released batch. The reason is the notice where a cable stood for the first time.

    The next run makes the edition that says so; it is to be called for.
    """
    if not reason.strip():
        raise UndecidableError(
            "A batch is not undone without a word.",
            "Nothing was decided.",
            "Say why: readers find it where its cables stood.",
        )
    with writing(archive), told(archive):
        kept = _decided(number, Ground(on=at.date(), reason=reason, author=author, at=at))
        at_once = not kept and _flipped_back(archive, found(number))
        return Undone(found(number), kept, at_once)


def _decided(number: int, ground: Ground) -> tuple[str, ...]:
    """Write the decisions that take a batch back; gives the cables that keep its text."""
    with transaction.atomic():
        batch = stepped(number, Act.UNDO)
        latest = Decision.objects.last_id()
        rows, kept = list[Decision](), list[str]()
        for cable, now, before in _before(batch):
            if before is None or before.verb != Verb.RELEASE:
                rows.append(Decision(cable_id=cable, verb=Verb.WITHDRAW, reason=ground.reason))
            elif _unmarked(before, now):
                kept.append(cable)
            else:
                rows.append(_again(before))
        for row in rows:
            row.on, row.author, row.batch = ground.on, ground.author, batch.name
        Decision.objects.bulk_create(rows, batch_size=AT_ONCE)
        batch.save()
        docket.follow(row.cable_id for row in rows)
        detail = {"reason": ground.reason, "cables": len(rows), "kept": kept[:AT_ONCE]}
        audit.append(
            Act.UNDO,
            about=batch.name,
            author=ground.author,
            at=ground.moment,
            detail=detail,
            rows=Decision.objects.filter(id__gt=latest),
        )
    return tuple(kept)


def _before(batch: Batch) -> Iterator[tuple[str, Decision, Decision | None]]:
    """The cables of which the batch still holds: what it decided, and what held before it."""
    if batch.first_id is None or batch.last_id is None:
        return
    mine = Decision.objects.standing().filter(id__range=(batch.first_id, batch.last_id))
    ids = list(mine.order_by("cable").values_list("id", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        some = mine.in_bulk(ids[start : start + AT_ONCE])
        cables = {decision.cable_id: decision for decision in some.values()}
        earlier = Decision.objects.filter(cable__in=cables, id__lt=batch.first_id).order_by("id")
        latest = {decision.cable_id: decision for decision in earlier}
        yield from ((id_, cables[id_], latest.get(id_)) for id_ in sorted(cables))


def _again(before: Decision) -> Decision:
    """The release that held before, once more."""
    return Decision(
        cable_id=before.cable_id,
        original_id=before.original_id,
        veil_id=before.veil_id,
        verb=Verb.RELEASE,
        notice=before.notice,
    )


def _unmarked(before: Decision, released: Decision) -> bool:
    """Whether an earlier release shows what a mark of today holds back, or one of the batch did."""
    marks = Mark.objects.filter(
        cable=before.cable_id, state__in=[MarkState.STANDING, MarkState.ADRIFT]
    )
    now = {root or id_ for id_, root in marks.values_list("id", "root")}
    return not now | _roots(released) <= _roots(before)


def _roots(release: Decision) -> frozenset[int]:
    return Laid.read(release.veil.marks).roots if release.veil else frozenset()


def _flipped_back(archive: ArchiveFolder, batch: Batch) -> bool:
    """Set the pointer back to the edition before, where that is whole and shows nothing more."""
    live = pointer.live_folder(archive, audience=Audience.PUBLIC)
    if live is None or int(live.name) != batch.edition:
        return False
    parent = Manifest.read(live).parent
    if parent is None or not former.whole(archive, parent):
        return False
    if former.took_back(parent, batch.first_id or 0):
        return False
    pointer.flip(archive, parent, audience=Audience.PUBLIC)
    return True
