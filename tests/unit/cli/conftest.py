"""The command line as a person runs it: words in; exit code, stdout and stderr out."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.holdings import line, lines

from reftel import cli
from reftel.archive import ArchiveFolder
from reftel.site import database


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def archive_folder(tmp_path: Path) -> ArchiveFolder:
    return ArchiveFolder(tmp_path / "archive")


@pytest.fixture
def reftel(
    archive_folder: ArchiveFolder,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> Iterator[Run]:
    """The command ``reftel --archive FOLDER`` with the words given."""

    def run(*words: str | Path) -> Ran:
        argv = ["reftel", "--archive", str(archive_folder.root), *map(str, words)]
        monkeypatch.setattr(sys, "argv", argv)
        with pytest.raises(SystemExit) as ended:
            cli.main()
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Ran(int(ended.value.code or 0), out.decode(), err.decode())

    yield run
    database.close_vault()


@pytest.fixture
def two(tmp_path: Path) -> Path:
    return lines(tmp_path / "two.jsonl", line(1), line(2, released=None))
