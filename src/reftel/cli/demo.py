"""``reftel demo``: an archive of invented cables, made once and shown."""

import shlex
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import click

from reftel.archive import ArchiveFolder, Audience
from reftel.cli._progress import progress
from reftel.declaration import Declaration
from reftel.errors import ArchiveError

# The day of the release, a few days after the last page's own: the same demonstration always.
RELEASED_ON = date(2011, 9, 2)
BY = "reftel demo"


@click.command("demo")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port; 0 takes any that is free.",
)
@click.option("--no-serve", is_flag=True, help="Make the archive and stop.")
@click.pass_obj
def command(archive: ArchiveFolder, *, host: str, port: int, no_serve: bool) -> None:
    """Show an archive of 300 invented cables, twelve of them not released.

    Makes the archive where there is none; a second run shows it again. Prints one address
    when the first page can be read. Stop it with Ctrl-C.

    \b
    reftel demo
    reftel --archive /tmp/demo demo --port 8080
    """
    _require_own(archive)
    if no_serve:
        _make(archive)
        click.echo(_made(archive))
        return
    from reftel.site.server import listening, serve  # noqa: PLC0415 -- loads Django
    from reftel.site.wiring import reading_room  # noqa: PLC0415

    with listening(host, port) as at:
        _make(archive)
        serve(reading_room(archive, audience=Audience.PUBLIC), at, ready=click.echo)


def _made(archive: ArchiveFolder) -> str:
    """What there is now, and how to look at it."""
    from reftel.edition.live import open_live  # noqa: PLC0415 -- loads the search engine

    manifest = open_live(archive, audience=Audience.PUBLIC).manifest
    held, released = manifest.declaration.total, manifest.counts["cables"]
    words = shlex.join(["reftel", "--archive", str(archive.root), "serve"])
    return (
        f"{held} invented cables are in {archive.root}, {released} of them released.\n"
        f"Look at them with: {words}"
    )


def _require_own(archive: ArchiveFolder) -> None:
    """Invented cables are never mixed with the cables of somebody's archive."""
    from reftel.invented.demo import NOTICE  # noqa: PLC0415 -- its vocabulary takes a while

    if archive.config.exists() and archive.declaration().notice != NOTICE:
        raise ArchiveError(
            f"The archive in {archive.root} is not a demonstration.",
            "Nothing in it was changed.",
            "Name another folder: reftel --archive demo demo",
        )


def _make(archive: ArchiveFolder) -> None:
    """Take the invented cables in and release them. What a run before did is not done again."""
    from reftel.invented.demo import NOTICE, TOTAL, write_demo, write_desk  # noqa: PLC0415
    from reftel.site import database  # noqa: PLC0415 -- loads Django

    declaration = Declaration(
        name="Invented cables", hashtag="inventedcables", total=TOTAL, notice=NOTICE
    )
    database.make_vault(archive, declaration)
    from reftel.vault import decisions, publication  # noqa: PLC0415 -- models need it set up
    from reftel.vault.accession import accession  # noqa: PLC0415
    from reftel.vault.audit import Hand  # noqa: PLC0415

    if publication.is_followed(archive) and archive.pointer(audience=Audience.PUBLIC).exists():
        return
    why = decisions.Ground(on=RELEASED_ON, reason="Demonstration", author=BY, at=datetime.now(UTC))
    with tempfile.TemporaryDirectory() as folder, progress("Inventing cables") as told:
        demo = write_demo(Path(folder))
        hand = Hand(BY, datetime.now(UTC))
        accession(archive, (Path(folder),), workers=0, dry_run=False, hand=hand, progress=told)
    write_desk(archive.root)
    decisions.withhold(archive, demo.kept_back, why)
    decisions.release_all(archive, why)
    publication.follow(archive, made_at=datetime.now(UTC), author=BY)
