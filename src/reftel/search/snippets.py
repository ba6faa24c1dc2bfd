"""The paragraphs of a cable that hold the words of a query, with those words lit.

Works on the record alone, no index needed, with the same words and stems as the index. A
word is found by its first letters and only then stemmed, so that most of a text is passed
over at the speed of ``str.find``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from reftel.search.clauses import Prefix, TextField, Words
from reftel.search.folding import WORD, located, plain
from reftel.search.query import Query
from reftel.search.stems import stem
from reftel.telegram.cable import CableRecord

Fragments = list[tuple[str, bool]]

WIDTH = 260  # characters of a passage
MOST_TEXT = 300_000  # characters of one cable that are looked at
_BLANKS = re.compile(r"\s+")

MOST_FINDS = 400  # places of one clause in one paragraph


class Passage(NamedTuple):
    """Part of one paragraph. ``fragments`` are its text in order, each lit or not."""

    anchor: str
    number: str | None
    fragments: Fragments


class _Find(NamedTuple):
    start: int
    end: int
    clause: int


@dataclass(frozen=True, slots=True)
class _Lamp:
    """One clause, ready to be looked for. ``lead`` is how every word that fits begins."""

    lead: str
    stems: tuple[str, ...]  # of words side by side; empty for a prefix

    def finds(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the clause stands in plain text."""
        at = text.find(self.lead)
        for _ in range(MOST_FINDS):
            if at < 0:
                return
            end = 0 if at and text[at - 1].isalnum() else self._end(text, at)
            if end:
                yield at, end
            at = text.find(self.lead, max(end, at + 1))

    def _end(self, text: str, at: int) -> int:
        """Where the clause that begins at ``at`` ends; 0 where it is not there."""
        end = 0
        for wanted in self.stems or ("",):
            word = WORD.search(text, end or at)
            if word is None or (wanted and stem(word.group()) != wanted):
                return 0
            end = word.end()
        return end


def passages(record: CableRecord, query: Query, limit: int) -> list[Passage]:
    """The paragraphs that hold most of what was asked for, in the order of the cable.

    Where none holds any (a query of filters only, say) the opening of the summary, or else
    of the message, is given unlit, so that every hit has something to show.
    """
    lamps = _lamps(query, TextField.ANYWHERE)
    found: list[tuple[float, int, list[_Find]]] = []
    left = MOST_TEXT
    for place, paragraph in enumerate(record["paragraphs"]):
        text = paragraph["text"][: max(left, 0)]
        left -= len(text)
        if lamps and (finds := _finds(plain(text), lamps)):
            found.append((-_worth(finds), place, finds))
    best = sorted(found, key=lambda one: one[:2])[: max(limit, 0)]
    if not best:
        return _opening(record)[: max(limit, 0)]
    return [_passage(record, place, lamps) for place in sorted(place for _, place, _ in best)]


def lit(text: str, query: Query, field: TextField = TextField.SUBJECT) -> Fragments:
    """A whole text, a subject say, in one line with the words of the query lit."""
    return _fragments(text[:MOST_TEXT], _lamps(query, field), None)


@lru_cache(maxsize=256)
def _lamps(query: Query, field: TextField) -> tuple[_Lamp, ...]:
    """What to look for: words asked for anywhere, and in a subject those asked for there."""
    clauses = [one for one in query.lights() if one.field in {TextField.ANYWHERE, field}]
    return tuple(lamp for clause in clauses if (lamp := _lamp(clause)) is not None)


def _lamp(clause: Words | Prefix) -> _Lamp | None:
    if isinstance(clause, Prefix):
        return _Lamp(clause.letters, ())
    stems = tuple(stem(word) for word in clause.words)
    return _Lamp(_lead(stems[0]), stems) if all(stems) else None


def _lead(root: str) -> str:
    """How every word with this stem begins.

    Porter 2 only ever changes the last letter of what is left (``polici`` from policy), but
    for a few short words (``die`` from dying, ``sky`` from skies).
    """
    return root[:-1] if len(root) > 3 else root[:1]


def _finds(text: str, lamps: tuple[_Lamp, ...]) -> list[_Find]:
    finds = [
        _Find(start, end, number)
        for number, lamp in enumerate(lamps)
        for start, end in lamp.finds(text)
    ]
    finds.sort()
    return finds


def _worth(finds: list[_Find]) -> float:
    """First how many of the clauses are there, then how often, with ever less weight."""
    kinds = len({find.clause for find in finds})
    return kinds + len(finds) / (len(finds) + 10)


def _opening(record: CableRecord) -> list[Passage]:
    paragraphs = record["paragraphs"]
    if not paragraphs:
        return []
    chosen = next((one for one in paragraphs if one["anchor"] in record["summary"]), None)
    chosen = chosen or next((one for one in paragraphs if one["number"]), paragraphs[0])
    window = _window(chosen["text"], [])
    return [Passage(chosen["anchor"], chosen["number"], _fragments(chosen["text"], (), window))]


def _passage(record: CableRecord, place: int, lamps: tuple[_Lamp, ...]) -> Passage:
    paragraph = record["paragraphs"][place]
    text = paragraph["text"][:MOST_TEXT]
    whole = located(text)
    spans = [
        (*whole.span(find.start, find.end), find.clause) for find in _finds(whole.plain, lamps)
    ]
    window = _window(text, spans)
    return Passage(paragraph["anchor"], paragraph["number"], _fragments(text, lamps, window))


def _window(text: str, spans: list[tuple[int, int, int]]) -> tuple[int, int]:
    """The stretch of about WIDTH characters that shows most, cut between words."""
    if len(text) <= WIDTH:
        return 0, len(text)
    begin = 0
    if spans:
        begin = max(0, _densest(spans) - WIDTH // 4)
        begin = 0 if begin < WIDTH // 8 else _next_word(text, begin)
    end = min(len(text), begin + WIDTH)
    return begin, end if end == len(text) else _word_end(text, begin, end)


def _densest(spans: list[tuple[int, int, int]]) -> int:
    """Where the window should find its first lit word: most clauses, then most words."""
    best, best_at = (0, 0), spans[0][0]
    last = 0
    for first, (start, _, _) in enumerate(spans):
        last = max(last, first)
        while last < len(spans) and spans[last][1] <= start + WIDTH * 3 // 4:
            last += 1
        inside = spans[first:last]
        worth = len({clause for _, _, clause in inside}), len(inside)
        if worth > best:
            best, best_at = worth, start
    return best_at


def _next_word(text: str, at: int) -> int:
    """The first beginning of a word after ``at``, if one is near."""
    near = [place for sign in " \n" if (place := text.find(sign, at, at + 30)) >= 0]
    return min(near) + 1 if near else at


def _word_end(text: str, begin: int, at: int) -> int:
    near = max(text.rfind(sign, begin, at) for sign in " \n")
    return near if near > at - 30 else at


def _fragments(text: str, lamps: tuple[_Lamp, ...], window: tuple[int, int] | None) -> Fragments:
    begin, end = window or (0, len(text))
    whole = located(text) if lamps else None
    fragments: Fragments = [("… ", False)] if begin else []
    at = begin
    for find in _finds(whole.plain, lamps) if whole else ():
        start, stop = whole.span(find.start, find.end) if whole else (0, 0)
        start, stop = max(start, at), min(stop, end)
        if start < stop:
            fragments += [(_one_line(text[at:start]), False), (_one_line(text[start:stop]), True)]
            at = stop
    fragments.append((_one_line(text[at:end]), False))
    if end < len(text):
        fragments.append((" …", False))
    return [fragment for fragment in fragments if fragment[0]]


def _one_line(text: str) -> str:
    """Line ends and runs of blanks as one space; blanks at the ends stay, as words must part."""
    return _BLANKS.sub(" ", text)
