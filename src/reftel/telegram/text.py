"""Lines and stretches of the text, by their offsets; nothing here copies or changes it."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar, cast

from reftel.telegram.record import Read, Span

T = TypeVar("T")
# A NamedTuple of its fields, without the function in Python that its own constructor is.
bare: Final = cast("Callable[[type, tuple[object, ...]], Any]", tuple.__new__)

WORD: Final = re.compile(r"\S+")
BLOCK: Final = 400  # characters that are split into lines at once
NBSP: Final = "\N{NO-BREAK SPACE}"  # what a page's copy has for a blank
BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"  # the byte order mark of a file, left at its beginning


def lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The lines of ``text[start:end]`` without the white space around them, empty ones too.

    Each comes with the offset of its first letter. Who stops early has split little: the
    text is taken in blocks. A no-break space or a byte order mark reads as a blank.
    """
    at = start
    while at < end:
        stop = text.find("\n", at + BLOCK, end)
        stop = end if stop < 0 else stop + 1
        block = text[at:stop]
        if not block.isascii():
            block = block.replace(NBSP, " ").replace(BOM, " ")
        pieces = block.split("\n")
        if not pieces[-1]:
            pieces.pop()
        for raw in pieces:
            line = raw.strip()
            yield at if raw is line else at + raw.index(line[:1]), line
            at += len(raw) + 1
        at = stop


def placed(value: T, start: int, end: int) -> Read[T]:
    """``Read(value, Span(start, end))`` in half the time: a telegram has hundreds of them."""
    read: Read[T] = bare(Read, (value, bare(Span, (start, end))))
    return read


def word_set(words: str) -> frozenset[str]:
    """A table of words, written as one string."""
    return frozenset(words.split())


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without the white space at its two ends."""
    piece = text[start:end]
    words = piece.lstrip()
    begin = start + len(piece) - len(words)
    span: Span = bare(Span, (begin, begin + len(words.rstrip())))
    return span


def words(text: str, start: int, end: int) -> list[tuple[str, int]]:
    """The words between two offsets, each with its own."""
    found: list[tuple[str, int]] = []
    at = start
    for word in text[start:end].split():
        at = text.index(word, at)
        found.append((word, at))
        at += len(word)
    return found
