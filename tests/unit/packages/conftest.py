"""The page of the downloads speaks as the reading room does, which needs Django."""

import pytest

from reftel.site.wiring import start_django


@pytest.fixture(scope="session", autouse=True)
def _django() -> None:
    start_django()
