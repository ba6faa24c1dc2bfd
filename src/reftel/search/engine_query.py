"""Our clauses as tantivy queries. Only words weigh; filters have no say in the order."""

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

_MUST, _SHOULD, _NEVER = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


def engine_query(node: Node) -> tantivy.Query:  # noqa: PLR0911 - one for each kind of node
    """The query for a node and all below it."""
    match node:
        case Everything():
            return _unweighed(tantivy.Query.all_query())
        case And():
            return _all_of(node)
        case Or(parts):
            return tantivy.Query.boolean_query([(_SHOULD, engine_query(part)) for part in parts])
        case Not():
            return _all_of(And((node,)))
        case Words():
            return _words(node)
        case Prefix(letters, field):
            return _unweighed(_begins(layout.WORDS[field], letters))
        case Value():
            return _unweighed(_value(node))
        case Dates():
            return _unweighed(_dates(node))


def _all_of(node: And) -> tantivy.Query:
    parts = [
        (_NEVER, engine_query(part.part)) if isinstance(part, Not) else (_MUST, engine_query(part))
        for part in node.parts
    ]
    if all(occur is _NEVER for occur, _ in parts):
        parts.append((_MUST, _unweighed(tantivy.Query.all_query())))
    return tantivy.Query.boolean_query(parts)


def _words(clause: Words) -> tantivy.Query:
    """The body holds the subject too, so the body decides and the subject only adds weight."""
    stems = [stem(word) for word in clause.words]
    if not all(stems):
        return tantivy.Query.empty_query()
    found = _side_by_side(layout.STEMS[clause.field], stems)
    if clause.field is TextField.SUBJECT:
        return found
    in_subject = _side_by_side(layout.STEMS[TextField.SUBJECT], stems)
    extra = tantivy.Query.boost_query(in_subject, SUBJECT_WEIGHT)
    return tantivy.Query.boolean_query([(_MUST, found), (_SHOULD, extra)])


def _value(clause: Value) -> tantivy.Query:
    wanted = list(clause.words)
    if clause.match is Match.START:
        return _begins(layout.VALUE_WORDS[clause.field], wanted[0])
    if clause.match is Match.WHOLE:
        name = layout.KEYS[clause.field]
        return tantivy.Query.term_query(layout.schema(), name, " ".join(wanted), "basic")
    return _side_by_side(layout.VALUE_WORDS[clause.field], wanted)


def _side_by_side(name: str, terms: list[str]) -> tantivy.Query:
    if len(terms) == 1:
        return tantivy.Query.term_query(layout.schema(), name, terms[0], "freq")
    return tantivy.Query.phrase_query(layout.schema(), name, terms)  # type: ignore[arg-type]


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
