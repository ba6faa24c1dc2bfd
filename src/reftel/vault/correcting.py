"""Correcting: what readers would read of a cable in the place of what they read now."""

from datetime import datetime
from typing import NamedTuple

from reftel.archive import ArchiveFolder
from reftel.redaction.records import redacted
from reftel.redaction.values import Veil as Laid
from reftel.telegram.cable import CableRecord
from reftel.vault import marking
from reftel.vault.batches import drafts, schedule
from reftel.vault.faults import UndecidableError
from reftel.vault.models import Batch, Decision, Revision, Verb
from reftel.vault.veils import opened

_NOTHING = "Nothing was decided."


class Correction(NamedTuple):
    """What is public of a cable, and what would be."""

    public: CableRecord
    corrected: CableRecord


def correction(cable: str) -> Correction:
    """Raises UndecidableError where the cable is not public, or cannot be read under its marks."""
    standing = Decision.objects.filter(cable=cable).order_by("-id").first()
    if standing is None or standing.verb != Verb.RELEASE:
        raise UndecidableError(
            f"{cable} is not public.", _NOTHING, "Put it into a batch to release it."
        )
    revision = Revision.objects.filter(
        cable=cable, witnesses__original=standing.original_id
    ).order_by("-released", "-digest")
    found = revision.first()
    record = opened(bytes(found.record)) if found else None
    if record is not None and standing.veil is not None:
        record = redacted(record, Laid.read(standing.veil.marks))
    if record is None:
        raise UndecidableError(
            f"What is public of {cable} cannot be read any more.",
            _NOTHING,
            "See what 'reftel doctor' says of it.",
        )
    return Correction(record, marking.public_record(cable))


def correct(archive: ArchiveFolder, cable: str, *, notice: str, author: str, at: datetime) -> Batch:
    """Have the text that was approved take the place of the public one: a batch of one cable.

    Raises UndecidableError where nobody approved it as it stands.
    """
    if not notice.strip():
        raise UndecidableError(
            "A public text is not corrected without a word.",
            _NOTHING,
            "Say why: readers find it in the history of the cable.",
        )
    name = f"Correction of {cable}, {at:%Y-%m-%d %H:%M:%S}"
    batch = drafts.draft(name, author=author, at=at, notice=notice)
    filled = drafts.add(batch.id, [cable], author=author, at=at)
    if not filled.added:
        raise UndecidableError(
            f"{cable}: {filled.left_out[0][1]}",
            _NOTHING,
            "Have its text reviewed and approved, then correct it.",
        )
    return schedule.schedule(archive, batch.id, due=at, author=author, at=at)
