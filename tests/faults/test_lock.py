"""Two importers at once: one writes, the other is told so at once and changes nothing."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.holdings import DAY, NOW, line, lines, open_vault, rows, seen, take_in

from reftel.archive import ArchiveFolder, Audience
from reftel.errors import ArchiveError
from reftel.vault import decisions, publication

HOLDER = """
import sys, time
from pathlib import Path
from reftel.archive import ArchiveFolder
from reftel.site import database
database.prepare()
from reftel.vault.lock import writing
with writing(ArchiveFolder(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""


@contextmanager
def other_writer(archive: ArchiveFolder) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the vault for writing."""
    command = [sys.executable, "-c", HOLDER, str(archive.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_the_second_writer_is_told_and_changes_nothing(tmp_path: Path) -> None:
    source = lines(tmp_path / "a.jsonl", line(1))
    with open_vault(tmp_path / "archive") as archive:
        take_in(archive, source)
        before = rows()
        attempts = [
            lambda: take_in(archive, source),
            lambda: publication.publish(archive, audience=Audience.PUBLIC, made_at=NOW),
        ]
        with other_writer(archive):
            for attempt in attempts:
                with pytest.raises(ArchiveError) as caught:
                    attempt()
                assert str(caught.value) == (
                    f"Another reftel is writing to the archive in {archive.root}. "
                    "Nothing was changed. "
                    "Wait until it has ended, then run the same command again."
                )
        assert rows() == before


def test_who_decides_waits_for_nobody(tmp_path: Path) -> None:
    """A withdrawal is written down while an import or a release goes on."""
    with open_vault(tmp_path / "archive") as archive:
        take_in(archive, lines(tmp_path / "a.jsonl", line(1)))
        with other_writer(archive):
            assert decisions.release_all(archive, decisions.Ground(on=DAY)) == 1
            ground = decisions.Ground(on=DAY, reason="Asked for.")
            assert decisions.withdraw(archive, ["08EXAMPLETOWN1"], ground) == 1


def test_a_lock_ends_with_its_holder_however_that_ended(tmp_path: Path) -> None:
    with open_vault(tmp_path / "archive") as archive:
        with other_writer(archive) as process:
            process.kill()
            process.wait()
        assert archive.lock.exists()

        take_in(archive, lines(tmp_path / "a.jsonl", line(1)))


def test_reading_goes_on_while_another_process_writes(tmp_path: Path) -> None:
    with open_vault(tmp_path / "archive") as archive:
        take_in(archive, lines(tmp_path / "a.jsonl", line(1)))
        with other_writer(archive):
            held = [each["id"] for each in seen(Audience.STAFF)]

    assert held == ["08EXAMPLETOWN1"]
