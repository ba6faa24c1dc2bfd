"""What each term of a list finds, as tables; each begins with the names of its columns."""

from collections.abc import Iterator, Sequence

from reftel.edition.read import Edition
from reftel.reading_room import addresses
from reftel.search.backend import SortOrder
from reftel.search.batch import answers, question

NAMED = 1_000  # cables of each term that are named, the latest release first

Row = Sequence[str | None]


def counts(edition: Edition, terms: Sequence[str]) -> Iterator[Row]:
    """How many cables each term finds."""
    yield ("term", "read_as", "cables", "notices")
    for answer in answers(edition.searcher, terms, edition.spellings):
        read_as, notices = answer.query.describe(), " ".join(answer.notices)
        yield (answer.term, read_as, str(answer.total), notices)


def cables(edition: Edition, terms: Sequence[str], limit: int = NAMED) -> Iterator[Row]:
    """Which cables each term finds, ``limit`` of each at the most."""
    yield ("term", "id", "created", "released", "classification", "origin", "subject", "address")
    for term in terms:
        query = question(term, edition.spellings)
        found = edition.searcher.find(query, limit=limit, sort=SortOrder.RELEASED_NEWEST)
        for entry in edition.lines(found.ids):
            dates = (entry.created, entry.released)
            told = (entry.classification, entry.origin, entry.subject)
            yield (term, entry.id, *dates, *told, addresses.cable(entry.id))
