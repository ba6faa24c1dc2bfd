"""Cards on their way from the first pass over the cables to the second.

An index wants to know how often a cable is referred to, and that is known when all were
seen. Until then their cards wait here, in a file without a name: nothing of it can be left.
"""

import pickle
import tempfile
from array import array
from collections.abc import Iterator
from pathlib import Path

from reftel.search.card import Card


def packed(card: Card) -> bytes:
    """A card in the form in which it crosses processes and waits in the spool."""
    return pickle.dumps(card, protocol=pickle.HIGHEST_PROTOCOL)


class Spool:
    """Takes packed cards, then gives the cards once in the order in which they came."""

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 -- close
        self._sizes = array("L")

    def add(self, card: bytes) -> None:
        self._file.write(card)
        self._sizes.append(len(card))

    def cards(self) -> Iterator[Card]:
        self._file.seek(0)
        for size in self._sizes:
            yield pickle.loads(self._file.read(size))  # noqa: S301 -- written in this process

    def close(self) -> None:
        self._file.close()
