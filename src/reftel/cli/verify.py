"""``reftel verify``: whether a citation holds in the live edition."""

import sys
from pathlib import Path

import click

from reftel.archive import ArchiveFolder, Audience
from reftel.cli import CHECK_FAILED, COULD_NOT_RUN, DONE
from reftel.cli._terminal import on_one_line
from reftel.edition.live import open_live
from reftel.edition.verdict import Outcome, Verdict, verdict
from reftel.errors import ConfigError
from reftel.telegram.cable import as_json


@click.command("verify")
@click.argument("words", metavar="CITATION...", nargs=-1, required=True)
@click.option("--json", "as_entry", is_flag=True, help="The answer as one JSON object.")
@click.option(
    "--audience",
    type=click.Choice([audience.value for audience in Audience]),
    default=Audience.PUBLIC.value,
    show_default=True,
    help="Whose edition to ask.",
)
@click.pass_obj
def command(
    archive: ArchiveFolder, words: tuple[str, ...], audience: str, *, as_entry: bool
) -> None:
    """Check a citation against the live edition: whether the words still stand there.

    Put it in quotation marks, as a shell takes # for a comment. The exit code is 0 where it
    holds, 3 where it does not, and 2 where nothing could be checked.

    \b
    reftel verify "08VIENTIANE145 ¶3 @12 #1f0c9a3b"
    reftel verify "08VIENTIANE145 par3 @12 #1f0c9a3b"
    """
    if len(words) == 1 and Path(words[0]).is_dir():
        raise ConfigError(
            f"{on_one_line(words[0])} is a folder; 'verify' takes a citation.",
            "Nothing was checked.",
            "Check an archive with 'reftel --archive FOLDER doctor'.",
        )
    found = verdict(open_live(archive, audience=Audience(audience)), " ".join(words))
    if as_entry:
        click.echo(as_json(found.entry()))
    elif not found.outcome.checked:
        raise _unchecked(found)
    else:
        _tell(found)
    if not found.outcome.checked:
        sys.exit(COULD_NOT_RUN)
    sys.exit(DONE if found.outcome.holds else CHECK_FAILED)


def _tell(found: Verdict) -> None:
    click.echo(f"{'Holds' if found.outcome.holds else 'Does not hold'}. {found.sentence}")
    if found.outcome is Outcome.ABSENT and found.citing:
        click.echo(f"Cables here that refer to it: {found.citing}.")
    if found.now is not None and found.outcome is not Outcome.HOLDS:
        label = "Cited as of this edition" if found.outcome.holds else "What stands there now"
        click.echo(f"{label}: {on_one_line(str(found.now))}")


def _unchecked(found: Verdict) -> ConfigError:
    there = f"What stands there is cited as {found.now}." if found.now else "Copy it once more."
    return ConfigError(found.sentence, "Nothing was changed.", on_one_line(there))
