"""What a query asks, as values: clauses, and how they are joined.

``str()`` of a node is query text that reads back as the same node; it is what readers are
shown as "this is how we read your query".
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from reftel.search.folding import words

_BARE = re.compile(r"[^\W_][\w./-]*")
_ESCAPED = re.compile(r'[\\"“”„]')


class TextField(StrEnum):
    """Where words are looked for."""

    ANYWHERE = ""
    SUBJECT = "subject"


class ValueField(StrEnum):
    """Fields that hold whole values."""

    TAG = "tag"
    ORIGIN = "origin"
    CLASSIFICATION = "class"
    COUNTRY = "country"


class DateField(StrEnum):
    CREATED = "created"
    RELEASED = "released"


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
    """One word, or several that stand side by side; compared by their stems."""

    words: tuple[str, ...]
    field: TextField = TextField.ANYWHERE

    def __str__(self) -> str:
        text = self.words[0] if len(self.words) == 1 else f'"{" ".join(self.words)}"'
        return f"{self.field}:{text}" if self.field else text


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that begins with these letters, as written and not by its stem."""

    letters: str
    field: TextField = TextField.ANYWHERE

    def __str__(self) -> str:
        return f"{self.field}:{self.letters}*" if self.field else f"{self.letters}*"


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
        if self.first == self.last:
            return f"{self.field}:{self.first}"
        return f"{self.field}:{self.first or ''}..{self.last or ''}"


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


Clause = Words | Prefix | Value | Dates
Node = Everything | Clause | Not | And | Or


def all_of(parts: list[Node]) -> Node | None:
    """The parts joined by AND, flat; None for none."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, And) else (part,))]
    return And(tuple(flat)) if len(flat) > 1 else flat[0] if flat else None


def any_of(parts: list[Node]) -> Node | None:
    """The parts joined by OR, flat; None for none."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, Or) else (part,))]
    return Or(tuple(flat)) if len(flat) > 1 else flat[0] if flat else None


def opposite(part: Node) -> Node:
    """NOT; twice is not at all."""
    return part.part if isinstance(part, Not) else Not(part)


def _grouped(part: Node) -> str:
    return f"({part})" if isinstance(part, And | Or) else str(part)


def _written(text: str) -> str:
    """A value as a query has it: bare where that reads back to the same, else quoted."""
    if _BARE.fullmatch(text) and text not in {"AND", "OR", "NOT"}:
        return text
    return '"' + _ESCAPED.sub(r"\\\g<0>", text) + '"'
