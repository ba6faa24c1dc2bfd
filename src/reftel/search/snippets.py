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

from reftel.search.card import BETWEEN
from reftel.search.clauses import Prefix, TextField, Words
from reftel.search.folding import WORD, Located, located, plain
from reftel.search.query import Query
from reftel.search.stems import leads, stem
from reftel.telegram.cable import CableRecord

Fragments = list[tuple[str, bool]]

WIDTH = 260  # characters of a passage
MOST_TEXT = 300_000  # characters of one cable that are looked at
_BLANKS = re.compile(r"\s+")

MOST_FINDS = 150  # places of one clause in one paragraph


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
    """One clause, ready to be looked for. ``leads`` are how each word that fits may begin."""

    leads: tuple[str, ...]
    stems: tuple[str, ...]  # of words side by side; empty for a prefix

    def finds(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the clause stands in plain text."""
        for lead in self.leads:
            at = text.find(lead)
            for _ in range(MOST_FINDS):
                if at < 0:
                    break
                end = 0 if at and text[at - 1].isalnum() else self._end(text, at)
                if end:
                    yield at, end
                at = text.find(lead, max(end, at + 1))

    def _end(self, text: str, at: int) -> int:
        """Where the clause that begins at ``at`` ends; 0 where it is not there."""
        end = at
        for wanted in self.stems or ("",):
            word = WORD.search(text, end)
            if word is None or BETWEEN in text[end : word.start()]:
                return 0
            if wanted and stem(word.group()) != wanted:
                return 0
            end = word.end()
        return end


def passages(record: CableRecord, query: Query, limit: int) -> list[Passage]:
    """The paragraphs that hold most of what was asked for, in the order of the cable.

    Where none holds any (a query of filters only, say) the opening of the summary, or else
    of the message, is given unlit, so that every hit has something to show.
    """
    lamps = _lamps(query, TextField.ANYWHERE)
    if not lamps:
        return _opening(record)[: max(limit, 0)]
    texts = [paragraph["text"].replace(BETWEEN, " ") for paragraph in record["paragraphs"]]
    text = plain(BETWEEN.join(texts)[:MOST_TEXT])
    found = _by_paragraph(text, _finds(text, lamps))
    best = sorted(found, key=lambda place: (-_worth(found[place]), place))[: max(limit, 0)]
    if not best:
        return _opening(record)[: max(limit, 0)]
    return [_passage(record, place, found[place]) for place in sorted(best)]


def _by_paragraph(text: str, finds: list[_Find]) -> dict[int, list[_Find]]:
    """The finds of each paragraph, with places counted from its beginning."""
    found: dict[int, list[_Find]] = {}
    place, begin = 0, 0
    end = text.find(BETWEEN)
    for find in finds:
        while 0 <= end < find.start:
            place, begin = place + 1, end + 1
            end = text.find(BETWEEN, begin)
        moved = _Find(find.start - begin, find.end - begin, find.clause)
        found.setdefault(place, []).append(moved)
    return found


def lit(text: str, query: Query, field: TextField = TextField.SUBJECT) -> Fragments:
    """A whole text, a subject say, in one line with the words of the query lit."""
    whole = located(text[:MOST_TEXT])
    finds = _finds(whole.plain, _lamps(query, field))
    return _fragments(text, _spans(whole, finds), (0, len(text)))


@lru_cache(maxsize=256)
def _lamps(query: Query, field: TextField) -> tuple[_Lamp, ...]:
    """What to look for: words asked for anywhere, and in a subject those asked for there."""
    clauses = [one for one in query.lights() if one.field in {TextField.ANYWHERE, field}]
    return tuple(lamp for clause in clauses if (lamp := _lamp(clause)) is not None)


def _lamp(clause: Words | Prefix) -> _Lamp | None:
    if isinstance(clause, Prefix):
        return _Lamp((clause.letters,), ())
    stems = tuple(stem(word) for word in clause.words)
    return _Lamp(leads(stems[0]), stems) if all(stems) else None


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
    text = chosen["text"]
    return [Passage(chosen["anchor"], chosen["number"], _fragments(text, [], _window(text, [])))]


def _passage(record: CableRecord, place: int, finds: list[_Find]) -> Passage:
    paragraph = record["paragraphs"][place]
    text = paragraph["text"][:MOST_TEXT]
    spans = _spans(located(text), finds)
    fragments = _fragments(text, spans, _window(text, spans))
    return Passage(paragraph["anchor"], paragraph["number"], fragments)


def _spans(whole: Located, finds: list[_Find]) -> list[_Find]:
    """Finds in plain text as finds in the text itself."""
    return [
        _Find(*whole.span(find.start, find.end), find.clause)
        for find in finds
        if find.end <= len(whole.plain)
    ]


def _window(text: str, spans: list[_Find]) -> tuple[int, int]:
    """The stretch of about WIDTH characters that shows most, cut between words."""
    if len(text) <= WIDTH:
        return 0, len(text)
    begin = 0
    if spans:
        begin = max(0, _densest(spans) - WIDTH // 4)
        begin = 0 if begin < WIDTH // 8 else _next_word(text, begin)
    end = min(len(text), begin + WIDTH)
    return begin, end if end == len(text) else _word_end(text, begin, end)


def _densest(spans: list[_Find]) -> int:
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


def _fragments(text: str, spans: list[_Find], window: tuple[int, int]) -> Fragments:
    """The text of the window in pieces; where finds overlap, the later one is shortened."""
    begin, end = window
    fragments: Fragments = [("… ", False)] if begin else []
    at = begin
    for span in spans:
        start, stop = max(span.start, at), min(span.end, end)
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
