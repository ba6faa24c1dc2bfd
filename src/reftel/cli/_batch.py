"""``reftel search --batch``: a list of terms in, what each of them finds out."""

import json
from collections.abc import Iterator, Sequence

import click

from reftel.cli._input import text_of
from reftel.reading_room.searching.terms import Row
from reftel.reading_room.tables import csv_rows
from reftel.search.batch import terms_of_csv, terms_of_lines


def terms_of_file(name: str, column: str) -> Sequence[str]:
    """The terms of a file, or of standard input for ``-``; a table where its name ends in .csv.

    Raises SourceError where it cannot be read.
    """
    text = text_of(name, "The list of terms")
    if column or name.lower().endswith(".csv"):
        return terms_of_csv(text, column)
    return terms_of_lines(text)


def write(rows: Iterator[Row], *, as_json: bool) -> None:
    """A table on stdout while it is made: as CSV, or one JSON object a row."""
    names = [name or "" for name in next(rows)]
    if not as_json:
        _write(csv_rows([names]))
    for row in rows:
        told = dict(zip(names, row, strict=True))
        _write(json.dumps(told) + "\n" if as_json else csv_rows([row]))


def _write(text: str) -> None:
    click.echo(text.encode("utf-8", "backslashreplace"), nl=False)
