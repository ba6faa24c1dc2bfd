"""Work grows with what is held, not with its square: counted in steps of SQLite, not in time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from tests.holdings import DAY, open_vault

from reftel.archive import ArchiveFolder, Audience
from reftel.vault import checkup, decisions, register, rereading, selection
from reftel.vault.models import Cable, Original, Provenance, Revision, Witness

GROUND = decisions.Ground(on=DAY, reason="For a test.")
STEPS = 100  # instructions of SQLite between two counts


def hold(cables: int) -> None:
    """Rows of so many cables, of two revisions each; the originals themselves are not there."""
    ids = [f"08EXAMPLETOWN{number}" for number in range(cables)]
    sha = [f"{number:064x}" for number in range(2 * cables)]
    Cable.objects.bulk_create(Cable(id=id_) for id_ in ids)
    Original.objects.bulk_create(Original(sha256=each, size=1, kind="plain") for each in sha)
    Provenance.objects.bulk_create(Provenance(original_id=each, container="x") for each in sha)
    Revision.objects.bulk_create(
        Revision(digest=each, cable_id=ids[at // 2], original_id=each, parser_version=1, record=b"")
        for at, each in enumerate(sha)
    )
    Witness.objects.bulk_create(Witness(original_id=each, revision_id=each) for each in sha)


@contextmanager
def counted() -> Iterator[Callable[[], int]]:
    count = 0

    def tick() -> int:
        nonlocal count
        count += 1
        return 0

    connection.ensure_connection()
    connection.connection.set_progress_handler(tick, STEPS)
    yield lambda: count
    connection.connection.set_progress_handler(None, STEPS)


def steps(archive: ArchiveFolder, cables: int, work: Callable[[ArchiveFolder], object]) -> int:
    hold(cables)
    decisions.release_all(archive, GROUND)
    decisions.withdraw(archive, [f"08EXAMPLETOWN{number}" for number in range(100)], GROUND)
    with counted() as so_far:
        work(archive)
        return so_far()


@pytest.mark.parametrize(
    "work",
    [
        lambda archive: decisions.release_all(archive, GROUND),
        lambda _: list(selection.selected(Audience.PUBLIC)),
        lambda _: list(selection.selected(Audience.STAFF)),
        lambda _: list(selection.withdrawals(Audience.STAFF)),
        lambda _: register.past(Audience.PUBLIC),
        lambda _: list(rereading.lost_releases()),
        lambda _: list(rereading._batches()),
        lambda _: list(checkup._database()),
    ],
    ids=["release", "public", "staff", "withdrawn", "past", "lost", "reread", "check"],
)
def test_four_times_the_cables_are_no_more_than_six_times_the_work(
    tmp_path: Path, work: Callable[[ArchiveFolder], object]
) -> None:
    counts = []
    for cables in (400, 1600):
        with open_vault(tmp_path / str(cables)) as archive:
            counts.append(steps(archive, cables, work))

    assert counts[1] <= 6 * counts[0] + 50, counts
