"""What a query asks, as values: clauses, and how they are joined.

``str()`` of a node is query text that reads back as the same node; it is what readers are
shown as "this is how we read your query".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from reftel.gazetteer import markings
from reftel.search.fields import DateField, NumberField, TextField, ValueField
from reftel.search.folding import words

_BARE = re.compile(r"[^\W_][\w./-]*")
_ESCAPED = re.compile(r'[\\"“”„]')


class Match(StrEnum):
    """How a value is compared: the whole of it, some words of it, or how a word begins."""

    WHOLE = "whole"
    WORDS = "words"
    START = "start"


@dataclass(frozen=True, slots=True)
class Everything:
    """What an empty query asks for."""

    def __str__(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Words:
    """One word, or several that stand side by side; by their stems, or ``exact`` as written."""

    words: tuple[str, ...]
    field: TextField = TextField.ANYWHERE
    exact: bool = False

    def __str__(self) -> str:
        text = self.words[0] if len(self.words) == 1 else f'"{" ".join(self.words)}"'
        return f"{_named(self.field)}{'=' if self.exact else ''}{text}"


@dataclass(frozen=True, slots=True)
class Near:
    """Several words, by their stems, in any order within one paragraph, or within the subject.

    Any two of them stand there in a stretch of words that is long enough for all of them and
    ``between`` others. For two words: at most ``between`` others stand between them.
    """

    words: tuple[str, ...]
    between: int
    field: TextField = TextField.ANYWHERE

    def __str__(self) -> str:
        return f'{_named(self.field)}"{" ".join(self.words)}"~{self.between}'


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that begins with these letters, as written and not by its stem."""

    letters: str
    field: TextField = TextField.ANYWHERE

    def __str__(self) -> str:
        return f"{_named(self.field)}{self.letters}*"


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Any word at most ``distance`` (1 or 2) letters away: one more, less, other or exchanged.

    Exchanged are two neighbours, and then neither is changed again.
    """

    word: str
    distance: int
    field: TextField = TextField.ANYWHERE

    def __str__(self) -> str:
        return f"{_named(self.field)}{self.word}~{self.distance}"


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a field; ``text`` is as written, in one line, and holds at least one word."""

    field: ValueField
    text: str
    match: Match

    @property
    def words(self) -> tuple[str, ...]:
        return words(self.text)

    def __str__(self) -> str:
        if self.match is Match.START:
            return f"{self.field}:{self.words[0]}*"
        return f"{self.field}:{'=' if self.match is Match.WHOLE else ''}{_written(self.text)}"


@dataclass(frozen=True, slots=True)
class Dates:
    """A range of dates, both ends included: ``2008``, ``2008-02`` or ``2008-02-29``; or open."""

    field: DateField
    first: str | None
    last: str | None

    def __str__(self) -> str:
        return f"{self.field}:{_range(self.first, self.last)}"


@dataclass(frozen=True, slots=True)
class Numbers:
    """A range of numbers, both ends included; None is an open end, and never both are."""

    field: NumberField
    first: int | None
    last: int | None

    def __str__(self) -> str:
        if self.field is not NumberField.LEVEL:
            return f"{self.field}:{_range(self.first, self.last)}"
        at_least = self.first is not None
        rank = self.first if at_least else self.last
        name = next(name for name in markings.CLASSIFICATIONS if markings.rank(name) == rank)
        return f"{self.field}:{'>=' if at_least else '<='}{_written(name)}"


@dataclass(frozen=True, slots=True)
class Inside:
    """One paragraph for which all of ``part`` holds; of these portion marks, if any are given.

    In ``part`` stand only words, Near, Prefix and Fuzzy without a field, joined in any way.
    """

    part: "Node"
    marks: tuple[str, ...] = ()  # one of them, as Paragraph.mark has it: U, SBU, C, S//NF

    def __str__(self) -> str:
        if not self.marks:
            return f"para:({self.part})"
        marks = " OR ".join(map(_written, self.marks))
        marks = f"({marks})" if len(self.marks) > 1 else marks
        part = _grouped(self.part) if isinstance(self.part, Or) else self.part
        return f"para:(mark:{marks} {part})"


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"

    def __str__(self) -> str:
        return f"NOT {_grouped(self.part)}"


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " AND ".join(_grouped(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " OR ".join(_grouped(part) for part in self.parts)


Textual = Words | Near | Prefix | Fuzzy
Clause = Textual | Value | Dates | Numbers | Inside
Node = Everything | Clause | Not | And | Or


def all_of(parts: Iterable[Node]) -> Node | None:
    """The parts joined by AND, flat; None for none."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, And) else (part,))]
    return And(tuple(flat)) if len(flat) > 1 else flat[0] if flat else None


def any_of(parts: Iterable[Node]) -> Node | None:
    """The parts joined by OR, flat; None for none."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, Or) else (part,))]
    return Or(tuple(flat)) if len(flat) > 1 else flat[0] if flat else None


def opposite(part: Node) -> Node:
    """NOT; twice is not at all."""
    return part.part if isinstance(part, Not) else Not(part)


def _grouped(part: Node) -> str:
    return f"({part})" if isinstance(part, And | Or) else str(part)


def _named(field: TextField) -> str:
    return f"{field}:" if field else ""


def _range(first: object, last: object) -> str:
    if first == last:
        return str(first)
    return f"{'' if first is None else first}..{'' if last is None else last}"


def _written(text: str) -> str:
    """A value as a query has it: bare where that reads back to the same, else quoted."""
    if _BARE.fullmatch(text) and text not in {"AND", "OR", "NOT"}:
        return text
    return '"' + _ESCAPED.sub(r"\\\g<0>", text) + '"'
