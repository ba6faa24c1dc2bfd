"""The seal: an edition signed with the key of its archive, and whether that seal holds.

Beside the manifest lie its signature (``manifest.sig``, bare, as OpenSSL checks it, and
``manifest.json.minisig``), the public key (``key.pub``) and the ring that it belongs to
(``keys.json``). The manifest holds the sum of every file, so its signature is over all.
The list of withdrawals is signed by itself, for those who keep a copy of nothing else.
"""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from reftel.edition import durable
from reftel.edition.keyring import Keyring
from reftel.edition.manifest import (
    KEY,
    KEYS,
    MINISIG,
    NAME,
    SIGNATURE,
    WITHDRAWALS,
    WITHDRAWALS_SIGNATURE,
)
from reftel.edition.recall import withdrawals
from reftel.edition.signature import PrivateKey, PublicKey


class Outcome(StrEnum):
    """What came of looking at a seal."""

    HOLDS = "holds"
    FIRST = "first"  # it fits a key that nobody knew before
    UNSIGNED = "unsigned"
    STRANGE = "strange"  # it fits a key that is not the known one, nor vouched for by it
    BROKEN = "broken"  # it fits no key: the manifest was altered, or its signature


class Seal(NamedTuple):
    """What was found: the key that signed, and the keys that come with the edition."""

    outcome: Outcome
    key: PublicKey | None = None
    ring: Keyring | None = None

    @property
    def keys(self) -> tuple[PublicKey, ...]:
        """The key that signed, and those that it vouches for.

        Not those before it: the ring is not signed, and anybody can put a key of theirs in front
        that vouches for the one that signed.
        """
        if self.key is None:
            return ()
        return (self.key, *(self.ring.vouched(self.key) if self.ring else ()))


def write(folder: Path, key: PrivateKey, ring: Keyring) -> None:
    """Sign an edition. What is written is on the disk when this returns."""
    message = (folder / NAME).read_bytes()
    comment = f"manifest of edition {folder.stem}"
    durable.write(folder / KEY, key.public.pem)
    durable.write(folder / KEYS, ring.written())
    durable.write(folder / MINISIG, key.minisign(message, comment))
    recalled = withdrawals(folder)
    durable.write(folder / WITHDRAWALS, recalled)
    durable.write_bytes(folder / WITHDRAWALS_SIGNATURE, key.sign(recalled.encode()))
    durable.write_bytes(folder / SIGNATURE, key.sign(message))  # the last: there, all are
    durable.sync(folder)


def seal(folder: Path, known: Sequence[PublicKey]) -> Seal:
    """Whether the seal of an edition holds, for somebody who knows these keys of its archive.

    Raises OSError where a file cannot be read; one that is not there is an answer.
    """
    try:
        signature = (folder / SIGNATURE).read_bytes()
    except FileNotFoundError:
        return Seal(Outcome.UNSIGNED)
    return fitting((folder / NAME).read_bytes(), signature, ring_of(folder), known)


def fitting(
    message: bytes, signature: bytes, ring: Keyring | None, known: Sequence[PublicKey]
) -> Seal:
    """Which key a signature over a message fits: one that is known, or one that comes with it."""
    trusted = [*known, *(key for one in known if ring for key in ring.vouched(one))]
    for key in trusted:
        if key.signed(message, signature):
            return Seal(Outcome.HOLDS, key, ring)
    for key in reversed(ring.keys if ring else ()):
        if key.signed(message, signature):
            return Seal(Outcome.STRANGE if known else Outcome.FIRST, key, ring)
    return Seal(Outcome.BROKEN, None, ring)


def take_off(folder: Path) -> None:
    """Leave an edition as if nobody had signed it: one that is to go no further."""
    for name in (SIGNATURE, MINISIG, WITHDRAWALS_SIGNATURE, WITHDRAWALS, KEYS, KEY):
        (folder / name).unlink(missing_ok=True)


def ring_of(folder: Path) -> Keyring | None:
    """The ring that comes with an edition, where there is one that holds together."""
    try:
        return Keyring.read((folder / KEYS).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
