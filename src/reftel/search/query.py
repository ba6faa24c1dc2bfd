"""Reads what a person typed. Total: every text gives a query, and nothing is raised.

What cannot be read as written is searched as words, with a notice that names the place.
The grammar is docs/reference/query.md: AND, written or not, binds tighter than OR.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reftel.gazetteer import markings
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
    all_of,
    any_of,
    opposite,
)
from reftel.search.dates import date_range, first_day, last_day
from reftel.search.folding import one_line, words
from reftel.search.tokens import (
    OPERATORS,
    Notice,
    NoticeKind,
    Token,
    TokenKind,
    tokens,
    within_length,
)

MOST_NOTICES = 20
SHORTEST_PREFIX = 2

Field = TextField | ValueField | DateField

FIELDS: dict[str, Field] = {
    "subject": TextField.SUBJECT,
    "tag": ValueField.TAG,
    "origin": ValueField.ORIGIN,
    "from": ValueField.ORIGIN,
    "class": ValueField.CLASSIFICATION,
    "country": ValueField.COUNTRY,
    "created": DateField.CREATED,
    "released": DateField.RELEASED,
}


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked, how it was read, and what could not be read as written."""

    text: str
    root: Node
    notices: tuple[Notice, ...] = ()

    def describe(self) -> str:
        """How the query was read, as query text that reads back to the same."""
        return str(self.root)

    def lights(self) -> tuple[Words | Prefix, ...]:
        """The clauses whose words are to be lit in a text: all but those under NOT."""
        return tuple(dict.fromkeys(_positive(self.root)))

    def weighs(self) -> bool:
        """Whether some cables can answer this query better than others."""
        return any(isinstance(clause, Words) for clause in self.lights())


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


def _positive(node: Node) -> Iterator[Words | Prefix]:
    match node:
        case Words() | Prefix():
            yield node
        case And(parts) | Or(parts):
            for part in parts:
                yield from _positive(part)
        case Everything() | Value() | Dates() | Not():
            return


@dataclass(slots=True)
class _Reader:
    """A descent over the tokens; brackets are balanced, so it always comes out at the end."""

    stream: Sequence[Token]
    notices: list[Notice]
    at: int = 0

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
        parts: list[Node] = []
        while (kind := self._kind()) not in {None, TokenKind.CLOSE}:
            if kind is TokenKind.OR and parts and self._continues():
                break
            if kind is TokenKind.AND and parts and self._continues():
                self.at += 1
            part = self._one(where)
            if part is not None:
                parts.append(part)
        return all_of(parts)

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
            self._notice(NoticeKind.STRAY_OPERATOR, token, "joins nothing; searched as a word")
            part = self._words(token, TextField.ANYWHERE)
        else:
            part = self._value(token, where, whole=False)
        return opposite(part) if negated and part is not None else part

    def _in_field(self, name: Token) -> Node | None:
        where = FIELDS[name.text]
        following = self._kind()
        if following is TokenKind.OPEN:
            self.at += 1
            part = self.either(where)
            self.at += 1
            return part
        if following not in {TokenKind.WORD, TokenKind.QUOTED}:
            self._notice(NoticeKind.EMPTY_FIELD, name, "has no value; searched as a word")
            return self._words(name, TextField.ANYWHERE)
        token = self.stream[self.at]
        self.at += 1
        return self._value(token, where, whole=name.whole)

    def _value(self, token: Token, where: Field, *, whole: bool) -> Node | None:
        if isinstance(where, DateField):
            return self._dates(token, where)
        if isinstance(where, TextField):
            return self._words(token, where)
        return self._held(token, where, whole=whole)

    def _words(self, token: Token, where: TextField) -> Node | None:
        """One word, the words of a phrase, or ``begin*``."""
        body = token.text.rstrip("*")
        starred = body != token.text and token.kind is not TokenKind.QUOTED
        found = words(token.text)
        if "*" in (body if starred else token.text):
            self._notice(NoticeKind.STAR, token, "a star stands only at the end of a single word")
            starred = False
        if not found:
            return None
        if not starred:
            return Words(found, where)
        if len(found[-1]) < SHORTEST_PREFIX:
            message = f"needs {SHORTEST_PREFIX} letters before the star; searched as a word"
            self._notice(NoticeKind.STAR, token, message)
            return Words(found, where)
        before: list[Node] = [Words(found[:-1], where)] if found[:-1] else []
        return all_of([*before, Prefix(found[-1], where)])

    def _held(self, token: Token, where: ValueField, *, whole: bool) -> Node | None:
        text = one_line(token.text)
        found = words(text)
        if not found:
            return None
        starred = token.kind is TokenKind.WORD and text.endswith("*") and not whole
        if starred and len(found) == 1 and text.count("*") == 1:
            return Value(where, found[0], Match.START)
        if where is ValueField.CLASSIFICATION and not whole:
            named = markings.classification(text)
            if named is not None:
                return Value(where, named, Match.WHOLE)
        return Value(where, text, Match.WHOLE if whole else Match.WORDS)

    def _dates(self, token: Token, where: DateField) -> Node | None:
        ends = date_range(token.text.strip())
        if ends is None:
            self._notice(NoticeKind.NOT_A_DATE, token, "is no date; searched as words")
            return self._words(token, TextField.ANYWHERE)
        first, last = ends
        if first and last and first_day(first) > last_day(last):
            self._notice(NoticeKind.BACKWARDS, token, "runs backwards; the ends were exchanged")
            first, last = last, first
        return Dates(where, first, last)

    def _kind(self) -> TokenKind | None:
        return self.stream[self.at].kind if self.at < len(self.stream) else None

    def _continues(self) -> bool:
        """Whether something that can be joined follows the operator that stands here."""
        following = self.stream[self.at + 1].kind if self.at + 1 < len(self.stream) else None
        return following not in {None, TokenKind.CLOSE, TokenKind.AND, TokenKind.OR}

    def _notice(self, kind: NoticeKind, token: Token, what: str) -> None:
        self.notices.append(Notice(kind, token.start, token.end, f"“{token.text}” {what}."))
