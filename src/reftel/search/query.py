"""Reads what a person typed. Total: every text gives a query, and nothing is raised.

What cannot be read as written is searched as words, with a notice that names the place.
The grammar is docs/reference/query.md: AND, written or not, binds tighter than OR.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from reftel.search import filters, paragraphs
from reftel.search.clauses import (
    And,
    Everything,
    Fuzzy,
    Inside,
    Near,
    Node,
    Or,
    Prefix,
    Textual,
    Words,
    all_of,
    any_of,
    opposite,
)
from reftel.search.fields import DateField, NumberField, TextField, ValueField
from reftel.search.folding import words
from reftel.search.paragraphs import Bound
from reftel.search.tokens import (
    OPERATORS,
    Notice,
    NoticeKind,
    Token,
    TokenKind,
    tokens,
    within_length,
)
from reftel.search.wording import wording

MOST_NOTICES = 20
PARAGRAPH = "para"

Field = TextField | ValueField | DateField | NumberField

_VALUES: dict[str, Field] = {field.value: field for field in ValueField}
_NAMES: dict[str, Field] = {
    "subject": TextField.SUBJECT,
    "created": DateField.CREATED,
    "year": DateField.CREATED,
    "released": DateField.RELEASED,
    "words": NumberField.WORDS,
    "cited": NumberField.CITED,
    PARAGRAPH: TextField.ANYWHERE,
}
_OUT = NoticeKind.OUT_OF_PARAGRAPH
_BOUND = {
    NoticeKind.SEVERAL_MARKS: "A paragraph has one mark: any of these is looked for, as with OR.",
    _OUT: "In para:(…) only words and mark: have a meaning; the rest was put beside it.",
}
FIELDS: Mapping[str, Field] = MappingProxyType(_VALUES | _NAMES)


class Expansion(NamedTuple):
    """What else some words of a query were taken to mean (meanings.py)."""

    key: str  # by which a reader takes it off
    written: str  # the words
    also: str  # what is found too, as query text
    why: str


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked, how it was read, what could not be, and what else is found with it."""

    text: str
    root: Node
    notices: tuple[Notice, ...] = ()
    expansions: tuple[Expansion, ...] = ()

    def describe(self) -> str:
        """How the query was read, as query text that reads back to the same."""
        return str(self.root)

    def lights(self) -> tuple[Textual, ...]:
        """The clauses whose words are to be lit in a text: all but those under NOT."""
        return tuple(dict.fromkeys(_positive(self.root)))

    def weighs(self) -> bool:
        """Whether some cables can answer this query better than others."""
        return any(isinstance(clause, Words | Near) for clause in self.lights())


def parse_query(text: str) -> Query:
    """The query that a text asks for; an empty one asks for everything."""
    notices: list[Notice] = []
    kept = within_length(text, notices)
    reader = _Reader(tokens(kept, frozenset(FIELDS), notices), notices)
    root = reader.either(TextField.ANYWHERE)
    if root is None and text.strip():
        message = "There is no word here that can be searched for; every cable is listed."
        notices.append(Notice(NoticeKind.NO_WORDS, 0, len(text), message))
    ordered = sorted(notices, key=lambda notice: (notice.start, notice.end))
    return Query(text, root or Everything(), tuple(ordered[:MOST_NOTICES]))


def _positive(node: Node) -> Iterator[Textual]:
    match node:
        case Words() | Near() | Prefix() | Fuzzy():
            yield node
        case Inside(part):
            yield from _positive(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _positive(part)
        case _:
            return


@dataclass(slots=True)
class _Reader:
    """A descent over the tokens; brackets are balanced, so it always comes out at the end."""

    stream: Sequence[Token]
    notices: list[Notice]
    at: int = 0
    inside: int = 0  # brackets of para: that are open

    def either(self, where: Field) -> Node | None:
        """``a b OR c``, as far as the bracket that closes it."""
        sides: list[Node] = []
        while True:
            side = self._both(where)
            if side is not None:
                sides.append(side)
            if self._kind() is not TokenKind.OR:
                return any_of(sides)
            self.at += 1

    def _both(self, where: Field) -> Node | None:
        begun = self.at
        parts: list[Node] = []
        while (kind := self._kind()) not in {None, TokenKind.CLOSE}:
            if kind is TokenKind.OR and parts and self._continues():
                break
            if kind is TokenKind.AND and parts and self._continues():
                self.at += 1
            part = self._one(where)
            if part is not None:
                parts.append(part)
        whole = all_of(parts)
        return whole if self.inside else self._bound(paragraphs.with_marks(whole), begun)

    def _one(self, where: Field) -> Node | None:
        negated = False
        while self._kind() is TokenKind.NOT and self._continues():
            negated = not negated
            self.at += 1
        token = self.stream[self.at]
        self.at += 1
        if token.kind is TokenKind.OPEN:
            part = self.either(where)
            self.at += 1
        elif token.kind is TokenKind.FIELD:
            part = self._in_field(token)
        elif token.kind in OPERATORS:
            what = "joins nothing; searched as a word"
            self.notices.append(token.notice(NoticeKind.STRAY_OPERATOR, what))
            part = wording(token, TextField.ANYWHERE, self.notices)
        else:
            part = self._value(token, where)
        return opposite(part) if negated and part is not None else part

    def _in_field(self, name: Token) -> Node | None:
        begun = self.at - 1
        if not self._has_value():
            what = "has no value; searched as a word"
            self.notices.append(name.notice(NoticeKind.EMPTY_FIELD, what))
            return wording(name, TextField.ANYWHERE, self.notices)
        paragraph = name.text == PARAGRAPH
        self.inside += paragraph
        token = self.stream[self.at]
        self.at += 1
        if token.kind is TokenKind.OPEN:
            part = self.either(FIELDS[name.text])
            self.at += 1
        else:
            part = self._value(token, FIELDS[name.text])
        self.inside -= paragraph
        if not paragraph or self.inside:
            return part
        return self._bound(paragraphs.inside(part), begun)

    def _value(self, token: Token, where: Field) -> Node | None:
        if isinstance(where, TextField):
            return wording(token, where, self.notices)
        if isinstance(where, DateField):
            return filters.dates(token, where, self.notices)
        if isinstance(where, NumberField):
            return filters.numbers(token, where, self.notices)
        return filters.value(token, where, self.notices)

    def _bound(self, bound: Bound, begun: int) -> Node | None:
        """What was bound to paragraphs, with a notice on the tokens since ``begun``."""
        for kind, met in ((NoticeKind.SEVERAL_MARKS, bound.several), (_OUT, bound.beside)):
            if met:
                start, end = self.stream[begun].start, self.stream[self.at - 1].end
                self.notices.append(Notice(kind, start, end, _BOUND[kind]))
        return bound.node

    def _has_value(self) -> bool:
        """Whether what follows a field can be its value."""
        kind = self._kind()
        if kind in {TokenKind.WORD, TokenKind.QUOTED}:
            return bool(words(self.stream[self.at].text))
        return kind is TokenKind.OPEN

    def _kind(self) -> TokenKind | None:
        return self.stream[self.at].kind if self.at < len(self.stream) else None

    def _continues(self) -> bool:
        """Whether something that can be joined follows the operator that stands here."""
        following = self.stream[self.at + 1].kind if self.at + 1 < len(self.stream) else None
        return following not in {None, TokenKind.CLOSE, TokenKind.AND, TokenKind.OR}
