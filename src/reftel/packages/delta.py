"""The delta: a package of what a mirror has that one of an earlier edition has not.

A tar file with zstd. Its first members say from what to what it leads (``delta.json``), bear the
signed manifest that the mirror will have, and list the change: a line of ``changes`` is one of
``SHA256SUMS``, or a path behind 64 noughts for a file to be removed. Then come the files. What it
makes is checked against the signed manifest, so nothing else in it has to be believed.
"""

import json
from collections import deque
from collections.abc import Generator, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from reftel.errors import ConfigError
from reftel.mirror import sums
from reftel.mirror.manifest import KEYS, MINISIG, NAME, SIGNATURE, MirrorManifest, sum_of
from reftel.packages.change import Listed, change
from reftel.packages.containers import Tar
from reftel.packages.pouring import File

FORMAT = 1
HEAD, CHANGES, FILES = "delta.json", "changes", "files/"
TOLD = (NAME, MINISIG, SIGNATURE, KEYS)  # of the mirror that it makes
GONE = "0" * 64
_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Head:
    """From which mirror a delta leads: its edition, and the sha256 of its list of sums."""

    edition: int
    sums: str
    to: int

    def written(self) -> bytes:
        return (json.dumps({"format": FORMAT, **asdict(self)}, indent=2) + "\n").encode()

    @classmethod
    def read(cls, written: bytes) -> Self:
        """ValueError where it is none."""
        try:
            entry: Any = json.loads(written)
            if entry["format"] != FORMAT:
                raise ValueError("it is of another format")
            return cls(int(entry["edition"]), str(entry["sums"]), int(entry["to"]))
        except (KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
            raise ValueError(f"{HEAD} is none ({error!r})") from error


class Delta:
    """A delta that files are poured into; it keeps those that are new or say something else."""

    def __init__(self, tar: Tar, head: Head, mirror: Path, changes: Path) -> None:
        self._tar = tar
        self._written = _with_content(changes)
        self._next = next(self._written, None)
        self._wants = False
        _put(tar, HEAD, head.written())
        for name in TOLD:
            if (mirror / name).is_file():
                _put(tar, name, (mirror / name).read_bytes())
        tar.begin(CHANGES, changes.stat().st_size)
        with changes.open("rb") as content:
            while part := content.read(_AT_ONCE):
                tar.add(part)
        tar.end()

    def begin(self, file: File) -> None:
        self._wants = self._next == (file.place, file.sha256)
        if self._wants:
            self._next = next(self._written, None)
            self._tar.begin(FILES + file.place, file.size)

    def add(self, part: bytes) -> None:
        if self._wants:
            self._tar.add(part)

    def end(self) -> None:
        if self._wants:
            self._tar.end()

    def close(self) -> None:
        self._tar.close()

    def drop(self) -> None:
        self._tar.drop()
        self._written.close()


def since(base: Path, made: MirrorManifest) -> MirrorManifest:
    """The manifest of the mirror that a delta leads from.

    ``base`` is its folder, or one that holds its ``mirror.json`` and ``SHA256SUMS`` alone.
    Raises ArchiveError where it has no manifest, and ConfigError where it is not of an earlier
    edition of the same archive, whole, or its list is not the one that its manifest names.
    """
    before = MirrorManifest.read(base)
    if (before.archive, before.address) != (made.archive, made.address):
        raise _refused(f"{base} is of another archive, {before.archive!r}")
    if before.part != made.part:
        raise _refused(f"{base} is a mirror of {before.part}the archive alone")
    if before.edition >= made.edition:
        raise _refused(f"{base} is of edition {before.edition}, not of one before {made.edition}")
    if not (base / sums.NAME).is_file() or sum_of(base / sums.NAME) != before.sums:
        raise _refused(f"{base / sums.NAME} is not the list that its manifest names")
    try:
        deque(sums.read(base / sums.NAME), maxlen=0)
    except ValueError as error:
        raise _refused(f"{base / sums.NAME} cannot be read: {error}") from error
    return before


def write_changes(path: Path, base: Path, mirror: Path) -> None:
    """Write what leads from one mirror to another, whose lists can be read."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for place, digest in change(sums.read(base / sums.NAME), sums.read(mirror / sums.NAME)):
            file.write(f"{sums.line(digest or GONE, place)}\n")


def _with_content(changes: Path) -> Generator[Listed, None, None]:
    return (one for one in read_changes(changes) if one[1])


def read_changes(path: Path) -> Iterator[Listed]:
    """What ``write_changes`` wrote; a digest is empty for a file to be removed.

    Raises ValueError as ``sums.read`` does.
    """
    try:
        for place, digest in sums.read(path):
            yield place, "" if digest == GONE else digest
    except ValueError as error:
        raise ValueError(f"of {CHANGES}, {error}") from error


def _put(tar: Tar, name: str, content: bytes) -> None:
    tar.begin(name, len(content))
    tar.add(content)
    tar.end()


def _refused(what: str) -> ConfigError:
    return ConfigError(
        f"No delta can be made: {what}.",
        "Nothing was written.",
        "Name the mirror of an earlier edition, or a folder with its mirror.json and SHA256SUMS.",
    )
