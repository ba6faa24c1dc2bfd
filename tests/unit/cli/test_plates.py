"""``reftel plates``: words in, exit code out."""

import json
from pathlib import Path

from tests.unit.cli.conftest import Run

from reftel.archive import ArchiveFolder


def test_plates_are_counted_and_go_with_a_withdrawal(
    reftel: Run, two: Path, archive_folder: ArchiveFolder
) -> None:
    assert reftel("plates").code == 2
    reftel("import", two)
    reftel("release", "--all")
    told = reftel("plates", "--workers", "0", "--json")
    assert json.loads(told.out) == {"edition": 1, "cables": 2, "plates": 2}
    file = archive_folder.plates / "000001.sqlite"
    assert file.is_file()
    reftel("withdraw", "08EXAMPLETOWN1", "--reason", "An error.")
    assert not file.exists()
    assert reftel("plates").out == "1 page of edition 000002 is made beforehand.\n"


def test_plates_that_have_no_room_are_told_in_one_message(
    reftel: Run, two: Path, archive_folder: ArchiveFolder
) -> None:
    reftel("import", two)
    reftel("release", "--all")
    archive_folder.plates.write_text("in the way")
    ran = reftel("plates", "--workers", "0")
    assert ran.code == 2
    assert "plates" in ran.err
    assert "Traceback" not in ran.err
