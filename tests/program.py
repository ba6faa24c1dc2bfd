"""The program, as a process of its own."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_MAIN = "from reftel.cli import main; main()"


def command(archive: Path, *words: str | Path) -> list[str | Path]:
    """What is typed to have a command done with an archive."""
    return [sys.executable, "-c", _MAIN, "--archive", archive, *words]


def done(archive: Path, *words: str | Path) -> None:
    """Have it done, and done well."""
    subprocess.run(command(archive, *words), check=True, capture_output=True)


@contextmanager
def serving(
    archive: Path, server: str, *options: str, stderr: int | IO[bytes] = subprocess.DEVNULL
) -> Iterator[str]:
    """The one line that a server says, its address; it is told to stop then, and does."""
    with subprocess.Popen(
        command(archive, server, "--port", "0", *options),
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.stdout.read() == ""
        assert process.wait(20) == 0
