"""The checking: which files of a mirror are missing, altered, or none of its.

The list and the folder are gone through side by side, both in the order of the paths, so neither
is held: three million files take no more memory than the names in one folder.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from reftel.edition.keyring import Keyring
from reftel.mirror import sums
from reftel.mirror.manifest import KEYS, MirrorManifest, sum_of
from reftel.mirror.mirror import OWN

SOUND, MISSING, ALTERED, EXTRA = "", "missing", "altered", "extra"


class Finding(NamedTuple):
    """What was found of a file: empty where it is as the mirror was made, else the fault."""

    what: str
    place: str

    @property
    def line(self) -> str:
        return f"{self.place}: {self.what}."


def faults(folder: Path, made: MirrorManifest) -> Iterator[Finding]:
    """Every file that is not as it was, in the order of the paths; reads all of them."""
    return (one for one in findings(folder, made) if one.what)


def findings(
    folder: Path, made: MirrorManifest, passed: Callable[[str], bool] = lambda _: False
) -> Iterator[Finding]:
    """What is to be said of every file, in the order of the paths.

    Nothing is said of listed files that were looked at before, as ``passed`` tells.
    """
    path = folder / sums.NAME
    if not path.is_file():
        yield Finding(MISSING, sums.NAME)
    elif sum_of(path) != made.sums:
        yield Finding(ALTERED, sums.NAME)
    else:
        try:
            for place, digest, is_there in beside(folder, listed(path, made)):
                if not digest:
                    yield from () if place in OWN else (Finding(EXTRA, place),)
                elif not is_there:
                    yield Finding(MISSING, place)
                elif not passed(place):
                    is_sound = sum_of(folder / place) == digest
                    yield Finding(SOUND if is_sound else ALTERED, place)
        except ValueError as error:
            yield Finding(f"refused ({error})", sums.NAME)


def listed(path: Path, made: MirrorManifest) -> Iterator[tuple[str, str]]:
    """Place and digest of each file in a list that fits its manifest.

    Raises ValueError where it does not, at its end, and as ``sums.read`` does.
    """
    tree, count = sums.Tree(), 0
    for place, digest in sums.read(path):
        count += 1
        if count > made.files:
            break
        tree.add(sums.line(digest, place).encode())
        yield place, digest
    if count != made.files or tree.root != made.root:
        raise ValueError("it does not fit the manifest")


def beside(folder: Path, expected: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str, bool]]:
    """Place, digest and whether a file is there: all that are expected, and all that are there.

    What nobody expects has no digest. A link is no file, wherever it leads.
    """
    there = _walk(folder)
    place, is_file = next(there, ("", False))
    for one, digest in expected:
        while place and os.fsencode(place) < one.encode():
            yield place, "", is_file
            place, is_file = next(there, ("", False))
        found = place == one
        yield one, digest, found and is_file
        if found:
            place, is_file = next(there, ("", False))
    while place:
        yield place, "", is_file
        place, is_file = next(there, ("", False))


def _walk(folder: Path, above: str = "") -> Iterator[tuple[str, bool]]:
    """The path of all that is no folder, and whether it is a file; in the order of the paths."""
    with os.scandir(folder / above) as entries:
        found = [
            (one.name + "/" * one.is_dir(follow_symlinks=False), one.is_file(follow_symlinks=False))
            for one in entries
        ]
    found.sort(key=lambda one: os.fsencode(one[0]))
    for name, is_file in found:
        if name.endswith("/"):
            yield from _walk(folder, above + name)
        else:
            yield above + name, is_file


def ring_of(folder: Path) -> Keyring | None:
    """The keys that come with a mirror, where they hold together."""
    try:
        return Keyring.read((folder / KEYS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
