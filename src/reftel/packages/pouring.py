"""The pouring: the files of a mirror, read once and given to every package that is being made.

Each file is checked on the way against the list of sums, and the list against the signed
manifest: what is packed is what the archive signed, or nothing is.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from reftel.errors import ArchiveError
from reftel.mirror import sums
from reftel.mirror.manifest import KEYS, MINISIG, NAME, SIGNATURE, MirrorManifest, sum_of

BESIDE = (NAME, MINISIG, SIGNATURE, KEYS, sums.NAME)  # what the list of sums does not list
_AT_ONCE = 1 << 20  # bytes of a file that are held together
_NOW_AND_THEN = 1000  # files


@dataclass(frozen=True, slots=True)
class File:
    """A file of a mirror: its path below the folder, its bytes counted and their sha256."""

    place: str
    size: int
    sha256: str


class Package(Protocol):
    """What files are poured into, one after the other.

    ``close`` makes it whole; ``drop`` only lets go of its files, whether it is whole or not.
    """

    def begin(self, file: File) -> None: ...
    def add(self, part: bytes) -> None: ...
    def end(self) -> None: ...
    def close(self) -> None: ...
    def drop(self) -> None: ...


def poured(folder: Path, made: MirrorManifest, packages: Sequence[Package]) -> Iterator[int]:
    """Pour a mirror into packages and close them; how many files so far, now and then.

    Raises ArchiveError where a file is missing or not as it was made; the packages are of no
    use then.
    """
    if not (folder / sums.NAME).is_file() or sum_of(folder / sums.NAME) != made.sums:
        raise _not_whole(folder, sums.NAME)
    for file in beside(folder):
        _pour(folder, file, packages)
    count = total = 0
    for place, digest in _listed(folder):
        total += _pour(folder, File(place, _size(folder, place), digest), packages)
        count += 1
        if count % _NOW_AND_THEN == 0:
            yield count
    if (count, total) != (made.files, made.bytes):
        raise _not_whole(folder, NAME)
    for package in packages:
        package.close()
    yield count


def beside(folder: Path) -> Iterator[File]:
    """The files in which a mirror tells of itself, as far as it has them."""
    for name in BESIDE:
        path = folder / name
        if path.is_file():
            yield File(name, path.stat().st_size, sum_of(path))


def _listed(folder: Path) -> Iterator[tuple[str, str]]:
    try:
        yield from sums.read(folder / sums.NAME)
    except ValueError as error:
        raise _not_whole(folder, f"{sums.NAME} ({error})") from error


def _size(folder: Path, place: str) -> int:
    path = folder / place
    if not path.is_file():
        raise _not_whole(folder, place)
    return path.stat().st_size


def _pour(folder: Path, file: File, packages: Sequence[Package]) -> int:
    digest, left = sha256(), file.size
    for package in packages:
        package.begin(file)
    with (folder / file.place).open("rb") as content:
        while left and (part := content.read(min(_AT_ONCE, left))):
            digest.update(part)
            left -= len(part)
            for package in packages:
                package.add(part)
        grew = content.tell() != os.fstat(content.fileno()).st_size
    if left or grew or digest.hexdigest() != file.sha256:
        raise _not_whole(folder, file.place)
    for package in packages:
        package.end()
    return file.size


def _not_whole(folder: Path, place: str) -> ArchiveError:
    return ArchiveError(
        f"The mirror in {folder} is not as it was made: {place} is missing or altered.",
        "Nothing was packed.",
        "Make it again with 'reftel mirror', or copy it again from where it came.",
    )
