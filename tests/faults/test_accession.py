"""Killed anywhere and run again: the same vault, and the same edition from it."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.holdings import DAY, DECLARED, NOW, files, line, lines, open_vault, rows, take_in

from reftel.archive import ArchiveFolder, Audience
from reftel.site import database
from reftel.vault import decisions, publication

CABLES = 240
IMPORT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from reftel.archive import ArchiveFolder
from reftel.site import database

def main():
    archive = ArchiveFolder(Path(sys.argv[1]))
    database.make_vault(archive)
    from reftel.vault import accession
    from reftel.vault.audit import Hand
    accession.READ_AT_ONCE, accession.WRITTEN_AT_ONCE = 8, 16
    print("begun", flush=True)
    accession.accession(
        archive, [Path(sys.argv[2])], workers=int(sys.argv[3]), dry_run=False,
        hand=Hand("ada", datetime.now(UTC)),
        progress=lambda report: print(report, flush=True),
    )

if __name__ == "__main__":
    main()
"""


def killed_import(root: Path, source: Path, chance: random.Random, workers: int) -> bool:
    """Import in a process of its own and kill it at some moment: whether it was killed."""
    ArchiveFolder(root).create(DECLARED)
    script = root.parent / "import.py"
    script.write_text(IMPORT, encoding="utf-8")
    command = [sys.executable, str(script), str(root), str(source), str(workers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(chance.randrange(8)):
            process.stdout.readline()
        time.sleep(chance.random() * 0.02)
        process.kill()
        return process.wait() == -signal.SIGKILL


def edition_of(archive: ArchiveFolder) -> str:
    decisions.release_all(archive, decisions.Ground(on=DAY))
    return publication.publish(archive, audience=Audience.PUBLIC, made_at=NOW).content_digest


def require_the_same_after(kills: int, tmp_path: Path, workers: tuple[int, ...]) -> None:
    chance = random.Random(kills)  # noqa: S311
    texts = [line(number % (CABLES - 20), f"Text {number}.") for number in range(CABLES)]
    source = lines(tmp_path / "dump.jsonl", *texts)
    with open_vault(tmp_path / "whole") as archive:
        take_in(archive, source)
        whole = (rows(), files(archive.originals), edition_of(archive))

    archive = ArchiveFolder(tmp_path / "killed")
    killed = 0
    while killed < kills:
        again = chance.randrange(6) == 0  # now and then from nothing
        root = tmp_path / f"killed{killed}" if again else archive.root
        killed += killed_import(root, source, chance, workers[killed % len(workers)])
        archive = ArchiveFolder(root)

    database.make_vault(archive)
    try:
        take_in(archive, source)
        assert (rows(), files(archive.originals), edition_of(archive)) == whole
    finally:
        database.close_vault()


def test_an_import_killed_at_random_moments_ends_in_the_same_vault(tmp_path: Path) -> None:
    require_the_same_after(8, tmp_path, workers=(0, 2))


@pytest.mark.slow
@pytest.mark.timeout(1800)  # fifty processes and more, one after the other, on a busy machine
def test_fifty_kills(tmp_path: Path) -> None:
    require_the_same_after(50, tmp_path, workers=(0, 0, 2))


def test_workers_end_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    source = lines(tmp_path / "dump.jsonl", *(line(number) for number in range(2000)))
    script = tmp_path / "import.py"
    script.write_text(IMPORT, encoding="utf-8")
    command = [sys.executable, str(script), str(tmp_path / "archive"), str(source), "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(3):
            process.stdout.readline()
        workers = _children(process.pid)
        process.kill()
    assert workers

    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and any(map(_is_alive, workers)):
        time.sleep(0.05)
    assert not any(map(_is_alive, workers))


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    if not listed.exists():
        pytest.skip("this system lists no child processes under /proc")
    return [int(child) for child in listed.read_text(encoding="ascii").split()]


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
