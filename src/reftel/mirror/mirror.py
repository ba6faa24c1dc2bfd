"""The mirror made: from the front page on, along every link, until there is no new one.

What is new is put in its place as it comes; what a mirror of before had and this one has not
is removed; at last the list of sums and the manifest are exchanged. So a mirror that was cut
off half way does not verify, and is whole when the same is done again.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from reftel.crew import worked
from reftel.edition import durable
from reftel.edition.manifest import Manifest
from reftel.errors import ConfigError
from reftel.mirror import rules, sums
from reftel.mirror.copying import Copied, Copy, Order, copied
from reftel.mirror.manifest import MINISIG, NAME, SIGNATURE, MirrorManifest, sum_of
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
TALLY = ".reftel-tally"
OWN = frozenset((NAME, SIGNATURE, MINISIG, sums.NAME, TALLY))

Signer = Callable[[bytes, str], tuple[bytes, str]]  # a message: its signature, and minisign's


@dataclass(slots=True)
class Report:
    """What became of a mirror."""

    copied: int = 0
    new: int = 0  # files that were not there, or said something else
    removed: int = 0
    broken: list[tuple[str, int]] = field(default_factory=list)
    nameless: dict[str, None] = field(default_factory=dict)  # addresses that are no file's name
    manifest: MirrorManifest | None = None


def mirror(
    order: Order, edition: Manifest, *, workers: int = 0, sign: Signer | None = None
) -> Iterator[Report]:
    """Make a mirror, or bring one up to date; what became of it so far, from time to time.

    Raises ConfigError where the folder holds what is no mirror.
    """
    _require_room(order.out)
    order.out.mkdir(parents=True, exist_ok=True)
    report = Report()
    with closing(Tally(order.out / TALLY)) as tally:
        for done in _all(order, tally, workers):
            report.copied += sum(bool(one.place) for one in done.copies)
            report.new += sum(one.is_new for one in done.copies)
            report.nameless |= dict.fromkeys(done.nameless)
            yield report
        report.broken = [one for one in tally.broken() if one[0] not in OPTIONAL]
        _written(order.out, rules.files(tally.gone()), tally)
        report.removed = _removed(order.out, tally)
        report.manifest = _ended(order, edition, tally, sign)
    yield report


def _all(order: Order, tally: Tally, workers: int) -> Iterator[Copied]:
    """Every address, level by level: those that the pages of one level lead to are the next."""
    coming = tally.add((), SEEDS)
    work = partial(copied, order)
    while coming:
        batches = ((None, coming[at : at + AT_ONCE]) for at in range(0, len(coming), AT_ONCE))
        following: list[str] = []
        for _, done in worked(work, batches, workers=workers):
            following += tally.add(done.copies, done.links)
            yield done
        coming = following or tally.left(AT_ONCE * 100)


def _written(out: Path, files: Iterator[tuple[str, str]], tally: Tally) -> None:
    """Files that the reading room has no address for."""
    for place, text in files:
        path = out / place
        path.parent.mkdir(parents=True, exist_ok=True)
        durable.replace(path, text)
        size = path.stat().st_size
        tally.add([Copy(f"/{place}", 200, place, sum_of(path), size)], ())


def _removed(out: Path, tally: Tally) -> int:
    """Remove what the mirror of before had and this one has not; nothing that is not listed."""
    listed = out / sums.NAME
    removed = 0
    if not listed.exists():
        return 0
    for place, _ in sums.read(listed):
        if not tally.has(place) and (out / place).is_file():
            (out / place).unlink()
            removed += 1
            _emptied(out, (out / place).parent)
    return removed


def _emptied(out: Path, folder: Path) -> None:
    """Remove a folder, and those above it, as far as they hold nothing any more."""
    with suppress(OSError):  # it holds something
        while folder != out:
            folder.rmdir()
            folder = folder.parent


def _ended(order: Order, edition: Manifest, tally: Tally, sign: Signer | None) -> MirrorManifest:
    """Write the list of sums, and the manifest with its signature."""
    out, tree, count, total = order.out, sums.Tree(), 0, 0
    beside = durable.beside(out / sums.NAME)
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        for place, digest, size in tally.files():
            line = sums.line(digest, place)
            file.write(f"{line}\n")
            tree.add(line.encode())
            count, total = count + 1, total + size
    made = MirrorManifest.of(
        edition,
        pages_only=order.pages_only,
        files=count,
        bytes=total,
        sums=sum_of(beside),
        root=tree.root,
    )
    (out / SIGNATURE).unlink(missing_ok=True)
    (out / MINISIG).unlink(missing_ok=True)
    beside.replace(out / sums.NAME)
    durable.replace(out / NAME, made.written())
    if sign is not None:
        signature, minisig = sign(made.written().encode(), f"mirror of edition {made.edition}")
        durable.replace(out / MINISIG, minisig)
        durable.replace_bytes(out / SIGNATURE, signature)
    return made


def _require_room(out: Path) -> None:
    """Raise ConfigError unless the folder is empty, not there, or a mirror already."""
    if out.is_dir() and any(out.iterdir()) and not any((out / own).exists() for own in OWN):
        raise ConfigError(
            f"{out} is not empty, and no mirror.",
            "Nothing was written.",
            "Name a folder that is empty or not there yet.",
        )
