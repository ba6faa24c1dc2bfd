"""The renewal: what of a mirror that was made of an earlier edition stands as it is.

That is decided by the differences of the two editions. A mirror is renewed where this very
program made it, of an edition that is still here, and where each of its files is there and their
sizes are together what they were; else all of it is made again. What was altered in a file of
the same size is not seen here: ``reftel verify`` finds it, and ``--whole`` makes all again.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from sqlite3 import DatabaseError
from typing import NamedTuple

import reftel
from reftel.cardindex.stock import STOCK
from reftel.edition import durable
from reftel.edition.program import versions
from reftel.edition.read import Edition
from reftel.errors import ReftelError
from reftel.mirror import sums
from reftel.mirror.copying import Order
from reftel.mirror.differences import Differences, differences
from reftel.mirror.groups import group
from reftel.mirror.manifest import MirrorManifest, sum_of
from reftel.mirror.places import FOLDERS

STATE = ".reftel-made"  # by which program, and what of it was withdrawn
# What whoever makes a mirror remembers of it, beside its files.
MEMORY = (STATE, STOCK, f"{STOCK}-journal")
_LIBRARIES = ("django", "jinja2", "markupsafe", "whitenoise")

Former = Callable[[int], Path | None]  # the folder of an earlier edition, by its number


class Present(NamedTuple):
    """How many files there are, and their bytes together."""

    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Renewal:
    """What stands of the files that a mirror has, and where copying begins beside its front page.

    ``gone`` are the addresses of what was withdrawn, ``nameless`` those that no file can have.
    """

    out: Path
    made: MirrorManifest
    differences: Differences
    gone: tuple[str, ...]
    nameless: tuple[str, ...]

    def files(self) -> Iterator[tuple[str, str, bool]]:
        """Place and sha256 of every file that is listed, in their order, and whether it stands."""
        groups = self.differences.groups
        with (self.out / sums.NAME).open(encoding="utf-8", newline="\n") as lines:
            for line in lines:  # the sum of which was checked
                place = line[66:-1]
                of = group(place)
                yield place, line[:64], bool(of) and of not in groups

    def has(self, place: str) -> bool:
        """Whether a file stands: it is there, and what there is was listed (``present``)."""
        of = group(place)
        if not of or of in self.differences.groups:
            return False
        return os.path.isfile(f"{self.out}/{place}")

    def present(self, beside: Iterable[str]) -> Present:
        """What there is in the folders of a mirror, with these files beside them.

        Raises OSError where one of those is not there.
        """
        sizes = [os.lstat(f"{self.out}/{name}").st_size for name in beside]
        count, size = len(sizes), sum(sizes)
        waiting = [f"{self.out}/{name}" for name in FOLDERS]
        while waiting:
            with suppress(FileNotFoundError), os.scandir(waiting.pop()) as entries:
                for one in entries:
                    if one.is_dir(follow_symlinks=False):
                        waiting.append(one.path)
                    else:
                        count, size = count + 1, size + one.stat(follow_symlinks=False).st_size
        return Present(count, size)


def renewal(order: Order, former: Former) -> Renewal | None:
    """What stands as far as the editions tell; None where all is to be made."""
    with suppress(ReftelError, OSError, ValueError, KeyError, TypeError, DatabaseError):
        made = MirrorManifest.read(order.out)
        told = json.loads((order.out / STATE).read_text(encoding="utf-8"))
        folder = former(made.edition)
        if told["program"] != program() or told["sums"] != made.sums or folder is None:
            return None
        if made.pages_only != order.pages_only or sum_of(order.out / sums.NAME) != made.sums:
            return None
        before = Edition(folder)
        if before.manifest.content_digest != made.content_digest:
            return None
        found = differences(before, Edition(order.edition))
        gone, nameless = (tuple(map(str, told[name])) for name in ("gone", "nameless"))
        return Renewal(order.out, made, found, gone, nameless) if found else None
    return None


def forgotten(out: Path) -> None:
    """Remove what was remembered of a mirror that somebody else brings up to date."""
    for name in MEMORY:
        (out / name).unlink(missing_ok=True)


def remember(out: Path, made: MirrorManifest, gone: Iterable[str], nameless: Iterable[str]) -> None:
    """Keep what the next run has to know of this one, in which every address was there."""
    told = {"program": program(), "sums": made.sums, "gone": [*gone], "nameless": [*nameless]}
    durable.replace(out / STATE, json.dumps(told, indent=1) + "\n")


@cache
def program() -> str:
    """The sha256 over all that decides what a page looks like: this program, its libraries."""
    found = sha256()
    root = Path(reftel.__file__).parent
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            found.update(f"{path.relative_to(root).as_posix()}\0".encode())
            found.update(sha256(path.read_bytes()).digest())
    found.update("\0".join((*versions(), *map(version, _LIBRARIES))).encode())
    return found.hexdigest()
