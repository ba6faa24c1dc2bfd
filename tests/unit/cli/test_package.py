"""``reftel package`` and ``reftel apply``, on the command line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.small_mirror import contents
from tests.unit.cli.conftest import Run

from reftel.archive import ArchiveFolder

ELSEWHERE = {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "7"}


def test_packages_are_the_same_wherever_they_are_made_and_a_delta_brings_a_mirror_up(
    reftel: Run,
    two: Path,
    archive_folder: ArchiveFolder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    mirror, base, out, again = (tmp_path / name for name in ("mirror", "base", "out", "again"))
    reftel("import", two)
    reftel("release", "--all")
    for folder in (mirror, base):
        assert reftel("mirror", folder, "--workers", "0").code == 0
    withdrawn = reftel("withdraw", "08EXAMPLETOWN1", "--reason", "Asked for.")
    assert withdrawn.code == 0, withdrawn.err
    assert reftel("package", mirror, out).code == 2
    assert not out.exists()
    assert reftel("mirror", mirror, "--workers", "0").code == 0

    told = json.loads(reftel("package", mirror, out, "--since", base, "--json").out)
    program = [sys.executable, "-c", "from reftel.cli import main; main()"]
    subprocess.run(
        [*program, "--archive", archive_folder.root, "package", mirror, again, "--since", base],
        check=True,
        capture_output=True,
        env={**os.environ, **ELSEWHERE},
        umask=0o077,
    )

    assert contents(again) == contents(out)
    assert [one["kind"] for one in told["packages"]] == ["tar", "zip", "wacz", "delta"]
    delta = out / told["packages"][-1]["name"]
    applied = reftel("apply", delta, base)
    assert applied.code == 0, applied.err
    assert contents(base) == contents(mirror)
    assert reftel("package", mirror, out, "--only", "wacz,tgz").code == 2
    assert reftel("package", mirror, out, "--at", "ftp://x").code == 2
    assert reftel("package", mirror, out, "--only", "").code == 2
    assert contents(again) == contents(out)
    archive_folder.database.unlink()
    alone = reftel("package", mirror, out)
    assert (alone.code, "nothing can be signed" in alone.err) == (2, True)
