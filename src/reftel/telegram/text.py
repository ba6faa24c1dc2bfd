"""Lines and stretches of the text, by their offsets; nothing here copies or changes it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reftel.telegram.record import Span

WORD = re.compile(r"\S+")


class Line(NamedTuple):
    """One line without the white space around it, and where it stands.

    ``start`` and ``end`` bound the stripped text; ``next`` is where the next line begins.
    """

    start: int
    end: int
    text: str
    next: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def lines(text: str, start: int, end: int) -> Iterator[Line]:
    """The lines of ``text[start:end]``, empty ones too."""
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        after = end if stop < 0 else stop + 1
        if stop < 0:
            stop = end
        raw = text[at:stop]
        words = raw.lstrip()
        begin = at + len(raw) - len(words)
        words = words.rstrip()
        yield Line(begin, begin + len(words), words, after)
        at = after


def word_set(words: str) -> frozenset[str]:
    """A table of words, written as one string."""
    return frozenset(words.split())


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without the white space at its two ends."""
    piece = text[start:end]
    words = piece.lstrip()
    begin = start + len(piece) - len(words)
    return Span(begin, begin + len(words.rstrip()))


def words(text: str, start: int, end: int) -> list[tuple[str, int]]:
    """The words between two offsets, each with its own."""
    return [(match.group(), match.start()) for match in WORD.finditer(text, start, end)]
