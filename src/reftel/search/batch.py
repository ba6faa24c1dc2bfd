"""Many questions at once: each term of a list searched for as a query of its own."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reftel.errors import SourceError
from reftel.search.backend import Searcher
from reftel.search.meanings import Spellings, expanded
from reftel.search.query import Query, parse_query


class Answer(NamedTuple):
    """One term of a list, how it was read, and how many cables it finds."""

    term: str
    query: Query
    total: int

    @property
    def notices(self) -> tuple[str, ...]:
        """What could not be read as it was written."""
        return tuple(notice.message for notice in self.query.notices)


def question(term: str, spellings: Spellings) -> Query:
    """A term as a query, with what else it means."""
    return expanded(parse_query(term), spellings)


def answers(searcher: Searcher, terms: Iterable[str], spellings: Spellings) -> Iterator[Answer]:
    """The answer to each term, in the order of the list, one at a time."""
    for term in terms:
        query = question(term, spellings)
        yield Answer(term, query, searcher.find(query, limit=1).total)


def terms_of_lines(text: str) -> Sequence[str]:
    """The terms of a plain list, a query a line as it stands; each once, empty lines none."""
    lines = text.removeprefix("\ufeff").replace("\r", "\n").split("\n")
    return tuple(dict.fromkeys(filter(None, map(str.strip, lines))))


def terms_of_csv(text: str, column: str = "") -> Sequence[str]:
    """The terms of a table as CSV: of each row the first cell, or the one under ``column``.

    A phrase keeps its quotation marks only where they are doubled, as CSV has them, and stand
    in quotation marks. Rows without a term are passed over; a term that comes again is
    searched for once.

    Raises SourceError where the text is no CSV or has no such column.
    """
    rows = _rows(text.removeprefix("\ufeff"))
    at = 0
    if column:
        names = next(rows, [])
        if column not in names:
            known = ", ".join(map(repr, names)) or "none"
            raise SourceError(
                f"The list has no column {column!r}; it has {known}.",
                "Nothing was searched for.",
                "Name one of its columns, as its first row has them.",
            )
        at = names.index(column)
    found = (row[at].strip() for row in rows if at < len(row))
    return tuple(dict.fromkeys(filter(None, found)))


def _rows(text: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""))
    except csv.Error as error:
        raise SourceError(
            f"The list of terms cannot be read as CSV: {error}.",
            "Nothing was searched for.",
            "Save it as CSV in UTF-8, with a term in a cell of each row.",
        ) from error
