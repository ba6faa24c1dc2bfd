"""What of a cable answers a query, paragraph by paragraph, with the places of its words.

Words that have to stand in one paragraph count only where they do.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from reftel.search.card import BETWEEN
from reftel.search.clauses import (
    And,
    Everything,
    Fuzzy,
    Inside,
    Near,
    Node,
    Not,
    Or,
    Prefix,
    Textual,
    Words,
)
from reftel.search.fields import TextField
from reftel.search.finding import Find, Lamp, Place, finds, lamp
from reftel.search.folding import Located, located, plain
from reftel.search.query import Query
from reftel.search.values import portion_mark
from reftel.telegram.cable import CableRecord

MOST_TEXT = 300_000  # characters of one cable that are looked at
BEGINNING = 30_000  # characters of a cable that are looked at first
ENOUGH = 2  # paragraphs, as many as a page of results shows
MOST_FINDS = 150  # places of one word in one cable: what passages need
MOST_PLACES = 2_000  # the same, of a cable that is shown whole

ByParagraph = dict[int, list[Find]]


class Paragraph(NamedTuple):
    """What has to hold in one paragraph, of some marks, and the clauses that this depends on."""

    marks: tuple[str, ...]
    part: Node
    clauses: Mapping[Textual, int]
    lit: frozenset[int]  # all but those under NOT


class Lights(NamedTuple):
    """What is to be looked for. ``bound``: only paragraphs for which one of these holds count.

    ``empty``: one of them holds of a paragraph in which nothing is found.
    """

    lamps: tuple[tuple[int, Lamp], ...]  # outside paragraphs
    paragraphs: tuple[Paragraph, ...]
    inside: tuple[tuple[int, Lamp], ...]
    bound: bool
    empty: bool

    @property
    def wanted(self) -> frozenset[int]:
        """The clauses of which something may be found."""
        numbers = frozenset(number for number, _ in self.lamps)
        return numbers.union(*(one.lit for one in self.paragraphs))


@lru_cache(maxsize=256)
def lights(query: Query, field: TextField = TextField.ANYWHERE) -> Lights:
    """What to look for: words asked for anywhere, and in a subject those asked for there."""
    numbers: dict[Textual, int] = {}
    outside = [one for one in _outside(query.root) if one.field in {TextField.ANYWHERE, field}]
    inside = list(dict.fromkeys(_insides(query.root)))
    for clause in (*outside, *(one for each in inside for one in _textual(each.part))):
        numbers.setdefault(clause, len(numbers))
    ready = {clause: (number, made) for clause, number in numbers.items() if (made := lamp(clause))}
    paragraphs = tuple(_paragraph(one, numbers) for one in inside)
    parts = query.root.parts if isinstance(query.root, And) else (query.root,)
    return Lights(
        lamps=tuple(ready[clause] for clause in dict.fromkeys(outside) if clause in ready),
        paragraphs=paragraphs,
        inside=tuple(
            ready[clause]
            for clause in dict.fromkeys(one for each in paragraphs for one in each.clauses)
            if clause in ready
        ),
        bound=any(isinstance(part, Inside) for part in parts),
        empty=any(_holds(one.part, one.clauses, set()) for one in paragraphs),
    )


def by_paragraph(record: CableRecord, query: Query, most: int = MOST_FINDS) -> ByParagraph:
    """The finds of each paragraph that answers, by its number, with places in its plain text."""
    asked = lights(query)
    if not (asked.lamps or asked.paragraphs):
        return {}
    return _answering(record, asked, _pieces(record)[:MOST_TEXT], most)


def foremost(record: CableRecord, query: Query) -> ByParagraph:
    """``by_paragraph``, but of a long cable its beginning alone, where all is in ``ENOUGH`` of it.

    No paragraph further on has more of what was asked for, and the longest cables have a hundred
    times as many words as most.
    """
    asked = lights(query)
    if not (asked.lamps or asked.paragraphs):
        return {}
    whole = _pieces(record)
    is_long = len(whole) > BEGINNING and asked.wanted and not asked.empty
    end = whole.rfind(BETWEEN, 0, BEGINNING) if is_long else -1
    if end > 0:
        found = _answering(record, asked, whole[:end], MOST_FINDS)
        held = ({one.clause for one in there} for there in found.values())
        if sum(asked.wanted <= clauses for clauses in held) >= ENOUGH:
            return found
    return _answering(record, asked, whole[:MOST_TEXT], MOST_FINDS)


def _pieces(record: CableRecord) -> str:
    """The text of all paragraphs, parted by BETWEEN."""
    texts = [paragraph["text"] for paragraph in record["paragraphs"]]
    whole = BETWEEN.join(texts)
    if whole.count(BETWEEN) >= len(texts):
        whole = BETWEEN.join(text.replace(BETWEEN, " ") for text in texts)
    return whole


def _answering(record: CableRecord, asked: Lights, pieces: str, most: int) -> ByParagraph:
    text = plain(pieces)
    found = _parted(text, finds(text, asked.lamps, most))
    if not asked.paragraphs:
        return found
    inside = _parted(text, finds(text, asked.inside, most))
    answering: ByParagraph = {}
    for place in range(len(record["paragraphs"])) if asked.empty else inside:
        mark = portion_mark(record["paragraphs"][place]["mark"])
        held = _held(asked.paragraphs, mark, inside.get(place, []))
        if held is not None:
            answering[place] = sorted({*found.get(place, []), *held})
    return answering if asked.bound else found | answering


def places(record: CableRecord, query: Query) -> dict[int, list[Place]]:
    """Where words are to be lit in a whole cable: by number of the paragraph, in order, apart."""
    found = by_paragraph(record, query, MOST_PLACES)
    lit: dict[int, list[Place]] = {}
    for place in sorted(found):
        text = record["paragraphs"][place]["text"][:MOST_TEXT]
        spans = apart(as_written(located(text), found[place]))
        if spans:
            lit[place] = spans
    return lit


def as_written(whole: Located, found: Iterable[Find]) -> list[Find]:
    """Finds in plain text as finds in the text itself."""
    return [
        Find(*whole.span(find.start, find.end), find.clause)
        for find in found
        if find.end <= len(whole.plain)
    ]


def apart(found: Iterable[Find]) -> list[Place]:
    """The places of finds in order; where two overlap, the later one is shortened."""
    places: list[Place] = []
    at = 0
    for find in found:
        if max(find.start, at) < find.end:
            places.append((max(find.start, at), find.end))
            at = find.end
    return places


def _parted(text: str, found: list[Find]) -> ByParagraph:
    """The finds of each paragraph, with places counted from its beginning."""
    parted: ByParagraph = {}
    place, begin = 0, 0
    end = text.find(BETWEEN)
    for find in found:
        while 0 <= end < find.start:
            place, begin = place + 1, end + 1
            end = text.find(BETWEEN, begin)
        moved = Find(find.start - begin, find.end - begin, find.clause)
        parted.setdefault(place, []).append(moved)
    return parted


def _held(paragraphs: Iterable[Paragraph], mark: str, found: list[Find]) -> set[Find] | None:
    """What is to be lit of one paragraph; None where it is none of those asked for."""
    there = {find.clause for find in found}
    fitting = [
        one
        for one in paragraphs
        if (not one.marks or mark in one.marks) and _holds(one.part, one.clauses, there)
    ]
    if not fitting:
        return None
    shining = frozenset[int]().union(*(one.lit for one in fitting))
    return {find for find in found if find.clause in shining}


def _holds(node: Node, clauses: Mapping[Textual, int], there: set[int]) -> bool:
    match node:
        case And(parts):
            return all(_holds(part, clauses, there) for part in parts)
        case Or(parts):
            return any(_holds(part, clauses, there) for part in parts)
        case Not(part):
            return not _holds(part, clauses, there)
        case Words() | Near() | Prefix() | Fuzzy():
            return clauses[node] in there
        case _:
            return isinstance(node, Everything)


def _paragraph(inside: Inside, numbers: Mapping[Textual, int]) -> Paragraph:
    clauses = {one: numbers[one] for one in _textual(inside.part)}
    lit = frozenset(numbers[one] for one in _outside(inside.part))
    return Paragraph(inside.marks, inside.part, clauses, lit)


def _outside(node: Node) -> Iterator[Textual]:
    """The clauses about words that are not under NOT, nor inside a paragraph."""
    match node:
        case Words() | Near() | Prefix() | Fuzzy():
            yield node
        case And(parts) | Or(parts):
            for part in parts:
                yield from _outside(part)
        case _:
            return


def _insides(node: Node) -> Iterator[Inside]:
    """What has to hold in one paragraph, but under NOT."""
    match node:
        case Inside():
            yield node
        case And(parts) | Or(parts):
            for part in parts:
                yield from _insides(part)
        case _:
            return


def _textual(node: Node) -> Iterator[Textual]:
    """All clauses about words, those under NOT too."""
    if isinstance(node, Not):
        yield from _textual(node.part)
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _textual(part)
    elif isinstance(node, Words | Near | Prefix | Fuzzy):
        yield node
