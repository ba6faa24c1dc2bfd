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
from reftel.mirror.present import Present, walked

STATE = ".reftel-made"  # by which program, and what of it was withdrawn
# What whoever makes a mirror remembers of it, beside its files.
MEMORY = (STATE, STOCK, f"{STOCK}-journal")
_CABLE = "cable/"
_LIBRARIES = ("django", "jinja2", "markupsafe", "whitenoise")

_DAMAGE = (ReftelError, OSError, ValueError, KeyError, TypeError, DatabaseError)

Former = Callable[[int], Path | None]  # the folder of an earlier edition, by its number


@dataclass(frozen=True, slots=True)
class Renewal:
    """What stands of the files that a mirror has, and where copying begins beside its front page.

    ``gone`` are the addresses of what was withdrawn, ``nameless`` those that no file can have;
    ``cables`` tells how files of cables begin that may not stand; ``there`` is what its folders
    hold now.
    """

    out: Path
    made: MirrorManifest
    differences: Differences
    cables: frozenset[str]
    gone: tuple[str, ...]
    nameless: tuple[str, ...]
    there: Present

    def lines(self) -> Iterator[bytes]:
        """The list of sums, of which the sum was checked, line by line."""
        with (self.out / sums.NAME).open("rb") as lines:
            yield from lines

    def has(self, place: str) -> bool:
        """Whether a file stands: it is there, and what there is was listed (``present``)."""
        return self.keeps(place) and os.path.isfile(f"{self.out}/{place}")

    def keeps(self, place: str) -> bool:
        """Whether a file that is listed stands: its group does.

        Of most cables that is told by how their files begin.
        """
        if place.startswith(_CABLE) and _begun(place) not in self.cables:
            return True
        of = group(place)
        return bool(of) and of not in self.differences.groups


class _Before(NamedTuple):
    """A mirror as it was made, and the edition that it was made of."""

    made: MirrorManifest
    edition: Edition
    gone: tuple[str, ...]
    nameless: tuple[str, ...]


def _begun(place: str) -> str:
    """How all files of a cable begin, and seldom those of another.

    >>> _begun("cable/08X1/index.html"), _begun("cable/08X1.json")
    ('08X1', '08X1')
    """
    return place[len(_CABLE) :].partition("/")[0].partition(".")[0]


def renewal(order: Order, former: Former, *, workers: int = 0) -> Renewal | None:
    """What stands as far as the editions tell; None where all is to be made.

    While one process compares the editions, the workers look through the folders.
    """
    before = _before(order, former)
    if before is None:
        return None
    made, edition, gone, nameless = before
    found: Differences | None = None
    with walked(order.out, workers=workers) as there:
        with suppress(*_DAMAGE):
            found = differences(edition, Edition(order.edition))
        if found is not None:
            cables = frozenset(_begun(one) for one in found.groups if one.startswith(_CABLE))
            with suppress(OSError):
                return Renewal(order.out, made, found, cables, gone, nameless, there())
    return None


def _before(order: Order, former: Former) -> _Before | None:
    """What the mirror was made of, if this program made it as it is to be, and that is here."""
    with suppress(*_DAMAGE):
        made = MirrorManifest.read(order.out)
        told = json.loads((order.out / STATE).read_text(encoding="utf-8"))
        folder = former(made.edition)
        if told["program"] != program() or told["sums"] != made.sums or folder is None:
            return None
        if made.pages_only != order.pages_only or sum_of(order.out / sums.NAME) != made.sums:
            return None
        edition = Edition(folder)
        if edition.manifest.content_digest == made.content_digest:
            gone, nameless = (tuple(map(str, told[name])) for name in ("gone", "nameless"))
            return _Before(made, edition, gone, nameless)
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
