"""The laying of a veil: what is marked is taken out of header and text.

What is left tells no more than the block does. Where the lines around it broke, columns,
padding, the rule below a heading, where pages ended and how many lines were counted all told
how long the words were, so they are set anew or left out. Two texts that differ only in what
is marked, and in how they had to be set for that, give the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reftel.redaction.blocks import TIE, Hole, holes
from reftel.redaction.furniture import without_counts, without_pages
from reftel.redaction.setting import set_header, set_text
from reftel.redaction.values import Mark
from reftel.telegram.cable import SEAM
from reftel.telegram.parser import parse


class Laid(NamedTuple):
    """Header and text as the public may read them."""

    header: str
    text: str


def laid(header: str, text: str, marks: Iterable[Mark]) -> Laid:
    """Header and text under these marks, which stand in them where they say.

    >>> text = "UNCLAS BONN 000012\\n\\n1. (U) We met Doe."
    >>> at = text.index("Doe")
    >>> laid("", text, [Mark.at(SEAM + text, at + 2, at + 5)]).text
    'UNCLAS BONN 000012\\n\\n1. (U) We met [REDACTED].'
    """
    taken = holes(marks, header + SEAM + text)
    if not taken:
        return Laid(header, text)
    at = len(header) + len(SEAM)
    above = without_counts(_struck(header, list(_within(taken, 0, len(header)))))
    below = without_counts(_struck(text, list(_within(taken, at, at + len(text)))))
    at = len(above) + len(SEAM)
    first = (above + SEAM + below).index(taken[0].block.replace(" ", TIE))
    below = without_pages(below, parse(above + SEAM + below, body_at=at), first)
    found = parse(above + SEAM + below, body_at=at)
    whole = Laid(set_header(above), set_text(below, found))
    return Laid(*(_untied(part, taken) for part in whole))


def _within(taken: Sequence[Hole], start: int, end: int) -> Iterator[Hole]:
    """The part of each hole that lies in a part of the whole, counted from there."""
    for hole in taken:
        begin, stop = max(hole.start, start), min(hole.end, end)
        if begin < stop:
            yield Hole(begin - start, stop - start, hole.block)


def _struck(part: str, taken: Sequence[Hole]) -> str:
    """The part with a block in the place of each hole, the words of each tied together."""
    pieces: list[str] = []
    at = 0
    for hole in taken:
        pieces += (part[at : hole.start], hole.block.replace(" ", TIE))
        at = hole.end
    pieces.append(part[at:])
    return "".join(pieces)


def _untied(part: str, taken: Sequence[Hole]) -> str:
    for block in dict.fromkeys(hole.block for hole in taken):
        part = part.replace(block.replace(" ", TIE), block)
    return part
