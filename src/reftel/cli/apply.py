"""``reftel apply``: a delta laid over a mirror."""

from collections.abc import Sequence
from pathlib import Path

import click

from reftel.cli._acquaintance import known
from reftel.cli._mirrored import Wish, check_mirror
from reftel.cli._progress import progress
from reftel.edition.pins import whose
from reftel.edition.signature import PublicKey
from reftel.mirror.manifest import MirrorManifest
from reftel.packages.laying import laid


@click.command("apply")
@click.argument("package", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("mirror", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The public key of the archive.  [default: as remembered]",
)
@click.option("--json", "as_json", is_flag=True, help="The answer as one JSON object.")
def command(package: Path, mirror: Path, *, key: Path | None, as_json: bool) -> None:
    """Lay a delta over a mirror of an earlier edition, and check the whole of it.

    Nothing is written unless the delta is signed as it should be and leads from this very
    mirror. A run that was cut off is made good by the same command again.

    \b
    reftel apply cables-000013-since-000012.delta.tar.zst /srv/mirror
    """

    def keys(made: MirrorManifest) -> Sequence[PublicKey]:
        return known(key, whose(made.address, made.archive))

    with progress("Laying it over") as told:
        for so_far in laid(package, mirror, keys):
            told(f"{so_far.written:,} files")
    check_mirror(mirror, Wish(key=key, as_json=as_json))
