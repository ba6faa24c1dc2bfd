"""What is taken back stays taken back, wherever the undoing or the withdrawal was killed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.batching import CARA, LATER, NOW, cable, public, run
from tests.faults.test_batches import KILLS, NEW, OLD, killed, prepared, release
from tests.holdings import DAY

# isort: split
from reftel.archive import ArchiveFolder, Audience
from reftel.edition.live import open_live
from reftel.edition.read import Edition
from reftel.edition.recall import withdrawals
from reftel.edition.verify import verify
from reftel.site import database
from reftel.vault import decisions, publication
from reftel.vault.batches import undoing
from reftel.vault.batches.running import is_anything_to_do, run_due
from reftel.vault.decisions import Ground
from reftel.vault.models import Batch, BatchState, Decision, Verb

FEW = max(3, KILLS // 2)
GONE = [cable(2)]


def undo(root: Path) -> None:
    """Undo the batch, if it is not undone, and do what is to be done then."""
    archive = ArchiveFolder(root)
    database.open_vault(archive)
    try:
        batch = Batch.objects.get()
        if batch.state != BatchState.UNDONE:
            undoing.undo(archive, batch.id, reason="By mistake.", author=CARA, at=LATER)
        list(run_due(run(archive, LATER)))
    finally:
        database.close_vault()


def withdraw(root: Path) -> None:
    """Withdraw a cable, if it is not withdrawn, and do what is to be done then."""
    archive = ArchiveFolder(root)
    database.open_vault(archive)
    try:
        if not Decision.objects.filter(verb=Verb.WITHDRAW).exists():
            decisions.withdraw(archive, GONE, Ground(on=DAY, reason="Asked for.", at=NOW))
        list(run_due(run(archive, LATER)))
    finally:
        database.close_vault()


def lies_open(archive: ArchiveFolder) -> set[str]:
    """The cables in all folders for the public, the live edition's and others."""
    folders = archive.editions(audience=Audience.PUBLIC).iterdir()
    return {record["id"] for folder in folders for record in Edition(folder).records()}


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """An archive with a batch that was released."""
    prepared(tmp_path / "base")
    release(tmp_path / "base")
    return tmp_path / "base"


@pytest.mark.parametrize(
    ("work", "left", "taken"),
    [(undo, OLD, NEW[2:]), (withdraw, [one for one in NEW if one not in GONE], GONE)],
)
def test_what_is_taken_back_is_gone_with_the_next_run_from_every_folder(
    released: Path, tmp_path: Path, work: Callable[[Path], None], left: list[str], taken: list[str]
) -> None:
    met: set[tuple[bool, bool]] = set()
    for root in killed(released, tmp_path / "out", f"test_taking_back.{work.__name__}", FEW):
        archive = ArchiveFolder(root)
        assert public(archive) in (NEW, left), root
        assert verify(open_live(archive, audience=Audience.PUBLIC).folder) == ()
        database.open_vault(archive)
        decided = Decision.objects.filter(verb=Verb.WITHDRAW).exists()
        waiting = is_anything_to_do(archive, LATER)
        database.close_vault()
        assert not decided or waiting or lies_open(archive) == set(left), root
        met.add((decided, waiting))

        work(root)  # again

        assert public(archive) == left
        assert lies_open(archive) == set(left)
        folder = open_live(archive, audience=Audience.PUBLIC).folder
        assert list(archive.unfinished(audience=Audience.PUBLIC).glob("*")) == []
        assert verify(folder) == ()
        told = json.loads(withdrawals(folder))
        assert [one["id"] for one in told["cables"]] == taken
        database.open_vault(archive)
        assert publication.is_followed(archive)
        assert not is_anything_to_do(archive, LATER)
        assert Decision.objects.count() == len(NEW) + len(taken), "each is taken back once"
        database.close_vault()
    assert met >= {(True, True), (True, False)}, "some were killed on the way"
