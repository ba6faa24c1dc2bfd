"""What release, withhold and withdraw have in common: grounds, and what follows a decision."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reftel.archive import ArchiveFolder
from reftel.machine import user

if TYPE_CHECKING:
    from reftel.vault.decisions import Ground, HeldUp

NAMED_AT_MOST = 20
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


def decide(  # noqa: PLR0913 -- each is told
    archive: ArchiveFolder,
    verb: str,
    act: Callable[[], int],
    *,
    by: str,
    as_json: bool,
    held_up: "Sequence[HeldUp]" = (),
) -> None:
    """Decide and publish, and say what came of it, and what was not released.

    ``act`` decides, and gives about how many cables.
    """
    from reftel.vault import publication, veils  # noqa: PLC0415 -- models need Django set up
    from reftel.vault.models import Decision  # noqa: PLC0415
    from reftel.vault.preparation import usual_workers  # noqa: PLC0415

    before = Decision.objects.last_id()
    decided = act()
    manifest = publication.follow(
        archive,
        made_at=datetime.now(UTC),
        author=by,
        workers=usual_workers(),
    )
    unlaid = list(veils.unlaid(before))
    if as_json:
        result: dict[str, object] = {"decision": verb, "cables": decided, "edition": None}
        if manifest is not None:
            result |= {
                "edition": manifest.number,
                "content_digest": manifest.content_digest,
                "public": manifest.counts["cables"],
            }
        if held_up:
            result["held_up"] = [one._asdict() for one in held_up]
        if unlaid:
            result["not_shown"] = unlaid
        click.echo(json.dumps(result))
        return
    past = {"release": "released", "withhold": "withheld", "withdraw": "withdrawn"}[verb]
    said = f"{_cables(decided)} {past}."
    if manifest is not None:
        said += f" Edition {manifest.number:06} is live: {_cables(manifest.counts['cables'])}."
    click.echo("\n".join([said, *_told(held_up, unlaid)]))


def _told(held_up: "Sequence[HeldUp]", unlaid: Sequence[str]) -> Iterator[str]:
    """What was not released or is not shown, and what to do."""
    for one in held_up[:NAMED_AT_MOST]:
        yield f"not released  {one.cable}: {one.why}. See 'reftel redact {one.cable} --list'."
    if len(held_up) > NAMED_AT_MOST:
        yield f"not released  and {_cables(len(held_up) - NAMED_AT_MOST)} more"
    for cable in unlaid[:NAMED_AT_MOST]:
        yield (
            f"not shown     {cable}: what is held back of it is not found in its text as it is "
            f"read now. See 'reftel redact {cable} --list', then release it again."
        )


def _cables(number: int) -> str:
    return f"{number:,} {'cable' if number == 1 else 'cables'}"
