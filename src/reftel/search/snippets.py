"""The paragraphs of a cable that hold the words of a query, with those words lit.

Works on the record alone, no index needed, with the same words and stems as the index.
"""

from typing import NamedTuple

from reftel.search.fields import TextField
from reftel.search.finding import Find, finds
from reftel.search.folding import located
from reftel.search.query import Query
from reftel.search.whereabouts import MOST_FINDS, MOST_TEXT, apart, as_written, foremost, lights
from reftel.telegram.cable import CableRecord

Fragments = list[tuple[str, bool]]

WIDTH = 260  # characters of a passage


class Passage(NamedTuple):
    """Part of one paragraph. ``fragments`` are its text in order, each lit or not."""

    anchor: str
    number: str | None
    fragments: Fragments


def passages(record: CableRecord, query: Query, limit: int) -> list[Passage]:
    """The paragraphs that hold most of what was asked for, in the order of the cable.

    Of a long cable those of its beginning, where enough of them hold all of it. Where none holds
    any (a query of filters only, say) the opening of the summary, or else
    of the message, is given unlit, so that every hit has something to show.
    """
    found = foremost(record, query)
    best = sorted(found, key=lambda place: (-_worth(found[place]), place))[: max(limit, 0)]
    if not best:
        return _opening(record)[: max(limit, 0)]
    return [_passage(record, place, found[place]) for place in sorted(best)]


def lit(text: str, query: Query, field: TextField = TextField.SUBJECT) -> Fragments:
    """A whole text, a subject say, in one line with the words of the query lit."""
    whole = located(text[:MOST_TEXT])
    found = finds(whole.plain, lights(query, field).lamps, MOST_FINDS)
    return _fragments(text, as_written(whole, found), (0, len(text)))


def _worth(found: list[Find]) -> float:
    """First how many of the clauses are there, then how often, with ever less weight."""
    kinds = len({find.clause for find in found})
    return kinds + len(found) / (len(found) + 10)


def _opening(record: CableRecord) -> list[Passage]:
    paragraphs = record["paragraphs"]
    if not paragraphs:
        return []
    chosen = next((one for one in paragraphs if one["anchor"] in record["summary"]), None)
    chosen = chosen or next((one for one in paragraphs if one["number"]), paragraphs[0])
    text = chosen["text"]
    return [Passage(chosen["anchor"], chosen["number"], _fragments(text, [], _window(text, [])))]


def _passage(record: CableRecord, place: int, found: list[Find]) -> Passage:
    paragraph = record["paragraphs"][place]
    text = paragraph["text"][:MOST_TEXT]
    spans = as_written(located(text), found)
    fragments = _fragments(text, spans, _window(text, spans))
    return Passage(paragraph["anchor"], paragraph["number"], fragments)


def _window(text: str, spans: list[Find]) -> tuple[int, int]:
    """The stretch of about WIDTH characters that shows most, cut between words."""
    if len(text) <= WIDTH:
        return 0, len(text)
    begin = 0
    if spans:
        begin = max(0, _densest(spans) - WIDTH // 4)
        begin = 0 if begin < WIDTH // 8 else _next_word(text, begin)
    end = min(len(text), begin + WIDTH)
    return begin, end if end == len(text) else _word_end(text, begin, end)


def _densest(spans: list[Find]) -> int:
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


def _fragments(text: str, spans: list[Find], window: tuple[int, int]) -> Fragments:
    """The text of the window in pieces."""
    begin, end = window
    fragments: Fragments = [("… ", False)] if begin else []
    at = begin
    for first, last in apart(spans):
        start, stop = max(first, begin), min(last, end)
        if start < stop:
            fragments += [(unbroken(text[at:start]), False), (unbroken(text[start:stop]), True)]
            at = stop
    fragments.append((unbroken(text[at:end]), False))
    if end < len(text):
        fragments.append((" …", False))
    return [fragment for fragment in fragments if fragment[0]]


def unbroken(text: str) -> str:
    """Line ends and runs of blanks as one space; blanks at the ends stay, as words must part."""
    words = text.split()
    if not words:
        return text[:1] and " "
    begin, end = text[0].isspace() * " ", text[-1].isspace() * " "
    return f"{begin}{' '.join(words)}{end}"
