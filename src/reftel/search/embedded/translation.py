"""Our clauses as tantivy queries. Only words weigh; filters have no say in the order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import tantivy

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
    Value,
    Words,
)
from reftel.search.dates import first_day, last_day
from reftel.search.embedded import schema as layout
from reftel.search.embedded.wording import (
    MUST,
    NEVER,
    SHOULD,
    Wording,
    either,
    nothing,
    unweighed,
)
from reftel.search.fields import TextField
from reftel.search.stems import stem

SUBJECT_WEIGHT = 2.0
_LARGEST = (1 << 63) - 1  # that a field can hold


@dataclass(frozen=True, slots=True)
class Translation:
    """Queries on the index of cables; ``holding`` gives those of the paragraphs asked for."""

    wording: Wording
    holding: Callable[[Inside], tantivy.Query]

    def of(self, node: Node) -> tantivy.Query:
        """The query for a node and all below it."""
        return joined(node, self._clause)

    def _clause(self, clause: Clause) -> tantivy.Query:  # noqa: PLR0911 - one for each kind
        match clause:
            case Words():
                return self._words(clause)
            case Near():
                return self._near(clause)
            case Prefix() | Fuzzy():
                return unweighed(self.wording.of(clause, layout.TEXT[clause.field]))
            case Inside(part):
                weighing = [self._words(words) for words in _telling(part)]
                return _with(unweighed(self.holding(clause)), weighing)
            case Value():
                return unweighed(self._value(clause))
            case Dates(field, first, last):
                begin = None if first is None else first_day(first)
                end = None if last is None else last_day(last)
                return unweighed(between(layout.cables(), layout.DAYS[field], begin, end))
            case Numbers(field, first, last):
                return unweighed(between(layout.cables(), layout.NUMBERS[field], first, last))

    def _words(self, clause: Words) -> tantivy.Query:
        """The body holds the subject too, so the body decides and the subject only adds weight."""
        found = self.wording.of(clause, layout.TEXT[clause.field])
        if clause.field is TextField.SUBJECT:
            return found
        in_subject = self.wording.of(clause, layout.TEXT[TextField.SUBJECT])
        return _with(found, [tantivy.Query.boost_query(in_subject, SUBJECT_WEIGHT)])

    def _near(self, clause: Near) -> tantivy.Query:
        """In the subject or in one paragraph. Each of the words weighs as if asked for alone."""
        found = self.wording.of(clause, layout.TEXT[TextField.SUBJECT])
        if clause.field is TextField.ANYWHERE:
            found = either([found, self.holding(Inside(clause))])
        words = [Words((word,), clause.field) for word in dict.fromkeys(clause.words)]
        return _with(unweighed(found), [self._words(word) for word in words])

    def _value(self, clause: Value) -> tantivy.Query:
        wanted = list(clause.words)
        if clause.match is Match.START:
            return self.wording.begins(layout.VALUE_WORDS[clause.field], wanted[0])
        if clause.match is Match.WHOLE:
            return self.wording.side_by_side(layout.KEYS[clause.field], [" ".join(wanted)])
        if not all(map(stem, wanted)):
            return nothing()
        return self.wording.side_by_side(layout.VALUE_WORDS[clause.field], wanted)


def joined(node: Node, of_clause: Callable[[Clause], tantivy.Query]) -> tantivy.Query:
    """The query for a node, given those for its clauses."""
    match node:
        case Everything():
            return unweighed(tantivy.Query.all_query())
        case And():
            return _conjunction(node, of_clause)
        case Or(parts):
            return either([joined(part, of_clause) for part in parts])
        case Not():
            return _conjunction(And((node,)), of_clause)
        case _:
            return of_clause(node)


def _conjunction(node: And, of_clause: Callable[[Clause], tantivy.Query]) -> tantivy.Query:
    parts = [
        (NEVER, joined(part.part, of_clause))
        if isinstance(part, Not)
        else (MUST, joined(part, of_clause))
        for part in node.parts
    ]
    if all(occur is NEVER for occur, _ in parts):
        parts.append((MUST, unweighed(tantivy.Query.all_query())))
    return tantivy.Query.boolean_query(parts)


def between(
    schema: tantivy.Schema, name: str, first: int | None, last: int | None
) -> tantivy.Query:
    """A range of a fast field, both ends included; None is an open one."""
    if first is None and last is None:
        return tantivy.Query.all_query()
    begin, end = (
        None if one is None else max(-_LARGEST, min(one, _LARGEST)) for one in (first, last)
    )
    return tantivy.Query.range_query(schema, name, tantivy.FieldType.Integer, begin, end)


def _with(found: tantivy.Query, weighing: list[tantivy.Query]) -> tantivy.Query:
    """The same cables, with more weight where more is found of what weighs."""
    if not weighing:
        return found
    extra = [(SHOULD, query) for query in weighing]
    return tantivy.Query.boolean_query([(MUST, found), *extra])


def _telling(node: Node) -> Iterator[Words]:
    """The words that a paragraph is to have."""
    match node:
        case Words():
            yield node
        case Near(words):
            yield from (Words((word,)) for word in words)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _telling(part)
        case _:
            return
