"""Import, release, withhold, withdraw, rebuild, doctor, export: words in, exit code out."""

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
from tests.holdings import files, line, lines
from tests.unit.cli.conftest import Ran, Run

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.live import open_live
from reftel.site import database


def test_from_files_to_a_public_export(reftel: Run, two: Path, tmp_path: Path) -> None:
    assert reftel("import", two) == Ran(
        0, "1 file taken in, 2 cables, 2 revisions, 0 rejected\n", ""
    )
    assert reftel("release", "--all", "--on", "2026-03-01").out == (
        "2 cables released. Edition 000001 is live: 2 cables.\n"
    )

    exported = [json.loads(each) for each in reftel("export").out.splitlines()]

    assert [(each["id"], each["released"]) for each in exported] == [
        ("08EXAMPLETOWN1", "2011-08-26T00:00Z"),
        ("08EXAMPLETOWN2", "2026-03-01"),
    ]
    assert {each["edition"] for each in exported} == {1}
    output = tmp_path / "out.jsonl"
    assert reftel("export", "--output", output).code == 0
    assert [json.loads(each) for each in output.read_bytes().splitlines()] == exported
    known = reftel("import", "--json", output)
    assert json.loads(known.out)["known"] == 2, "what was exported is held already"


def test_an_import_with_rejects_ends_with_1_and_names_them(
    reftel: Run, two: Path, tmp_path: Path
) -> None:
    cut = tmp_path / "cut.html"
    cut.write_bytes(b"<html><title>Cable Viewer</title>")

    ran = reftel("import", two, cut)

    assert ran.code == 1
    assert ran.out.splitlines() == [
        f"rejected  {cut}: The page is cut off before its cable ends.",
        f"{two}: 1 file taken in, 2 cables, 2 revisions, 0 rejected",
        f"{cut}: 0 files taken in, 0 cables, 0 revisions, 1 rejected",
        "1 file taken in, 2 cables, 2 revisions, 1 rejected",
    ]


def test_what_was_named_and_is_no_cable_is_told_with_the_reason(
    reftel: Run, two: Path, tmp_path: Path, archive_folder: ArchiveFolder
) -> None:
    """What lies in a folder that was named is only counted: pictures are no news."""
    notes = tmp_path / "notes" / "notes.txt"
    notes.parent.mkdir()
    notes.write_text("It was a dark and stormy night.\n", encoding="utf-8")
    reftel("import", two)

    assert reftel("import", notes.parent) == Ran(
        0, "0 files taken in, 0 cables, 0 revisions, 0 rejected, 1 passed over\n", ""
    )
    named = reftel("import", notes).out.splitlines()
    itself = reftel("import", archive_folder.root).out.splitlines()
    assert named[0] == f"passed over  {notes}: No mark of a telegram was found in this text."
    assert itself[0].startswith(f"passed over  {archive_folder.root}: This is an archive of reftel")


def test_a_terminal_obeys_no_name_of_a_file(reftel: Run, tmp_path: Path) -> None:
    """A line break in a name makes no line, an escape no colour, a turned mark no other name."""
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "a\nrejected  b\x1b[2J\u202elmth.html").touch()

    shown = f"rejected  {folder}/a rejected  b␛[2J\ufffdlmth.html: The file is empty."
    assert reftel("import", folder).out.splitlines()[0] == shown
    assert shown in reftel("doctor").out.splitlines()
    assert f"rejected  {reftel('parse', folder).err}" == f"{shown}\n"


def test_a_dry_run_makes_no_archive(reftel: Run, two: Path, archive_folder: ArchiveFolder) -> None:
    ran = reftel("import", "--dry-run", "--json", two)

    assert ran.code == 0
    told = json.loads(ran.out)
    assert (told["dry_run"], told["cables"], told["files"][str(two)]["cables"]) == (True, 2, 2)
    assert not archive_folder.root.exists()


def test_a_dry_run_over_an_archive_writes_no_byte_of_it(
    reftel: Run, two: Path, archive_folder: ArchiveFolder, tmp_path: Path
) -> None:
    reftel("import", two)
    database.close_vault()
    before = files(archive_folder.root)

    more = lines(tmp_path / "more.jsonl", line(1), line(3))
    ran = reftel("import", "--dry-run", more)

    assert ran.out == (
        "A dry run: nothing was written.\n"
        "1 file taken in, 1 cable, 1 revision, 0 rejected, 1 known\n"
    )
    database.close_vault()
    assert files(archive_folder.root) == before


def test_a_release_says_what_it_is_about(reftel: Run, two: Path) -> None:
    reftel("import", two, "--batch", "spring")

    assert reftel("release").code == 2
    assert reftel("release", "--all", "08EXAMPLETOWN1").code == 2
    unknown = reftel("release", "08NOWHERE1")
    assert unknown.code == 2
    assert unknown.err.startswith("reftel: Not held in this archive: 08NOWHERE1.")
    assert json.loads(reftel("release", "--batch", "spring", "--json").out)["cables"] == 2


def test_withheld_and_withdrawn(reftel: Run, two: Path) -> None:
    reftel("import", two)
    assert reftel("withhold", "08EXAMPLETOWN2", "--reason", "A source").out == (
        "1 cable withheld.\n"
    )
    assert reftel("release", "--all").out == (
        "1 cable released. Edition 000001 is live: 1 cable.\n"
    )
    assert (
        json.loads(reftel("withdraw", "08EXAMPLETOWN1", "--reason", "By request", "--json").out)[
            "public"
        ]
        == 0
    )
    assert reftel("export").out == ""


def test_no_decision_is_made_for_a_day_to_come(reftel: Run, two: Path) -> None:
    reftel("import", two)

    for words in (["release", "--all"], ["withhold", "08EXAMPLETOWN1", "--reason", "x"]):
        ran = reftel(*words, "--on", "2999-12-31")
        assert ran.code == 2
        assert "2999-12-31 is yet to come" in ran.err
    assert reftel("export").code == 2, "nothing was published"


def test_what_cannot_be_read_is_rejected_and_the_rest_goes_on(
    reftel: Run, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = two.with_name("closed.html")
    closed.write_bytes(b"")
    opened = Path.open

    def refusing(path: Path, *words: Any, **more: Any) -> Any:
        if path == closed:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, *words, **more)

    monkeypatch.setattr(Path, "open", refusing)
    monkeypatch.setattr(os, "access", lambda path, *_, **__: path != str(closed))

    ran = reftel("import", closed, two)

    assert ran.code == 1
    assert ran.out.splitlines()[0] == f"rejected  {closed}: This cannot be read: Permission denied."
    assert ran.out.endswith("1 file taken in, 2 cables, 2 revisions, 1 rejected\n")


@pytest.mark.parametrize("command", ["import", "open", "parse"])
def test_what_is_missing_or_no_file_is_refused_before_anything_is_done(
    reftel: Run, two: Path, archive_folder: ArchiveFolder, command: str
) -> None:
    pipe = two.with_name("pipe")
    os.mkfifo(pipe)

    assert "is neither a file nor a folder" in reftel(command, two, pipe).err
    assert "does not exist" in reftel(command, two, two.with_name("missing")).err
    assert "'-' does not exist" in reftel("import", "-").err
    assert not archive_folder.root.exists()


def test_rebuild_and_doctor_speak_of_a_damaged_original(
    reftel: Run, two: Path, archive_folder: ArchiveFolder
) -> None:
    reftel("import", two)
    reftel("release", "--all")
    assert reftel("doctor").code == 0
    rebuilt = reftel("rebuild", "--json")
    assert rebuilt.code == 0
    assert json.loads(rebuilt.out)["originals"] == 2
    original = next(archive_folder.originals.glob("*/*.zst"))
    original.write_bytes(b"rust")

    examined = reftel("doctor", "--json")

    assert examined.code == 3
    assert not json.loads(examined.out)["sound"]
    assert "cannot be decompressed" in reftel("doctor").out
    assert reftel("rebuild").code == 3


def test_the_edition_of_the_staff_is_made_without_reading_anything_again(
    reftel: Run, two: Path, archive_folder: ArchiveFolder
) -> None:
    reftel("import", two)
    for original in archive_folder.originals.glob("*/*.zst"):
        original.unlink()
    assert reftel("rebuild", "--staff").out == "The staff edition 000001 is live.\n"
    made = json.loads(reftel("rebuild", "--staff", "--json").out)

    assert list(made) == ["editions"]
    assert made["editions"]["staff"]["cables"] == 2
    assert not archive_folder.pointer(audience=Audience.PUBLIC).exists()


def test_what_the_keepers_wrote_is_public_without_reading_anything_again(
    reftel: Run, two: Path, archive_folder: ArchiveFolder
) -> None:
    reftel("import", two)
    assert reftel("rebuild", "--public").code == 2
    reftel("release", "--all")
    for original in archive_folder.originals.glob("*/*.zst"):
        original.unlink()
    archive_folder.articles.mkdir()
    (archive_folder.articles / "barley.md").write_text("# Barley", encoding="utf-8")
    assert reftel("rebuild", "--public").out == "The public edition 000002 is live.\n"

    live = open_live(archive_folder, audience=Audience.PUBLIC)
    assert [one.head.title for one in live.desk.articles] == ["Barley"]


def test_without_an_archive_each_command_says_so(
    reftel: Run, archive_folder: ArchiveFolder
) -> None:
    for words in (
        ("release", "--all"),
        ("withhold", "08EXAMPLETOWN1", "--reason", "x"),
        ("withdraw", "08EXAMPLETOWN1", "--reason", "x"),
        ("rebuild",),
        ("doctor",),
        ("export",),
    ):
        ran = reftel(*words)
        assert ran.code == 2, words
        assert ran.err.startswith(f"reftel: There is no archive in {archive_folder.root}."), words
    assert not archive_folder.root.exists()


def test_the_doctor_tells_of_a_database_that_is_none(
    reftel: Run, two: Path, archive_folder: ArchiveFolder
) -> None:
    reftel("import", two)
    database.close_vault()
    archive_folder.database.write_bytes(b"This is no database. " * 1000)

    ran = reftel("doctor")

    assert ran.code == 3
    assert ran.out.startswith(f"failed    {archive_folder.database} is damaged:")


def test_open_shows_everything_to_oneself_and_nothing_to_the_public(
    reftel: Run, two: Path, archive_folder: ArchiveFolder
) -> None:
    """The edition of ``open`` lies behind the wall; there is no public one beside it."""
    assert reftel("open", "--no-serve", two) == Ran(
        0, "", "1 file taken in, 2 cables, 2 revisions, 0 rejected\n"
    )

    staff = archive_folder.pointer(audience=Audience.STAFF)
    assert staff.read_text(encoding="utf-8").strip() == "000001"
    assert not archive_folder.pointer(audience=Audience.PUBLIC).exists()
    assert reftel("export").code == 2
