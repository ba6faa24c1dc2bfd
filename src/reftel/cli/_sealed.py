"""``reftel verify FOLDER``: whether an edition is whole, and signed by whom it says."""

import json
import sys
from pathlib import Path
from typing import NamedTuple, NoReturn

import click

from reftel.cli import CHECK_FAILED, DONE
from reftel.cli._acquaintance import known, remember
from reftel.cli._terminal import on_one_line
from reftel.edition import pins, seal
from reftel.edition.manifest import Manifest
from reftel.edition.seal import Outcome, Seal
from reftel.edition.verify import verify
from reftel.errors import ReftelError

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
        end(Checked(0, seal.seal(folder, ()), (error.happened,)), as_json=as_json)
    name = pins.whose(manifest.declaration.address, manifest.declaration.name)
    whole = f"Edition {manifest.number} is as it was made, every file and every word."
    found = Checked(manifest.number, seal.seal(folder, known(key, name)), verify(folder), whole)
    if found.sound and not key:
        remember(name, found.seal)
    end(found, as_json=as_json)


def end(found: Checked, *, as_json: bool) -> NoReturn:
    """Print what was found, and end with the exit code for that."""
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
