from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.desk import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The desk of a fresh archive, without any account yet."""
    with open_desk(tmp_path / "archive") as opened:
        yield opened
