"""Our clauses as tantivy queries. Only words weigh; filters have no say in the order."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from math import prod

import tantivy

from reftel.search import schema as layout
from reftel.search.clauses import (
    And,
    Dates,
    Everything,
    Match,
    Node,
    Not,
    Or,
    Prefix,
    TextField,
    Value,
    Words,
)
from reftel.search.dates import first_day, last_day
from reftel.search.stems import stem

SUBJECT_WEIGHT = 2.0
MOST_PHRASES = 32

_MUST, _SHOULD, _NEVER = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


@dataclass(frozen=True, slots=True)
class Translation:
    """``forms`` gives the words of the index that have a stem."""

    forms: Callable[[str], tuple[str, ...]]

    def of(self, node: Node) -> tantivy.Query:  # noqa: PLR0911 - one for each kind of node
        """The query for a node and all below it."""
        match node:
            case Everything():
                return _unweighed(tantivy.Query.all_query())
            case And():
                return self._all_of(node)
            case Or(parts):
                return _either([self.of(part) for part in parts])
            case Not():
                return self._all_of(And((node,)))
            case Words():
                return self._words(node)
            case Prefix(letters, field):
                return _unweighed(_begins(layout.TEXT[field], letters))
            case Value():
                return _unweighed(_value(node))
            case Dates():
                return _unweighed(_dates(node))

    def _all_of(self, node: And) -> tantivy.Query:
        parts = [
            (_NEVER, self.of(part.part)) if isinstance(part, Not) else (_MUST, self.of(part))
            for part in node.parts
        ]
        if all(occur is _NEVER for occur, _ in parts):
            parts.append((_MUST, _unweighed(tantivy.Query.all_query())))
        return tantivy.Query.boolean_query(parts)

    def _words(self, clause: Words) -> tantivy.Query:
        """The body holds the subject too, so the body decides and the subject only adds weight."""
        forms = [self.forms(stem(word)) for word in clause.words]
        if not all(forms):
            return tantivy.Query.empty_query()
        found = _in_any_form(layout.TEXT[clause.field], forms)
        if clause.field is TextField.SUBJECT:
            return found
        in_subject = _in_any_form(layout.TEXT[TextField.SUBJECT], forms)
        extra = tantivy.Query.boost_query(in_subject, SUBJECT_WEIGHT)
        return tantivy.Query.boolean_query([(_MUST, found), (_SHOULD, extra)])


def _in_any_form(name: str, forms: list[tuple[str, ...]]) -> tantivy.Query:
    """Each way to write the phrase, while they are few; else one query with alternatives."""
    if prod(map(len, forms)) <= MOST_PHRASES or len(forms) == 1:
        return _either([_side_by_side(name, list(written)) for written in product(*forms)])
    alternatives = ["|".join(words) for words in forms]  # words are letters and digits only
    return tantivy.Query.regex_phrase_query(layout.schema(), name, alternatives)  # type: ignore[arg-type]


def _value(clause: Value) -> tantivy.Query:
    wanted = list(clause.words)
    if clause.match is Match.START:
        return _begins(layout.VALUE_WORDS[clause.field], wanted[0])
    if clause.match is Match.WHOLE:
        name = layout.KEYS[clause.field]
        return tantivy.Query.term_query(layout.schema(), name, " ".join(wanted), "basic")
    return _side_by_side(layout.VALUE_WORDS[clause.field], wanted)


def _either(queries: list[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(_SHOULD, query) for query in queries])


def _side_by_side(name: str, words: list[str]) -> tantivy.Query:
    if len(words) == 1:
        return tantivy.Query.term_query(layout.schema(), name, words[0], "freq")
    return tantivy.Query.phrase_query(layout.schema(), name, words)  # type: ignore[arg-type]


def _begins(name: str, letters: str) -> tantivy.Query:
    """A fuzzy prefix query at distance 0 walks only the part of the dictionary that begins so."""
    return tantivy.Query.fuzzy_term_query(layout.schema(), name, letters, distance=0, prefix=True)


def _dates(clause: Dates) -> tantivy.Query:
    return tantivy.Query.range_query(
        layout.schema(),
        layout.DAYS[clause.field],
        tantivy.FieldType.Integer,
        None if clause.first is None else first_day(clause.first),
        None if clause.last is None else last_day(clause.last),
    )


def _unweighed(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)
