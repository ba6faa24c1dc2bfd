"""``reftel import``: source files taken into the vault."""

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.archive import ArchiveFolder
from reftel.cli import DONE, DONE_WITH_REJECTS
from reftel.cli._author import hand
from reftel.cli._progress import progress
from reftel.cli._sources import Source, is_much
from reftel.cli._terminal import on_one_line, passed_over, rejected

if TYPE_CHECKING:
    from reftel.vault.report import AccessionReport

NAMED_AT_MOST = 20


@click.command("import")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="PATH...",
    type=Source(),
)
@click.option("--batch", default="", metavar="NAME", help="A name to release these cables by.")
@click.option("--dry-run", is_flag=True, help="Read and report; write nothing at all.")
@click.option("--json", "as_json", is_flag=True, help="The report as one JSON object.")
@click.option(
    "--workers",
    type=click.IntRange(0, 64),
    help="Processes that read; 0 reads in this one.  [default: one a processor]",
)
@click.pass_obj
def command(  # noqa: PLR0913 -- one a word of the command
    archive: ArchiveFolder,
    *,
    paths: tuple[Path, ...],
    batch: str,
    dry_run: bool,
    as_json: bool,
    workers: int | None,
) -> None:
    """Take files, folders, archives and dumps in. Nothing is public before it is released.

    Makes the archive where there is none. Taking a file twice changes nothing, and a run
    that was cut short is taken up by running it again. What cannot be read is kept and
    listed, and the exit code is then 1.

    \b
    reftel import cablegate/ cables.csv more.zip
    reftel import --dry-run unknown/
    """
    from reftel.crew import standing_by, usual_size  # noqa: PLC0415
    from reftel.vault.reading import outcomes  # noqa: PLC0415

    workers = usual_size() if workers is None else workers
    coming = workers if is_much(paths) else 0  # they take as long to start as Django and the vault
    with standing_by(partial(outcomes, originals=None), (), workers=coming):
        from reftel.site import database  # noqa: PLC0415 -- loads Django

        is_open = True
        if dry_run:
            is_open = database.look_into_vault(archive)
        else:
            database.make_vault(archive)
        from reftel.vault.accession import accession  # noqa: PLC0415 -- models need it set up

        with progress("Reading" if dry_run else "Taking in") as tell:
            report = accession(
                archive,
                paths,
                workers=workers,
                dry_run=dry_run,
                hand=hand(),
                progress=tell,
                batch=batch,
                vault_is_open=is_open,
            )
    click.echo(json.dumps(report.as_dict(), ensure_ascii=False) if as_json else told(report))
    sys.exit(DONE_WITH_REJECTS if report.rejected else DONE)


def told(report: "AccessionReport") -> str:
    """The report for a person: what was not taken in and why, then the sum of it.

    Of what was passed over, only what was named: a folder of pages holds many pictures.
    """
    lines = [rejected(each) for each in report.rejects[:NAMED_AT_MOST]]
    if report.rejected > NAMED_AT_MOST:
        lines.append(
            f"rejected  {report.rejected - NAMED_AT_MOST:,} more: 'reftel doctor' lists them"
        )
    named = (each for each in report.passed if each.container in report.files and not each.place)
    lines += map(passed_over, named)
    if len(report.files) > 1:
        lines += [on_one_line(f"{path}: {tally}") for path, tally in report.files.items()]
    if report.dry_run:
        lines.append("A dry run: nothing was written.")
    return "\n".join([*lines, str(report)])
