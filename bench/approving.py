"""Cables that came in under a name reviewed, approved and put into a batch that is due.

``python -m bench.approving ARCHIVE NAME`` does it without the desk, to measure what comes after.
"""

import sys
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from reftel.archive import ArchiveFolder
from reftel.site import database


def approve(archive: ArchiveFolder, name: str) -> None:
    """Review, approve and schedule all of them."""
    from reftel.vault import docket, marking  # noqa: PLC0415 -- models need Django set up
    from reftel.vault.batches import drafts, schedule  # noqa: PLC0415
    from reftel.vault.models import Membership, Review, Step  # noqa: PLC0415

    at = datetime.now(UTC)
    rows = Membership.objects.filter(batch=name).order_by("cable")
    ids = iter(list(rows.values_list("cable_id", flat=True)))
    batch = drafts.draft(name, author="bench", at=at, notice="The third part.")
    while some := list(islice(ids, docket.AT_ONCE)):
        for id_, known in docket.known(some).items():
            for step in (Step.REVIEW, Step.APPROVE):
                Review.objects.create(
                    cable_id=id_,
                    original_id=min(known.originals),
                    veil=marking.veil(id_),
                    step=step,
                    author=f"bench {step}",
                    at=at,
                )
        docket.follow(some)
        drafts.add(batch.id, some, author="bench", at=at)
    schedule.schedule(archive, batch.id, due=at, author="bench", at=at)


if __name__ == "__main__":
    folder = ArchiveFolder(Path(sys.argv[1]))
    database.open_vault(folder)
    approve(folder, sys.argv[2])
