"""Our clauses as tantivy queries. Only words weigh; filters have no say in the order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import tantivy

from reftel.search.clauses import (
    And,
    Clause,
    Dates,
    Fuzzy,
    Inside,
    Match,
    Near,
    Node,
    Numbers,
    Or,
    Prefix,
    Value,
    Words,
)
from reftel.search.dates import first_day, last_day
from reftel.search.embedded import schema as layout
from reftel.search.embedded.estimate import is_plain
from reftel.search.embedded.joining import (
    MUST,
    SHOULD,
    all_of,
    between,
    either,
    joined,
    nothing,
    unweighed,
)
from reftel.search.embedded.paragraphs import Paragraphs, cables_of
from reftel.search.embedded.wording import Wording
from reftel.search.fields import TextField
from reftel.search.stems import stem

SUBJECT_WEIGHT = 2.0
FEW = 500  # cables that are looked up at no cost worth saving
MOST_BESIDE = 4  # as each is asked for once more for each way to write a phrase
FEWER = 3  # times as many are found in the time in which one is looked up


@dataclass(frozen=True, slots=True)
class Translation:
    """Queries on the index of cables.

    ``serials`` gives the serial numbers of what a query finds, unless that is more than so many.
    """

    wording: Wording
    paragraphs: Paragraphs
    serials: Callable[[tantivy.Query, int], set[int] | None]

    def of(self, node: Node) -> tantivy.Query:
        """The query for a node and all below it.

        What is told at once of a cable stands ``beside`` its phrases, which are slow to find.
        """
        parts = node.parts if isinstance(node, And) else (node,)
        inside = tuple(part for part in parts if isinstance(part, Inside))
        plain = [one for one in parts if is_plain(one) and not isinstance(one, Prefix)]
        plain.sort(key=lambda one: isinstance(one, Words))
        beside = tuple(unweighed(joined(part, self._clause)) for part in plain[:MOST_BESIDE])
        of_clause = partial(self._clause, beside=beside)
        if not inside:
            return joined(node, of_clause)
        rest = tuple(part for part in parts if not isinstance(part, Inside))
        return self._inside(inside, joined(And(rest), of_clause) if rest else None)

    def _inside(self, clauses: tuple[Inside, ...], rest: tantivy.Query | None) -> tantivy.Query:
        """Paragraphs and all else that is asked of their cables.

        A list of cables is slow to look up, so it is cut to those that fit where the rest,
        of cables that have the words anywhere, finds not many more.
        """
        first, *others = map(self.paragraphs.serials, clauses)
        serials = sorted(set(first).intersection(*others)) if others else first
        if rest and len(serials) > FEW:
            anywhere = [joined(one.part, self._clause) for one in clauses if _is_words(one.part)]
            also = self.serials(all_of([rest, *anywhere]), FEWER * len(serials))
            serials = serials if also is None else sorted(also.intersection(serials))
        telling = [self._words(words) for clause in clauses for words in _telling(clause.part)]
        also_asked = [rest] if rest else []
        return _with(all_of([unweighed(cables_of(serials)), *also_asked]), telling)

    def _clause(  # noqa: PLR0911 - one for each kind
        self, clause: Clause, beside: tuple[tantivy.Query, ...] = ()
    ) -> tantivy.Query:
        match clause:
            case Words():
                return self._words(clause, beside)
            case Near():
                return self._near(clause)
            case Prefix() | Fuzzy():
                return unweighed(self.wording.of(clause, layout.TEXT[clause.field]))
            case Inside():
                return self._inside((clause,), None)
            case Value():
                return unweighed(self._value(clause))
            case Dates(field, first, last):
                begin = None if first is None else first_day(first)
                end = None if last is None else last_day(last)
                return unweighed(between(layout.cables(), layout.DAYS[field], begin, end))
            case Numbers(field, first, last):
                return unweighed(between(layout.cables(), layout.NUMBERS[field], first, last))

    def _words(self, clause: Words, beside: tuple[tantivy.Query, ...] = ()) -> tantivy.Query:
        """The body holds the subject too, so the body decides and the subject only adds weight."""
        found = self.wording.of(clause, layout.TEXT[clause.field], beside)
        if clause.field is TextField.SUBJECT:
            return found
        in_subject = self.wording.of(clause, layout.TEXT[TextField.SUBJECT])
        return _with(found, [tantivy.Query.boost_query(in_subject, SUBJECT_WEIGHT)])

    def _near(self, clause: Near) -> tantivy.Query:
        """In the subject or in one paragraph. Each of the words weighs as if asked for alone."""
        found = self.wording.of(clause, layout.TEXT[TextField.SUBJECT])
        if clause.field is TextField.ANYWHERE:
            found = either([found, cables_of(self.paragraphs.serials(Inside(clause)))])
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


def _with(found: tantivy.Query, weighing: list[tantivy.Query]) -> tantivy.Query:
    """The same cables, with more weight where more is found of what weighs.

    One by one, as the engine finds all cables that have any of several queries, and not only
    those that count.
    """
    for query in weighing:
        found = tantivy.Query.boolean_query([(MUST, found), (SHOULD, query)])
    return found


def _is_words(node: Node) -> bool:
    """Whether it holds of a cable wherever it holds of a paragraph, and is soon told."""
    match node:
        case And(parts) | Or(parts):
            return all(map(_is_words, parts))
        case _:
            return isinstance(node, Words) and len(node.words) == 1


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
