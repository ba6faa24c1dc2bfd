"""Errands: what the desk has done by a process of its own, so that no page waits for it.

A release reads and writes for a minute; it is the command line that does it, under the same
lock and by the same rules as if somebody had typed it.
"""

import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

from reftel.archive import ArchiveFolder
from reftel.desk.house import RELEASE
from reftel.errors import ReftelError

EVERY_S = 30  # how often it is looked whether anything is due


class Errands:
    """Runs commands over one archive, one at a time of each kind. Shared by all threads."""

    def __init__(self, archive: ArchiveFolder) -> None:
        self._archive = archive
        self._running: dict[tuple[str, ...], subprocess.Popen[bytes]] = {}
        self._lock = threading.Lock()

    def __call__(self, words: Sequence[str]) -> None:
        """Have a command run, unless the same one runs already."""
        wanted = tuple(words)
        with self._lock:
            before = self._running.get(wanted)
            if before is None or before.poll() is not None:
                self._running[wanted] = self._started(wanted)

    def keep_time(self) -> threading.Thread:
        """Run what is due, for as long as this process lives."""
        thread = threading.Thread(target=self._keep_time, name="time", daemon=True)
        thread.start()
        return thread

    def _started(self, words: tuple[str, ...]) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "reftel", "--archive", str(self._archive.root.absolute())]
        return subprocess.Popen(
            [*command, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # it ends its work when the desk is stopped
        )

    def _keep_time(self) -> None:
        from django.db import DatabaseError, connection  # noqa: PLC0415 -- set up by now

        from reftel.vault.batches.running import is_anything_to_do  # noqa: PLC0415

        pause = threading.Event()
        while not pause.wait(EVERY_S):
            with suppress(DatabaseError, OSError, ReftelError):  # the next time may do
                if is_anything_to_do(self._archive, datetime.now(UTC)):
                    self(RELEASE)
            connection.close()
