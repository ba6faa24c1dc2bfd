"""``reftel verify FOLDER``: whether an edition or a mirror is whole, and signed by whom it says."""

import json
import os
import sys
from pathlib import Path
from typing import NamedTuple, NoReturn

import click

from reftel.cli import CHECK_FAILED, DONE
from reftel.cli._terminal import on_one_line
from reftel.edition import pins, seal
from reftel.edition.manifest import Manifest
from reftel.edition.seal import Outcome, Seal
from reftel.edition.signature import PublicKey
from reftel.edition.verify import verify
from reftel.errors import ConfigError, ReftelError
from reftel.mirror import checking
from reftel.mirror.manifest import MirrorManifest
from reftel.mirror.proving import Proof

KEYS, EDITIONS = "known-keys.json", "known-editions.json"
ANOTHER = (
    "If the archive says elsewhere that this is its key, name it with --key. If it says nothing "
    "of the kind, somebody else made this edition."
)
SENTENCES = {
    Outcome.HOLDS: "Signed with the key {key}, as it should be.",
    Outcome.FIRST: "Signed with the key {key}, which is remembered from now on. Compare it with "
    "what the archive says of it elsewhere.",
    Outcome.UNSIGNED: "It is not signed: its signature is not there.",
    Outcome.STRANGE: "It is signed with the key {key}, which is not the one that is known of this "
    "archive. " + ANOTHER,
    Outcome.BROKEN: "Its signature fits no key: the manifest was altered, or the signature.",
}


class Checked(NamedTuple):
    """What was found of an edition, or of a mirror of one."""

    number: int  # 0 where the manifest cannot be read
    seal: Seal
    faults: tuple[str, ...]
    whole: str = ""  # what to say where there are none

    @property
    def sound(self) -> bool:
        return not self.faults and self.seal.outcome in {Outcome.HOLDS, Outcome.FIRST}

    @property
    def sentence(self) -> str:
        return SENTENCES[self.seal.outcome].format(key=self.seal.key and self.seal.key.id)


def check_edition(folder: Path, key: Path | None, *, as_json: bool) -> None:
    """Check an edition against a key, or those that are remembered, and end."""
    try:
        manifest = Manifest.read(folder)
    except ReftelError as error:
        _end(Checked(0, seal.seal(folder, ()), (error.happened,)), as_json=as_json)
    name = pins.whose(manifest.declaration.address, manifest.declaration.name)
    known = trusted(name, key)
    whole = f"Edition {manifest.number} is as it was made, every file and every word."
    found = Checked(manifest.number, seal.seal(folder, known), verify(folder), whole)
    if found.sound and not key:
        _remember(name, found.seal)
    _end(found, as_json=as_json)


def check_mirror(folder: Path, key: Path | None, *, as_json: bool) -> None:
    """Check a mirror in the same way, and that it is no older than one that was seen, and end."""
    made = MirrorManifest.read(folder)
    name = pins.whose(made.address, made.archive)
    known = trusted(name, key)
    newest = 0 if key else pins.newest(_state() / EDITIONS, name)
    wrong = [f"{fault.place}: {fault.what}." for fault in checking.faults(folder, made)]
    if made.edition < newest:
        wrong.insert(0, f"It is of edition {made.edition}, and edition {newest} was seen before.")
    whole = f"The mirror of edition {made.edition} is as it was made: {made.files:,} files."
    found = Checked(made.edition, checking.seal(folder, known), tuple(wrong), whole)
    if found.sound and not key:
        _remember(name, found.seal)
        pins.seen(_state() / EDITIONS, name, made.edition)
    _end(found, as_json=as_json)


def check_file(file: Path, proof: Path, key: Path | None, *, as_json: bool) -> None:
    """Check one file against a proof that it belongs to a mirror, and end."""
    told = Proof.read(proof)
    made = told.mirror
    name = pins.whose(made.address, made.archive)
    known = trusted(name, key)
    whole = f"It is {told.place} of the mirror of edition {made.edition}, as it was made."
    wrong = () if told.holds_for(file.read_bytes()) else (f"It is not {told.place}: altered.",)
    found = Checked(made.edition, told.seal(known), wrong, whole)
    if found.sound and not key:
        _remember(name, found.seal)
    _end(found, as_json=as_json)


def _end(found: Checked, *, as_json: bool) -> NoReturn:
    if as_json:
        click.echo(json.dumps(_entry(found), ensure_ascii=False))
    else:
        lines = [*(found.faults or [found.whole]), found.sentence]
        click.echo("\n".join(map(on_one_line, lines)))
    sys.exit(DONE if found.sound else CHECK_FAILED)


def _entry(found: Checked) -> dict[str, object]:
    key = found.seal.key
    return {
        "edition": found.number,
        "sound": found.sound,
        "seal": found.seal.outcome.value,
        "key": key.id if key else None,
        "faults": list(found.faults),
    }


def trusted(name: str, key: Path | None) -> tuple[PublicKey, ...]:
    """The key that was named, else those by which an archive is remembered."""
    return (_named(key),) if key else pins.read(_state() / KEYS).get(name, ())


def _remember(name: str, found: Seal) -> None:
    """The key that signed, and those of its ring from which it follows."""
    if found.key is None:
        return
    ring = found.ring.unbroken() if found.ring else ()
    kept = _state() / KEYS
    try:
        pins.remember(kept, name, ring if found.key in ring else (found.key,))
    except OSError as error:
        click.echo(f"reftel: The key cannot be remembered in {kept}: {error.strerror}.", err=True)


def _named(path: Path) -> PublicKey:
    try:
        return PublicKey.read(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ConfigError(
            f"{path} holds no public key.",
            "Nothing was checked.",
            "It should be what 'reftel key show' prints: a PEM file of an Ed25519 key.",
        ) from error


def _state() -> Path:
    """Where programs keep what they have come to know (XDG)."""
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(home) / "reftel"
