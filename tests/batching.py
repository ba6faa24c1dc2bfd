"""A vault with cables that were reviewed and approved, and batches of them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.holdings import line, lines, take_in  # sets Django up

# isort: split
from reftel.archive import ArchiveFolder, Audience
from reftel.edition.live import open_live
from reftel.edition.manifest import Manifest
from reftel.errors import ArchiveError
from reftel.vault import docket, marking
from reftel.vault.batches import drafts, schedule
from reftel.vault.batches.attempt import Run
from reftel.vault.batches.reports import Rehearsal, Rehearsed
from reftel.vault.models import Batch, Review, Step

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
ANNA, BEN, CARA = "anna", "ben", "cara"


def clean(_folder: Path, _made: Manifest) -> Rehearsed:
    """A rehearsal that finds nothing."""
    return Rehearsed(walked={"addresses": 1})


def cable(number: int) -> str:
    return f"08EXAMPLETOWN{number}"


def hold(archive: ArchiveFolder, *numbers: int, words: str = "", day: str = "2011-08-26") -> None:
    """Take cables with these numbers in, as their source released them on a day."""
    words = words or "The harvest was good."
    texts = [line(number, words, released=f"{day}T00:00Z") for number in numbers]
    take_in(archive, lines(archive.root.parent / f"in{numbers[0]}.jsonl", *texts))


def approve(*numbers: int, reviewer: str = ANNA, approver: str = BEN) -> list[str]:
    """Review and approve the current text of these cables, under its veil."""
    ids = [cable(number) for number in numbers]
    for id_, known in docket.known(ids).items():
        for step, author in ((Step.REVIEW, reviewer), (Step.APPROVE, approver)):
            Review.objects.create(
                cable_id=id_,
                original_id=min(known.originals),
                veil=marking.veil(id_),
                step=step,
                author=author,
                at=NOW,
            )
    docket.follow(ids)
    return ids


def scheduled(
    archive: ArchiveFolder, ids: Iterable[str], name: str = "spring", due: datetime = NOW
) -> Batch:
    """A batch of these cables that is due."""
    batch = drafts.draft(name, author=CARA, at=NOW, notice="The first part.")
    drafts.add(batch.id, ids, author=CARA, at=NOW)
    return schedule.schedule(archive, batch.id, due=due, author=CARA, at=NOW)


def run(archive: ArchiveFolder, at: datetime = NOW, rehearsal: Rehearsal = clean) -> Run:
    return Run(archive, at, rehearsal)


def public(archive: ArchiveFolder) -> list[str]:
    """The ids of the cables of the live edition; none where there is no edition."""
    try:
        edition = open_live(archive, audience=Audience.PUBLIC)
    except ArchiveError:
        return []
    return [record["id"] for record in edition.records()]
