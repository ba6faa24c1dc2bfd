"""The keys of an archive: the private one that signs its editions, and the ring of public ones.

``vault/keys/private.pem`` is read by its owner alone; ``vault/keys/keys.json`` is what the
editions publish. A new key is on the disk, as ``next.pem``, before the ring names it, and
takes its place after: killed anywhere, the ring and the key that signs fit together again
as soon as somebody looks.
"""

import os
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from reftel.archive import ArchiveFolder, Audience
from reftel.edition import durable, seal
from reftel.edition.keyring import Keyring, begun
from reftel.edition.manifest import KEYS
from reftel.edition.pointer import live_folder
from reftel.edition.seal import Outcome
from reftel.edition.signature import PrivateKey
from reftel.errors import ReftelError
from reftel.vault import audit
from reftel.vault.audit import Hand
from reftel.vault.faults import told
from reftel.vault.lock import writing
from reftel.vault.models import AuditEntry

PRIVATE, NEXT = "private.pem", "next.pem"
OWNER_ALONE = 0o600
_OTHERS = 0o077
_STANDS = "No key was changed, and the live edition is as it was."
BACK = (
    "Put vault/keys back from a copy of the vault. If the key is lost for good, start anew with "
    "'reftel key new --lost WHY': readers will be told."
)


class KeyTroubleError(ReftelError):
    """A key that is lost, or not fit to sign."""


class Signer(NamedTuple):
    """The key that signs, and the ring that ends in it."""

    key: PrivateKey
    ring: Keyring


def signer(archive: ArchiveFolder, hand: Hand) -> Signer:
    """What signs the editions of an archive; made here where there never was a key.

    Raises KeyTroubleError where there was one and it is not here, or not fit to sign.
    """
    with writing(archive), told(archive):
        ring = known(archive)
        if ring is None:
            return _begin(archive, hand)
        key = _private(archive, ring)
        if not AuditEntry.objects.filter(act="key", about=ring.current.id).exists():
            _log(ring, hand, "")  # killed before the entry was there
        return Signer(key, ring)


def rotate(archive: ArchiveFolder, reason: str, hand: Hand) -> Keyring:
    """Another key from the next edition on, vouched for by the one that signs now."""
    with writing(archive), told(archive):
        before = signer(archive, hand)
        key = PrivateKey.new()
        ring = before.ring.followed(key.public, hand.at.astimezone(UTC), before.key)
        return _put(archive, Signer(key, ring), hand, reason).ring


def new(archive: ArchiveFolder, hand: Hand, *, lost: str = "") -> Keyring:
    """The first key of an archive, or one in the place of a key that was ``lost``."""
    with writing(archive), told(archive):
        ring = known(archive)
        if ring is None:
            return _begin(archive, hand).ring
        if not lost.strip() or _found(archive, ring) is not None:
            raise KeyTroubleError(
                f"This archive has the key {ring.current.id} already.",
                _STANDS,
                "Take another with 'reftel key rotate', which the old one vouches for."
                if _found(archive, ring)
                else "It is not in vault/keys. " + BACK,
            )
        key = PrivateKey.new()
        ring = ring.followed(key.public, hand.at.astimezone(UTC), None)
        return _put(archive, Signer(key, ring), hand, lost).ring


def known(archive: ArchiveFolder) -> Keyring | None:
    """The ring in the vault, or that of the live edition where that knows more; None for none.

    A vault that was restored may know less than what was published since.
    """
    own, live = kept(archive), live_folder(archive, audience=Audience.PUBLIC)
    shown = seal.ring_of(live) if live is not None else None
    if own is not None and (shown is None or shown.current in own.keys):
        return own
    return shown


def signed(archive: ArchiveFolder, folder: Path) -> bool:
    """Whether an edition bears a seal of this archive that holds; each for the public should."""
    with suppress(ReftelError, OSError):
        ring = kept(archive) or known(archive)
        return ring is not None and seal.seal(folder, ring.keys).outcome is Outcome.HOLDS
    return False


def kept(archive: ArchiveFolder) -> Keyring | None:
    """The ring in the vault; None where it has none."""
    path = archive.keys / KEYS
    try:
        return Keyring.read(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise KeyTroubleError(f"{path} cannot be understood: {error}.", _STANDS, BACK) from error


def _begin(archive: ArchiveFolder, hand: Hand) -> Signer:
    key = PrivateKey.new()
    ring = begun(key.public, hand.at.astimezone(UTC))
    return _put(archive, Signer(key, ring), hand, "")


def _put(archive: ArchiveFolder, made: Signer, hand: Hand, reason: str) -> Signer:
    """Make a key the one that signs, and tell the log."""
    folder = archive.keys
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / NEXT).unlink(missing_ok=True)
    durable.write_bytes(folder / NEXT, made.key.pem, mode=OWNER_ALONE)
    durable.sync(folder)
    with transaction.atomic():
        _log(made.ring, hand, reason)
        durable.replace(folder / KEYS, made.ring.written())
    _take_up(folder)
    return made


def _take_up(folder: Path) -> None:
    (folder / NEXT).replace(folder / PRIVATE)
    durable.sync(folder)


def _log(ring: Keyring, hand: Hand, reason: str) -> None:
    link = ring.links[-1]
    vouched = "by the key before" if link.signature else "by none"
    told_of_it = {"replaces": link.replaces, "vouched": vouched, "reason": reason}
    detail = told_of_it if link.replaces else {}
    with transaction.atomic():
        audit.append("key", about=link.key.id, detail=detail, **hand._asdict())


def _private(archive: ArchiveFolder, ring: Keyring) -> PrivateKey:
    """The key that the ring ends in."""
    found = _found(archive, ring)
    if found is None:
        raise KeyTroubleError(
            f"The key {ring.current.id}, which signs the editions of this archive, is not in "
            f"{archive.keys}.",
            _STANDS,
            BACK,
        )
    return found


def _found(archive: ArchiveFolder, ring: Keyring) -> PrivateKey | None:
    for name in (PRIVATE, NEXT):
        key = _read(archive.keys / name)
        if key is not None and key.public == ring.current:
            if name == NEXT:
                _take_up(archive.keys)
            return key
    return None


def _read(path: Path) -> PrivateKey | None:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    if os.name == "posix" and path.stat().st_mode & _OTHERS:
        raise KeyTroubleError(
            f"{path} can be read by others than its owner.",
            _STANDS,
            f"Take that right away: chmod 600 {path}. If others may have read it, follow that "
            "with 'reftel key rotate'.",
        )
    try:
        return PrivateKey.read(content)
    except ValueError as error:
        raise KeyTroubleError(f"{path} holds no key: {error}.", _STANDS, BACK) from error
