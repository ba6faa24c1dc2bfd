from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import holdings

from reftel.archive import ArchiveFolder


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[ArchiveFolder]:
    """A fresh archive whose vault is open."""
    with holdings.open_vault(tmp_path / "archive") as archive:
        yield archive
