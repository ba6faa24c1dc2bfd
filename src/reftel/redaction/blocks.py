"""The blocks: what stands where something was taken out. They say why, and no more.

A block is as long whatever stood there: ``[REDACTED]``, ``[B6 REDACTED]``, for a whole
paragraph ``[PARAGRAPH WITHHELD]``, ``[B1 PARAGRAPH WITHHELD]``. The parser knows these forms.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reftel.redaction.values import Kind, Mark

CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.()/ -]{0,15}")
MOST_CODES = 40  # characters; a block is known as one by its length too
WORDS = {Kind.WORDS: "REDACTED", Kind.PARAGRAPH: "PARAGRAPH WITHHELD"}
JOINER = "\u200d"
TIE = "\N{NO-BREAK SPACE}"  # holds the words of a block together while lines are set
TIED = re.compile(rf"\[(?:[^\[\]\n]{{1,40}}{TIE})?(?:REDACTED|PARAGRAPH{TIE}WITHHELD)\]")


class Hole(NamedTuple):
    """A stretch that is taken out, and the block in its place."""

    start: int
    end: int
    block: str


def is_code(written: str) -> bool:
    """Whether a reason code can stand in a block: B6, 1.4(c), 25X1; empty is one too."""
    return not written or CODE.fullmatch(written) is not None


def holes(marks: Iterable[Mark], text: str) -> list[Hole]:
    """What the marks take out of a text: those that touch or overlap take out one stretch."""
    groups: list[list[Mark]] = []
    end = 0
    for mark in sorted(marks):
        if groups and (mark.start <= end or not text[end : mark.start].strip()):
            groups[-1].append(mark)
        else:
            groups.append([mark])
            end = 0
        end = max(end, mark.end)
    return list(_apart(_hole(group, text) for group in groups))


def _apart(grown: Iterable[Hole]) -> Iterator[Hole]:
    """Holes that were drawn wider over marks of their letters may have come to touch."""
    last: Hole | None = None
    for hole in grown:
        if last is not None and hole.start < last.end:
            hole = hole._replace(start=last.end)  # noqa: PLW2901 -- what is left of it
        if hole.start < hole.end:
            yield hole
            last = hole


def _hole(group: Sequence[Mark], text: str) -> Hole:
    start, end = group[0].start, max(mark.end for mark in group)
    while start > 0 and _clings(text, start):
        start -= 1
    while end < len(text) and _clings(text, end):
        end += 1
    return Hole(start, end, _block(group))


def _clings(text: str, at: int) -> bool:
    """Whether a character belongs to the letter before it: an accent, half of a pair."""
    character = text[at]
    if character.isascii():
        return False
    joined = JOINER in (character, text[at - 1])
    half = "\udc00" <= character <= "\udfff" and "\ud800" <= text[at - 1] <= "\udbff"
    return joined or half or unicodedata.category(character)[0] == "M"


def _block(group: Sequence[Mark]) -> str:
    kind = Kind.PARAGRAPH if any(mark.kind is Kind.PARAGRAPH for mark in group) else Kind.WORDS
    codes = ""
    for code in dict.fromkeys(mark.code for mark in group if mark.kind is kind and mark.code):
        more = f"{codes}, {code}" if codes else code
        codes = more if len(more) <= MOST_CODES else codes
    return f"[{codes} {WORDS[kind]}]" if codes else f"[{WORDS[kind]}]"
