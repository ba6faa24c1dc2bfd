"""``reftel plates``: the pages of all cables, made before anybody asks for them."""

import json
import sqlite3

import click

from reftel.archive import ArchiveFolder
from reftel.cli._progress import progress
from reftel.errors import ArchiveError


@click.command("plates")
@click.option(
    "--workers",
    type=click.IntRange(0, 64),
    default=None,
    help="Processes that make them.  [default: one a processor]",
)
@click.option("--json", "as_json", is_flag=True, help="The result as one JSON object.")
@click.pass_obj
def command(archive: ArchiveFolder, *, workers: int | None, as_json: bool) -> None:
    """Make the pages of all public cables beforehand, so that each is served at once.

    Whatever serves the archive takes them up by itself. They are of the live edition alone: when
    another goes live they are removed, and pages are made when they are asked for until this is
    run again.

    \b
    reftel release --all
    reftel plates
    """
    from reftel.crew import usual_size  # noqa: PLC0415 -- what follows loads Django
    from reftel.site.plating import Report, plated  # noqa: PLC0415

    report = Report(0, 0, 0)
    with progress("Making") as told:
        try:
            for report in plated(archive, workers=usual_size() if workers is None else workers):
                told(f"{report.plates:,} of {report.cables:,} pages")
        except sqlite3.Error as error:
            raise ArchiveError(
                f"The plates in {archive.plates} cannot be written: {error}.",
                "None are kept; pages are served as before.",
                "Make room on the disk, then run the same command again.",
            ) from error
    if as_json:
        click.echo(json.dumps(report._asdict()))
    else:
        are = "page of edition {:06} is" if report.plates == 1 else "pages of edition {:06} are"
        click.echo(f"{report.plates:,} {are.format(report.edition)} made beforehand.")
