"""Whether a cable answers a query, in the plainest way: by looking at all of it.

What each clause means is written here once, to be read; engines that are fast have to agree.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations
from typing import NamedTuple

from reftel.search.card import Card
from reftel.search.clauses import (
    And,
    Clause,
    Dates,
    Everything,
    Fuzzy,
    Inside,
    Match,
    Near,
    Node,
    Not,
    Numbers,
    Or,
    Prefix,
    Textual,
    Value,
    Words,
)
from reftel.search.dates import first_day, last_day
from reftel.search.fields import DateField, NumberField, TextField
from reftel.search.folding import WORD, key, words
from reftel.search.slips import within
from reftel.search.stems import stem


class Piece(NamedTuple):
    """A stretch of text that no phrase reaches out of. A word too long to keep has no stem."""

    words: tuple[str, ...]
    stems: tuple[str, ...]


Text = tuple[Piece, ...]
_BEGIN, _END = "0000", "9999"


@dataclass(frozen=True, slots=True)
class Held:
    """A cable, taken apart into words."""

    card: Card
    text: Mapping[TextField, Text]
    paragraphs: tuple[tuple[str, Text], ...]  # the mark of each, and its words
    cited: int

    @classmethod
    def of(cls, made: Card, cited: int) -> "Held":
        """The cable of a card, and how many refer to it."""
        text = {
            TextField.ANYWHERE: tuple(map(piece, made.body)),
            TextField.SUBJECT: (piece(made.subject),),
        }
        paragraphs = tuple((mark, (piece(one),)) for mark, one in made.paragraphs)
        return cls(made, text, paragraphs, cited)

    def where(self, clause: Textual) -> Text:
        """The pieces that a clause about words is looked for in."""
        if isinstance(clause, Near) and clause.field is TextField.ANYWHERE:
            texts = (text for _, text in self.paragraphs)
            return (*self.text[TextField.SUBJECT], *chain.from_iterable(texts))
        return self.text[clause.field]

    def number(self, field: NumberField) -> int | None:
        return {
            NumberField.WORDS: self.card.words,
            NumberField.CITED: self.cited,
            NumberField.LEVEL: self.card.level,
        }[field]


def piece(plain: str) -> Piece:
    """The words of a stretch of plain text."""
    found = tuple(WORD.findall(plain))
    return Piece(found, tuple(map(stem, found)))


def answers(held: Held, node: Node) -> bool:
    """Whether a cable answers a query, or a part of one."""
    match node:
        case Everything():
            return True
        case And(parts):
            return all(answers(held, part) for part in parts)
        case Or(parts):
            return any(answers(held, part) for part in parts)
        case Not(part):
            return not answers(held, part)
        case Words() | Near() | Prefix() | Fuzzy():
            return times(held.where(node), node) > 0
        case Value() | Dates() | Numbers() | Inside():
            return _fits(held, node)


def _fits(held: Held, clause: Clause) -> bool:
    match clause:
        case Value():
            return any(_compares(value, clause) for value in held.card.values[clause.field])
        case Dates(field, first, last):
            day = held.card.created if field is DateField.CREATED else held.card.released
            begin, end = first_day(first or _BEGIN), last_day(last or _END)
            return _between(day, begin, end)
        case Numbers(field, first, last):
            return _between(held.number(field), first, last)
        case Inside(part, marks):
            of_mark = (text for mark, text in held.paragraphs if not marks or mark in marks)
            return any(_inside(text, part) for text in of_mark)
        case _:
            return False


def _inside(paragraph: Text, node: Node) -> bool:
    match node:
        case And(parts):
            return all(_inside(paragraph, part) for part in parts)
        case Or(parts):
            return any(_inside(paragraph, part) for part in parts)
        case Not(part):
            return not _inside(paragraph, part)
        case Words() | Near() | Prefix() | Fuzzy():
            return times(paragraph, node) > 0
        case _:
            return isinstance(node, Everything)


def times(text: Text, clause: Textual) -> int:
    """How often a clause about words holds in a text."""
    match clause:
        case Words(wanted, _, exact):
            stems = tuple(map(stem, wanted))
            if not all(stems):
                return 0
            if exact:
                return sum(_runs(one.words, wanted) for one in text)
            return sum(_runs(one.stems, stems) for one in text)
        case Near(wanted, between):
            stems = tuple(map(stem, wanted))
            reach = len(wanted) - 1 + between
            return all(stems) and sum(_near(one.stems, stems, reach) for one in text)
        case Prefix(letters):
            return sum(word.startswith(letters) for word, _ in kept(text))
        case Fuzzy(wanted, distance):
            return sum(within(word, wanted, distance) for word, _ in kept(text))


def _runs(held: tuple[str, ...], wanted: tuple[str, ...]) -> int:
    """How often the wanted ones stand side by side."""
    return sum(held[at : at + len(wanted)] == wanted for at in range(len(held)))


def _near(held: tuple[str, ...], wanted: tuple[str, ...], reach: int) -> bool:
    """Whether any two of the wanted ones stand at most so many places apart."""
    return all(
        any(held[at] == one and _others(held, at, reach, other) for at in range(len(held)))
        for one, other in combinations(wanted, 2)
    )


def _others(held: tuple[str, ...], at: int, reach: int, other: str) -> bool:
    """Whether another one stands near a place, before or behind."""
    before, behind = held[max(0, at - reach) : at], held[at + 1 : at + 1 + reach]
    return other in before or other in behind


def kept(text: Text) -> Iterator[tuple[str, str]]:
    """Each word with its stem, but for those too long to be kept."""
    return ((word, stemmed) for one in text for word, stemmed in zip(*one, strict=True) if stemmed)


def _between(number: int | None, first: int | None, last: int | None) -> bool:
    if number is None:
        return False
    return (first is None or number >= first) and (last is None or number <= last)


def _compares(value: str, clause: Value) -> bool:
    wanted, held = clause.words, words(value)
    match clause.match:
        case Match.WHOLE:
            return key(value) == " ".join(wanted)
        case Match.START:
            return any(word.startswith(wanted[0]) and stem(word) for word in held)
        case Match.WORDS:
            return all(map(stem, wanted)) and _runs(held, wanted) > 0
