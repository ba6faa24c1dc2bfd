"""A vault that many examples share: each leaves it as it was."""

from collections.abc import Iterator

import pytest
from tests.holdings import open_vault

from reftel.archive import ArchiveFolder
from reftel.vault.originals import Originals


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArchiveFolder]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Originals, "settle", lambda _: None)  # nothing here has to last
        with open_vault(tmp_path_factory.mktemp("vault") / "archive") as archive:
            yield archive
