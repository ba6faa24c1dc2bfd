"""A mirror made alone: by one process at a time, in a folder that holds nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from reftel.errors import ArchiveError, ConfigError
from reftel.mirror.manifest import MirrorManifest

TALLY = ".reftel-tally"  # which stays where a run was cut off
LOCK = ".reftel-lock"


@contextmanager
def alone(out: Path, *, begun: bool = False) -> Iterator[None]:
    """Make the folder, and let no other process write to it.

    Raises ConfigError unless it is empty, not there, a mirror already or one that was begun.
    """
    if not begun:
        _require_room(out)
    with held(out, f"Another reftel makes the mirror in {out}."):
        yield


@contextmanager
def held(out: Path, taken: str) -> Iterator[None]:
    """Make a folder, and keep others from it; ArchiveError, and what to say, where one has it."""
    out.mkdir(parents=True, exist_ok=True)
    lock = FileLock(out.absolute() / LOCK, is_singleton=False, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise ArchiveError(
            taken,
            "Nothing was written.",
            "Wait until it has ended, then run the same command again.",
        ) from error
    try:
        yield
    finally:
        lock.release()


def _require_room(out: Path) -> None:
    """Raise ConfigError unless the folder is empty, not there, or a mirror already."""
    begun = (out / TALLY).exists() or _is_mirror(out)
    if out.is_dir() and not begun and any(path.name != LOCK for path in out.iterdir()):
        raise ConfigError(
            f"{out} is not empty, and no mirror.",
            "Nothing was written.",
            "Name a folder that is empty or not there yet.",
        )


def _is_mirror(out: Path) -> bool:
    with suppress(ArchiveError):
        return bool(MirrorManifest.read(out))
    return False
