"""A concordance: every place where the words of a query stand, one a line, with what is around.

Sorted by what follows or precedes, such lines show how a word is used: what is said of it,
who it goes with, where a phrase is a formula.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from reftel.search.folding import words
from reftel.search.query import Query
from reftel.search.snippets import unbroken
from reftel.search.whereabouts import places
from reftel.telegram.cable import CableRecord

WIDTH = 60  # characters at each side
MOST_CABLES = 1_000  # that are looked at
MOST_EACH = 20  # lines of one cable, so that no single one fills the page

_BLANK = " \t\n\r"
_UNDATED = "~"  # after all that are


class Sorting(StrEnum):
    """By the words behind, by those before, or by date; equal lines stay in the order of hits."""

    RIGHT = "right"
    LEFT = "left"
    DATE = "date"


class Line(NamedTuple):
    """One place: its cable and paragraph, and the text around it, all in one line."""

    id: str
    created: str | None
    anchor: str
    number: str | None
    left: str
    keyword: str
    right: str


class Concordance(NamedTuple):
    """The lines, in how many cables they were looked for, and how many places there were."""

    lines: tuple[Line, ...]
    cables: int
    places: int


def concordance(
    records: Iterable[CableRecord],
    query: Query,
    sorting: Sorting = Sorting.RIGHT,
    *,
    cables: int = MOST_CABLES,
    each: int = MOST_EACH,
) -> Concordance:
    """The places in the paragraphs of the first so many cables; of each the first so many."""
    lines: list[Line] = []
    looked_at = found = 0
    for record in islice(records, max(cables, 0)):
        looked_at += 1
        of_cable = list(_lines(record, query))
        found += len(of_cable)
        lines += of_cable[: max(each, 0)]
    return Concordance(tuple(sorted(lines, key=_KEYS[sorting])), looked_at, found)


def _lines(record: CableRecord, query: Query) -> Iterator[Line]:
    for place, spans in places(record, query).items():
        paragraph = record["paragraphs"][place]
        text = paragraph["text"]
        for start, end in spans:
            yield Line(
                record["id"],
                record["created"],
                paragraph["anchor"],
                paragraph["number"],
                _before(text, start),
                unbroken(text[start:end]),
                _behind(text, end),
            )


def _before(text: str, start: int) -> str:
    """What stands before a place, in whole words as far as they fit."""
    begin = max(0, start - WIDTH)
    cut = text[begin:start]
    if begin and text[begin - 1] not in _BLANK:
        cut = cut[_first_blank(cut) :]
    return unbroken(cut).lstrip()


def _behind(text: str, end: int) -> str:
    cut = text[end : end + WIDTH]
    if end + WIDTH < len(text) and text[end + WIDTH] not in _BLANK:
        cut = cut[: len(cut) - _first_blank(cut[::-1])]
    return unbroken(cut).rstrip()


def _first_blank(text: str) -> int:
    """Where the first word ends; 0 for one that fills all of it, which is shown cut."""
    return next((at for at, sign in enumerate(text) if sign in _BLANK), 0)


def _right(line: Line) -> tuple[str, ...]:
    return words(line.right)


def _left(line: Line) -> tuple[str, ...]:
    return words(line.left)[::-1]


def _date(line: Line) -> tuple[str, ...]:
    return (line.created or _UNDATED,)


_KEYS: Mapping[Sorting, Callable[[Line], tuple[str, ...]]] = {
    Sorting.RIGHT: _right,
    Sorting.LEFT: _left,
    Sorting.DATE: _date,
}
