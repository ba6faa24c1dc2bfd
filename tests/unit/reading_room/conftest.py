"""A reader of a small archive of invented cables, some of them hostile."""

import sqlite3

import pytest
from tests.reader import Reader, reader
from tests.small_archive import small_archive

from reftel.edition.connections import Connections
from reftel.site.wiring import start_django


@pytest.fixture(scope="session", autouse=True)
def _django() -> None:
    start_django()


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A reader of the public edition of the small archive."""
    return reader(small_archive(tmp_path_factory.mktemp("room")))


@pytest.fixture
def asked_of_catalogue(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where each statement will stand that any connection to a catalogue runs."""
    statements: list[str] = []
    opened = Connections._open

    def traced(self: Connections) -> sqlite3.Connection:
        connection = opened(self)
        connection.set_trace_callback(statements.append)
        return connection

    monkeypatch.setattr(Connections, "_open", traced)
    return statements
