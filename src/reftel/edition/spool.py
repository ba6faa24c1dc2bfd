"""Entries on their way from the first pass over the cables to the second.

An index wants to know how often a cable is referred to, and that is known when all were
seen. Until then their entries wait here, in a file without a name: nothing of it can be left.
"""

import tempfile
from array import array
from collections.abc import Iterator
from pathlib import Path


class Spool:
    """Takes entries, then gives them once in the order in which they came."""

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 -- close
        self._sizes = array("L")

    def add(self, entry: bytes) -> None:
        self._file.write(entry)
        self._sizes.append(len(entry))

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(0)
        return map(self._file.read, self._sizes)

    def close(self) -> None:
        self._file.close()
