"""What archives and their mirrors are known by here: keys, and the last edition that was seen."""

import os
from pathlib import Path

import click

from reftel.cli._terminal import on_one_line
from reftel.edition import pins
from reftel.edition.seal import Seal
from reftel.edition.signature import PublicKey
from reftel.errors import ConfigError

KEYS, EDITIONS, CHECKS = "known-keys.json", "known-editions.json", "checks"


def known(key: Path | None, name: str) -> tuple[PublicKey, ...]:
    """The key that was named, else those by which this name is known.

    Raises ConfigError where they cannot be read.
    """
    if key:
        return (_named(key),)
    return pins.read(state() / KEYS).get(name, ())


def remember(name: str, found: Seal) -> None:
    """The key that signed, and those that it vouches for."""
    kept = state() / KEYS
    try:
        pins.remember(kept, name, found.keys)
    except OSError as error:
        _unkept("The key", kept, error)


def _unkept(what: str, kept: Path, error: OSError) -> None:
    said = f"reftel: {what} cannot be remembered in {kept}: {error.strerror}."
    click.echo(on_one_line(said), err=True)


def newest(name: str) -> int:
    """The last edition of an archive that was seen; 0 for none. Raises as ``known`` does."""
    return pins.newest(state() / EDITIONS, name)


def seen(name: str, edition: int) -> None:
    """Remember that an edition of an archive was seen."""
    kept = state() / EDITIONS
    try:
        pins.seen(kept, name, edition)
    except OSError as error:
        _unkept(f"Edition {edition}", kept, error)


def _named(path: Path) -> PublicKey:
    try:
        return PublicKey.read(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ConfigError(
            f"{path} holds no public key.",
            "Nothing was checked.",
            "It should be what 'reftel key show' prints: a PEM file of an Ed25519 key.",
        ) from error


def state() -> Path:
    """Where programs keep what they have come to know (XDG)."""
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(home) / "reftel"
