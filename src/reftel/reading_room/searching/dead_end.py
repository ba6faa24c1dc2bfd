"""The ways on from a search that found nothing: what finds something, were less asked for."""

from collections.abc import Iterator
from dataclasses import dataclass

from reftel.edition.read import Edition
from reftel.reading_room.searching.asked import Asked
from reftel.reading_room.searching.facets import Chip, chips
from reftel.search.clauses import And, all_of
from reftel.search.query import parse_query

MOST = 6  # words, and filters, that are tried without


@dataclass(frozen=True, slots=True)
class WayOn:
    """A search for less, and how many cables it finds: without some words, or without a filter.

    ``chip`` is the filter; ``words`` are as a query has them, and both are empty where it is
    without any filter.
    """

    address: str
    count: int
    words: str = ""
    chip: Chip | None = None


def ways_on(edition: Edition, asked: Asked) -> tuple[WayOn, ...]:
    """Of the filters and the words, those without which something is found."""
    less = [*_fewer_filters(asked), *_fewer_words(asked)]
    ways = (
        WayOn(other.address(), _total(edition, other), words, chip) for other, words, chip in less
    )
    return tuple(way for way in ways if way.count)


def _fewer_filters(asked: Asked) -> Iterator[tuple[Asked, str, Chip | None]]:
    every = list(zip(asked.choices, chips(asked), strict=True))
    for one, chip in every[:MOST]:
        yield asked.without(one.facet, one.value), "", chip
    if len(every) > 1:
        yield asked.unfiltered(), "", None


def _fewer_words(asked: Asked) -> Iterator[tuple[Asked, str, Chip | None]]:
    root = parse_query(asked.q).root
    parts = root.parts if isinstance(root, And) else ()
    for at, part in enumerate(parts[:MOST]):
        rest = all_of([*parts[:at], *parts[at + 1 :]])
        yield asked.reworded(str(rest)), str(part), None


def _total(edition: Edition, asked: Asked) -> int:
    return edition.searcher.find(asked.narrowed(edition.spellings), limit=1).total
