"""The laying: a delta put over a mirror, which is then one of a later edition.

Before anything is written: the manifest in the delta is signed by whom it should, the mirror is
the one that the delta leads from, and its list of sums, changed as the delta says, is the very
list that the signed manifest names. So each path and each digest is one that the archive signed.
Then what is gone is removed, since it may have been withdrawn, files are put in their places one
by one, and the list and the manifest are exchanged last: a run that was cut off is seen by
'reftel verify', and is made good by the same run again. Where the list was exchanged already, it
vouches for no removal any more: then what it does not name goes from the mirror's own folders only.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from reftel.edition import durable
from reftel.edition.keyring import Keyring
from reftel.edition.seal import Outcome, Seal, fitting
from reftel.edition.signature import PublicKey
from reftel.errors import ArchiveError, ConfigError
from reftel.mirror import sums
from reftel.mirror.alone import alone
from reftel.mirror.claim import keys_of
from reftel.mirror.manifest import KEYS, MINISIG, NAME, SIGNATURE, MirrorManifest, sum_of
from reftel.mirror.mirror import emptied
from reftel.mirror.places import FOLDERS
from reftel.mirror.renewal import forgotten
from reftel.packages.change import changed, is_made_by
from reftel.packages.delta import CHANGES, FILES, HEAD, TOLD, Head, read_changes
from reftel.packages.unpacking import Unpacked

WORK = ".reftel-laying"  # a folder in the mirror, while a delta is laid over it
_SMALL = 1 << 20  # bytes of a manifest, a signature, a ring of keys
_NOTHING = "Nothing was written."
Known = Callable[[MirrorManifest], Sequence[PublicKey]]


@dataclass(slots=True)
class Laid:
    """What became of it so far."""

    made: MirrorManifest  # of the mirror that it makes
    written: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class _Told:
    """What the first members of a delta say, those before the list of changes."""

    head: Head
    files: dict[str, bytes]  # the manifest, its signatures, the keys
    made: MirrorManifest

    def seal(self, known: Sequence[PublicKey]) -> Seal:
        signature = self.files.get(SIGNATURE)
        if signature is None:
            return Seal(Outcome.UNSIGNED)
        try:
            ring = Keyring.read(self.files.get(KEYS, b"").decode())
        except ValueError:
            ring = None
        return fitting(self.files[NAME], signature, ring, known)


def laid(package: Path, mirror: Path, known: Known) -> Iterator[Laid]:
    """Lay a delta over a mirror; what became of it so far, now and then.

    ``known`` gives the keys by which its archive is known; where there are none, the key that
    signed the mirror is taken for its.
    Raises ConfigError for what is no delta, or one that leads from another mirror, and
    ArchiveError where it is not signed as it should be, or the mirror is being written.
    """
    before = MirrorManifest.read(mirror)
    with _working(mirror), _understood(package), Unpacked(package) as content:
        told = _told(content)
        _require_signed(told, before, mirror, known)
        changes = mirror / WORK / CHANGES
        at_most = (before.files + told.made.files) * sums.LONGEST  # a line for each, if all go
        with changes.open("wb") as file:
            file.writelines(content.parts(at_most))
        found = sum_of(mirror / sums.NAME) if (mirror / sums.NAME).is_file() else ""
        listed = _list(mirror, told, changes, found)
        forgotten(mirror)  # it is of another list
        report = Laid(told.made, removed=_removed(mirror, changes, is_late=found == told.made.sums))
        for report.written in _written(mirror, content, changes, told.made.bytes):
            yield report
        _exchanged(mirror, told, listed)
    yield report


def _told(content: Unpacked) -> _Told:
    if content.member() != HEAD:
        raise ValueError(f"{HEAD} should come first")
    head = Head.read(content.content(_SMALL))
    files: dict[str, bytes] = {}
    while (name := content.member()) in TOLD:
        files[name] = content.content(_SMALL)
    if name != CHANGES or NAME not in files:
        raise ValueError(f"{name!r} is out of place")
    made = MirrorManifest.of_text(files[NAME].decode(), f"{NAME} in the delta")
    return _Told(head, files, made)


def _require_signed(told: _Told, before: MirrorManifest, mirror: Path, known: Known) -> None:
    """Raise unless the delta is of the archive of the mirror, of a later edition, and signed."""
    made = told.made
    if (made.archive, made.address) != (before.archive, before.address):
        raise _wrong(f"it is of another archive, {made.archive!r}")
    if made.edition < before.edition:
        raise _wrong(f"the mirror is of edition {before.edition}, and it makes {made.edition}")
    outcome = told.seal(tuple(known(made)) or keys_of(mirror)).outcome
    if outcome not in {Outcome.HOLDS, Outcome.FIRST}:
        raise ArchiveError(
            f"The delta is not signed with the key of the archive ({outcome.value}).",
            _NOTHING,
            "Take it from the archive itself; if the archive says elsewhere that it has another "
            "key, name that with --key.",
        )


def _list(mirror: Path, told: _Told, changes: Path, found: str) -> Path:
    """The list of sums that the mirror will have, made of the one that was found there."""
    listed, coming = mirror / sums.NAME, mirror / WORK / sums.NAME
    if found == told.made.sums:  # cut off when the list was exchanged already
        if not is_made_by(sums.read(listed), read_changes(changes)):
            raise ValueError("its changes do not lead to what its manifest names")
        shutil.copyfile(listed, coming)
        return coming
    if found != told.head.sums:
        raise _wrong(f"it leads from another mirror, of edition {told.head.edition}")
    with coming.open("w", encoding="utf-8", newline="\n") as file:
        for place, digest in changed(sums.read(listed), read_changes(changes)):
            file.write(f"{sums.line(digest, place)}\n")
    if sum_of(coming) != told.made.sums:
        raise ValueError("its changes do not lead to what its manifest names")
    return coming


def _written(mirror: Path, content: Unpacked, changes: Path, left: int) -> Iterator[int]:
    """Put each file in its place, as it is in the list of changes; how many so far.

    Raises ValueError where they have more bytes together than the mirror has.
    """
    beside, count = mirror / WORK / "file", 0
    for place, digest in read_changes(changes):
        if not digest:
            continue
        if content.member() != FILES + place:
            raise ValueError(f"{place} should come next")
        found = sha256()
        with beside.open("wb") as file:
            for part in content.parts(left):
                file.write(part)
                found.update(part)
                left -= len(part)
        if found.hexdigest() != digest:
            raise ValueError(f"{place} is altered")
        path = mirror / place
        _require_inside(mirror, path)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.replace(path)
        count += 1
        yield count


def _removed(mirror: Path, changes: Path, *, is_late: bool) -> int:
    """Remove what is there no more, and the folders that are empty then."""
    count = 0
    for place, digest in read_changes(changes):
        path = mirror / place
        is_own = not is_late or place.partition("/")[0] in FOLDERS
        if not digest and is_own:
            _require_inside(mirror, path)
            path.unlink(missing_ok=True)
            emptied(mirror, path.parent)
            count += 1
    return count


def _exchanged(mirror: Path, told: _Told, listed: Path) -> None:
    """The list of sums, then the manifest and the keys, the signature at last."""
    durable.sync(listed)
    listed.replace(mirror / sums.NAME)
    for name in (NAME, KEYS, MINISIG, SIGNATURE):
        if name in told.files:
            durable.replace_bytes(mirror / name, told.files[name])


def _require_inside(mirror: Path, path: Path) -> None:
    """Raise ConfigError where a folder of the mirror is a link to somewhere else."""
    for folder in path.parents:
        if folder == mirror:
            return
        if folder.is_symlink():
            raise ConfigError(
                f"{folder} is a link that leads out of the mirror.",
                "What was written until then stands; the mirror does not verify.",
                "Put a folder in its place, then run the same command again.",
            )


@contextmanager
def _working(mirror: Path) -> Iterator[None]:
    """A folder to work in, and no other process that writes to the mirror."""
    with alone(mirror):
        shutil.rmtree(mirror / WORK, ignore_errors=True)
        (mirror / WORK).mkdir()
        try:
            yield
        finally:
            shutil.rmtree(mirror / WORK, ignore_errors=True)


@contextmanager
def _understood(package: Path) -> Iterator[None]:
    """What is wrong with a delta, in our words."""
    try:
        yield
    except ValueError as error:
        raise ConfigError(
            f"{package} cannot be laid over the mirror: {error}.",
            "The list of the mirror and its manifest are as they were.",
            "Get the package again, and check it with SHA256SUMS. Where files were written "
            "already, 'reftel verify' names them; the whole package mends that.",
        ) from error


def _wrong(what: str) -> ConfigError:
    return ConfigError(
        f"The delta does not fit: {what}.",
        _NOTHING,
        "Name one that leads from the edition of this mirror, or take the whole mirror.",
    )
