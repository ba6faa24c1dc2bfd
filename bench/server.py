"""The reading room under gunicorn on a port of loopback, for as long as a block lasts."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil

WORKERS, THREADS = 2, 1
READING_ROOM = "reftel.site.wsgi:public()"


@dataclass(frozen=True, slots=True)
class Served:
    """A server at work: its address, and what it takes."""

    site: str
    process: psutil.Process

    @property
    def processor(self) -> float:
        """Seconds, of all its workers."""
        times = [one.cpu_times() for one in self.process.children()]
        return sum(one.user + one.system for one in times)

    @property
    def memory(self) -> float:
        """Bytes, of all its workers; what they share is counted once."""
        return sum(one.memory_full_info().pss for one in self.process.children())


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as at:
        return int(at.getsockname()[1])


@contextmanager
def gunicorn(
    archive: Path, application: str = READING_ROOM, *, threads: int = THREADS
) -> Iterator[Served]:
    """The server, from its first page on."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(WORKERS), "--threads", str(threads), "--worker-class", "gthread"]
    command += ["--worker-tmp-dir", "/dev/shm", "--log-level", "error", application]  # noqa: S108
    known = {**os.environ, "REFTEL_ARCHIVE": str(archive)}
    with subprocess.Popen(command, env=known) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/")
            yield Served(f"http://127.0.0.1:{port}", psutil.Process(process.pid))
        finally:
            process.terminate()


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            with urlopen(address, timeout=10):  # noqa: S310 -- loopback
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(address)
