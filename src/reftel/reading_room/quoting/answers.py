"""What was found of a quotation, told so that pages, programs and terminals can show it.

Both sides of a comparison come in fragments: texts with the kind of what they are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from reftel.analysis.likeness import Kind, Run
from reftel.analysis.manner import Manner
from reftel.analysis.tracing import Traced
from reftel.reading_room import addresses
from reftel.reading_room.citing.ranges import Range
from reftel.reading_room.quoting.checking import Checked, Found, Verdict
from reftel.telegram.cable import CableRecord

AGAIN = 20  # places in one cable that are told
CONTEXT = 140  # characters that are shown before and after a passage
BETWEEN = "between"  # blanks and signs between two runs
MISSING = "missing"  # a piece of the quotation that is not in this cable
ELSEWHERE = "elsewhere"  # what stands before and after the passage in the cable

Spans = list[tuple[int, int, str]]


class Fragment(NamedTuple):
    """``kind`` is that of a run, or one of those above; empty for what is the same."""

    text: str
    kind: str


class Difference(NamedTuple):
    """Words of the quotation, and those that the cable has in their place; one may be empty."""

    kind: Kind
    quoted: str
    held: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Part of one paragraph that the quotation stands for; the subject has no anchor."""

    anchor: str
    number: str
    mark: str
    words: str  # from the first to the last
    fragments: tuple[Fragment, ...]
    address: str


@dataclass(frozen=True)
class Answer:
    """What one cable has of it."""

    found: Found

    @property
    def record(self) -> CableRecord:
        return self.found.record

    @property
    def verdict(self) -> Verdict:
        return self.found.verdict

    @property
    def manners(self) -> tuple[Manner, ...]:
        return tuple(one for one in Manner if one in self.found.trace.manners)

    @property
    def same(self) -> int:
        return self.found.trace.same

    @property
    def count(self) -> int:
        """How many words differ."""
        return self.found.trace.differences

    @property
    def beyond(self) -> int:
        """How many words of what was pasted stand round it, and are not in the cable."""
        return self.found.trace.beyond

    @property
    def out_of_order(self) -> bool:
        return any(not one.in_order for one in self.found.trace.pieces)

    @cached_property
    def quoted(self) -> tuple[Fragment, ...]:
        """The quotation, with what differs marked."""
        trace = self.found.trace
        return tuple(_fragments(trace.quotation.text, list(_quoted_spans(trace.pieces))))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """What the cable has, with what differs marked, a passage for each piece and paragraph."""
        return tuple(
            passage
            for one in self.found.trace.pieces
            if one.alignment.runs
            for passage in _passages(self.found, one.alignment.runs)
        )

    @cached_property
    def again(self) -> tuple[Passage, ...]:
        """Where else the cable has it word for word, if it is in one piece."""
        trace = self.found.trace
        if len(trace.pieces) > 1 or not trace.is_exact:
            return ()
        first, last = trace.pieces[0].alignment.place
        own = trace.quotable.forms[first:last]
        places = trace.quotable.standing(own, AGAIN) if own else []
        return tuple(
            passage
            for at in places
            if at != first
            for passage in _passages(self.found, [Run(Kind.SAME, (0, 0), (at, at + len(own)))])
        )

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """What differs, in order."""
        return tuple(_differences(self.found))


def told(checked: Checked, edition: int) -> dict[str, Any]:
    """The answer as one JSON object. Fields are only ever added."""
    return {
        "verdict": checked.verdict.value,
        "edition": edition,
        "quotation": checked.quotation.text,
        "words": checked.quotation.length,
        "cut": checked.quotation.cut,
        "only_what_is_marked": checked.marked,
        "cables": checked.total,
        "found": [_told(Answer(one)) for one in checked.found],
    }


def _told(answer: Answer) -> dict[str, Any]:
    return {
        "id": answer.record["id"],
        "verdict": answer.verdict.value,
        "subject": answer.record["subject"],
        "created": answer.record["created"],
        "same": answer.same,
        "differing": answer.count,
        "beyond": answer.beyond,
        "but_for": [one.value for one in answer.manners],
        "out_of_order": answer.out_of_order,
        "differences": [
            {"kind": one.kind.value, "quoted": one.quoted, "cable": one.held}
            for one in answer.differences
        ],
        "passages": [
            {
                "anchor": one.anchor,
                "number": one.number or None,
                "mark": one.mark or None,
                "text": one.words,
                "address": one.address,
            }
            for one in answer.passages
        ],
        "again": [{"anchor": one.anchor, "address": one.address} for one in answer.again],
    }


def _quoted_spans(pieces: tuple[Traced, ...]) -> Iterator[tuple[int, int, str]]:
    for one in pieces:
        words = one.piece.words
        if not one.alignment.runs:
            yield words[0].start, words[-1].end, MISSING
        for run in one.alignment.runs:
            first, last = run.quoted
            if first < last and run.kind is not Kind.SAME:
                yield words[first].start, words[last - 1].end, run.kind.value


def _passages(found: Found, runs: Iterable[Run]) -> Iterator[Passage]:
    quotable, record = found.trace.quotable, found.record
    spans = [
        (place, (start, end, "" if run.kind is Kind.SAME else run.kind.value))
        for run in runs
        for place, start, end in quotable.stretches(*run.held)
    ]
    for place, some in groupby(spans, key=itemgetter(0)):
        inside = [span for _, span in some]
        begin, end = inside[0][0], inside[-1][1]
        text = quotable.texts[place + 1]
        paragraph = record["paragraphs"][place] if place >= 0 else None
        anchor = paragraph["anchor"] if paragraph else ""
        yield Passage(
            anchor=anchor,
            number=(paragraph["number"] or "") if paragraph else "",
            mark=(paragraph["mark"] or "") if paragraph else "",
            words=text[begin:end],
            fragments=tuple(_in_context(text, inside)),
            address=_address(record["id"], anchor, text[begin:end]),
        )


def _address(reference_id: str, anchor: str, words: str) -> str:
    """Where these words are lit; what is no paragraph has no words to light."""
    if not anchor:
        return addresses.cable(reference_id)
    return Range(words, anchor).address(reference_id)


def _in_context(text: str, spans: Spans) -> Iterator[Fragment]:
    begin, end = spans[0][0], spans[-1][1]
    first = max(0, begin - CONTEXT)
    first = text.find(" ", first, begin) + 1 if first else 0
    last = min(len(text), end + CONTEXT)
    last = max(text.rfind(" ", end, last), end) if last < len(text) else last
    lead, tail = "… " if first else "", " …" if last < len(text) else ""
    yield Fragment(f"{lead}{text[first:begin]}", ELSEWHERE)
    yield from _fragments(text[:end], spans, begin)
    yield Fragment(f"{text[end:last]}{tail}", ELSEWHERE)


def _fragments(text: str, spans: Spans, at: int = 0) -> Iterator[Fragment]:
    """The text from a place on, cut where something else begins; the spans come in order."""
    for start, end, kind in sorted(spans):
        if at < start:
            yield Fragment(text[at:start], BETWEEN)
        yield Fragment(text[start:end], kind)
        at = end
    if at < len(text):
        yield Fragment(text[at:], BETWEEN)


def _differences(found: Found) -> Iterator[Difference]:
    for one in found.trace.pieces:
        for run in one.alignment.runs:
            if run.kind in {Kind.CHANGED, Kind.LEFT_OUT, Kind.PUT_IN}:
                held = " ".join(found.trace.quotable.written(*run.held).split())
                yield Difference(run.kind, _of_quotation(found, one, run), held)


def _of_quotation(found: Found, one: Traced, run: Run) -> str:
    first, last = run.quoted
    if first == last:
        return ""
    words = one.piece.words
    written = found.trace.quotation.text[words[first].start : words[last - 1].end]
    return " ".join(written.split())
