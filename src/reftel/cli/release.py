"""``reftel release``: what is held made public."""

from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import datetime
from functools import partial

import click

from reftel.archive import ArchiveFolder
from reftel.cli._deciding import decide, ground, grounds
from reftel.cli._due import run as run_due

LARGE = 8 << 20  # bytes of a vault: of a thousand cables and more, which workers will prepare


@click.command("release")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--all", "everything", is_flag=True, help="All that is held and not held back.")
@click.option("--batch", metavar="NAME", help="What was imported with --batch NAME.")
@click.option("--due", is_flag=True, help="The desk's batches whose time has come.")
@click.option("--reason", default="", help="What readers are told of it, in the cable's history.")
@click.option("--note", default="", help="Kept with the decision; not public.")
@grounds
@click.pass_obj
def command(  # noqa: PLR0913 -- one a word of the command
    archive: ArchiveFolder,
    *,
    ids: tuple[str, ...],
    everything: bool,
    batch: str | None,
    due: bool,
    reason: str,
    note: str,
    on: datetime | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Make cables public: all that is held, a batch, those that are named, or what is due.

    A new edition is built beside the live one, which stays until the new one is whole. A
    cable shows the day on which its source released it, or else the day of this decision.
    What is withheld or withdrawn is released only by its name. The text that a newer one
    takes the place of stays in the history of the cable, unless it was withdrawn before.
    What is marked in a cable ('reftel redact') is taken out of it; one in which a mark is
    adrift or a proposal open is not released, and is named.

    \b
    reftel release --all
    reftel release --batch spring --on 2026-03-01 --note "Second part"
    reftel release 08EXAMPLETOWN12 08EXAMPLETOWN13
    reftel release 08EXAMPLETOWN12 --reason "Paragraph 4 was cut off."
    reftel release --due
    """
    if [bool(ids), everything, batch is not None, due].count(True) != 1:
        raise click.UsageError(
            "Say --all, or --batch NAME, or --due, or the ids of cables: one of the four."
        )
    with _workers(archive) if everything or batch is not None else nullcontext():
        from reftel.site import database  # noqa: PLC0415 -- loads Django

        database.open_vault(archive)
        if due:
            run_due(archive, as_json=as_json)
        from reftel.vault import decisions  # noqa: PLC0415 -- models need it set up

        why = ground(on, by, note, notice=reason)
        if everything:
            act = partial(decisions.release_all, archive, why)
        elif batch is not None:
            act = partial(decisions.release_batch, archive, batch, why)
        else:
            act = partial(decisions.release, archive, ids, why)
        held_up = [] if ids else decisions.held_up(archive.policy(), batch)
        decide(archive, "release", act, by=why.author, as_json=as_json, held_up=held_up)


def _workers(archive: ArchiveFolder) -> AbstractContextManager[None]:
    """Where the vault is large, workers that start while Django does and while it is decided."""
    from reftel.crew import standing_by  # noqa: PLC0415
    from reftel.vault.preparation import prepared, usual_workers  # noqa: PLC0415

    size = 0
    with suppress(OSError):  # there is no vault, which is told of when it is opened
        size = archive.database.stat().st_size
    return standing_by(prepared, (), workers=usual_workers() if size >= LARGE else 0)
