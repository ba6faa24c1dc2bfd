"""Another wording of a search that found next to nothing: "did you mean …?"."""

from dataclasses import dataclass

from reftel.edition.read import Edition
from reftel.reading_room.searching.asked import Asked
from reftel.search.spelling import respelt

FEW = 3  # cables: with more than these nobody is asked whether something else was meant


@dataclass(frozen=True, slots=True)
class Rewording:
    """What may have been meant, and how many cables that finds."""

    text: str
    address: str
    count: int


def did_you_mean(edition: Edition, asked: Asked, total: int) -> Rewording | None:
    """The same search with near words for those that the edition lacks, if that finds more."""
    if total > FEW or not asked.q:
        return None
    searcher = edition.searcher
    text = respelt(asked.q, searcher.frequency, searcher.beginning)
    if not text:
        return None
    other = asked.reworded(text)
    count = searcher.find(other.narrowed(edition.spellings), limit=1).total
    return Rewording(text, other.address(), count) if count > total else None
