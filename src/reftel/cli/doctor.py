"""``reftel doctor``: whether all that is held is still what it was."""

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from reftel.archive import ArchiveFolder
from reftel.cli import CHECK_FAILED, DONE
from reftel.cli._progress import progress
from reftel.cli._terminal import rejected
from reftel.errors import ArchiveError

if TYPE_CHECKING:
    from reftel.vault.checkup import Finding, Rejected


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="All findings as one JSON object.")
@click.pass_obj
def command(archive: ArchiveFolder, *, as_json: bool) -> None:
    """Check every original, the database and the live editions; list what was rejected.

    Writes nothing. The exit code is 3 where something is not as it should be.

    \b
    reftel doctor
    """
    from reftel.site import database  # noqa: PLC0415 -- loads Django

    archive.declaration()
    if not database.look_into_vault(archive):
        raise ArchiveError(
            f"The archive in {archive.root} holds nothing yet.",
            "Nothing was changed.",
            "Take files in with 'reftel import PATH'.",
        )
    from reftel.vault import checkup  # noqa: PLC0415 -- models need it set up

    with progress("Checking") as told:
        findings = list(checkup.examined(archive, progress=told))
    is_readable = all(found.sound for found in findings if found.check == "database")
    rejections = list(checkup.rejections()) if is_readable else []
    sound = all(found.sound for found in findings)
    if as_json:
        entry = {
            "sound": sound,
            "findings": [asdict(found) for found in findings],
            "rejections": [{**each.refusal._asdict(), "kept": each.kept} for each in rejections],
        }
        click.echo(json.dumps(entry, ensure_ascii=False))
    else:
        _tell(findings, rejections)
    sys.exit(DONE if sound else CHECK_FAILED)


def _tell(findings: "list[Finding]", rejections: "list[Rejected]") -> None:
    for found in findings:
        state = "failed" if not found.sound else "note" if found.next_step else "ok"
        click.echo(f"{state:<9} {found.message} {found.next_step}".rstrip())
    for each in rejections:
        click.echo(rejected(each.refusal))
    kept = [each.kept for each in rejections]
    if any(kept):
        click.echo(f"Rejected and kept: {kept.count(True):,}. 'reftel rebuild' tries again.")
    if not all(kept):
        click.echo(
            f"Rejected, and nothing to keep of it: {kept.count(False):,}. "
            "See to the file, and take it in with 'reftel import'."
        )
