"""``reftel search``: what the live edition holds on a question, on the terminal."""

import json
from collections.abc import Iterator
from dataclasses import replace

import click

from reftel.archive import ArchiveFolder, Audience
from reftel.cli._batch import terms_of_file, write
from reftel.cli._terminal import on_one_line, shown
from reftel.edition.live import open_live
from reftel.edition.read import Edition
from reftel.errors import ConfigError
from reftel.reading_room.searching.terms import cables as cables_of
from reftel.reading_room.searching.terms import counts
from reftel.search.backend import Hits, SortOrder
from reftel.search.meanings import expanded
from reftel.search.query import Query, parse_query
from reftel.search.snippets import Fragments, lit, passages
from reftel.telegram.cable import CableRecord

PASSAGES = 2


@click.command("search")
@click.argument("words", metavar="QUERY...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each cable found.")
@click.option(
    "--sort",
    type=click.Choice([order.value for order in SortOrder]),
    default=SortOrder.RELEVANCE.value,
    show_default=True,
    help="The order of the cables.",
)
@click.option(
    "--limit",
    type=click.IntRange(0, 10_000),
    default=20,
    show_default=True,
    help="At most so many.",
)
@click.option(
    "--offset", type=click.IntRange(0), default=0, show_default=True, help="Pass over so many."
)
@click.option(
    "--batch",
    metavar="FILE",
    help="Search for each term of a list: a query a line, or a table if it ends in .csv.",
)
@click.option("--column", default="", help="The column of the table that has the terms.")
@click.option("--cables", is_flag=True, help="Of a list, name the cables that each term finds.")
@click.option(
    "--audience",
    type=click.Choice([audience.value for audience in Audience]),
    default=Audience.PUBLIC.value,
    show_default=True,
    help="Whose edition to search.",
)
@click.pass_obj
def command(  # noqa: PLR0913 -- one for each option
    archive: ArchiveFolder,
    *,
    words: tuple[str, ...],
    as_json: bool,
    sort: str,
    limit: int,
    offset: int,
    batch: str | None,
    column: str,
    cables: bool,
    audience: str,
) -> None:
    """Find cables in the live edition, with the paragraphs that hold the words.

    How the query was read, and how many cables there are in all, goes to stderr.

    \b
    reftel search harvest barley
    reftel search '"forced labor" tag:KTIP created:2008-01..2008-06'
    reftel search 'from:vientiane class:secret NOT traffick*' --sort created-newest
    reftel search --json 'subject:elections' | head -1
    reftel search --batch names.csv --column name > found.csv
    """
    edition = open_live(archive, audience=Audience(audience))
    if batch is not None:
        terms = terms_of_file(batch, column)
        made = cables_of(edition, terms, limit) if cables else counts(edition, terms)
        write(made, as_json=as_json)
        return
    if not words:
        raise ConfigError(
            "There is no query.",
            "Nothing was searched for.",
            "Say what to search for, or name a list of terms with --batch FILE.",
        )
    query = expanded(parse_query(" ".join(words)), edition.spellings)
    found = edition.searcher.find(query, limit=offset + limit, sort=SortOrder(sort))
    found = replace(found, hits=found.hits[offset:])
    _say_how_it_was_read(query, found, offset)
    for record, score in _records(edition, found):
        if as_json:
            click.echo(json.dumps(_object(record, score, query)))
        else:
            click.echo("\n".join(_lines(record, query)))


def _say_how_it_was_read(query: Query, found: Hits, offset: int) -> None:
    for notice in query.notices:
        click.echo(f"Notice: {shown(notice.message)}", err=True)
    number = f"{found.total:,} cable{'' if found.total == 1 else 's'}"
    place = f", {offset + 1:,} to {offset + len(found.hits):,} shown" if found.hits else ""
    click.echo(f"{number}{place}. Read as: {shown(query.describe()) or 'everything'}", err=True)


def _records(edition: Edition, found: Hits) -> Iterator[tuple[CableRecord, float]]:
    for hit in found.hits:
        record = edition.record(hit.id)
        if record is not None:
            yield record, hit.score


def _lines(record: CableRecord, query: Query) -> Iterator[str]:
    day = (record["created"] or "no date")[:10]
    facts = (record["id"], day, record["classification"], record["origin"])
    yield "  ".join(on_one_line(fact) for fact in facts)
    yield f"    {_bright(lit(record['subject'], query))}"
    for passage in passages(record, query, PASSAGES):
        number = f"¶{on_one_line(passage.number)} " if passage.number else ""
        yield f"    {number}{_bright(passage.fragments)}"
    yield ""


def _object(record: CableRecord, score: float, query: Query) -> dict[str, object]:
    kept = ("id", "created", "released", "classification", "origin", "country", "subject", "tags")
    held: dict[str, object] = {name: value for name, value in record.items() if name in kept}
    told = [
        {"anchor": one.anchor, "number": one.number, "fragments": one.fragments}
        for one in passages(record, query, PASSAGES)
    ]
    return {**held, "score": score, "passages": told}


def _bright(fragments: Fragments) -> str:
    """Lit words in bold where the terminal can; click leaves the codes out elsewhere."""
    return "".join(
        click.style(on_one_line(text), bold=True) if is_lit else on_one_line(text)
        for text, is_lit in fragments
    )
