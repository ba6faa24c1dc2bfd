"""A query narrowed by values of facets: some chosen, some excluded.

Several chosen values of a facet of which a cable has one (origin, year) mean any of them; of
one of which it may have several (tag, caption), all of them. An excluded value is one that
the cable has not.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from reftel.search.backend import FIELDS, SEVERAL, Facet
from reftel.search.clauses import Dates, Everything, Match, Node, Value, all_of, any_of, opposite
from reftel.search.dates import date
from reftel.search.fields import DateField
from reftel.search.folding import one_line, words
from reftel.search.query import Query


class Choice(NamedTuple):
    """A value of a facet that was chosen, or excluded."""

    facet: Facet
    value: str
    excluded: bool = False


def narrowed(query: Query, choices: Iterable[Choice]) -> Query:
    """The same query, but only for cables that fit the choices."""
    parts: list[Node] = [] if isinstance(query.root, Everything) else [query.root]
    taken = [choice for choice in choices if _clause(choice) is not None]
    parts += [opposite(part) for one in taken if one.excluded and (part := _clause(one))]
    chosen = sorted((one for one in taken if not one.excluded), key=lambda one: one.facet)
    for facet, of_facet in groupby(chosen, key=lambda one: one.facet):
        values: list[Node] = [part for one in of_facet if (part := _clause(one))]
        joined = all_of(values) if facet in SEVERAL else any_of(values)
        parts += [joined] if joined else []
    return replace(query, root=all_of(parts) or Everything())


def without(choices: Iterable[Choice], facet: Facet) -> tuple[Choice, ...]:
    """The choices but for what was chosen of a facet whose values exclude each other.

    It is what that facet itself has to be counted under, so that its other values are offered.
    """
    if facet in SEVERAL:
        return tuple(choices)
    return tuple(one for one in choices if one.facet is not facet or one.excluded)


def chosen(facet: Facet, value: str) -> str:
    """Query text for exactly one value of a facet: ``origin:="Embassy Vientiane"``."""
    return str(_clause(Choice(facet, value)) or "")


def _clause(choice: Choice) -> Node | None:
    """None for a value without a letter or digit, which no query can ask for."""
    if choice.facet in {Facet.YEAR, Facet.MONTH}:
        when = date(choice.value)
        return Dates(DateField.CREATED, when, when) if when else None
    text = one_line(choice.value)
    return Value(FIELDS[choice.facet], text, Match.WHOLE) if words(text) else None
