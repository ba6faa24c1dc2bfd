"""``reftel mirror-check``: how the mirrors of an archive stand."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from reftel.archive import ArchiveFolder
from reftel.cli import CHECK_FAILED, DONE, DONE_WITH_REJECTS
from reftel.cli._progress import progress
from reftel.cli._surveyed import declared, surveyed
from reftel.cli._terminal import on_one_line
from reftel.edition import durable
from reftel.mirror.fetching import Host
from reftel.mirror.status import WORDS, Status
from reftel.mirror.surveying import State

PAGE, DATA = "mirrors.html", "mirrors.json"


@click.command("mirror-check")
@click.argument("addresses", metavar="[ADDRESS]...", nargs=-1)
@click.option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The public key of the archive.  [default: its own, or as remembered]",
)
@click.option(
    "--sample",
    type=click.IntRange(1, 10_000),
    default=20,
    show_default=True,
    help="Files of each mirror that are looked at, by chance.",
)
@click.option("--others", is_flag=True, help="Look as well at the mirrors that these tell of.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help=f"A folder to write a page into ({PAGE}), and the same as JSON ({DATA}).",
)
@click.option("--json", "as_json", is_flag=True, help="The result as one JSON object.")
@click.pass_obj
def command(  # noqa: PLR0913 -- one a word of the command
    archive: ArchiveFolder,
    addresses: tuple[str, ...],
    *,
    key: Path | None,
    sample: int,
    others: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    """Tell how mirrors stand: current, behind, altered, or without an answer.

    Of each mirror the signature is checked, some files by chance, and whether it still shows
    what was withdrawn. Without addresses it looks at those that reftel.toml declares. Made to be
    run by cron: the exit code is 0 where all are current, 1 where some are behind or give no
    answer, and 3 where one is altered or shows what was withdrawn.

    \b
    reftel mirror-check https://mirror.example/cables https://other.example
    reftel mirror-check --output /srv/status
    """
    wanted = addresses or declared(archive)
    for one in wanted:
        Host(one).close()  # raises ConfigError for what is no address
    with progress("Looking at mirrors") as told:
        told(f"{len(wanted)} of them")
        status = surveyed(archive, wanted, key, sample=sample, others=others)
    if output is not None:
        output.mkdir(parents=True, exist_ok=True)
        durable.replace(output / PAGE, status.page())
        durable.replace(output / DATA, status.written())
    if as_json:
        click.echo(json.dumps(status.entry(), ensure_ascii=False))
    else:
        click.echo("\n".join(map(on_one_line, _lines(status))))
    sys.exit(_code(status))


def _lines(status: Status) -> Iterator[str]:
    for one in status.standings:
        edition = f"  edition {one.edition}" if one.edition else ""
        yield f"{WORDS[one.state]:<10} {one.address}{edition}  {' '.join(one.why)}".rstrip()


def _code(status: Status) -> int:
    if not all(one.is_sound for one in status.standings):
        return CHECK_FAILED
    current = all(one.state is State.CURRENT for one in status.standings)
    return DONE if current else DONE_WITH_REJECTS
