"""What ``reftel release --due`` does: batches whose time has come, told one a line."""

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from reftel.archive import ArchiveFolder
from reftel.cli import CHECK_FAILED, DONE
from reftel.cli._terminal import on_one_line

if TYPE_CHECKING:
    from reftel.vault.models import Batch


def run(archive: ArchiveFolder, *, as_json: bool) -> None:
    """Run every batch that is due, and say of each what came of it."""
    from reftel.site.releasing import how  # noqa: PLC0415 -- models need Django set up
    from reftel.vault.batches.running import run_due  # noqa: PLC0415

    refused = False
    for batch in run_due(how(archive)):
        told = entry(batch, batch.items.count())
        refused |= batch.state != "released"
        click.echo(json.dumps(told, ensure_ascii=False) if as_json else line(told))
    sys.exit(CHECK_FAILED if refused else DONE)


def entry(batch: "Batch", cables: int) -> dict[str, Any]:
    """A batch and how many cables it has, as JSON tells of it."""
    from reftel.vault.batches.reports import Report  # noqa: PLC0415

    report = Report.of(batch)
    return {
        "batch": batch.name,
        "number": batch.id,
        "state": batch.state,
        "due": batch.due.isoformat() if batch.due else None,
        "cables": cables,
        "edition": batch.edition,
        "happened": report.happened,
        "next": report.next_step,
    }


def line(told: dict[str, Any]) -> str:
    """A batch as a person reads of it."""
    from reftel.vault.report import counted  # noqa: PLC0415 -- loads the sources

    said = f"{told['batch']}: {told['state']}, {counted(told['cables'], 'cable')}"
    if told["edition"] is not None and told["state"] == "released":
        said += f", in edition {told['edition']:06}"
    if told["due"] and told["state"] == "scheduled":
        said += f", due {told['due']}"
    return on_one_line(" ".join(filter(None, (f"{said}.", told["happened"], told["next"]))))
