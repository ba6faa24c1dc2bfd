"""``reftel open``: a heap of cable files, read in the browser a moment later."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.archive import ArchiveFolder, Audience
from reftel.cli import DONE, DONE_WITH_REJECTS
from reftel.cli._author import hand
from reftel.cli._progress import progress
from reftel.cli._sources import Source
from reftel.machine import user

if TYPE_CHECKING:
    from reftel.vault.report import AccessionReport


@click.command("open")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="PATH...",
    type=Source(),
)
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port on this machine; 0 takes any that is free.",
)
@click.option("--no-serve", is_flag=True, help="Take the files in, make the edition, and stop.")
@click.pass_obj
def command(archive: ArchiveFolder, *, paths: tuple[Path, ...], port: int, no_serve: bool) -> None:
    """Take files in and show them to yourself, in the browser on this machine.

    Nothing becomes public: what you read is the edition for the staff, which lies behind
    the wall and is served to this machine only. Taking a file twice changes nothing.

    \b
    reftel open ~/cablegate
    reftel --archive /tmp/look open cables.csv more.zip --port 8080
    """
    if no_serve:
        sys.exit(DONE_WITH_REJECTS if _take_in(archive, paths).rejected else DONE)
    from reftel.site.server import listening, serve  # noqa: PLC0415 -- loads Django
    from reftel.site.wiring import reading_room  # noqa: PLC0415

    with listening("127.0.0.1", port) as at:
        _take_in(archive, paths)
        serve(reading_room(archive, audience=Audience.STAFF), at, ready=click.echo)


def _take_in(archive: ArchiveFolder, paths: tuple[Path, ...]) -> "AccessionReport":
    """The files into the vault, and all that is held into an edition for the staff."""
    from reftel.site import database  # noqa: PLC0415 -- loads Django

    database.make_vault(archive)
    from reftel.cli.import_ import told  # noqa: PLC0415
    from reftel.crew import usual_size  # noqa: PLC0415
    from reftel.vault import publication  # noqa: PLC0415 -- models need it set up
    from reftel.vault.accession import accession  # noqa: PLC0415
    from reftel.vault.preparation import usual_workers  # noqa: PLC0415

    with progress("Taking in") as tell:
        report = accession(
            archive, paths, workers=usual_size(), dry_run=False, hand=hand(), progress=tell
        )
    click.echo(told(report), err=True)
    publication.publish(
        archive,
        audience=Audience.STAFF,
        made_at=datetime.now(UTC),
        author=user(),
        workers=usual_workers(),
    )
    return report
