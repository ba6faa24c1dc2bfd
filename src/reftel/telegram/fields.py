"""The values of the opening's fields, read from the stretches that ``opening`` found."""

import re
from typing import Final

from reftel.gazetteer import posts
from reftel.telegram.classified_by import classified_by
from reftel.telegram.continuation import next_letter
from reftel.telegram.defects import DefectKind
from reftel.telegram.opening import Opening, Segment
from reftel.telegram.order import executive_order
from reftel.telegram.record import (
    ClassifiedBy,
    Defect,
    ExecutiveOrder,
    Read,
    Reference,
    Span,
    Tag,
)
from reftel.telegram.references import Message, references
from reftel.telegram.tagline import tags
from reftel.telegram.text import trimmed

OWN_MARK: Final = re.compile(
    r"\s*\(\s?(?:U|C|S|TS|SBU|LOU|FOUO)"
    r"(?:[/ \-]{1,2}(?:NF|NOFORN|FOUO|REL|SBU)[A-Z, ]{0,14})?\s?\)\s*"
)
REF_ENDS: Final = re.compile(
    r"\s(?:(?P<mark>\((?:U|C|S|SBU|LOU)\)\s{1,3})[A-Z]|(?:BEGIN\s{1,3})?SUMMARY\s?[:.]|[-=_]{4,}"
    r"|1\.\s{1,3}\(|CLASSIFIED BY)",
    re.IGNORECASE,
)
SIGNS_OF_AN_END: Final[tuple[str, ...]] = ("(", "SUMMARY", "CLASS", "-", "=", "_")
REF_OF_ITS_OWN: Final = re.compile(
    r"\s*(?:REF(?:TEL|S|\(S\))?\s*[:.]?\s*)(?=[(A-Z0-9])", re.IGNORECASE
)
MOST_SUBJECT: Final = 1000  # characters: a longer one has swallowed the message


class Fields:
    """What the labelled fields say; ``message`` may lie before the opening's own."""

    __slots__ = (
        "classified_by", "executive_order", "message", "references", "subject", "subject_seen",
        "tags",
    )  # fmt: skip

    def __init__(self, message: int) -> None:
        self.executive_order: Read[ExecutiveOrder] | None = None
        self.tags: list[Read[Tag]] = []
        self.subject: Read[str] | None = None
        self.references: list[Read[Reference]] = []
        self.classified_by: Read[ClassifiedBy] | None = None
        self.message = message
        self.subject_seen = False


def fields(text: str, found: Opening, message: Message, defects: list[Defect]) -> Fields:
    """Every field of the opening, and where the message begins after them."""
    read = Fields(found.message)
    for segment in found.segments:
        if segment.kind == "eo" and read.executive_order is None:
            read.executive_order = executive_order(text, segment.start, segment.end, defects)
        elif segment.kind == "tags":
            read.tags += tags(text, segment.start, segment.end, message.year, defects)
        elif segment.kind == "subject":
            read.subject_seen = True
            _subject(text, segment, read, defects)
        elif segment.kind == "ref":
            _references(text, segment, read, message, defects)
        elif segment.kind == "by":
            _classified_by(text, segment, read, defects)
    return read


def _subject(text: str, segment: Segment, read: Fields, defects: list[Defect]) -> None:
    span = trimmed(text, segment.start, segment.end)
    if span.end - span.start > MOST_SUBJECT:
        cut = text.rfind(" ", span.start, span.start + MOST_SUBJECT)
        cut = cut if cut > span.start else span.start + MOST_SUBJECT
        span = Span(span.start, cut)
        read.message = min(read.message, cut)
    span = _without_own_mark(text, span)
    if span.start >= span.end:
        defects.append(Defect(DefectKind.SUBJECT_EMPTY, Span(segment.label, segment.end)))
        return
    read.subject = Read(joined(text[span.start : span.end]), span)


def _without_own_mark(text: str, span: Span) -> Span:
    """``(S) TITLE`` or ``TITLE (C)`` without the mark: it is the mark of the subject alone."""
    start, end = span
    if text.find("(", start, end) < 0:
        return span
    mark = OWN_MARK.match(text, start, end)
    if mark is not None:
        start = mark.end()
    at = text.rfind("(", start, end)
    if at > start:
        mark = OWN_MARK.match(text, at, end)
        if mark is not None and mark.end() == end:
            end = at
    return trimmed(text, start, end)


def joined(written: str) -> str:
    """Wrapped lines as one: a space between, but none after a hyphen that ends a line."""
    text = ""
    for line in written.split("\n"):
        part = " ".join(line.split())
        if not part:
            continue
        hyphen = text.endswith("-") and len(text) > 1 and text[-2].isalnum()
        text += part if hyphen or not text else f" {part}"
    return text


def _references(
    text: str, segment: Segment, read: Fields, message: Message, defects: list[Defect]
) -> None:
    end = _end_of_references(text, segment)
    if end < segment.end:
        read.message = min(read.message, end + 1)
    start = segment.start
    own = REF_OF_ITS_OWN.match(text, start, end)
    if own is not None:
        start = own.end()
    read.references += references(text, start, end, message, defects)


def _end_of_references(text: str, segment: Segment) -> int:
    """Where the items end; in re-flowed copies the message goes on in their line."""
    start, end = segment.start, segment.end
    written = text[start:end].upper()
    if not any(map(written.__contains__, SIGNS_OF_AN_END)):
        return end
    for stop in REF_ENDS.finditer(text, start, end):
        mark = stop["mark"]
        if mark and mark[:3].upper() in {"(C)", "(S)"}:
            following = text[stop.end("mark") : min(end, stop.end() + 60)].split()
            before = text[start : stop.start()]
            if posts.leading_station(following) or next_letter(before, mark[1]):
                continue  # the label (C) of an item
        return stop.start()
    return end


def _classified_by(text: str, segment: Segment, read: Fields, defects: list[Defect]) -> None:
    if read.classified_by is None:
        read.classified_by = classified_by(text, segment.start, segment.end, defects)
        return
    # A line of its own for the reasons belongs to the same note.
    whole = Span(read.classified_by.span.start, segment.end)
    if whole.start < segment.start < whole.start + MOST_SUBJECT:
        defects[:] = [one for one in defects if one.kind != DefectKind.REASONS_MISSING]
        read.classified_by = classified_by(text, whole.start, whole.end, defects)
