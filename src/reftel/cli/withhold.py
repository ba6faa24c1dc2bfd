"""``reftel withhold``: cables kept from being released with all others."""

from datetime import datetime
from functools import partial

import click

from reftel.archive import ArchiveFolder
from reftel.cli._deciding import decide, ground, grounds


@click.command("withhold")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--reason", required=True, help="Kept with the decision; not public.")
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
    """Keep cables back. They are not released by --all or --batch, and nobody is told of them.

    For cables that were never public; take back what was with 'reftel withdraw'. Naming a
    withheld cable to 'reftel release' releases it after all.

    \b
    reftel withhold 08EXAMPLETOWN12 --reason "Names a source"
    """
    from reftel.site import database  # noqa: PLC0415 -- loads Django

    database.open_vault(archive)
    from reftel.vault import decisions  # noqa: PLC0415 -- models need it set up

    why = ground(on, by, reason)
    act = partial(decisions.withhold, archive, ids, why)
    decide(archive, "withhold", act, by=why.author, as_json=as_json)
