"""A reader of a small archive of invented cables, some of them hostile."""

import pytest
from tests.reader import Reader, reader
from tests.small_archive import small_archive

from reftel.site.wiring import start_django


@pytest.fixture(scope="session", autouse=True)
def _django() -> None:
    start_django()


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A reader of the public edition of the small archive."""
    return reader(small_archive(tmp_path_factory.mktemp("room")))
