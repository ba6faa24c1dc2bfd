"""The filed: what an index consists of, each file called after what it holds.

So a file that says the same after a release stays as it is, under the name that it had; no reader
ever takes a file of one edition for that of another, and what a browser kept stays true.
"""

import os
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

FOLDER = "search"  # of a mirror
CARDS = f"{FOLDER}/cards"
NAMED = 12  # digits of a name: 48 bits of a digest, among some thousands in a folder


class Filed(NamedTuple):
    """A file by its path below the folder of a mirror, and whether it is new there."""

    place: str
    sha256: str
    size: int
    is_new: bool


class Files:
    """Writes the files of an index, and remembers them."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._filed: dict[str, Filed] = {}

    @property
    def filed(self) -> tuple[Filed, ...]:
        return tuple(self._filed.values())

    def named(self, folder: str, content: bytes) -> str:
        """Put what is held in a folder of the index; what it is called there."""
        name = digest(content)
        self.put(f"{CARDS}/{folder}/{name}.bin", content)
        return name

    def put(self, place: str, content: bytes) -> None:
        """Write a file, unless it says so already: whoever reads it finds all or nothing of it."""
        if place in self._filed:
            return
        path = self._out / place
        is_new = not path.is_file() or path.read_bytes() != content
        if is_new:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f"{path.name}.{os.getpid()}.new")  # others may write the same
            beside.write_bytes(content)
            beside.replace(path)
        self._filed[place] = Filed(place, sha256(content).hexdigest(), len(content), is_new)


def digest(content: bytes) -> str:
    """What a file that holds this is called."""
    return sha256(content).hexdigest()[:NAMED]
