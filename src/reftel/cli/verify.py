"""``reftel verify``: whether a citation holds, or an edition, a mirror, the audit log is whole."""

import re
import sys
from pathlib import Path
from typing import NoReturn

import click

from reftel.archive import ArchiveFolder, Audience
from reftel.cli import CHECK_FAILED, COULD_NOT_RUN, DONE
from reftel.cli._auditing import check_log
from reftel.cli._mirrored import Wish, check_file, check_host, check_mirror
from reftel.cli._sealed import check_edition
from reftel.cli._terminal import on_one_line
from reftel.edition.live import open_live
from reftel.edition.manifest import NAME
from reftel.edition.verdict import Outcome, Verdict, verdict
from reftel.errors import ConfigError
from reftel.mirror.fetching import CONNECTIONS
from reftel.mirror.manifest import NAME as MIRROR
from reftel.telegram.cable import as_json

_HOST = re.compile(r"https?://[^#]*\Z")  # a citation has its digest behind a #


@click.command("verify")
@click.argument("words", metavar="[CITATION... | FOLDER | ADDRESS | FILE]", nargs=-1)
@click.option("--audit", is_flag=True, help="Check the audit log of the archive instead.")
@click.option(
    "--head",
    "copies",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="With --audit: a copy of vault/audit-head that was kept elsewhere.",
)
@click.option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="With an edition or a mirror: the key of its archive.  [default: as remembered]",
)
@click.option(
    "--proof",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What 'reftel prove' printed of a file: check that file alone.",
)
@click.option(
    "--sample",
    type=click.IntRange(min=1),
    help="With an address: look at so many of its files only, by chance.",
)
@click.option(
    "--connections",
    type=click.IntRange(1, 16),
    default=CONNECTIONS,
    show_default=True,
    help="With an address: how many files are asked for at a time.",
)
@click.option("--anew", is_flag=True, help="Do not go on where a check that was cut off stopped.")
@click.option("--json", "as_entry", is_flag=True, help="The answer as one JSON object.")
@click.option(
    "--audience",
    type=click.Choice([audience.value for audience in Audience]),
    default=Audience.PUBLIC.value,
    show_default=True,
    help="Whose edition to ask.",
)
@click.pass_obj
def command(  # noqa: PLR0913 -- one a word of the command
    archive: ArchiveFolder,
    words: tuple[str, ...],
    audience: str,
    *,
    audit: bool,
    copies: tuple[Path, ...],
    key: Path | None,
    proof: Path | None,
    sample: int | None,
    connections: int,
    anew: bool,
    as_entry: bool,
) -> None:
    """Check a citation against the live edition: whether the words still stand there.

    Put it in quotation marks, as a shell takes # for a comment. The exit code is 0 where it
    holds, 3 where it does not, and 2 where nothing could be checked.

    \b
    reftel verify "08VIENTIANE145 ¶3 @12 #1f0c9a3b"
    reftel verify "08VIENTIANE145 par3 @12 #1f0c9a3b"

    The folder of an edition or of a mirror, or the address of a mirror, may stand in the place of
    a citation: whether every file of it is as it was made, and signed with the key of its archive.
    That key is remembered when it is seen first. A check that was cut off goes on where it was.

    \b
    reftel verify archive/editions/000012
    reftel verify /media/usb/mirror
    reftel verify https://mirror.example/cables
    reftel verify --sample 200 https://mirror.example/cables
    reftel verify --proof proof.json index.html

    With --audit: whether every entry of the audit log, and every decision, review and mark
    that it tells of, is as it was written. What was changed, taken out, put in, exchanged or
    cut off is named, and the exit code is 3.

    \b
    reftel verify --audit --head /media/usb/audit-head
    """
    if audit == bool(words) or (copies and not audit):
        raise click.UsageError("Say either a citation, or --audit; --head goes with --audit.")
    if audit:
        check_log(archive, copies, as_json=as_entry)
    if proof is not None:
        check_file(Path(" ".join(words)), proof, key, as_json=as_entry)
    if len(words) == 1:
        wish = Wish(key=key, sample=sample, connections=connections, anew=anew, as_json=as_entry)
        _check_whole(words[0], wish)
    found = verdict(open_live(archive, audience=Audience(audience)), " ".join(words))
    _end(found, as_entry=as_entry)


def _check_whole(word: str, wish: Wish) -> None:
    """Check an edition or a mirror, and end; return where the word names neither."""
    folder = Path(word)
    if folder.is_dir() and (folder / MIRROR).exists():
        check_mirror(folder, wish)
    if folder.is_dir():
        _require_edition(folder)
        check_edition(folder, wish.key, as_json=wish.as_json)
    if _HOST.match(word):
        check_host(word, wish)


def _end(found: Verdict, *, as_entry: bool) -> NoReturn:
    if as_entry:
        click.echo(as_json(found.entry()))
    elif not found.outcome.checked:
        raise _unchecked(found)
    else:
        _tell(found)
    if not found.outcome.checked:
        sys.exit(COULD_NOT_RUN)
    sys.exit(DONE if found.outcome.holds else CHECK_FAILED)


def _require_edition(folder: Path) -> None:
    if not (folder / NAME).exists():
        raise ConfigError(
            f"{on_one_line(str(folder))} is a folder, and neither an edition nor a mirror: "
            f"it has no {NAME}.",
            "Nothing was checked.",
            "Name one such as archive/editions/000001; check an archive with "
            "'reftel --archive FOLDER doctor'.",
        )


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
