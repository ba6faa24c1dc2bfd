"""What all tests share: Hypothesis profiles, the corpus where it lies, a fresh archive folder."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from reftel.archive import ArchiveFolder
from reftel.declaration import Declaration

# Machines that run tests for everybody are slow and busy: no example fails for taking long.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("default", parent=_PATIENT)
settings.register_profile("ci", parent=_PATIENT, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "default")

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real cable pages that lies beside the repository on some machines."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real cable pages is not beside the repository")
    return CORPUS


@pytest.fixture
def archive(tmp_path: Path) -> ArchiveFolder:
    """A fresh archive folder, empty but for its declaration."""
    folder = ArchiveFolder(tmp_path / "archive")
    folder.create(Declaration(name="Test archive", notice="Every cable here is invented."))
    return folder
