"""An edition that is not what it says is found out."""

import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.sample import cable_record

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.build import build
from reftel.edition.contents import Sealed, Withdrawal
from reftel.edition.manifest import FileEntry
from reftel.edition.verify import verify


@pytest.fixture
def folder(archive: ArchiveFolder) -> Path:
    build(
        archive,
        [cable_record("08EXAMPLETOWN1"), cable_record("08EXAMPLETOWN2")],
        audience=Audience.PUBLIC,
        made_at=datetime(2031, 5, 4, tzinfo=UTC),
        withdrawn=[Withdrawal("08EXAMPLETOWN3", "2031-05-01", "Withdrawn.")],
    )
    return archive.root / "editions" / "000001"


def one_byte(folder: Path) -> None:
    path = folder / "catalogue.sqlite"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def a_missing_file(folder: Path) -> None:
    (folder / "index" / "layout.json").unlink()


def a_foreign_file(folder: Path) -> None:
    (folder / "index" / "extra").write_text("?")


def no_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def forged(folder: Path, *statements: tuple[str, tuple[object, ...]]) -> None:
    """Change the catalogue, and write its new sum into the manifest."""
    path, named = folder / "catalogue.sqlite", folder / "manifest.json"
    database = sqlite3.connect(path)
    for statement, values in statements:
        database.execute(statement, values)
    database.commit()
    database.close()
    entry, now = json.loads(named.read_text("utf-8")), FileEntry.of(path)
    entry["files"]["catalogue.sqlite"] = {"sha256": now.sha256, "size": now.size}
    named.write_text(json.dumps(entry), "utf-8")


def other_words(folder: Path) -> None:
    blob = Sealed.of(cable_record("08EXAMPLETOWN2", text="other words")).blob
    forged(folder, ("UPDATE record SET json = ? WHERE number = 2", (blob,)))


def a_cable_less(folder: Path) -> None:
    forged(folder, ("DELETE FROM record WHERE number = 2", ()))


def another_notice(folder: Path) -> None:
    forged(folder, ("UPDATE withdrawn SET notice = 'Never was.'", ()))


def no_zstd(folder: Path) -> None:
    forged(folder, ("UPDATE record SET json = x'00'", ()))


def another_format(folder: Path) -> None:
    forged(folder, ("PRAGMA user_version = 9", ()))


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (one_byte, ["catalogue.sqlite is not the file that was made."]),
        (a_missing_file, ["index/layout.json is not there."]),
        (a_foreign_file, ["index/extra does not belong to the edition."]),
        (no_manifest, ["is not whole: its manifest.json cannot be read"]),
        (other_words, ["The content digest is "]),
        (a_cable_less, ["There are 1 cables, not 2.", "The content digest is "]),
        (another_notice, ["The content digest is "]),
        (no_zstd, ["catalogue.sqlite cannot be read: "]),
        (another_format, ["catalogue.sqlite has format 9, not 4"]),
    ],
)
def test_damage_is_found(folder: Path, damage: Callable[[Path], None], found: list[str]) -> None:
    assert verify(folder) == ()

    damage(folder)

    problems = verify(folder)
    assert len(problems) == len(found)
    for problem, words in zip(problems, found, strict=True):
        assert words in problem


def test_a_lock_that_a_reader_made_is_no_damage(folder: Path) -> None:
    (folder / "index" / ".tantivy-meta.lock").write_text("")
    (folder / "manifest.sig").write_text("signed")

    assert verify(folder) == ()
