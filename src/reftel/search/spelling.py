"""What a misspelt word may have been meant for: the nearest of the words that an edition has.

Knows no index: it is told how many cables have a word, and which words begin so. The work is
bounded, a few thousand questions at most, whatever was typed.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from string import ascii_lowercase
from typing import NamedTuple

from reftel.search.folding import plain
from reftel.search.slips import within

SHORTEST = 4  # letters: of shorter words too many lie near each other
TWO_SLIPS = 7  # letters that a word has of which two may be wrong
LONGEST = 24
KEPT = 2  # letters at the beginning of a word with two slips that are taken to be right
LOOKED_AT = 400  # words with that beginning
MOST_WORDS = 4  # of a query that are looked at
RARE = 2  # cables: a word that fewer have is hardly known
TIMES = 20  # as frequent, at least, must be what is offered in its place

Frequency = Callable[[str], int]
Beginning = Callable[[str, int], Iterable[tuple[str, int]]]

# What stands for words: quotation marks and brackets part it, fields and their values do not count.
_PIECE = re.compile(r'-?[A-Za-z]+:(?:[=<>]*"[^"]*"?|[^\s")]*)|[^\W_]+(?:[’\'][^\W_]+)*[*~]?')
_TEXT = re.compile(r"(?:subject|para):", re.IGNORECASE)


class Suspect(NamedTuple):
    """A word of a query, where it stands, and as the index has it."""

    start: int
    end: int
    word: str


def respelt(text: str, frequency: Frequency, beginning: Beginning) -> str:
    """The query with its unknown words replaced by near ones; empty where there are none.

    Only words are touched: operators, fields and what is asked of them stay as they are.
    """
    parts: list[str] = []
    done = 0
    for suspect in _suspects(text)[:MOST_WORDS]:
        better = nearest(suspect.word, frequency, beginning)
        if better:
            parts += [text[done : suspect.start], better]
            done = suspect.end
    return "".join([*parts, text[done:]]) if parts else ""


def nearest(word: str, frequency: Frequency, beginning: Beginning) -> str:
    """The most frequent word one slip away, else two; empty where the word is known well.

    >>> from collections import Counter
    >>> nearest("vientaine", Counter(vientiane=40).__getitem__, lambda letters, limit: [])
    'vientiane'
    """
    known = frequency(word)
    if known > RARE:
        return ""
    most = max(((frequency(slip), slip) for slip in set(_slips(word))), default=(0, ""))
    if not most[0] and len(word) >= TWO_SLIPS:
        near = beginning(word[:KEPT], LOOKED_AT)
        most = max(((count, one) for one, count in near if within(word, one, 2)), default=most)
    return most[1] if most[0] and most[0] >= TIMES * known else ""


def _suspects(text: str) -> list[Suspect]:
    found = (
        Suspect(*piece.span(), plain(piece.group()))
        for piece in _PIECE.finditer(_TEXT.sub(_blanks, text))
        if piece.group() not in {"AND", "OR", "NOT"}
    )
    return [one for one in found if SHORTEST <= len(one.word) <= LONGEST and one.word.isalpha()]


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _slips(word: str) -> Iterator[str]:
    """All that is one slip away: a letter lost, added, changed, or two exchanged."""
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            if tail and letter != tail[0]:
                yield head + letter + tail[1:]
    for at, (first, second) in enumerate(pairwise(word)):
        if first != second:
            yield word[:at] + second + first + word[at + 2 :]
