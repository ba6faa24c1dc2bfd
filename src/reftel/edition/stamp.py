"""The stamp: what changes when a file is replaced, told without reading it."""

import os
from pathlib import Path

Stamp = tuple[int, int, int]


def stamp(path: str | Path) -> Stamp | None:
    """That of a file; None while it is not there."""
    try:
        found = os.stat(path)  # noqa: PTH116 -- three times as fast as Path.stat
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
