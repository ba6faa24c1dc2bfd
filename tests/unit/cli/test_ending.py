"""How a command ends that cannot be heard, or is stopped: one message, no traceback."""

import errno
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.program import command
from tests.unit.cli.conftest import Ran, Run

from reftel import cli
from reftel.archive import ArchiveFolder


class Failing(io.RawIOBase):
    """A disk that is full, or broken; until it is mended."""

    def __init__(self, number: int) -> None:
        self.number = number

    def writable(self) -> bool:
        return True

    def write(self, written: Any) -> int:
        if self.number:
            raise OSError(self.number, os.strerror(self.number))
        return len(written)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize(
    "words",
    [
        ("import", "--json"),
        ("release", "--all"),
        ("export",),
        ("show", "08EXAMPLETOWN1"),
        ("show", "--json", "08EXAMPLETOWN1"),
        ("search", "harvest"),
        ("doctor",),
        ("rebuild",),
        ("parse",),
        ("parse", "--json"),
        ("--help",),
        ("export", "--help"),
        ("--version",),
    ],
)
def test_output_that_cannot_be_written_is_told_once(  # noqa: PLR0917 -- two, and the fixtures
    reftel: Run,
    two: Path,
    archive_folder: ArchiveFolder,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
    words: tuple[str, ...],
    number: int,
) -> None:
    reftel("import", two)
    reftel("release", "--all")
    more = [two] if words[0] in {"import", "parse"} else []

    failing = Failing(number)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(io.BufferedWriter(failing)))
        code = ended(patch, archive_folder, *words, *more)
        failing.number = 0

    assert code == 2
    err = capfdbinary.readouterr().err.decode()
    assert "Traceback" not in err
    assert err.endswith(
        f"reftel: The output cannot be written: {os.strerror(number)}. What was done until then "
        "stands. Send the output elsewhere, or make room for it, and ask again.\n"
    )


@pytest.mark.parametrize("words", [("parse",), ("import", "--json"), ("--help",)])
def test_a_command_whose_reader_has_gone_ends_in_silence(
    two: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """As after ``| head -1``, which nobody means as an accident."""
    reading, writing = os.pipe()
    os.close(reading)
    more = [] if words == ("--help",) else [two]
    with os.fdopen(writing, "wb") as stdout:
        ran = program(tmp_path, *words, *more, stdout=stdout)

    assert (ran.returncode, ran.stderr) == (141, "")


def test_closed_output_is_told_before_anything_is_done(two: Path, tmp_path: Path) -> None:
    ran = program(tmp_path, "import", two, before=lambda: os.close(1))

    assert (ran.returncode, ran.stderr) == (
        2,
        "reftel: Standard output is closed. Nothing was done. Send it somewhere: >/dev/null.\n",
    )
    assert not (tmp_path / "archive").exists()


def test_without_standard_error_the_work_is_done_all_the_same(two: Path, tmp_path: Path) -> None:
    ran = program(tmp_path, "import", two, before=lambda: os.close(2))

    assert (ran.returncode, ran.stdout) == (
        0,
        "1 file taken in, 2 cables, 2 revisions, 0 rejected\n",
    )


def test_ctrl_c_ends_with_130_and_says_what_stands(
    reftel: Run, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    reftel("import", two)
    monkeypatch.setattr("reftel.vault.decisions.release_all", interrupted)

    assert reftel("release", "--all") == Ran(
        130,
        "",
        "reftel: Stopped. What was done until then stands. Run the same command again to go on.\n",
    )


def ended(patch: pytest.MonkeyPatch, archive: ArchiveFolder, *words: str | Path) -> int:
    """The exit code of a command run here."""
    patch.setattr(sys, "argv", ["reftel", "--archive", str(archive.root), *map(str, words)])
    with pytest.raises(SystemExit) as end:
        cli.main()
    return int(end.value.code or 0)


def program(
    folder: Path, *words: str | Path, stdout: Any = subprocess.PIPE, before: Any = None
) -> subprocess.CompletedProcess[str]:
    """A command run as a process, whose streams can be closed and that buffers as usual."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return subprocess.run(
        command(folder / "archive", *words),
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        env=env,
        preexec_fn=before,
    )
