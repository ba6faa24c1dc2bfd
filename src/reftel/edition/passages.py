"""The passages of a cable in which words are looked for that are known by their digest alone.

Another paragraph may have them, after a renumbering; or no paragraph, but lines and sentences
that follow each other, where a later reading of the same text drew the borders between
paragraphs elsewhere. What one citation may cost is an allowance of bytes, over all texts of
the cable that are looked at.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import chain, islice
from typing import NamedTuple

from reftel.edition.citation import digest, written
from reftel.telegram.cable import CableRecord

ALLOWED = 20_000_000  # bytes for one citation
DEAR = 256  # bytes that a digest costs beside those that it is made of
LONGEST_RUN = 300  # lines and sentences of a passage

_NUMBERED = re.compile(rb"\(?[0-9A-Za-z]{1,5}[.)]")
_INSIDE = r"""[^\n.!?:;)"'-]*+"""
_END = r"""[.!?:;)"'-]"""
# Where the group ends one of the last three stands, so nothing is ever tried again.
_LINE_OR_SENTENCE = re.compile(rf"{_INSIDE}(?:{_END}(?![ \t]){_INSIDE})*(?:{_END}(?=[ \t])|\n|\Z)")


class Looked(NamedTuple):
    """What a search came to.

    ``anchor`` is that of the paragraph in which the words begin, empty above the first, None
    where they were not found; ``left`` is what is left of the allowance, none where it ran
    out before all passages were tried.
    """

    anchor: str | None
    left: int


class Passage(NamedTuple):
    """Words that stand together: whose paragraph it is, what they cost, and their digest."""

    anchor: str
    cost: int
    digest: str


def looked_for(record: CableRecord, wanted: str, allowed: int = ALLOWED) -> Looked:
    """Where the words of a digest stand in a cable, as far as the allowance goes."""
    left = allowed
    for one in chain(_paragraphs(record), _runs(record)):
        if one.digest.startswith(wanted):
            return Looked(one.anchor, max(left - one.cost, 0))
        left -= one.cost
        if left <= 0:
            return Looked(None, 0)
    return Looked(None, left)


def _paragraphs(record: CableRecord) -> Iterator[Passage]:
    for one in record["paragraphs"]:
        words = written(record, one)
        yield Passage(one["anchor"], DEAR + len(words), digest(words))


def _runs(record: CableRecord) -> Iterator[Passage]:
    """Runs of whole lines and sentences.

    Those that begin as paragraphs do, below a blank line or with a number, come first. That
    the text is read at all costs its length.
    """
    yield Passage("", len(record["text"]), "")
    pieces = [(one.start(), _words(one[0])) for one in _LINE_OR_SENTENCE.finditer(record["text"])]
    anchors = ["", *(one["anchor"] for one in record["paragraphs"])]
    starts = [one["start"] for one in record["paragraphs"]]
    for first in sorted(range(len(pieces)), key=lambda at: not _may_begin(pieces, at)):
        anchor = anchors[bisect_right(starts, pieces[first][0])]
        run = (words for _, words in pieces[first : first + 2 * LONGEST_RUN] if words)
        total = sha256()
        for length, words in enumerate(islice(run, LONGEST_RUN)):
            total.update(b" " + words if length else words)
            yield Passage(anchor, DEAR + len(words), total.hexdigest())


def _words(text: str) -> bytes:
    return b" ".join(text.encode("utf-8", "surrogatepass").split())


def _may_begin(pieces: Sequence[tuple[int, bytes]], at: int) -> bool:
    """Whether a paragraph is likely to begin there."""
    words = pieces[at][1]
    return bool(words) and (not at or not pieces[at - 1][1] or bool(_NUMBERED.match(words)))
