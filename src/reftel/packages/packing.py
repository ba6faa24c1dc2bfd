"""The packing: a mirror carried away, as packages in a folder that any host can hand out.

Packing publishes, so it is done where the archive is: of a mirror of the live edition alone,
signed with the key of the archive. What the folder had of before goes first, since it may hold
what was withdrawn meanwhile; what is being made lies in a folder of its own until it is whole.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from reftel.edition import durable
from reftel.edition.keyring import Keyring
from reftel.edition.manifest import Manifest
from reftel.edition.seal import Outcome
from reftel.edition.signature import PrivateKey
from reftel.errors import ArchiveError, ConfigError
from reftel.mirror import sums
from reftel.mirror.alone import LOCK, held
from reftel.mirror.claim import Claim, Folder
from reftel.mirror.manifest import MirrorManifest, sum_of
from reftel.packages import bag, delta, page
from reftel.packages.containers import Container, Tar, Zip
from reftel.packages.fixity import fixity
from reftel.packages.listing import MINISIG, NAME, TORRENT, Entry, Kind, Listing, named, stem
from reftel.packages.pouring import Package, poured
from reftel.packages.torrent import torrent
from reftel.packages.wacz import Wacz

WORK = ".reftel-packing"
PAGE, KEY, KEYS = "index.html", "reftel-key.pub", "reftel-keys.json"
SIGNATURE = f"{sums.NAME}.sig"
_NOTHING = "Nothing was written."


@dataclass(frozen=True, slots=True)
class Order:
    """What is packed, whereto, and as what; ``since`` are mirrors that a delta leads from."""

    mirror: Path
    out: Path
    kinds: frozenset[Kind]
    since: tuple[Path, ...] = ()
    address: str = ""  # where the folder will be, with a slash at its end; empty if not known


class Signer(NamedTuple):
    """The key of the archive, and the ring that ends in it."""

    key: PrivateKey
    ring: Keyring


@dataclass(slots=True)
class Report:
    """What became of it so far."""

    files: int = 0
    removed: list[str] = field(default_factory=list)  # packages that lay there before
    listing: Listing | None = None


def packed(
    order: Order, edition: Manifest, signer: Signer, *, stands: Callable[[], bool] = lambda: True
) -> Iterator[Report]:
    """Pack a mirror of the live edition; what became of it so far, from time to time.

    ``stands`` says whether the edition is still the live one.
    Raises ArchiveError where the mirror is not whole, or of another edition, or not signed by
    this archive, and ConfigError where it is of a collection or the folder of something else.
    """
    made = _require_ours(order.mirror, edition, signer)
    bases = {before.edition: (base, before) for base, before in _bases(order, made)}
    entries = [named(made, kind) for kind in Kind if kind in order.kinds]
    entries += [named(made, Kind.DELTA, number) for number in sorted(bases)]
    listing = Listing(
        made.archive, order.address, made.edition, made.content_digest, made.made_at, tuple(entries)
    )
    _require_apart(order)
    with _alone(order.out):
        report = Report(removed=_cleared(order.out, listing))
        durable.replace(order.out / NAME, listing.written())
        with _open(order, made, listing, {n: base for n, (base, _) in bases.items()}) as packages:
            for report.files in poured(order.mirror, made, packages):
                yield report
            _require_live(stands)
            report.listing = _ended(order.out, listing, signer)
    yield report


def _require_ours(mirror: Path, edition: Manifest, signer: Signer) -> MirrorManifest:
    claim = Claim.of(Folder(mirror))
    made = claim.made
    if claim.seal(signer.ring.keys).outcome is not Outcome.HOLDS:
        raise ArchiveError(
            f"The mirror in {mirror} is not signed with the key of this archive.",
            _NOTHING,
            "Make it again with 'reftel mirror', where the vault of the archive is.",
        )
    if made.collection:
        raise ConfigError(
            f"The mirror in {mirror} is of {made.part}the archive, and packages are of all of it.",
            _NOTHING,
            "Name a mirror of the whole archive. One of a collection can be handed out as any "
            "folder: packed and unpacked, it verifies as before.",
        )
    if (made.edition, made.content_digest) != (edition.number, edition.content_digest):
        raise ArchiveError(
            f"The mirror in {mirror} is of edition {made.edition}, and edition {edition.number} "
            "is live.",
            _NOTHING,
            "Bring it up to date with 'reftel mirror', then run the same command again.",
        )
    return made


def _require_apart(order: Order) -> None:
    out, mirror = order.out.resolve(), order.mirror.resolve()
    if mirror in (out, *out.parents) or out in mirror.parents:
        raise ConfigError(
            f"{order.out} lies in the mirror, or the mirror in it.",
            _NOTHING,
            "Name a folder beside the mirror: what is not of a mirror is a fault of it.",
        )


def _bases(order: Order, made: MirrorManifest) -> Iterator[tuple[Path, MirrorManifest]]:
    return ((base, delta.since(base, made)) for base in order.since)


@contextmanager
def _open(
    order: Order, made: MirrorManifest, listing: Listing, bases: dict[int, Path]
) -> Iterator[list[Package]]:
    """The packages, in a folder of their own, which goes with what was not put in its place."""
    work = order.out / WORK
    with ExitStack() as opened:
        work.mkdir()
        opened.callback(shutil.rmtree, work, ignore_errors=True)
        packages: list[Package] = []
        for package in _begun(order, made, listing, bases):
            opened.callback(package.drop)
            packages.append(package)
        yield packages


def _begun(
    order: Order, made: MirrorManifest, listing: Listing, bases: dict[int, Path]
) -> Iterator[Package]:
    """The packages, one after the other, each begun."""
    work, at = order.out / WORK, datetime.fromisoformat(made.made_at)
    tags = bag.tags(work, order.mirror, made)
    for entry in listing.packages:
        path = work / entry.name
        if entry.kind == Kind.WACZ.name.lower():
            yield Wacz(path, made, work)
        elif entry.since is not None:
            changes = work / f"{delta.CHANGES}-{entry.since}"
            base = bases[entry.since]
            delta.write_changes(changes, base, order.mirror)
            head = delta.Head(entry.since, sum_of(base / sums.NAME), made.edition)
            yield delta.Delta(Tar(path, at), head, order.mirror, changes)
        else:
            container: Container = Zip(path, at) if path.suffix == ".zip" else Tar(path, at)
            yield bag.Bag(container, stem(made), tags)


def _ended(out: Path, begun: Listing, signer: Signer) -> Listing:
    """Put the packages in their place, with their signatures, the page and the list of sums."""
    listed = replace(
        begun, packages=tuple(_kept(out, begun, one, signer) for one in begun.packages)
    )
    durable.replace(out / KEY, signer.key.public.pem)
    durable.replace(out / KEYS, signer.ring.written())
    durable.replace(out / PAGE, page.written(listed, signer.key.public))
    durable.replace(out / NAME, listed.written())
    known = {one.name: one.sha256 for one in listed.packages}
    names = [name for one in listed.packages for name in one.files] + [NAME, PAGE, KEY, KEYS]
    lines = [sums.line(known.get(name) or sum_of(out / name), name) for name in sorted(names)]
    written = "".join(f"{line}\n" for line in lines)
    durable.replace(out / sums.NAME, written)
    signed = signer.key.minisign(written.encode(), f"file:{sums.NAME}")
    durable.replace(out / f"{sums.NAME}{MINISIG}", signed)
    durable.replace_bytes(out / SIGNATURE, signer.key.sign(written.encode()))  # the last
    return listed


def _kept(out: Path, listing: Listing, entry: Entry, signer: Signer) -> Entry:
    """Put a package in its place, with its torrent and its signature."""
    path = out / WORK / entry.name
    found = fixity(path)
    at = int(datetime.fromisoformat(listing.made_at).timestamp())
    seed = listing.address and listing.address + entry.name
    shared = torrent(entry.name, found, at, seed)
    durable.sync(path)
    path.replace(out / entry.name)
    durable.replace_bytes(out / f"{entry.name}{TORRENT}", shared.written)
    comment = f"file:{entry.name}"
    durable.replace(out / f"{entry.name}{MINISIG}", signer.key.minisign_of(found.blake2b, comment))
    return replace(entry, bytes=found.size, sha256=found.sha256, info_hash=shared.info_hash)


def _cleared(out: Path, coming: Listing) -> list[str]:
    """Remove what lay there before; the packages of it that will not be there again."""
    shutil.rmtree(out / WORK, ignore_errors=True)
    before = Listing.read(out)
    entries = before.packages if before else ()
    names = [SIGNATURE, f"{sums.NAME}{MINISIG}", sums.NAME, PAGE, KEY, KEYS]
    for name in [*names, *(name for one in entries for name in one.files)]:
        (out / name).unlink(missing_ok=True)
    return sorted({one.name for one in entries} - {one.name for one in coming.packages})


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Make the folder, and let no other process write to it."""
    kept = {LOCK, WORK} if Listing.read(out) is None else None
    if out.is_dir() and kept and any(path.name not in kept for path in out.iterdir()):
        raise ConfigError(
            f"{out} is not empty, and holds no packages.",
            _NOTHING,
            "Name a folder that is empty or not there yet.",
        )
    with held(out, f"Another reftel packs into {out}."):
        yield


def _require_live(stands: Callable[[], bool]) -> None:
    if not stands():
        raise ArchiveError(
            "Another edition went live while this one was packed.",
            "The packages of before are gone, and none was put in their place.",
            "Bring the mirror up to date with 'reftel mirror', then run the same command again.",
        )
