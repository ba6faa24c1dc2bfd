"""``reftel withdraw``: public cables taken back, with a notice in their place."""

from datetime import datetime
from functools import partial

import click

from reftel.archive import ArchiveFolder
from reftel.cli._deciding import decide, ground, grounds


@click.command("withdraw")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--reason", required=True, help="The notice that readers find in its place.")
@grounds
@click.pass_obj
def command(  # noqa: PLR0913 -- one a word of the command
    archive: ArchiveFolder,
    *,
    ids: tuple[str, ...],
    reason: str,
    on: datetime | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Take public cables back. A notice with the reason stands where each of them stood.

    A new edition without them is built and made live at once. The originals stay in the
    vault. Naming a withdrawn cable to 'reftel release' makes it public again.

    \b
    reftel withdraw 08EXAMPLETOWN12 --reason "Withdrawn to protect a source."
    """
    from reftel.site import database  # noqa: PLC0415 -- loads Django

    database.open_vault(archive)
    from reftel.vault import decisions  # noqa: PLC0415 -- models need it set up

    why = ground(on, by, reason)
    act = partial(decisions.withdraw, archive, ids, why)
    decide(archive, "withdraw", act, by=why.author, as_json=as_json)
