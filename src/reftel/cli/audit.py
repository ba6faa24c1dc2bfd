"""``reftel audit``: the audit log, to be read, carried away and checked elsewhere."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import click

from reftel.archive import ArchiveFolder
from reftel.cli._auditing import look_into_log
from reftel.cli._author import hand

if TYPE_CHECKING:
    from reftel.vault.entries import Wanted

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("audit")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv"]),
    default="jsonl",
    show_default=True,
    help="jsonl: an entry a line, as it is digested; csv: for a spreadsheet.",
)
@click.option("--since", type=DAY, metavar="DATE", help="Entries of this day (UTC) and later.")
@click.option("--until", type=DAY, metavar="DATE", help="Entries up to this day, and of it.")
@click.option("--about", default="", metavar="WHAT", help="A cable, a batch, an account.")
@click.option("--author", default="", metavar="WHO", help="Entries of one person.")
@click.option("--act", default="", metavar="ACT", help="Entries of one kind: release, withdraw, …")
@click.option("--head", is_flag=True, help="The last number and its digest alone, to be kept.")
@click.option("--restored", metavar="WHY", help="Own up to entries that are lost for good.")
@click.pass_obj
def command(  # noqa: PLR0913 -- one a word of the command
    archive: ArchiveFolder,
    *,
    form: str,
    since: datetime | None,
    until: datetime | None,
    about: str,
    author: str,
    act: str,
    head: bool,
    restored: str | None,
) -> None:
    """Write the audit log: every decision, with who made it and when.

    The sha256 of each line, with its line break, stands in the line after it as "before". So
    the whole log is checked without reftel; 'reftel verify --audit' checks more.

    \b
    reftel audit > log.jsonl
    reftel audit --format csv --about 08EXAMPLETOWN12
    reftel audit --head > /media/usb/audit-head
    """
    if restored is not None:
        _own_up(archive, restored)
        return
    look_into_log(archive)
    from reftel.vault import audit  # noqa: PLC0415 -- models need Django set up
    from reftel.vault.entries import Wanted  # noqa: PLC0415

    if head:
        click.echo("{} {}".format(*audit.head()))
        return
    days = {"since": since and since.date(), "until": until and until.date()}
    wanted = Wanted(act=act, about=about, author=author, **days)
    for piece in _lines(wanted) if form == "jsonl" else _table(wanted):
        click.echo(piece, nl=False)


def _lines(wanted: "Wanted") -> Iterator[bytes]:
    from reftel.vault.entries import entries  # noqa: PLC0415 -- models need Django set up

    for entry, _ in entries(wanted.rows()):
        yield entry.line


def _table(wanted: "Wanted") -> Iterator[str]:
    from reftel.desk.auditing.table import table  # noqa: PLC0415 -- loads the parser
    from reftel.vault.entries import entries  # noqa: PLC0415 -- models need Django set up

    return table(entries(wanted.rows()))


def _own_up(archive: ArchiveFolder, reason: str) -> None:
    from reftel.site import database  # noqa: PLC0415 -- loads Django

    database.open_vault(archive)
    from reftel.vault import heads  # noqa: PLC0415 -- models need it set up

    lost = heads.own_up(archive, reason, hand())
    click.echo(f"Written down: the ends of the log that were known and are lost: {lost}.")
