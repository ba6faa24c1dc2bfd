"""The originals: bytes as they came in, under their digest, compressed and never altered.

``originals/ab/<sha256>.zst``: the digest is that of the bytes before compression, so whoever
has the file can tell whether it is what came in. A file that no row names yet may be half
of one, where a run was killed; what stands in its place is then written whole in
``originals/partial/`` and moved over it, as nothing tells it from a file that counts.
"""

import ctypes
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from reftel.compression import compressed, zstd

SUFFIX = ".zst"
PARTIAL = "partial"


class FixityError(Exception):
    """An original that is missing, or is not the bytes that its name says."""


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Originals:
    """The folder of originals of one archive."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._made: set[str] = set()

    def ready(self) -> None:
        """Make the folder, and clear away what a killed run was about to write."""
        partial = Path(self._folder, PARTIAL)
        partial.mkdir(parents=True, exist_ok=True)
        for path in partial.iterdir():
            path.unlink(missing_ok=True)

    def path(self, sha256: str) -> Path:
        return Path(self._folder, sha256[:2], sha256 + SUFFIX)

    def keep(self, sha256: str, content: bytes) -> None:
        """Write an original under its digest. It lasts, and counts, once ``settle`` has returned.

        What is there under that name already is replaced: nobody can say whether all of it
        reached the disk.
        """
        folder = f"{self._folder}/{sha256[:2]}"
        if folder not in self._made:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 -- pathlib costs more than the write
            self._made.add(folder)
        path = f"{folder}/{sha256}{SUFFIX}"
        written = compressed(content)
        try:
            _write_new(path, written)
        except FileExistsError:
            partial = f"{self._folder}/{PARTIAL}/{sha256}.{os.getpid()}"
            _write_new(partial, written)
            os.replace(partial, path)  # noqa: PTH105

    def settle(self) -> None:
        """Wait until all that was kept is on the disk: one call a batch, not one a file."""
        if sys.platform == "linux":
            _sync_file_system(self._folder)
        else:
            os.sync()

    def content(self, sha256: str) -> bytes:
        """The bytes of an original; raises FixityError unless they are those of its name."""
        try:
            content = zstd.decompress(self.path(sha256).read_bytes())
        except FileNotFoundError as error:
            raise FixityError(f"{sha256} is missing") from error
        except zstd.ZstdError as error:
            raise FixityError(f"{sha256} cannot be decompressed") from error
        if digest(content) != sha256:
            raise FixityError(f"{sha256} holds other bytes")
        return content

    def all(self) -> Iterator[str]:
        """The digests of all files, in no order."""
        for path in Path(self._folder).glob(f"*/*{SUFFIX}"):
            yield path.name.removesuffix(SUFFIX)


def _write_new(path: str, content: bytes) -> None:
    with open(path, "xb", buffering=0) as file:  # noqa: PTH123
        while content:
            content = content[file.write(content) :]


def _sync_file_system(folder: str) -> None:
    """``syncfs(2)``, which tells of a failed write where ``os.sync`` is silent."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.syncfs(handle) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), folder)
    finally:
        os.close(handle)
