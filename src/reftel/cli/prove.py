"""``reftel prove``: what shows that one file belongs to a mirror."""

from pathlib import Path

import click

from reftel.errors import ConfigError
from reftel.mirror.manifest import NAME
from reftel.mirror.proving import Proof


@click.command("prove")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def command(file: Path) -> None:
    """Print what shows that a file of a mirror is as the archive made it.

    Whoever has the file and this proof needs nothing else of the mirror: the proof holds the
    signed manifest and some twenty digests.

    \b
    reftel prove /srv/mirror/cable/08EXAMPLETOWN12/index.html > proof.json
    reftel verify --proof proof.json index.html
    """
    file = file.resolve()
    folder = next((one for one in file.parents if (one / NAME).exists()), None)
    if folder is None:
        raise ConfigError(
            f"{file} lies in no mirror: no folder above it has a {NAME}.",
            "Nothing was proved.",
            "Name a file of a folder that 'reftel mirror' made, or of a copy of one.",
        )
    click.echo(Proof.of(folder, file.relative_to(folder).as_posix()).written(), nl=False)
