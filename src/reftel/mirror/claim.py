"""The claim: what a mirror says of itself, and who signed that; read before anything else of it.

A mirror is a folder, or lies on a host; both are asked for files by their places.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import get_ident
from typing import BinaryIO, Protocol, Self, TypeVar

from reftel.edition import pins
from reftel.edition.keyring import Keyring
from reftel.edition.seal import Outcome, Seal, fitting
from reftel.edition.signature import PublicKey
from reftel.errors import ArchiveError
from reftel.mirror import sums
from reftel.mirror.checking import listed
from reftel.mirror.fetching import NotThere, Unanswered
from reftel.mirror.manifest import KEYS, MINISIG, NAME, SIGNATURE, MirrorManifest

SMALL = 1 << 20  # bytes: more than any file has that says what a mirror is
FILES_AT_MOST, BYTES_AT_MOST = 100_000_000, 1 << 44
_AT_ONCE = 1 << 20
T = TypeVar("T")


class Source(Protocol):
    """Where a mirror lies. What is not there is told by NotThere, all else by Unanswered."""

    @property
    def name(self) -> str: ...
    @property
    def connections(self) -> int: ...
    def content(self, place: str, at_most: int) -> bytes: ...
    def parts(self, place: str, at_most: int) -> AbstractContextManager[Iterator[bytes]]: ...
    def tried(self, ask: Callable[[], T]) -> T: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A mirror that lies in a folder, as on a stick."""

    path: Path

    @property
    def name(self) -> str:
        return str(self.path)

    @property
    def connections(self) -> int:
        return 1

    def content(self, place: str, at_most: int) -> bytes:
        with self.parts(place, at_most) as parts:
            return b"".join(parts)

    @contextmanager
    def parts(self, place: str, at_most: int) -> Iterator[Iterator[bytes]]:
        """A file in parts: only what goes wrong in reading it is told by Unanswered."""
        with _answering():
            file = (self.path / place).open("rb")
        with file:
            with _answering():
                size = os.fstat(file.fileno()).st_size
            if size > at_most:
                raise Unanswered(f"it is longer than the {at_most:,} bytes that it may have")
            yield iter(partial(_part, file), b"")

    def tried(self, ask: Callable[[], T]) -> T:
        """What ``ask`` gives: a folder answers at once, or never."""
        return ask()

    def close(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The manifest of a mirror as it is, and what is signed with it; empty where it has none."""

    made: MirrorManifest
    manifest: bytes
    signature: bytes
    minisig: bytes
    keys: bytes

    @classmethod
    def of(cls, source: Source) -> Self:
        """What a mirror says. Raises ArchiveError where nothing can be read, or nothing sane."""
        try:
            manifest = source.content(NAME, SMALL)
            rest = [_or_nothing(source, one) for one in (SIGNATURE, MINISIG, KEYS)]
        except Unanswered as error:
            raise ArchiveError(
                f"No mirror can be read at {source.name}: of {NAME}, {error}.",
                "Nothing was changed.",
                "See whether the address is right, or ask again later.",
            ) from error
        named = f"{source.name}{'' if source.name.endswith('/') else '/'}{NAME}"
        made = MirrorManifest.of_text(manifest.decode("utf-8", "replace"), named)
        if not (0 < made.files <= FILES_AT_MOST and 0 < made.bytes <= BYTES_AT_MOST):
            raise ArchiveError(
                f"{named} speaks of {made.files:,} files and {made.bytes:,} bytes, "
                "which no mirror has.",
                "Nothing was fetched.",
                "Take another mirror of the archive.",
            )
        return cls(made, manifest, *rest)

    @property
    def whose(self) -> str:
        """What its archive is remembered by."""
        return pins.whose(self.made.address, self.made.archive)

    @property
    def _ring(self) -> Keyring | None:
        try:
            return Keyring.read(self.keys.decode())
        except ValueError:
            return None

    def seal(self, *known: Sequence[PublicKey]) -> Seal:
        """Whether it is signed, for somebody who knows these keys, one name's after the other's.

        It has to hold for each name that is known by any: a host that is known may speak of an
        archive that is known by other keys.
        """
        if not self.signature:
            return Seal(Outcome.UNSIGNED)
        each = [keys for keys in known if keys] or [()]
        seals = [fitting(self.manifest, self.signature, self._ring, keys) for keys in each]
        return next((one for one in seals if one.outcome is not Outcome.HOLDS), seals[0])

    def beside(self, here: Keyring | None) -> tuple[str, str]:
        """The ring and the signature for minisign, which are not signed with the rest.

        The ring is the one that comes with it, else the one that is ``here``: the first that the
        key that signed belongs to. What does not fit that key is empty.
        """
        for ring in filter(None, (self._ring, here)):
            key = fitting(self.manifest, self.signature, ring, ()).key
            if key and key in ring.unbroken():
                minisig = self.minisig.decode("utf-8", "replace")
                return ring.written(), minisig if key.minisigned(self.manifest, minisig) else ""
        return "", ""

    def fetch_list(self, source: Source, path: Path) -> None:
        """Put the list of files on the disk, unless it is there.

        Raises ArchiveError where it cannot be had whole, or is not the one that was signed.
        """
        if not (path.exists() and is_of(path, self.made.sums)):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            coming = path.with_name(f"{path.name}.{get_ident()}")  # another thread may want it too
            try:
                saved(source, sums.NAME, coming, self.made.sums, self.made.files * sums.LONGEST)
            except Unanswered as error:
                raise self._unlisted(source, str(error)) from error
            coming.replace(path)
        try:
            for _ in listed(path, self.made):
                pass
        except ValueError as error:
            path.unlink()
            raise self._unlisted(source, str(error)) from error

    def _unlisted(self, source: Source, why: str) -> ArchiveError:
        return ArchiveError(
            f"The list of files at {source.name} ({sums.NAME}) cannot be used: {why}.",
            "No file of it was looked at.",
            "Run the same command again, or take another mirror of the archive.",
        )


def saved(source: Source, place: str, path: Path, digest: str, at_most: int) -> int:
    """Put a file of a mirror at a path, if it is the one that is wanted; gives its size.

    Raises Unanswered where it is another one or does not come: what was there stays.
    """
    return source.tried(lambda: _saved(source, place, path, digest, at_most))


def _saved(source: Source, place: str, path: Path, digest: str, at_most: int) -> int:
    beside, found, size = path.with_name(f"{path.name}.new"), sha256(), 0
    try:
        with source.parts(place, at_most) as parts, beside.open("wb") as file:
            for part in parts:
                size += len(part)
                if size > at_most:
                    raise Unanswered(f"it is longer than the {at_most:,} bytes that it may have")
                found.update(part)
                file.write(part)
        if found.hexdigest() != digest:
            raise Unanswered("it was altered: its digest is not the one that is listed")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return size


def is_of(path: Path, digest: str) -> bool:
    """Whether a file has this sha256."""
    with path.open("rb") as file:
        found = sha256()
        for part in iter(lambda: file.read(_AT_ONCE), b""):
            found.update(part)
    return found.hexdigest() == digest


def keys_of(folder: Path) -> tuple[PublicKey, ...]:
    """The key that signed the mirror in a folder, and those that it vouches for; else none.

    Raises ArchiveError where there is a mirror that cannot be read.
    """
    return Claim.of(Folder(folder)).seal().keys if (folder / NAME).exists() else ()


@contextmanager
def _answering() -> Iterator[None]:
    """What goes wrong with a file is an answer that is none."""
    try:
        yield
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise NotThere("it is not there") from error
    except OSError as error:
        raise Unanswered(error.strerror or str(error)) from error


def _part(file: BinaryIO) -> bytes:
    with _answering():
        return file.read(_AT_ONCE)


def _or_nothing(source: Source, place: str) -> bytes:
    try:
        return source.content(place, SMALL)
    except NotThere:
        return b""
