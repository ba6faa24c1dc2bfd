"""The cables found, as a results page shows them: a line of each, and where in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reftel.edition.entries import Entry
from reftel.edition.read import Edition
from reftel.reading_room.characters import short
from reftel.search.query import Query
from reftel.search.snippets import Fragments, Passage, lit, passages

PASSAGES = 2  # shown of each hit


@dataclass(frozen=True, slots=True)
class Hit:
    """A cable found, and where in it."""

    entry: Entry
    subject: Fragments
    passages: Sequence[Passage]


def hits(edition: Edition, ids: Iterable[str], query: Query) -> tuple[Hit, ...]:
    """The cables with these ids, in their order, read in one query."""
    return tuple(
        Hit(
            Entry.of(record),
            lit(short(record["subject"]), query),
            passages(record, query, PASSAGES),
        )
        for record in edition.some(ids)
    )
