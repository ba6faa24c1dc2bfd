"""The counters: the values of a facet, most frequent first, with what each is counted by.

In files of some values each: how many these are; of each the bytes of its name, the name, in how
many cables it is and the size of its list; then the lists. Whoever counts what was found by its
most frequent values opens them from the first on, and stops where no value that follows is in as
many cables as those that were counted already.
"""

from collections.abc import Iterable
from pathlib import Path

from reftel.cardindex.blocks import number
from reftel.cardindex.drawers import Card, shared_out

FULL = 32_768  # bytes of a file, from which on it takes no more values


def counted(cards: Iterable[Card], folder: Path) -> list[int]:
    """Write the files of a facet; in how many cables the first value of each is."""
    folder.mkdir(parents=True, exist_ok=True)
    first = []
    frequent = sorted(cards, key=lambda one: (-one.cables, one.word))
    for count, some in enumerate(shared_out(frequent, FULL, _size)):
        (folder / f"{count:03}.bin").write_bytes(_file(some))
        first.append(some[0].cables)
    return first


def _size(card: Card) -> int:
    return len(card.listed) + len(card.word) + 5


def _file(cards: list[Card]) -> bytes:
    parts = [number(len(cards))]
    for card in cards:
        name = card.word.encode()
        parts += (number(len(name)), name, number(card.cables), number(len(card.listed)))
    parts += [card.listed for card in cards]
    return b"".join(parts)
