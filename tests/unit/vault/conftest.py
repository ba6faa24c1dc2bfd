from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import holdings

from reftel.archive import ArchiveFolder
from reftel.vault.originals import Originals


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[ArchiveFolder]:
    """A fresh archive whose vault is open."""
    with holdings.open_vault(tmp_path / "archive") as archive:
        yield archive


@pytest.fixture(autouse=True)
def nothing_has_to_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting for the disk is tested under faults; here it would only take time."""
    monkeypatch.setattr(Originals, "settle", lambda _: None)
