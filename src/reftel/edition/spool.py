"""Cards on their way from the first pass over the cables to the second.

An index wants to know how often a cable is referred to, and that is known when all were
seen. Until then their cards wait here, in a file without a name: nothing of it can be left.
"""

import pickle
import tempfile
from collections.abc import Iterator
from pathlib import Path

from reftel.search.card import Card

_BUFFER = 1 << 20


def packed(card: Card) -> bytes:
    """A card in the form in which it crosses processes and waits in the spool."""
    return pickle.dumps(card, protocol=pickle.HIGHEST_PROTOCOL)


class Spool:
    """Takes packed cards, then gives the cards once in the order in which they came."""

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder, buffering=_BUFFER)  # noqa: SIM115 -- close
        self._cards = 0

    def add(self, card: bytes) -> None:
        self._file.write(card)
        self._cards += 1

    def cards(self) -> Iterator[Card]:
        self._file.seek(0)
        for _ in range(self._cards):
            yield pickle.load(self._file)  # noqa: S301 -- nobody else had a hand in this file

    def close(self) -> None:
        self._file.close()
