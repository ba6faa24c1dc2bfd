"""The disk is full, read-only or broken: one clear message, the old state or the new, whole."""

import errno
import gc
import os
import sqlite3
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.holdings import files, line, lines, open_vault, rows, take_in

from reftel.archive import ArchiveFolder
from reftel.errors import ArchiveError
from reftel.site import database
from reftel.vault import accession, originals
from reftel.vault.models import Revision

TOLD = {
    errno.ENOSPC: "There is no space left for the archive in {}.",
    errno.EROFS: "The archive in {} cannot be written by this user.",
    errno.EIO: "The archive in {} cannot be written or read: ",
}


def failing_at(call: int, real: Callable[..., Any], error: OSError) -> Callable[..., Any]:
    """What behaves like ``real`` until it is called for this time, then fails."""
    calls = 0

    def sometimes(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call:
            raise error
        return real(*args, **kwargs)

    return sometimes


WRITES = {
    "file": (originals, "open"),
    "rename": (originals.os, "replace"),
    "sync": (originals, "_sync_file_system"),
    "folder": (originals.os, "makedirs"),
}


@pytest.mark.parametrize("point", WRITES)
@pytest.mark.parametrize("call", [1, 2])
@pytest.mark.parametrize("error", TOLD)
def test_a_disk_that_fails_at_any_write_leaves_whole_batches_and_a_second_run_ends_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str, call: int, error: int
) -> None:
    monkeypatch.setattr(accession, "READ_AT_ONCE", 2)
    monkeypatch.setattr(accession, "WRITTEN_AT_ONCE", 2)
    source = lines(tmp_path / "a.jsonl", *(line(number) for number in range(1, 7)))
    with open_vault(tmp_path / "sound") as archive:
        take_in(archive, source)
        sound = (rows(), files(archive.originals))

    with open_vault(tmp_path / "archive") as archive:
        if point == "rename":  # needed where a killed run left halves of files
            for name in sound[1]:
                (archive.originals / name).parent.mkdir(parents=True, exist_ok=True)
                (archive.originals / name).write_bytes(b"half")
        with monkeypatch.context() as patch:
            where, name = WRITES[point]
            failing = failing_at(call, getattr(where, name, open), OSError(error, "by a test"))
            patch.setattr(where, name, failing, raising=False)
            with pytest.raises(ArchiveError) as caught:
                take_in(archive, source)
        assert str(caught.value).startswith(TOLD[error].format(archive.root))
        assert Revision.objects.count() in {0, 2, 4}
        every_row_has_its_original(archive)

        take_in(archive, source)

        assert (rows(), files(archive.originals)) == sound


@pytest.mark.parametrize("pages", [0, 3, 6, 12, 18])
def test_a_database_that_runs_full_rolls_the_batch_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: int
) -> None:
    """SQLite itself says so: the file may grow by a few pages, and no further."""
    monkeypatch.setattr(accession, "READ_AT_ONCE", 5)
    monkeypatch.setattr(accession, "WRITTEN_AT_ONCE", 5)
    source = lines(tmp_path / "a.jsonl", *(line(n, os.urandom(3000).hex()) for n in range(1, 21)))
    with open_vault(tmp_path / "archive") as archive:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + pages}")
        with pytest.raises(ArchiveError, match="There is no space left"):
            take_in(archive, source)
        assert Revision.objects.count() in {0, 5, 10, 15}
        every_row_has_its_original(archive)

        database.open_vault(archive)
        take_in(archive, source)
        assert Revision.objects.count() == 20


def test_a_vault_that_is_no_database_is_told_of_and_left_as_it_is(tmp_path: Path) -> None:
    with open_vault(tmp_path / "archive") as archive:
        take_in(archive, lines(tmp_path / "a.jsonl", line(1)))
    kept = files(archive.originals)
    archive.database.write_bytes(b"This is no database. " * 1000)

    with pytest.raises(ArchiveError) as caught:
        database.open_vault(archive)

    database.close_vault()
    message = str(caught.value)
    assert message.startswith(f"{archive.database} is damaged or not a vault:")
    assert "reftel doctor" in message
    del caught  # it holds the frames that hold what Django had opened and could not use
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
    assert archive.database.read_bytes().startswith(b"This is no database.")
    assert files(archive.originals) == kept


@pytest.mark.parametrize("left", [None, b""])
def test_a_vault_that_lost_its_database_is_not_begun_anew(
    tmp_path: Path, left: bytes | None
) -> None:
    """The new one would not know what was withheld: the next release would tell it."""
    with open_vault(tmp_path / "archive") as archive:
        take_in(archive, lines(tmp_path / "a.jsonl", line(1)))
    archive.database.unlink()
    if left is not None:
        archive.database.write_bytes(left)

    for opening in (database.make_vault, database.open_vault):
        with pytest.raises(ArchiveError, match="is missing or empty, though originals lie"):
            opening(archive)
    assert (archive.database.read_bytes() if archive.database.exists() else None) == left


def test_a_vault_of_a_newer_reftel_is_left_alone(tmp_path: Path) -> None:
    with open_vault(tmp_path / "archive") as archive:
        pass
    with sqlite3.connect(archive.database) as vault:
        vault.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('vault', '0999_redactions', '2030-01-01')"
        )
    vault.close()

    with pytest.raises(ArchiveError, match=r"written by a newer reftel \(0999_redactions\)"):
        database.open_vault(archive)
    database.close_vault()


def test_an_archive_of_a_newer_format_is_not_opened(tmp_path: Path) -> None:
    archive = ArchiveFolder(tmp_path)
    archive.config.write_text("format = 2\n", encoding="utf-8")

    with pytest.raises(ArchiveError, match="has format 2"):
        database.make_vault(archive)

    assert not archive.vault.exists()


def test_looking_into_a_vault_writes_no_byte(tmp_path: Path) -> None:
    with open_vault(tmp_path / "archive") as archive:
        take_in(archive, lines(tmp_path / "a.jsonl", line(1)))
    before = files(archive.root)

    assert database.look_into_vault(archive)
    assert Revision.objects.count() == 1
    during = files(archive.root)
    database.close_vault()

    assert during == before == files(archive.root)
    assert not database.look_into_vault(ArchiveFolder(tmp_path / "nothing"))
    assert not (tmp_path / "nothing").exists()


def every_row_has_its_original(archive: ArchiveFolder) -> None:
    store = originals.Originals(archive.originals)
    for sha256, *_ in rows()["Original"]:
        assert store.content(sha256)
