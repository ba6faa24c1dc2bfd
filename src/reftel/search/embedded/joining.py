"""How queries of tantivy are joined, on whichever index."""

from collections.abc import Callable

import tantivy

from reftel.search.clauses import And, Clause, Everything, Node, Not, Or

MUST, SHOULD, NEVER = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot

_LARGEST = (1 << 63) - 1  # that a field can hold


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


def nothing() -> tantivy.Query:
    return tantivy.Query.empty_query()


def all_of(queries: list[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(MUST, query) for query in queries])


def either(queries: list[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(SHOULD, query) for query in queries])


def unweighed(query: tantivy.Query) -> tantivy.Query:
    """The same cables, with no say in the order."""
    return tantivy.Query.const_score_query(query, 0.0)
