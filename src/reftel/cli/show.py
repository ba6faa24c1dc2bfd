"""``reftel show``: one cable on the terminal."""

from collections.abc import Iterator

import click

from reftel.archive import ArchiveFolder, Audience
from reftel.cli._terminal import shown
from reftel.edition.live import open_live
from reftel.edition.read import Edition
from reftel.errors import ArchiveError, ReftelError
from reftel.telegram.cable import CableRecord, as_json


@click.command("show")
@click.argument("reference_id", metavar="ID")
@click.option("--json", "as_record", is_flag=True, help="The whole record, as one line of JSON.")
@click.option(
    "--audience",
    type=click.Choice([audience.value for audience in Audience]),
    default=Audience.PUBLIC.value,
    show_default=True,
    help="Whose edition to read.",
)
@click.pass_obj
def command(archive: ArchiveFolder, reference_id: str, audience: str, *, as_record: bool) -> None:
    """Print one cable of the live edition.

    \b
    reftel show 08VIENTIANE145
    reftel show 08VIENTIANE145 --json
    """
    edition = open_live(archive, audience=Audience(audience))
    record = edition.record(reference_id)
    if record is None:
        raise _absent(edition, reference_id)
    if as_record:
        click.echo(as_json(record))
    else:
        click.echo("\n".join(_lines(edition, record)).encode("utf-8", "backslashreplace"))


def _lines(edition: Edition, record: CableRecord) -> Iterator[str]:
    yield shown(record["id"])
    yield shown(record["subject"])
    yield ""
    for name, value in _facts(edition, record):
        yield f"{name:<15} {shown(value) or '-'}"
    if record["header"]:
        yield f"\n{shown(record['header'])}"
    yield f"\n{shown(record['text'])}"


def _facts(edition: Edition, record: CableRecord) -> Iterator[tuple[str, str]]:
    yield "Created", _moment(record["created"])
    yield "Released", _moment(record["released"])
    yield "Classification", record["classification"]
    yield "Origin", record["origin"]
    yield "Tags", ", ".join(record["tags"])
    targets = [one["target"] for one in record["references"] if one["target"]]
    held = edition.held(targets)
    for reference in record["references"]:
        target = reference["target"]
        here = f"  ({target}{'' if target in held else ', not here'})" if target else ""
        yield "Refers to", f"{reference['text']}{here}"
    for entry in edition.cited_by(record["id"]):
        yield "Referred to by", f"{entry.id}  {entry.subject}"
    yield "Edition", f"{edition.manifest.number} of {edition.manifest.declaration.name}"


def _moment(written: str | None) -> str:
    return (written or "").replace("T", " ").replace("Z", " UTC")


def _absent(edition: Edition, reference_id: str) -> ReftelError:
    number = edition.manifest.number
    withdrawn, ghost = edition.withdrawn(reference_id), edition.ghost(reference_id)
    happened = f"There is no cable {shown(reference_id)} in edition {number}."
    if withdrawn is not None:
        happened = f"{withdrawn.id} was withdrawn on {withdrawn.on}: {shown(withdrawn.notice)}"
    elif ghost is not None:
        citing = f"cables that refer to it: {ghost.citing}"
        card = f"; it is withheld, says {shown(ghost.card.source)}" if ghost.card else ""
        happened = f"{ghost.id} is not in edition {number}{card}; {citing}."
    return ArchiveError(
        happened, "Nothing was changed.", "Look for words of it with 'reftel search WORDS'."
    )
