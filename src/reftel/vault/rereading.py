"""The rereading: every original read again, when parser or readers have learnt something.

What people decided stands: a release is of bytes, and bytes do not change. Batches are
committed one by one; a run that was killed is made good by running it again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q

from reftel.archive import ArchiveFolder, Audience
from reftel.crew import worked
from reftel.edition.basis import forget_workings
from reftel.vault import audit, docket
from reftel.vault.audit import Hand
from reftel.vault.carrying import carry_all_on
from reftel.vault.comparison import Again, Changes, Held, Read, read_again
from reftel.vault.faults import told
from reftel.vault.ledger import write_outcomes
from reftel.vault.lock import writing
from reftel.vault.models import Decision, Original, Provenance, Rejection, Revision, Verb, Witness
from reftel.vault.originals import Originals
from reftel.vault.report import counted
from reftel.vault.veils import unlaid

READ_AT_ONCE = 128
# An original is read again once, and is refused wherever it was seen.
_REJECTED_AT_EVERY_PLACE = """
INSERT INTO vault_rejection (original_id, container, place, kind, message)
SELECT original_id, container, place, %s, %s FROM vault_provenance WHERE original_id = %s
ON CONFLICT DO NOTHING
"""


@dataclass(slots=True)
class RereadingReport:
    """What reading everything again has changed."""

    originals: int = 0
    damaged: list[str] = field(default_factory=list)
    rejected: int = 0
    changes: Changes = field(default_factory=Changes)
    lost_releases: list[str] = field(default_factory=list)
    unlaid: list[str] = field(default_factory=list)  # released, and their veil does not fit

    def __str__(self) -> str:
        return (
            f"{counted(self.originals, 'original')} read again, "
            f"{counted(self.changes.records, 'record')} changed, {self.rejected:,} rejected"
        )

    def counts(self) -> dict[str, int]:
        """What the log tells of it."""
        return {
            "originals": self.originals,
            "damaged": len(self.damaged),
            "changed": self.changes.records,
            "rejected": self.rejected,
            "lost_releases": len(self.lost_releases),
            "not_shown": len(self.unlaid),
        }

    def as_dict(self) -> dict[str, Any]:
        return {
            "originals": self.originals,
            "damaged": self.damaged,
            "rejected": self.rejected,
            **self.changes.as_dict(),
            "lost_releases": self.lost_releases,
            "not_shown": self.unlaid,
        }


def reread(
    archive: ArchiveFolder,
    *,
    workers: int,
    hand: Hand,
    progress: Callable[[RereadingReport], None] = lambda _: None,
) -> RereadingReport:
    """Read all originals again, and put what they give in the place of what they gave.

    An original that is damaged keeps what it gave. Raises ArchiveError where the vault
    cannot be written; what was committed then stands, and is whole.
    """
    report = RereadingReport()
    folder = archive.originals.absolute()
    store = Originals(folder)
    with writing(archive), told(archive):
        store.ready()
        for audience in Audience:  # what was worked out of records that are about to change
            forget_workings(archive, audience)
        batches = ((batch, batch) for batch in _batches())
        read_here = partial(read_again, originals=folder)
        for batch, read in worked(read_here, batches, workers=workers):
            store.settle()
            with transaction.atomic():
                _replace(read)
            report.originals += len(batch)
            report.damaged += read.damaged
            report.changes.add(read.changes)
            progress(report)
        report.rejected = Rejection.objects.count()
        with transaction.atomic():
            _forget_unwitnessed()
            carry_all_on(hand)
            docket.rebuild()
            report.lost_releases = list(lost_releases())
            report.unlaid = list(unlaid())
            audit.append("reread", detail=report.counts(), **hand._asdict())
    return report


def lost_releases() -> Iterator[str]:
    """Cables that are released, and of which the released original no longer gives a text."""
    released = Decision.objects.standing().filter(verb=Verb.RELEASE)
    found = released.filter(original__witnesses__revision__cable=F("cable"))
    lost = released.exclude(id__in=found.values("id")).order_by("cable_id")
    yield from lost.values_list("cable_id", flat=True)


def _batches() -> Iterator[list[Again]]:
    """All originals in the order of their digests, on which the choice of a record rests."""
    after = ""
    while True:
        rows = Original.objects.filter(sha256__gt=after, size__gt=0).order_by("sha256")
        kinds = dict(rows.values_list("sha256", "kind")[:READ_AT_ONCE])
        if not kinds:
            return
        yield _batch(kinds)
        after = max(kinds)


def _batch(kinds: dict[str, str]) -> list[Again]:
    held: dict[str, list[Held]] = {}
    rows = Witness.objects.filter(original__in=kinds).values_list(
        "original_id", "revision_id", "revision__cable_id", "revision__original_id"
    )
    first = [digest for original, digest, _, source in rows if source == original]
    records = dict(Revision.objects.filter(digest__in=first).values_list("digest", "record"))
    for original, digest, cable, source in rows:
        record = bytes(records[digest]) if source == original else b""
        held.setdefault(original, []).append(Held(digest, cable, record))
    places: dict[str, tuple[str, str]] = {}
    seen = Provenance.objects.filter(original__in=kinds).order_by("original", "container", "place")
    for original, container, place in seen.values_list("original_id", "container", "place"):
        places.setdefault(original, (container, place))
    return [
        Again(sha256, kind, *places.get(sha256, ("", "")), tuple(held.get(sha256, ())))
        for sha256, kind in kinds.items()
    ]


def _replace(read: Read) -> None:
    originals = [outcome.sha256 for outcome in read.outcomes]
    Witness.objects.filter(original__in=originals).delete()
    Rejection.objects.filter(original__in=originals).delete()
    write_outcomes(read.outcomes)
    with connection.cursor() as cursor:
        for outcome in read.outcomes:
            for refusal in outcome.refusals:
                told = (refusal.kind, refusal.message, outcome.sha256)
                cursor.execute(_REJECTED_AT_EVERY_PLACE, told)


def _forget_unwitnessed() -> None:
    Revision.objects.filter(Q(witnesses__isnull=True)).delete()
