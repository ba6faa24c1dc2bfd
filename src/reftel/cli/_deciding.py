"""What release, withhold and withdraw have in common: grounds, and what follows a decision."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reftel.archive import ArchiveFolder
from reftel.cli._author import user

if TYPE_CHECKING:
    from reftel.vault.decisions import Ground

EASTERNMOST = timedelta(hours=14)  # where the day begins that is still to come in UTC
F = TypeVar("F", bound=Callable[..., Any])


def grounds(command: F) -> F:
    """The options ``--on``, ``--by`` and ``--json``."""
    options = [
        click.option(
            "--on",
            type=click.DateTime(["%Y-%m-%d"]),
            metavar="DATE",
            help="The day of the decision.  [default: today, UTC]",
        ),
        click.option("--by", default=None, metavar="WHO", help="Who decided.  [default: you]"),
        click.option("--json", "as_json", is_flag=True, help="The result as one JSON object."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def ground(on: datetime | None, by: str | None, reason: str, *, notice: str = "") -> "Ground":
    from reftel.vault.decisions import Ground  # noqa: PLC0415 -- models need Django set up

    now = datetime.now(UTC)
    day: date = on.date() if on else now.date()
    if day > (now + EASTERNMOST).date():
        raise click.BadParameter(
            f"{day} is yet to come, and a decision takes effect at once: nothing was decided. "
            "Decide on the day itself.",
            param_hint="--on",
        )
    author = user() if by is None else by
    return Ground(on=day, reason=reason, notice=notice, author=author, at=now)


def follow(archive: ArchiveFolder, verb: str, decided: int, *, by: str, as_json: bool) -> None:
    """Publish what was decided, and say what came of it."""
    from reftel.vault import publication  # noqa: PLC0415 -- models need Django set up

    manifest = publication.follow(
        archive,
        made_at=datetime.now(UTC),
        author=by,
        workers=publication.usual_workers(),
    )
    if as_json:
        result: dict[str, object] = {"decision": verb, "cables": decided, "edition": None}
        if manifest is not None:
            result |= {
                "edition": manifest.number,
                "content_digest": manifest.content_digest,
                "public": manifest.counts["cables"],
            }
        click.echo(json.dumps(result))
        return
    past = {"release": "released", "withhold": "withheld", "withdraw": "withdrawn"}[verb]
    said = f"{_cables(decided)} {past}."
    if manifest is not None:
        said += f" Edition {manifest.number:06} is live: {_cables(manifest.counts['cables'])}."
    click.echo(said)


def _cables(number: int) -> str:
    return f"{number:,} {'cable' if number == 1 else 'cables'}"
