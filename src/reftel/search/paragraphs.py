"""What of a query has to hold within one paragraph: ``para:(…)``, and what ``mark:`` binds.

A portion mark beside words means that they stand in a paragraph of that mark. In a bracket
of ``para:`` only words and marks have a meaning; anything else is put beside it.
"""

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from reftel.search.clauses import (
    And,
    Fuzzy,
    Inside,
    Match,
    Near,
    Node,
    Not,
    Or,
    Prefix,
    Value,
    Words,
    all_of,
    any_of,
    opposite,
)
from reftel.search.fields import TextField, ValueField
from reftel.search.filters import mark


class Bound(NamedTuple):
    """A node with its words bound to paragraphs, and what could not be read as written."""

    node: Node | None
    several: bool = False  # marks joined by AND, read as any of them
    beside: bool = False  # clauses that stand beside the paragraph and not in it


def with_marks(node: Node | None) -> Bound:
    """A conjunction in which words that stand beside a portion mark are bound to it."""
    if not isinstance(node, And):
        return Bound(node)
    marks = [found for part in node.parts if (found := _marks(part))]
    unmarked = [one for one in node.parts if isinstance(one, Inside) and not one.marks]
    text = [one for one in node.parts if not isinstance(one, Not) and _is_text(one)]
    if not marks or not (unmarked or text):
        return Bound(node)
    every = tuple(dict.fromkeys(mark for found in marks for mark in found))
    together = all_of(text)
    parts: list[Node] = [Inside(together, every)] if together else []
    for part in node.parts:
        if isinstance(part, Inside) and not part.marks:
            parts.append(Inside(part.part, every))
        elif not (part in text or _marks(part)):
            parts.append(part)
    return Bound(all_of(parts), several=len(marks) > 1)


def inside(node: Node | None) -> Bound:
    """A whole node read as what one paragraph holds."""
    if node is None:
        return Bound(None)
    if isinstance(node, Or) and not _is_text(node) and not _marks(node):
        sides = [inside(part) for part in node.parts]  # each may have marks of its own
        return _joined(any_of([side.node for side in sides if side.node]), sides)
    held = _held(node)
    part, marks = all_of(held.text), tuple(dict.fromkeys(chain.from_iterable(held.marks)))
    bound: Node | None = Inside(part, marks) if part else _any_mark(marks)
    whole = all_of([one for one in (bound, *held.beside) if one])
    return Bound(whole, several=len(held.marks) > 1, beside=bool(held.beside))


class _Held(NamedTuple):
    text: list[Node]
    marks: list[tuple[str, ...]]
    beside: list[Node]


def _held(node: Node) -> _Held:
    """The parts of a conjunction: words, marks, and what no paragraph can hold."""
    held = _Held([], [], [])
    for part in node.parts if isinstance(node, And) else (node,):
        if _is_text(part):
            held.text.append(part)
        elif marks := _marks(part):
            held.marks.append(marks)
        elif isinstance(part, Inside):
            held.text.append(part.part)
            held.marks.extend([part.marks] if part.marks else [])
        else:
            held.beside.append(_apart(part))
    return held


def _apart(node: Node) -> Node:
    """What stands beside a paragraph, with the marks in it bound as they are anywhere."""
    match node:
        case And(parts):
            return with_marks(all_of(map(_apart, parts))).node or node
        case Or(parts):
            return any_of(map(_apart, parts)) or node
        case Not(part):
            return opposite(_apart(part))
        case _:
            return node


def _joined(node: Node | None, sides: Iterable[Bound]) -> Bound:
    return Bound(node, any(side.several for side in sides), any(side.beside for side in sides))


def _is_text(node: Node) -> bool:
    """Whether words, in any field of the text but the subject, are all that a node asks for."""
    match node:
        case Words() | Near() | Prefix() | Fuzzy():
            return node.field is TextField.ANYWHERE
        case And(parts) | Or(parts):
            return all(_is_text(part) for part in parts)
        case Not(part):
            return _is_text(part)
        case _:
            return False


def _marks(node: Node) -> tuple[str, ...]:
    """The portion marks of which a node asks for any; none where it asks for anything else."""
    match node:
        case Value(ValueField.MARK, text, Match.WHOLE) if mark(text) == text:
            return (text,)
        case Or(parts) if all(_marks(part) for part in parts):
            return tuple(dict.fromkeys(mark for part in parts for mark in _marks(part)))
        case _:
            return ()


def _any_mark(marks: Iterable[str]) -> Node | None:
    return any_of([Value(ValueField.MARK, mark, Match.WHOLE) for mark in marks])
