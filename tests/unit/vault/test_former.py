"""The former editions leave the public folder, whatever stopped the publication before."""

import shutil
from pathlib import Path

import pytest
from tests.batching import LATER, NOW, cable, hold, public, run
from tests.holdings import DAY

from reftel.archive import ArchiveFolder, Audience
from reftel.errors import ArchiveError
from reftel.vault import decisions, former, publication, register
from reftel.vault.batches.running import is_anything_to_do, run_due
from reftel.vault.decisions import Ground


@pytest.fixture
def withdrawn(vault: ArchiveFolder) -> ArchiveFolder:
    """Two cables were public in edition 1, and one is withdrawn; no edition follows that yet."""
    hold(vault, 1, 2)
    decisions.release_all(vault, Ground(on=DAY))
    publication.publish(vault, audience=Audience.PUBLIC, made_at=NOW)
    decisions.withdraw(vault, [cable(2)], Ground(on=DAY, reason="Asked for."))
    return vault


def folders(archive: ArchiveFolder) -> list[str]:
    return sorted(path.name for path in archive.editions(audience=Audience.PUBLIC).iterdir())


def stopped(*_given: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(("module", "name"), [(register, "confirm"), (former, "settle")])
def test_a_stop_behind_the_flip_leaves_work_and_the_next_run_does_it(
    withdrawn: ArchiveFolder, monkeypatch: pytest.MonkeyPatch, module: object, name: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(module, name, stopped)
        with pytest.raises(KeyboardInterrupt):
            publication.publish(withdrawn, audience=Audience.PUBLIC, made_at=NOW)
    assert (public(withdrawn), folders(withdrawn)) == ([cable(1)], ["000001", "000002"])

    assert is_anything_to_do(withdrawn, LATER)
    assert list(run_due(run(withdrawn, LATER))) == []

    assert folders(withdrawn) == ["000002"]
    assert not is_anything_to_do(withdrawn, LATER)
    assert [(one.number, one.live) for one in former.editions(withdrawn)] == [(1, False), (2, True)]


def test_what_could_be_neither_moved_nor_removed_is_told_until_it_can(
    withdrawn: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    withdrawn.former.write_text("a file stands where the folder should be")
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", lambda *_given, **_more: None)
        for _ in range(2):
            with pytest.raises(ArchiveError, match="neither moved nor removed"):
                publication.follow(withdrawn, made_at=NOW)
            assert is_anything_to_do(withdrawn, LATER)

    publication.follow(withdrawn, made_at=LATER)

    assert folders(withdrawn) == ["000002"]


def test_what_is_no_edition_is_not_removed_with_them(withdrawn: ArchiveFolder) -> None:
    publication.follow(withdrawn, made_at=NOW)
    notes: Path = withdrawn.former / "kept-for-the-court"
    notes.mkdir()
    (withdrawn.former / ".DS_Store").touch()

    assert former.remove(withdrawn) == [1]

    assert sorted(path.name for path in withdrawn.former.iterdir()) == [
        ".DS_Store",
        "kept-for-the-court",
    ]
