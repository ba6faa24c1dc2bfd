"""How queries of tantivy are joined, on whichever index."""

from collections.abc import Callable, Iterator

import tantivy

from reftel.search.clauses import And, Clause, Everything, Node, Not, Or

MUST, SHOULD, NEVER = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot

_LARGEST = (1 << 63) - 1  # that a field can hold


Ways = Callable[[Clause], list[tantivy.Query]]


def joined(node: Node, ways: Ways) -> tantivy.Query:
    """The query for a node, given for its clauses the queries of which any answers it."""
    match node:
        case Everything():
            return unweighed(tantivy.Query.all_query())
        case And():
            return _conjunction(node, ways)
        case Not():
            return _conjunction(And((node,)), ways)
        case _:
            return either([*_any(node, ways)])


def _any(node: Node, ways: Ways) -> Iterator[tantivy.Query]:
    """All side by side: the engine takes a third longer for a choice within another."""
    match node:
        case Or(parts):
            for part in parts:
                yield from _any(part, ways)
        case Everything() | And() | Not():
            yield joined(node, ways)
        case _:
            yield from ways(node)


def _conjunction(node: And, ways: Ways) -> tantivy.Query:
    parts = [
        (NEVER, joined(part.part, ways)) if isinstance(part, Not) else (MUST, joined(part, ways))
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


def with_weight(found: tantivy.Query, weighing: list[tantivy.Query]) -> tantivy.Query:
    """The same cables, with more weight where more is found of what weighs.

    One by one, as the engine finds all cables that have any of several queries, and not only
    those that count.
    """
    for query in weighing:
        found = tantivy.Query.boolean_query([(MUST, found), (SHOULD, query)])
    return found


def unweighed(query: tantivy.Query) -> tantivy.Query:
    """The same cables, with no say in the order."""
    return tantivy.Query.const_score_query(query, 0.0)
