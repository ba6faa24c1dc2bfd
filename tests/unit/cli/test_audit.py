"""``audit`` and ``verify --audit``: the log carried away, checked here and elsewhere."""

import csv
import hashlib
import io
import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run

from reftel.archive import ArchiveFolder

HOW_TO = Path(__file__).resolve().parents[3] / "docs" / "howto" / "keep-the-audit-log.md"


@pytest.fixture
def logged(reftel: Run, two: Path, archive_folder: ArchiveFolder) -> ArchiveFolder:
    """Entries: the beginning, an import, a withholding by =ada, a release, its key and edition."""
    reftel("import", two)
    reftel("withhold", "08EXAMPLETOWN2", "--reason", "Not yet.", "--by", "=ada")
    reftel("release", "--all", "--by", "grace", "--on", "2026-03-01")
    return archive_folder


def lines(run: Run, *words: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run("audit", *words).out.splitlines()]


def test_the_log_is_written_an_entry_a_line_each_sealed_by_the_next(
    reftel: Run, logged: ArchiveFolder
) -> None:
    exported = reftel("audit").out.encode().splitlines(keepends=True)

    entries = [json.loads(line) for line in exported]
    assert [entry["act"] for entry in entries] == [
        "begin", "import", "withhold", "release", "key", "publish",
    ]  # fmt: skip
    sums = [hashlib.sha256(line).hexdigest() for line in exported]
    assert [entry["before"] for entry in entries] == ["", *sums[:-1]]
    assert reftel("audit", "--head").out == f"6 {sums[-1]}\n"
    assert logged.audit_head.read_text() == f"6 {sums[-1]}\n"


@pytest.mark.usefixtures("logged")
def test_the_lines_of_python_in_the_how_to_check_an_export(reftel: Run, tmp_path: Path) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", HOW_TO.read_text("utf-8"), re.DOTALL)
    (tmp_path / "log.jsonl").write_bytes(exported := reftel("audit").out.encode())
    command = [sys.executable, "-W", "ignore", "-c", program]

    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.stdout == reftel("audit", "--head").out
    (tmp_path / "log.jsonl").write_bytes(exported.replace(b"Not yet.", b"Because."))
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "AssertionError: 4" in ran.stderr


@pytest.mark.usefixtures("logged")
def test_a_table_holds_no_formula(reftel: Run) -> None:
    rows = list(csv.reader(io.StringIO(reftel("audit", "--format", "csv").out)))

    assert rows[0] == [
        "number", "at", "author", "act", "about", "detail", "before", "digest",
    ]  # fmt: skip
    assert rows[3][2:5] == ["'=ada", "withhold", "08EXAMPLETOWN2"]


@pytest.mark.usefixtures("logged")
def test_entries_are_found_by_what_they_are_about_by_whom_and_when(reftel: Run) -> None:
    def numbers(*words: str) -> list[object]:
        return [entry["number"] for entry in lines(reftel, *words)]

    assert numbers("--author", "grace") == [4, 5, 6]
    assert numbers("--about", "08EXAMPLETOWN2") == [3]
    assert numbers("--about", "08EXAMPLETOWN1") == [4], "the release of all that was not withheld"
    assert numbers("--act", "withhold", "--author", "grace") == []
    assert numbers("--since", "2020-01-01", "--act", "publish") == [6]
    assert numbers("--until", "2020-01-01") == []


@pytest.mark.usefixtures("logged")
def test_a_log_that_is_whole_is_said_to_be(reftel: Run) -> None:
    ran = reftel("verify", "--audit")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "The log is whole: 6 entries. "
        "Up to entry 6 it is the one that audit-head and 1 more knew.\n"
    )
    told = json.loads(reftel("verify", "--audit", "--json").out)
    assert (told["whole"], told["entries"], told["faults"]) == (True, 6, [])
    assert [each["where"] for each in told["found"]] == ["edition 1", "audit-head"]


def test_what_is_wrong_is_named_and_the_check_fails(reftel: Run, logged: ArchiveFolder) -> None:
    behind_its_back(logged, "UPDATE vault_decision SET author = 'eve' WHERE id = 1")

    ran = reftel("verify", "--audit")

    assert ran.code == 3
    assert ran.out.splitlines() == [
        "Changed since entry 3 told of it: decision 1.",
        "The log is not whole.",
    ]
    assert "Changed since entry 3" in reftel("doctor").out


def test_a_copy_of_the_head_that_was_kept_elsewhere_shows_what_was_cut_off(
    reftel: Run, logged: ArchiveFolder, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    kept.write_text(reftel("audit", "--head").out)
    logged.audit_head.unlink()
    behind_its_back(logged, "DELETE FROM vault_auditentry WHERE number >= 6")
    assert reftel("verify", "--audit").code == 0, "nothing in the archive knows of it"

    ran = reftel("verify", "--audit", "--head", kept)

    assert ran.code == 3
    assert f"The log ends at entry 5; {kept} knew of entry 6." in ran.out
    kept.write_text("5 deadbeef")
    assert "holds no head of a log" in reftel("verify", "--audit", "--head", kept).err


def test_a_loss_is_owned_up_to_and_told_from_then_on(reftel: Run, logged: ArchiveFolder) -> None:
    assert "There is nothing to do." in reftel("audit", "--restored", "Why not?").err
    behind_its_back(logged, "DELETE FROM vault_auditentry WHERE number >= 4")
    behind_its_back(logged, "DELETE FROM vault_decision WHERE id >= 2")
    found = reftel("verify", "--audit")
    assert found.code == 3
    assert "reftel audit --restored WHY" in found.out
    assert reftel("audit", "--restored", " ").code == 2

    assert reftel("audit", "--restored", "The disk broke.").code == 0

    ran = reftel("verify", "--audit")
    assert ran.code == 0
    assert "tells: what edition 1 knew of." in ran.out
    assert lines(reftel, "--act", "restored")[0]["number"] == 4


def test_where_there_is_no_log_the_message_says_so(
    reftel: Run, archive_folder: ArchiveFolder, two: Path
) -> None:
    assert reftel("verify", "--audit").code == 2
    reftel("import", two)
    behind_its_back(archive_folder, "DROP TABLE vault_auditentry")
    assert "from before there was an audit log" in reftel("audit").err
    assert reftel("verify").code == 2
    assert reftel("verify", "--audit", "08EXAMPLETOWN1").code == 2


def behind_its_back(archive: ArchiveFolder, statement: str) -> None:
    database = sqlite3.connect(archive.database)
    with database:
        database.execute(statement)
    database.close()
