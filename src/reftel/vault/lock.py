"""The lock: one process writes to a vault at a time."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from reftel.archive import ArchiveFolder
from reftel.errors import ArchiveError
from reftel.vault.faults import told


@contextmanager
def writing(archive: ArchiveFolder) -> Iterator[None]:
    """Hold the vault for writing; may be nested within one process.

    Raises ArchiveError at once where another process holds it. The system lets the lock go
    when its holder dies, so a lock file that is left behind locks nothing.
    """
    archive.declaration()
    lock = FileLock(archive.lock.absolute(), is_singleton=True, thread_local=False)
    with told(archive):
        archive.vault.mkdir(exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise ArchiveError(
                f"Another reftel is writing to the archive in {archive.root}.",
                "Nothing was changed.",
                "Wait until it has ended, then run the same command again.",
            ) from error
    try:
        yield
    finally:
        lock.release()
