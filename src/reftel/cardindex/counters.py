"""The counters: the values of a facet, most frequent first, with what each is counted by.

In files of some values each: how many these are; of each the bytes of its name, the name, in how
many cables it is and the size of its list; then the lists. Whoever counts what was found by its
most frequent values opens them from the first on, and stops where no value that follows is in as
many cables as those that were counted already.
"""

from collections.abc import Iterable
from typing import NamedTuple

from reftel.cardindex.blocks import number
from reftel.cardindex.drawers import Card
from reftel.cardindex.filed import Files

FULL = 32_768  # bytes of a file, from which on it takes no more values


class Counter(NamedTuple):
    """A file of a facet: in how many cables its first value is, and what it is called."""

    most: int
    name: str


def counted(cards: Iterable[Card], files: Files) -> list[Counter]:
    """Write the files of a facet."""
    frequent = sorted(cards, key=lambda one: (-one.cables, one.word))
    counters, held, size = list[Counter](), list[Card](), 0
    for card in frequent:
        held.append(card)
        size += len(card.listed) + len(card.word) + 5
        if size >= FULL or card is frequent[-1]:
            counters.append(Counter(held[0].cables, files.named("by", _file(held))))
            held, size = [], 0
    return counters


def _file(cards: list[Card]) -> bytes:
    parts = [number(len(cards))]
    for card in cards:
        parts += (number(len(card.word)), card.word, number(card.cables), number(len(card.listed)))
    parts += [card.listed for card in cards]
    return b"".join(parts)
