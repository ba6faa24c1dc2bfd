"""``reftel rebuild``: every original read again, and the editions made anew."""

import json
import sys
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from reftel.archive import ArchiveFolder, Audience
from reftel.cli import CHECK_FAILED, DONE
from reftel.cli._author import hand
from reftel.cli._progress import progress
from reftel.machine import user

if TYPE_CHECKING:
    from reftel.vault.rereading import RereadingReport

NAMED_AT_MOST = 20


@click.command("rebuild")
@click.option("--json", "as_json", is_flag=True, help="The report as one JSON object.")
@click.option(
    "--staff",
    is_flag=True,
    help="Only the edition that the staff search, of what is held; no original is read again.",
)
@click.option(
    "--public",
    is_flag=True,
    help="Only the public edition, with what its keepers wrote; no original is read again.",
)
@click.option(
    "--workers",
    type=click.IntRange(0, 64),
    help="Processes that read; 0 reads in this one.  [default: one a processor]",
)
@click.pass_obj
def command(
    archive: ArchiveFolder, *, as_json: bool, staff: bool, public: bool, workers: int | None
) -> None:
    """Read every original again with this version's parser, and make the editions anew.

    Says which fields were gained, lost and changed, and tries again what was rejected.
    Decisions stand. The exit code is 3 where an original is damaged, a released cable cannot
    be read any more, or what is held back of one is not found in it.

    \b
    reftel rebuild
    reftel rebuild --staff
    reftel rebuild --public
    """
    from reftel.site import database  # noqa: PLC0415 -- loads Django

    database.open_vault(archive)
    if public:
        from reftel.vault.writings import require_readable  # noqa: PLC0415 -- models need it set up

        require_readable(archive)
    only = [one for one, asked in ((Audience.PUBLIC, public), (Audience.STAFF, staff)) if asked]
    if only:
        made = {audience.value: _made(archive, audience, workers) for audience in only}
        _tell(made, {}, as_json=as_json)
        return
    from reftel.crew import usual_size  # noqa: PLC0415 -- models need it set up
    from reftel.edition.pointer import live_folder  # noqa: PLC0415
    from reftel.vault.rereading import reread  # noqa: PLC0415

    with progress("Reading again") as told:
        size = usual_size() if workers is None else workers
        report = reread(archive, workers=size, hand=hand(), progress=told)
    made = {
        audience.value: _made(archive, audience, workers, afresh=True)
        for audience in Audience
        if live_folder(archive, audience=audience) is not None
    }
    if not as_json:
        click.echo("\n".join(_told(report)))
    _tell(made, report.as_dict(), as_json=as_json)
    failed = report.damaged or report.lost_releases or report.unlaid
    sys.exit(CHECK_FAILED if failed else DONE)


def _made(
    archive: ArchiveFolder, audience: Audience, workers: int | None, *, afresh: bool = False
) -> dict[str, object]:
    """An edition for an audience, made and live."""
    from reftel.vault.preparation import usual_workers  # noqa: PLC0415
    from reftel.vault.publication import publish  # noqa: PLC0415 -- see above

    with progress(f"Building the {audience.value} edition"):
        manifest = publish(
            archive,
            audience=audience,
            made_at=datetime.now(UTC),
            author=user(),
            workers=usual_workers() if workers is None else workers,
            afresh=afresh,
        )
    return {
        "edition": manifest.number,
        "content_digest": manifest.content_digest,
        "cables": manifest.counts["cables"],
    }


def _tell(made: dict[str, dict[str, object]], report: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({**report, "editions": made}, ensure_ascii=False))
        return
    for name, edition in made.items():
        click.echo(f"The {name} edition {edition['edition']:06} is live.")


def _told(report: "RereadingReport") -> list[str]:
    changes = report.changes
    said = [f"damaged   {each}" for each in report.damaged[:NAMED_AT_MOST]]
    for what, fields in (
        ("gained", changes.gained),
        ("lost", changes.lost),
        ("changed", changes.changed),
    ):
        said += [f"{what:<9} {name}: {_in(fields, name)}" for name in sorted(fields)]
    for what, cables in (
        ("new", changes.cables_gained),
        ("gone", changes.cables_lost),
        ("unpublished", report.lost_releases),
        ("not shown", report.unlaid),
    ):
        said += [f"{what:<9} {cable}" for cable in sorted(cables)[:NAMED_AT_MOST]]
    return [*said, str(report)]


def _in(fields: Counter[str], name: str) -> str:
    return f"in {fields[name]:,} {'record' if fields[name] == 1 else 'records'}"
