"""The plain back end: every cable is looked at for every query. The others must agree with it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from reftel.search.backend import Counts, Facet, Hit, Hits, SortOrder
from reftel.search.card import Card, card
from reftel.search.clauses import (
    And,
    DateField,
    Dates,
    Everything,
    Match,
    Node,
    Not,
    Or,
    Prefix,
    TextField,
    Value,
    ValueField,
    Words,
)
from reftel.search.dates import first_day, last_day
from reftel.search.folding import WORD, key, words
from reftel.search.query import Query
from reftel.search.stems import stem
from reftel.telegram.cable import CableRecord

Text = tuple[tuple[str, ...], ...]  # the words of each piece


@dataclass(frozen=True, slots=True)
class _Held:
    card: Card
    text: Mapping[TextField, Text]
    stems: Mapping[TextField, Text]

    def values(self, field: ValueField) -> tuple[str, ...]:
        return {
            ValueField.TAG: self.card.tags,
            ValueField.ORIGIN: self.card.origin,
            ValueField.CLASSIFICATION: self.card.classification,
            ValueField.COUNTRY: self.card.country,
        }[field]


class MemoryIndex:
    """Writer and searcher in one, for tests and for archives of a few hundred cables."""

    def __init__(self, records: Iterable[CableRecord] = ()) -> None:
        self._held: list[_Held] = []
        for record in records:
            self.add(record)

    def add(self, record: CableRecord) -> None:
        """Take one cable in."""
        made = card(record)
        text = {
            TextField.ANYWHERE: tuple(tuple(WORD.findall(piece)) for piece in made.body),
            TextField.SUBJECT: (tuple(WORD.findall(made.subject)),),
        }
        stems = {
            field: tuple(tuple(stem(word) for word in piece) for piece in pieces)
            for field, pieces in text.items()
        }
        self._held.append(_Held(made, text, stems))

    def find(
        self,
        query: Query,
        *,
        offset: int = 0,
        limit: int = 20,
        sort: SortOrder = SortOrder.RELEVANCE,
    ) -> Hits:
        found = self._found(query)
        if sort is SortOrder.RELEVANCE and query.weighs():
            scored = [Hit(held.card.id, self._score(held, query)) for held in found]
            scored.sort(key=lambda hit: (-hit.score, hit.id))
        else:
            scored = [Hit(held.card.id, 0.0) for held in sorted(found, key=_ORDERS[sort])]
        return Hits(len(found), tuple(scored[offset : offset + limit]))

    def count(self, query: Query, facet: Facet, limit: int = 20) -> Counts:
        return self.counts(query, (facet,), limit)[facet]

    def counts(
        self, query: Query, facets: Sequence[Facet] = tuple(Facet), limit: int = 20
    ) -> Mapping[Facet, Counts]:
        found = self._found(query)
        counted: dict[Facet, Counts] = {}
        for facet in facets:
            counter = Counter(value for held in found for value in _facet(held.card, facet))
            counted[facet] = sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
        return counted

    def _found(self, query: Query) -> list[_Held]:
        return [held for held in self._held if _answers(held, query.root)]

    def _score(self, held: _Held, query: Query) -> float:
        """Rarer words and more of them weigh more. Only the order means anything."""
        score = 0.0
        for clause in query.lights():
            having = sum(_answers(other, clause) for other in self._held)
            if isinstance(clause, Words) and having:
                times = _times(held.stems[clause.field], tuple(map(stem, clause.words)))
                score += log(1 + len(self._held) / having) * times / (times + 1)
        return score


def _answers(held: _Held, node: Node) -> bool:  # noqa: PLR0911 - one for each kind of node
    match node:
        case Everything():
            return True
        case And(parts):
            return all(_answers(held, part) for part in parts)
        case Or(parts):
            return any(_answers(held, part) for part in parts)
        case Not(part):
            return not _answers(held, part)
        case Words(wanted, field):
            return _times(held.stems[field], tuple(map(stem, wanted))) > 0
        case Prefix(letters, field):
            return any(_begins(word, letters) for piece in held.text[field] for word in piece)
        case Dates(field, first, last):
            return _within(_day(held.card, field), first, last)
        case Value():
            return any(_compares(value, node) for value in held.values(node.field))


def _times(pieces: Text, wanted: tuple[str, ...]) -> int:
    """How often the stems stand side by side; those of words too long to be kept never do."""
    if not all(wanted):
        return 0
    return sum(
        piece[at : at + len(wanted)] == wanted for piece in pieces for at in range(len(piece))
    )


def _begins(word: str, letters: str) -> bool:
    return word.startswith(letters) and stem(word) != ""


def _within(day: int | None, first: str | None, last: str | None) -> bool:
    if day is None:
        return False
    return (first is None or day >= first_day(first)) and (last is None or day <= last_day(last))


def _compares(value: str, clause: Value) -> bool:
    wanted, held = clause.words, words(value)
    if clause.match is Match.WHOLE:
        return key(value) == " ".join(wanted)
    if clause.match is Match.START:
        return any(_begins(word, wanted[0]) for word in held)
    return all(map(stem, wanted)) and any(
        held[at : at + len(wanted)] == wanted for at in range(len(held))
    )


def _day(held: Card, field: DateField) -> int | None:
    return held.created if field is DateField.CREATED else held.released


def _facet(held: Card, facet: Facet) -> tuple[str, ...]:
    return {
        Facet.ORIGIN: held.origin,
        Facet.COUNTRY: held.country,
        Facet.TAG: held.tags,
        Facet.YEAR: held.year,
        Facet.CLASSIFICATION: held.classification,
    }[facet]


def _by(
    minute: Callable[[Card], int | None], sign: int
) -> Callable[[_Held], tuple[bool, int, str]]:
    def order(held: _Held) -> tuple[bool, int, str]:
        at = minute(held.card)
        return at is None, sign * (at or 0), held.card.id

    return order


_ORDERS = {
    SortOrder.RELEVANCE: _by(lambda held: held.created_minute, -1),
    SortOrder.NEWEST: _by(lambda held: held.created_minute, -1),
    SortOrder.OLDEST: _by(lambda held: held.created_minute, 1),
    SortOrder.RELEASED_NEWEST: _by(lambda held: held.released_minute, -1),
    SortOrder.RELEASED_OLDEST: _by(lambda held: held.released_minute, 1),
}
