"""Whether a quotation stands in an edition, where, and in what it differs.

The index gives the cables that may hold it: those that have all of its words side by side,
else those that share most of what is rare in it. Only these are read and compared.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from reftel.analysis.forms import roughly
from reftel.analysis.likeness import LONG_RUN
from reftel.analysis.quotable import Quotable
from reftel.analysis.quotation import Quotation
from reftel.analysis.tracing import Trace, traced
from reftel.edition.read import Edition
from reftel.search.backend import SortOrder
from reftel.search.clauses import Words
from reftel.search.folding import words
from reftel.search.query import Query
from reftel.search.shingles import telling
from reftel.telegram.cable import CableRecord

Held = tuple[CableRecord, Quotable]

LISTED = 10  # cables that have it word for word, named at the most
READ = 24  # cables that are read where none has it
EACH = 5  # words; of so many, one pair at least is whole where the quotation is near
COMPARED = 5  # of them, those that are compared word by word
NEARLY = 3  # near ones that are shown, none of them much farther than the nearest
TWICE = 2


class Verdict(StrEnum):
    """Codes are stable."""

    EMPTY = "empty"
    EXACT = "exact"
    EXACT_BUT = "exact-but"  # for case, accents, punctuation, spacing, or being cut in a word
    NEAR = "near"
    NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True)
class Found:
    """A cable that has it, or nearly."""

    record: CableRecord
    trace: Trace

    @property
    def verdict(self) -> Verdict:
        if not self.trace.is_exact:
            return Verdict.NEAR
        return Verdict.EXACT_BUT if self.trace.manners else Verdict.EXACT


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer. ``total`` are the cables that have it word for word: the first are in ``found``.

    ``marked`` says that only what stood in quotation marks was found.
    """

    quotation: Quotation
    verdict: Verdict
    found: tuple[Found, ...] = ()
    total: int = 0
    marked: bool = False


def checked(edition: Edition, pasted: str) -> Checked:
    """Whether what was pasted stands in an edition."""
    quotation = Quotation.read(pasted)
    answer = _checked(edition, quotation)
    if answer.verdict is Verdict.NOT_FOUND and (inner := quotation.marked()):
        said = _checked(edition, inner)
        if said.found:
            return replace(said, marked=True)
    return answer


def _checked(edition: Edition, quotation: Quotation) -> Checked:
    if not quotation.pieces:
        return Checked(quotation, Verdict.EMPTY)
    found, total = _word_for_word(edition, quotation)
    if not found:
        found = _nearest(edition, quotation)
        total = sum(one.trace.is_exact for one in found)
    if not found:
        return Checked(quotation, Verdict.NOT_FOUND)
    return Checked(quotation, found[0].verdict, found, total)


def _word_for_word(edition: Edition, quotation: Quotation) -> tuple[tuple[Found, ...], int]:
    """The first cables that have it, and how many do. One with gaps is not looked for so."""
    if len(quotation.pieces) > 1:
        return (), 0
    side_by_side = Words(words(quotation.bare), exact=True)
    if not side_by_side.words:
        return (), 0
    query = Query(quotation.text, side_by_side)
    hits = edition.searcher.find(query, limit=LISTED, sort=SortOrder.OLDEST)
    found = tuple(_traces(_quotables(edition, hits.ids), quotation))
    exact = tuple(sorted((one for one in found if one.trace.is_exact), key=_otherwise))
    return exact, hits.total - len(found) + len(exact) if exact else 0


def _nearest(edition: Edition, quotation: Quotation) -> tuple[Found, ...]:
    """The nearest cables: those that have it word for word, else with the fewest differences."""
    pieces = [words(piece.written(quotation.text)) for piece in quotation.pieces]
    phrases = telling(pieces, edition.searcher.frequency)
    ids = edition.searcher.sharing(phrases, READ) if phrases else ()
    alike = _most_alike(_quotables(edition, ids), quotation)
    found = [one for one in _traces(alike, quotation) if one.trace.is_near]
    found.sort(key=lambda one: (_distance(one), -one.trace.same))
    exact = tuple(sorted((one for one in found if one.trace.is_exact), key=_otherwise))
    near = (one for one in found[:NEARLY] if _distance(one) <= TWICE * _distance(found[0]))
    return exact or tuple(near)


def _otherwise(one: Found) -> bool:
    """Whether it is written otherwise."""
    return one.verdict is not Verdict.EXACT


def _distance(one: Found) -> int:
    """How far a cable is from the whole of what was pasted."""
    return one.trace.differences + one.trace.beyond


def _quotables(edition: Edition, ids: Iterable[str]) -> list[Held]:
    return [(record, Quotable.of(record)) for record in edition.some(ids)]


def _most_alike(held: list[Held], quotation: Quotation) -> list[Held]:
    """The cables that share most pairs of words with a quotation, and enough to be near."""
    pairs = set(pairwise(roughly(quotation.text)))
    alike = [len(pairs.intersection(pairwise(roughly("\n".join(one.texts))))) for _, one in held]
    enough = max(1, quotation.length // EACH - len(quotation.pieces), *(n // EACH for n in alike))
    best = sorted(range(len(held)), key=lambda place: -alike[place])[:COMPARED]
    return [held[place] for place in best if alike[place] >= min(enough, LONG_RUN - 2)]


def _traces(held: Iterable[Held], quotation: Quotation) -> Iterator[Found]:
    for record, quotable in held:
        yield Found(record, traced(quotation, quotable))
