"""The mirrors of an archive looked at, by whoever keeps it or by anybody else."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import SystemRandom

from reftel.archive import ArchiveFolder, Audience
from reftel.cli._acquaintance import CHECKS, known, newest, remember, seen, state
from reftel.edition import pins
from reftel.edition.live import open_live
from reftel.edition.manifest import WITHDRAWALS
from reftel.edition.seal import ring_of
from reftel.edition.signature import PublicKey
from reftel.errors import ConfigError, ReftelError
from reftel.mirror import notices
from reftel.mirror.claim import Claim
from reftel.mirror.notices import Notice
from reftel.mirror.standard import Archive, standard
from reftel.mirror.status import Status
from reftel.mirror.surveying import Manner, Visit, claims, standings

LISTS = "lists"  # of mirrors, one for each edition, so that it is fetched once


def declared(archive: ArchiveFolder) -> tuple[str, ...]:
    """The mirrors that ``reftel.toml`` declares. Raises ConfigError where there are none."""
    mirrors = archive.declaration().mirrors if archive.config.exists() else ()
    if not mirrors:
        raise ConfigError(
            f"No mirror is named, and {archive.config} declares none.",
            "Nothing was looked at.",
            "Name the address of a mirror, or declare 'mirrors' in reftel.toml.",
        )
    return mirrors


def surveyed(
    archive: ArchiveFolder,
    addresses: Sequence[str],
    key: Path | None,
    *,
    sample: int,
    others: bool,
) -> Status:
    """How these mirrors stand now; what is seen of the archive is remembered.

    With ``others``, those too that the signed ones among them tell of.
    """
    own, ring = _own(archive)
    known_by = partial(_keys, key, ring)
    first: dict[str, tuple[PublicKey, ...]] = {}
    visits = _visits(claims(addresses), known_by, first)
    if others:
        told = {mirror for _, claim in _signed(visits) for mirror in claim.made.mirrors}
        visits |= _visits(claims(sorted(told - visits.keys())), known_by, first)
    signed = _signed(visits)
    folder = state() / CHECKS / LISTS
    against = standard(own, signed, folder)
    if against.whose and not key:
        against = replace(against, newest=max(against.newest, newest(against.whose)))
    each = standings(visits, against, Manner(folder, sample, SystemRandom()))
    _tidied(folder, signed)
    if not key:
        _remembered(visits, against)
    return Status(_name(against, signed), against.newest, datetime.now(UTC), each)


def _own(archive: ArchiveFolder) -> tuple[Archive, tuple[PublicKey, ...]]:
    """What whoever keeps the archive knows of it, and its keys; nothing for anybody else."""
    if not archive.config.exists():
        return Archive(), ()
    try:
        edition = open_live(archive, audience=Audience.PUBLIC)
    except ReftelError:  # nothing was released yet, or only a copy of reftel.toml lies here
        return Archive(), ()
    manifest, ring = edition.manifest, ring_of(edition.folder)
    told: tuple[Notice, ...] = ()
    with suppress(OSError, ValueError):
        told = notices.read((edition.folder / WITHDRAWALS).read_bytes())
    declared = manifest.declaration
    made = {one.number: one.made for one in edition.chronicle.issues if one.made}
    whose = pins.whose(declared.address, declared.name)
    return Archive(whose, manifest.number, made, told), ring.unbroken() if ring else ()


def _keys(key: Path | None, ring: tuple[PublicKey, ...], name: str) -> tuple[PublicKey, ...]:
    """The key that was named, else those of the archive that lies here, else as remembered."""
    return known(key, name) if key or not ring else ring


def _visits(
    found: Mapping[str, Claim | str],
    known_by: Callable[[str], tuple[PublicKey, ...]],
    first: dict[str, tuple[PublicKey, ...]],
) -> dict[str, Visit | str]:
    """What each mirror says, and who signed it. Of keys nobody knew, the ``first`` is believed."""
    visits: dict[str, Visit | str] = {}
    for address, claim in found.items():
        if isinstance(claim, str):
            visits[address] = claim
            continue
        keys = known_by(claim.whose) or first.get(claim.whose, ())
        visit = Visit(address, claim, claim.seal(known_by(f"{address}/"), keys))
        if not keys and visit.is_trusted:
            first[claim.whose] = visit.seal.keys
        visits[address] = visit
    return visits


def _signed(visits: Mapping[str, Visit | str]) -> list[tuple[str, Claim]]:
    return [
        (address, one.claim)
        for address, one in visits.items()
        if isinstance(one, Visit) and one.is_trusted
    ]


def _remembered(visits: Mapping[str, Visit | str], against: Archive) -> None:
    """Remember the keys of mirrors that are of this archive, and its newest edition."""
    for address, one in visits.items():
        if isinstance(one, Visit) and one.is_trusted and one.claim.whose == against.whose:
            remember(against.whose, one.seal)
            remember(f"{address}/", one.seal)
    if against.whose:
        seen(against.whose, against.newest)


def _tidied(folder: Path, signed: Sequence[tuple[str, Claim]]) -> None:
    """Remove lists of editions that no mirror has any more."""
    kept = {claim.made.sums for _, claim in signed}
    if folder.is_dir():
        for path in folder.iterdir():
            if path.name not in kept:
                path.unlink(missing_ok=True)


def _name(against: Archive, signed: Sequence[tuple[str, Claim]]) -> str:
    names = [claim.made.archive for _, claim in signed if claim.whose == against.whose]
    return names[0] if names else against.whose or "an archive"
