"""The merging: the stretches put together, a part of the alphabet at a time.

What each stretch has of a word was packed there, so it is only strung together: after each other
come, for every stretch that has the word, how many are passed over, and its block.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from reftel.cardindex.blocks import number
from reftel.cardindex.drawers import Card, Drawer, laid
from reftel.cardindex.filed import Filed, Files
from reftel.cardindex.stock import kept
from reftel.cardindex.stretches import BEGINS, ENTRY, FORMS, PARTS, STEMS, VALUES
from reftel.search.stems import stem

_EACH = [number(passed) for passed in range(4_096)]  # as they are written


@dataclass(frozen=True, slots=True)
class Merging:
    """Of which stock, and into the folder of which mirror."""

    stock: Path
    out: Path


class Laid(NamedTuple):
    """The drawers of a part, of stems and of words as they are written, and what was written."""

    stems: tuple[Drawer, ...]
    forms: tuple[Drawer, ...]
    filed: tuple[Filed, ...]


def merged(merging: Merging, part: int) -> Laid:
    """Lay the drawers of a part of the alphabet.

    A word that is in all the cables in which its stem is has the same list, which is not repeated.
    """
    cables: dict[str, int] = {}

    def stems() -> Iterator[Card]:
        for card in _cards(merging, STEMS, BEGINS[part]):
            cables[card.word.decode()] = card.cables
            yield card

    def forms() -> Iterator[Card]:
        for card in _cards(merging, FORMS, BEGINS[part]):
            is_same = cables[stem(card.word.decode())] == card.cables
            yield card._replace(listed=b"") if is_same else card

    files = Files(merging.out)
    first = tuple(laid(stems(), STEMS, files))
    return Laid(first, tuple(laid(forms(), FORMS, files)), files.filed)


def merged_values(merging: Merging, files: Files) -> list[Drawer]:
    """Lay the drawers of what filters ask for."""
    return list(laid(_cards(merging, VALUES), VALUES, files))


def merged_counter(merging: Merging, name: str) -> list[Card]:
    """The values of a facet, in their order."""
    return list(_cards(merging, name))


def _cards(merging: Merging, kind: str, begin: str = "") -> Iterator[Card]:
    return cards(kept(merging.stock, PARTS.index((kind, begin))))


def cards(stretches: Iterable[tuple[int, bytes]]) -> Iterator[Card]:
    """Each word of a part in its order, with its list."""
    strung: dict[bytes, list[bytes]] = {}
    told: dict[bytes, tuple[int, int]] = {}  # in how many cables, and the stretch that follows
    for stretch, content in stretches:
        for word, count, block in _entries(content):
            if word in strung:
                cables, following = told[word]
                strung[word] += (_EACH[stretch - following], block)
                told[word] = (cables + count, stretch + 1)
            else:
                strung[word] = [number(stretch), block]
                told[word] = (count, stretch + 1)
    for word in sorted(strung):
        yield Card(word, told[word][0], b"".join(strung.pop(word)))


def _entries(content: bytes) -> Iterator[tuple[bytes, int, bytes]]:
    """Of each word of a stretch: the word, in how many cables it is, and its block."""
    at, head = 0, ENTRY.size
    while at < len(content):
        length, cables, size = ENTRY.unpack_from(content, at)
        begin = at + head
        end = begin + length
        at = end + size
        yield content[begin:end], cables, content[end:at]
