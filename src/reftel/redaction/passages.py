"""What a mark over a whole paragraph covers: all behind its number and its portion mark."""

from reftel.telegram.cable import SEAM, CableRecord
from reftel.telegram.parser import parse
from reftel.telegram.record import Paragraph, Span
from reftel.telegram.text import trimmed

BEHIND = ".):] \t\r\n"  # a number or a mark
NEAR = 40  # characters from the number to its portion mark; an inherited one stands elsewhere


def passages(record: CableRecord) -> dict[str, Span]:
    """What would be withheld of each paragraph, by its anchor; offsets into the whole text.

    A paragraph that holds nothing but its number is not among them.

    >>> from reftel.telegram.cable import read_cable
    >>> from reftel.telegram.record import Published
    >>> text = "UNCLAS BONN 000012\\n\\n1. (C) It rains.\\n\\n2. (U) It rains still."
    >>> _, record = read_cable("", text, Published(source="plain", id="08BONN12"))
    >>> (SEAM + text)[slice(*passages(record)["par1"])]
    'It rains.'
    """
    whole = record["header"] + SEAM + record["text"]
    telegram = parse(whole, body_at=len(record["header"]) + len(SEAM))
    found = {one.anchor: _behind(one, whole) for one in telegram.paragraphs}
    return {anchor: span for anchor, span in found.items() if span.start < span.end}


def _behind(one: Paragraph, whole: str) -> Span:
    at = one.span.start
    if one.number is not None:
        at = one.number.span.end
    if one.mark is not None and at <= one.mark.span.end <= at + NEAR:
        at = one.mark.span.end
    if at > one.span.start:
        rest = whole[at : one.span.end]
        at += len(rest) - len(rest.lstrip(BEHIND))
    return trimmed(whole, at, one.span.end)
