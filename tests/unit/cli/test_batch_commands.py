"""Batches and editions on the command line: due, refused, undone, put away."""

import getpass
import json
from collections.abc import Iterator

import pytest
from tests.batching import NOW, approve, cable, hold, public, scheduled
from tests.holdings import DAY, open_vault
from tests.unit.cli.conftest import Run

# isort: split
from reftel.archive import ArchiveFolder
from reftel.vault import decisions
from reftel.vault.batches import drafts
from reftel.vault.decisions import Ground
from reftel.vault.models import AuditEntry


@pytest.fixture
def due(archive_folder: ArchiveFolder) -> Iterator[ArchiveFolder]:
    """An archive with two batches that are due; one of them will be refused."""
    with open_vault(archive_folder.root) as archive:
        hold(archive, 1, 2)
        scheduled(archive, approve(1), "spring", due=NOW)
        scheduled(archive, approve(2), "summer", due=NOW)
        decisions.withhold(archive, [cable(2)], Ground(on=DAY))
        yield archive


def test_what_is_due_is_released_and_told_one_a_line(reftel: Run, due: ArchiveFolder) -> None:
    ran = reftel("release", "--due")

    assert (ran.code, ran.err) == (3, "")
    first, second = ran.out.splitlines()
    assert first == "spring: released, 1 cable, in edition 000001."
    assert second.startswith("summer: refused, 1 cable. The batch 'summer' did not pass its checks")
    assert public(due) == [cable(1)]
    assert reftel("release", "--due").out == ""
    listed = [json.loads(told) for told in reftel("batches", "--json").out.splitlines()]
    assert [(told["batch"], told["state"], told["edition"]) for told in listed] == [
        ("summer", "refused", None),
        ("spring", "released", 1),
    ]


def test_a_batch_is_undone_and_its_edition_goes_behind_the_wall(
    reftel: Run, due: ArchiveFolder
) -> None:
    reftel("release", "--due")

    assert reftel("batches", "--undo", "spring").code == 2
    assert reftel("batches", "--undo", "winter", "--reason", "x").code == 2
    ran = reftel("batches", "--undo", "spring", "--reason", "Too early.")

    assert (ran.code, ran.out) == (0, "spring: undone.\n")
    assert public(due) == []
    about = AuditEntry.objects.filter(act="batch-undo").values_list("author", flat=True)
    assert list(about) == [getpass.getuser()]
    listed = [json.loads(told) for told in reftel("editions", "--json").out.splitlines()]
    assert [(told["edition"], told["where"]) for told in listed] == [(1, "private"), (2, "live")]
    assert reftel("editions", "--delete").out.splitlines()[0].split()[-1] == "gone"


def test_a_preview_is_asked_for_by_number_and_no_name_is_obeyed_by_the_terminal(
    reftel: Run, due: ArchiveFolder
) -> None:
    batch = drafts.draft("autumn \u202e[2J", author="cara", at=NOW)
    number = json.loads(reftel("batches", "--json").out.splitlines()[0])["number"]
    ran = reftel("batches", "--preview-number", str(number))

    assert (ran.code, public(due)) == (0, [])
    assert ran.out == "autumn \ufffd[2J: every check holds, and nothing was found.\n"
    listed = reftel("batches").out.splitlines()
    assert listed[0] == "autumn \ufffd[2J: draft, 0 cables."
    assert reftel("batches", "--preview-number", str(batch.id + 1)).code == 2
