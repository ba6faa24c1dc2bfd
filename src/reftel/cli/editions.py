"""``reftel editions``: the public editions that were live, and where they lie."""

import json

import click

from reftel.archive import ArchiveFolder


@click.command("editions")
@click.option("--prune", is_flag=True, help="Move all but the live one into the vault.")
@click.option("--delete", is_flag=True, help="Delete all but the live one, in the vault too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an edition.")
@click.pass_obj
def command(archive: ArchiveFolder, *, prune: bool, delete: bool, as_json: bool) -> None:
    """List the public editions, where each lies, and which is live.

    Those that hold what was withdrawn since are moved into the vault by themselves. Copies on
    other machines go when they are made again with a tool that deletes.

    \b
    reftel editions
    reftel editions --prune
    """
    from reftel.site import database  # noqa: PLC0415 -- loads Django

    if prune or delete:
        _tidied(archive, delete=delete)
    elif not database.look_into_vault(archive):
        return
    from reftel.vault import former  # noqa: PLC0415 -- models need Django set up

    for one in former.editions(archive):
        where = "live" if one.live else "private" if one.private else "public"
        told = {
            "edition": one.number,
            "made": one.made,
            "where": where if one.folder else "gone",
            "folder": str(one.folder) if one.folder else None,
        }
        if as_json:
            click.echo(json.dumps(told))
        else:
            click.echo(f"{one.number:06}  {one.made}  {told['where']:<8}{told['folder'] or ''}")


def _tidied(archive: ArchiveFolder, *, delete: bool) -> None:
    from reftel.site import database  # noqa: PLC0415 -- loads Django

    database.open_vault(archive)
    from reftel.vault import former  # noqa: PLC0415 -- models need Django set up
    from reftel.vault.faults import told  # noqa: PLC0415
    from reftel.vault.lock import writing  # noqa: PLC0415

    with writing(archive), told(archive):
        gone = former.remove(archive) if delete else former.put_away(archive)
    what = "deleted" if delete else "moved into the vault"
    click.echo(f"{len(gone)} {'edition' if len(gone) == 1 else 'editions'} {what}.", err=True)
