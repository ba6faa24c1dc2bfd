"""``reftel quote``: whether quotations stand in the live edition, on the terminal."""

import json
import re
import sys
from collections.abc import Iterator

import click

from reftel.archive import ArchiveFolder, Audience
from reftel.cli import CHECK_FAILED
from reftel.cli._input import text_of
from reftel.cli._terminal import on_one_line
from reftel.edition.live import open_live
from reftel.errors import ConfigError
from reftel.reading_room.quoting.answers import ELSEWHERE, Answer, Fragment, told
from reftel.reading_room.quoting.checking import Checked, Verdict, checked

_EMPTY_LINES = re.compile(r"\n[ \t\r]*\n")
_DIFFERENT = frozenset({"changed", "put in", "left out", "beyond", "missing"})


@click.command("quote")
@click.argument("words", metavar="QUOTATION...", nargs=-1)
@click.option(
    "--file", "source", metavar="FILE", help="Quotations with empty lines between; - is stdin."
)
@click.option("--exact", is_flag=True, help="What differs in any word counts as not found.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a quotation.")
@click.option(
    "--audience",
    type=click.Choice([audience.value for audience in Audience]),
    default=Audience.PUBLIC.value,
    show_default=True,
    help="Whose edition to look in.",
)
@click.pass_obj
def command(  # noqa: PLR0913 -- one for each option
    archive: ArchiveFolder,
    *,
    words: tuple[str, ...],
    source: str | None,
    exact: bool,
    as_json: bool,
    audience: str,
) -> None:
    """Tell whether quotations stand in the live edition, where, and in what they differ.

    Ends with 0 if all are found, with 3 if one is not.

    \b
    reftel quote "The harvest was good"
    reftel quote --file quotations.txt --json > checked.jsonl
    pbpaste | reftel quote --file -
    """
    quotations = [" ".join(words)] if words else []
    if source is not None:
        parts = _EMPTY_LINES.split(text_of(source, "The quotations"))
        quotations += [part for part in parts if part.strip()]
    if not any(map(str.strip, quotations)):
        raise ConfigError(
            "There is no quotation.",
            "Nothing was looked for.",
            "Give one in quotation marks, or a file of them with --file FILE.",
        )
    edition = open_live(archive, audience=Audience(audience))
    number = edition.manifest.number
    missed = 0
    for quotation in quotations:
        answer = checked(edition, quotation)
        missed += answer.verdict in _failing(exact=exact)
        if as_json:
            click.echo(json.dumps(told(answer, number)))
        else:
            click.echo("\n".join(_lines(answer, number)))
    if missed:
        sys.exit(CHECK_FAILED)


def _failing(*, exact: bool) -> set[Verdict]:
    near = {Verdict.NEAR} if exact else set[Verdict]()
    return {Verdict.NOT_FOUND, Verdict.EMPTY} | near


def _lines(answer: Checked, edition: int) -> Iterator[str]:
    if not answer.found:
        yield f"Not in this archive, edition {edition}: {_brief(answer.quotation.text)}"
    for one in map(Answer, answer.found):
        place = next((f" ¶{passage.number}" for passage in one.passages if passage.number), "")
        yield f"{_verdict(one)}: {on_one_line(one.record['id'])}{place}"
        if one.verdict is Verdict.NEAR:
            yield f"  quoted  {_marked(one.quoted)}"
        for passage in one.passages:
            yield f"  cable   {_marked(passage.fragments)}"
    if answer.total > len(answer.found):
        yield f"{answer.total:,} cables have it; the first {len(answer.found)} are named."
    if answer.quotation.cut:
        yield f"Only the first {len(answer.quotation.text):,} characters were looked for."
    yield ""


def _verdict(one: Answer) -> str:
    match one.verdict:
        case Verdict.EXACT:
            return "Word for word"
        case Verdict.EXACT_BUT:
            return f"Word for word but for {', '.join(manner.value for manner in one.manners)}"
        case _:
            words = "1 word differs" if one.count == 1 else f"{one.count} words differ"
            return f"Near, {words}"


def _marked(fragments: tuple[Fragment, ...]) -> str:
    """The text in one line, what differs in square brackets."""
    shown = ((f"[{text}]" if kind in _DIFFERENT else text, kind) for text, kind in fragments)
    return " ".join(on_one_line("".join(text for text, kind in shown if kind != ELSEWHERE)).split())


def _brief(text: str) -> str:
    line = " ".join(on_one_line(text).split())
    return line if len(line) <= 72 else f"{line[:71].rstrip()}…"
