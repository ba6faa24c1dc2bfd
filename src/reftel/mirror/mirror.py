"""The mirror made: from the front page on, along every link, until there is no new one.

What is new is put in its place as it comes; what a mirror of before had and this one has not,
or a run that was cut off left, is removed; at last the list of sums and the manifest are
exchanged. So a mirror that was cut off half way does not verify, and is whole when the same is
done again. One process makes it, and ends where the edition is not the live one any more: else
what was taken back meanwhile would be put there again.
"""

import os
import sqlite3
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from reftel.cardindex import making as cardindex
from reftel.cardindex.stock import STOCK, forget
from reftel.crew import dismiss, spread, staying
from reftel.edition import durable
from reftel.edition.manifest import Manifest
from reftel.errors import ArchiveError
from reftel.mirror import rules, sums
from reftel.mirror.alone import LOCK, TALLY, alone
from reftel.mirror.copying import OK, Copied, Copy, Order, answers, copied
from reftel.mirror.groups import group
from reftel.mirror.manifest import KEYS, MINISIG, NAME, SIGNATURE, MirrorManifest, sum_of
from reftel.mirror.places import FOLDERS, address
from reftel.mirror.renewal import MEMORY, STATE, Former, Renewal, remember, renewal
from reftel.mirror.tally import Tally

SEEDS = (
    "/",
    "/robots.txt",
    "/sitemap.xml",
    "/opensearch.xml",
    "/feeds/changes.atom",
    "/.well-known/reftel-key.pub",
    "/.well-known/reftel-keys.json",
    "/withdrawals.json",
    "/withdrawals.sig",
)
OPTIONAL = frozenset(SEEDS[2:])  # an archive may have none of these
AT_ONCE = 40  # addresses for a worker
OWN = frozenset((
    NAME, SIGNATURE, MINISIG, KEYS, sums.NAME, TALLY, LOCK, *MEMORY,
))  # fmt: skip


class Signed(NamedTuple):
    """A signature, the same for minisign, and the keys of the archive as they are published."""

    signature: bytes
    minisig: str
    keys: str


Signer = Callable[[bytes, str], Signed]  # of a message, and what to say of it


@dataclass(slots=True)
class Report:
    """What became of a mirror."""

    copied: int = 0
    new: int = 0  # files that were not there, or said something else
    removed: int = 0
    broken: list[tuple[str, int]] = field(default_factory=list)
    nameless: dict[str, None] = field(default_factory=dict)  # addresses that are no file's name
    manifest: MirrorManifest | None = None


def mirror(  # noqa: PLR0913 -- each is a choice of its own
    order: Order,
    edition: Manifest,
    *,
    stands: Callable[[], bool] = lambda: True,
    workers: int = 0,
    sign: Signer | None = None,
    former: Former = lambda _number: None,
) -> Iterator[Report]:
    """Make a mirror, or bring one up to date; what became of it so far, from time to time.

    ``stands`` says whether the edition is still the live one; ``former`` gives the folder of an
    earlier one. Where the mirror is of that, only what may differ is made again (``renewal``).
    Raises ConfigError where the folder holds what is no mirror, and ArchiveError where another
    process makes it, the edition is not the live one any more, or the disk is full.
    """
    with alone(order.out), staying(workers):
        begun = (order.out / TALLY).exists()  # and cut off: nobody knows what is there
        order = replace(order, is_first=not (begun or (order.out / NAME).exists()))
        known = None if begun else renewal(order, former, workers=workers)
        work = partial(_made, order, edition, stands=stands, workers=workers, sign=sign)
        try:
            if not (yield from work(known)):
                yield from work(None)
        except sqlite3.Error as error:
            raise ArchiveError(
                f"The mirror in {order.out} could not be made: {error}.",
                "It is not whole, and does not verify, until it is made again.",
                "Free space there, and run the same command again.",
            ) from error


def _made(  # noqa: PLR0913 -- the same
    order: Order,
    edition: Manifest,
    known: Renewal | None,
    *,
    stands: Callable[[], bool],
    workers: int,
    sign: Signer | None,
) -> Generator[Report, None, bool]:
    """Make what does not stand; False where it turns out that all has to be made."""
    report = Report()
    with closing(Tally(order.out / TALLY)) as tally:
        (order.out / STATE).unlink(missing_ok=True)
        renews = known is not None and tally.take_over(known)
        seeds: tuple[str, ...] = SEEDS
        if known and renews:
            seeds += known.differences.addresses
            report.nameless |= dict.fromkeys(known.nameless)
        order = replace(order, follows=not renews, run=uuid4().hex)
        for done in _all(order, tally, seeds, workers):
            _require_live(stands)
            report.copied += sum(bool(one.place) for one in done.copies)
            report.new += sum(one.is_new for one in done.copies)
            report.nameless |= dict.fromkeys(done.nameless)
            yield report
        if order.with_search:
            yield from _searchable(order, tally, report, workers)
        else:
            forget(order.out / STOCK)
        report.broken = [one for one in tally.broken() if one[0] not in OPTIONAL]
        _written(order.out, rules.files(tally.gone()), tally)
        if renews and any(answers(order, one) for one in _lost(tally)):
            return False
        _require_live(stands)
        report.removed = 0 if order.is_first else _removed(order.out, tally)
        report.manifest = _ended(order, edition, tally, sign)
        if not report.broken:
            remember(order.out, report.manifest, tally.gone(), report.nameless)
        tally.forget()
    yield report
    return True


def _lost(tally: Tally) -> Iterator[str]:
    """Addresses that stand alone and that no page leads to but, perhaps, one that stands."""
    return (
        address(one) for one in tally.dropped() if not (group(one) or cardindex.is_of_index(one))
    )


def _all(order: Order, tally: Tally, seeds: tuple[str, ...], workers: int) -> Iterator[Copied]:
    """Every address in the order in which pages lead to it, by the same workers to the end."""
    coming = deque(tally.add((), seeds))
    work = partial(copied, order)
    while coming:
        for done in spread(work, coming, at_once=AT_ONCE, workers=workers):
            coming.extend(tally.add(done.copies, done.links))
            yield done
        coming.extend(tally.left(AT_ONCE * 100))


def _searchable(order: Order, tally: Tally, report: Report, workers: int) -> Iterator[Report]:
    """Make what a browser searches the mirror by; whoever copied keeps much in memory, and goes."""
    dismiss(workers)
    made = cardindex.made(
        order.edition, order.out, data=not order.pages_only, workers=workers, anew=order.anew
    )
    for done in made:
        tally.add((Copy(f"/{one.place}", OK, *one) for one in done.files), ())
        report.new += sum(one.is_new for one in done.files)
        yield report


def _written(out: Path, files: Iterator[tuple[str, str]], tally: Tally) -> None:
    """Files that the reading room has no address for."""
    for place, text in files:
        path = out / place
        path.parent.mkdir(parents=True, exist_ok=True)
        durable.replace(path, text)
        size = path.stat().st_size
        tally.add([Copy(f"/{place}", 200, place, sum_of(path), size)], ())


def _removed(out: Path, tally: Tally) -> int:
    """Remove what is not of this mirror: in its own folders all, beside them what it listed.

    Where a mirror was renewed that is what it had and has not: there was no more than that.
    """
    removed = _without(out, (out / one for one in tally.dropped()), tally)
    if tally.is_renewed:
        return removed
    return removed + _without(out, chain(_beside(out), _inside(out)), tally)


def _without(out: Path, paths: Iterable[Path], tally: Tally) -> int:
    removed = 0
    for path in paths:
        if not tally.has(path.relative_to(out).as_posix()):
            path.unlink(missing_ok=True)
            emptied(out, path.parent)
            removed += 1
    return removed


def _beside(out: Path) -> Iterator[Path]:
    """The files beside the folders that the mirror of before listed, and that were half written."""
    with suppress(OSError, ValueError):  # there was none, or its list is damaged
        names = [place for place, _ in sums.read(out / sums.NAME) if "/" not in place]
        yield from (out / name for name in names if (out / name).is_file())
    yield from (path for path in list(out.glob("*.new")) if path.is_file())


def _inside(out: Path) -> Iterator[Path]:
    """All that is no folder, from the bottom up: what is given may be removed, folders too."""
    for name in sorted(FOLDERS):
        for folder, folders, files in os.walk(out / name, topdown=False):
            links = [one for one in folders if Path(folder, one).is_symlink()]
            yield from (Path(folder, one) for one in [*files, *links])


def emptied(out: Path, folder: Path) -> None:
    """Remove a folder, and those above it, as far as they hold nothing any more."""
    with suppress(OSError):  # it holds something
        while folder != out:
            folder.rmdir()
            folder = folder.parent


def _ended(order: Order, edition: Manifest, tally: Tally, sign: Signer | None) -> MirrorManifest:
    """Write the list of sums, and the manifest with its signature."""
    out, tree, count = order.out, sums.Tree(), 0
    beside = durable.beside(out / sums.NAME)
    with beside.open("wb") as file:
        for line in tally.lines():
            file.write(line)
            tree.add(line[:-1])
            count += 1
    made = MirrorManifest.of(
        edition,
        pages_only=order.pages_only,
        files=count,
        bytes=tally.size(),
        sums=sum_of(beside),
        root=tree.root,
    )
    (out / SIGNATURE).unlink(missing_ok=True)
    (out / MINISIG).unlink(missing_ok=True)
    beside.replace(out / sums.NAME)
    durable.replace(out / NAME, made.written())
    if sign is not None:
        signed = sign(made.written().encode(), f"mirror of {made.named}")
        durable.replace(out / KEYS, signed.keys)
        durable.replace(out / MINISIG, signed.minisig)
        durable.replace_bytes(out / SIGNATURE, signed.signature)
    return made


def _require_live(stands: Callable[[], bool]) -> None:
    if not stands():
        raise ArchiveError(
            "Another edition went live while the mirror was made.",
            "The mirror is not whole: its files are of two editions, and it does not verify.",
            "Run the same command again before anybody copies it.",
        )
