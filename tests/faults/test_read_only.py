"""Who may only read an archive can serve and search it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.holdings import files
from tests.reader import publish
from tests.sample import cable_record

SETPRIV = shutil.which("setpriv")
READS = """
import sys
from pathlib import Path
from reftel.archive import ArchiveFolder
from tests.reader import reader
try:
    Path(sys.argv[1], "probe").write_text("")
    print("it can be written")
except PermissionError:
    ask = reader(ArchiveFolder(Path(sys.argv[1]))).get
    print(ask("/cable/08EXAMPLETOWN12/").status, ask("/search/?q=harvest").status)
"""


def test_an_archive_that_cannot_be_written_is_served_and_searched(tmp_path: Path) -> None:
    """By a process that owns the folder and has no right, not even root's, to write there."""
    publish(tmp_path / "archive", [cable_record()])
    before = files(tmp_path / "archive")
    folders = [path for path in (tmp_path / "archive").rglob("*") if path.is_dir()]
    everything = [tmp_path / "archive", *folders]
    for folder in everything:
        folder.chmod(0o555)
    try:
        ran = subprocess.run(
            [*_without_rights(), sys.executable, "-c", READS, str(tmp_path / "archive")],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
    finally:
        for folder in everything:
            folder.chmod(0o755)
    if ran.stdout == "it can be written\n" or ran.stderr.startswith("setpriv:"):
        pytest.skip("the rights of root cannot be given up here")

    assert (ran.stdout, ran.stderr) == ("200 200\n", "")
    assert files(tmp_path / "archive") == before


def _without_rights() -> list[str]:
    """What runs a command without the rights of root; nothing for who has none."""
    if os.getuid() != 0:
        return []
    if SETPRIV is None:
        pytest.skip("there is no setpriv to give up the rights of root with")
    return [SETPRIV, "--bounding-set", "-all", "--inh-caps", "-all"]
