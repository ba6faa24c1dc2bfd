"""The checking: which files of a mirror are missing, altered, or none of its."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reftel.edition.keyring import Keyring
from reftel.edition.seal import Outcome, Seal, fitting
from reftel.edition.signature import PublicKey
from reftel.mirror import sums
from reftel.mirror.manifest import KEYS, NAME, SIGNATURE, MirrorManifest, sum_of
from reftel.mirror.mirror import OWN


class Fault(NamedTuple):
    """A file that is not as the mirror was made: ``missing``, ``altered`` or ``extra``."""

    what: str
    place: str


def seal(folder: Path, known: tuple[PublicKey, ...]) -> Seal:
    """Whether the signature of a mirror holds, for somebody who knows these keys."""
    try:
        signature = (folder / SIGNATURE).read_bytes()
    except FileNotFoundError:
        return Seal(Outcome.UNSIGNED)
    return fitting((folder / NAME).read_bytes(), signature, ring_of(folder), known)


def faults(folder: Path, made: MirrorManifest) -> Iterator[Fault]:
    """Every file that is not as it was, in the order of the list; reads all of them."""
    listed = folder / sums.NAME
    if not listed.is_file():
        yield Fault("missing", sums.NAME)
        return
    if sum_of(listed) != made.sums:
        yield Fault("altered", sums.NAME)
        return
    try:
        expected = dict(sums.read(listed))
    except ValueError as error:
        yield Fault(f"refused ({error})", sums.NAME)
        return
    tree = sums.Tree()
    for place, digest in expected.items():
        tree.add(sums.line(digest, place).encode())
        path = folder / place
        if path.is_symlink() or not path.is_file():
            yield Fault("missing", place)
        elif sum_of(path) != digest:
            yield Fault("altered", place)
    if tree.root != made.root or len(expected) != made.files:
        yield Fault("altered", NAME)
    yield from (Fault("extra", place) for place in _extra(folder, expected))


def _extra(folder: Path, expected: dict[str, str]) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder).as_posix()
        is_file = path.is_symlink() or not path.is_dir()
        if is_file and place not in expected and place not in OWN:
            yield place


def ring_of(folder: Path) -> Keyring | None:
    """The keys that come with a mirror, where they hold together."""
    try:
        return Keyring.read((folder / KEYS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
