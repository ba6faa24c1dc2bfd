"""``reftel verify --audit``: whether the audit log is whole, and what it answers for."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.archive import ArchiveFolder
from reftel.cli import CHECK_FAILED, DONE
from reftel.cli._progress import progress
from reftel.cli._terminal import on_one_line
from reftel.errors import ArchiveError

if TYPE_CHECKING:
    from reftel.vault.proof import Proof

NEXT = (
    "Put back a copy of the vault that has them; where there is none, and it is clear why, write "
    "that down with 'reftel audit --restored WHY'."
)


def look_into_log(archive: ArchiveFolder) -> None:
    """Open the vault to read its log. Raises ArchiveError where there is none yet."""
    from reftel.site import database  # noqa: PLC0415 -- loads Django

    if not database.look_into_vault(archive):
        raise ArchiveError(
            f"The archive in {archive.root} holds nothing yet, and has no log.",
            "Nothing was changed.",
            "Take files in with 'reftel import PATH'.",
        )
    from reftel.vault import audit  # noqa: PLC0415 -- models need Django set up

    if not audit.has_begun():
        raise ArchiveError(
            f"The vault of {archive.root} is from before there was an audit log.",
            "Nothing was changed.",
            "It begins with the next command that writes: 'reftel rebuild', for one.",
        )


def check_log(archive: ArchiveFolder, copies: Sequence[Path], *, as_json: bool) -> None:
    """Check the log against what the archive knows of it and these copies, and end."""
    look_into_log(archive)
    from reftel.vault import heads  # noqa: PLC0415 -- models need Django set up
    from reftel.vault.faults import told  # noqa: PLC0415
    from reftel.vault.proof import proof  # noqa: PLC0415

    known = [heads.read(copy.read_text("utf-8", "replace"), str(copy)) for copy in copies]
    with progress("Checking the log"), told(archive):
        made = proof([*heads.known(archive), *known])
    if as_json:
        click.echo(json.dumps(_entry(made), ensure_ascii=False))
    else:
        click.echo("\n".join(map(on_one_line, _told(made))))
    sys.exit(CHECK_FAILED if made.faults else DONE)


def _told(made: "Proof") -> list[str]:
    faults = [fault.message for fault in made.faults]
    if faults:
        return [*faults, *made.owned, "The log is not whole.", *[NEXT] * bool(made.lost)]
    from reftel.vault.report import counted  # noqa: PLC0415 -- loads the parser

    said = f"The log is whole: {counted(made.entries, 'entry', 'entries')}."
    if made.found:
        latest = max(number for _, number in made.found)
        said += f" Up to entry {latest:,} it is the one that {_knew(made)} knew."
    return [*made.owned, said]


def _knew(made: "Proof") -> str:
    first, *others = (known.where for known, _ in reversed(made.found))
    return f"{first} and {len(others):,} more" if others else first


def _entry(made: "Proof") -> dict[str, object]:
    return {
        "whole": not made.faults,
        "entries": made.entries,
        "head": made.head._asdict(),
        "faults": [fault._asdict() for fault in made.faults],
        "found": [{"where": known.where, "entry": number} for known, number in made.found],
        "lost": made.owned,
    }
