"""The merging: the stretches put together, a part of the alphabet at a time.

What each stretch has of a word was packed there, so it is only strung together: after each other
come, for every stretch that has the word, how many are passed over, and its block.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from reftel.cardindex.blocks import number
from reftel.cardindex.drawers import Card, laid
from reftel.cardindex.stretches import BEGINS, ENTRY, FORMS, PARTS, STEMS, VALUES, Run
from reftel.search.stems import stem

_Entry = tuple[str, int, int, bytes]  # word, stretch, cables, block


@dataclass(frozen=True, slots=True)
class Merging:
    """Of which runs, in their order, and into which folder."""

    runs: tuple[Run, ...]
    index: Path


class Laid(NamedTuple):
    """What each drawer of a part begins with, stems and words as they are written."""

    stems: tuple[str, ...]
    forms: tuple[str, ...]


def merged(merging: Merging, part: int) -> Laid:
    """Lay the drawers of a part of the alphabet.

    A word that is in all the cables in which its stem is has the same list, which is not repeated.
    """
    cables: dict[str, int] = {}

    def stems() -> Iterator[Card]:
        for card in cards(merging.runs, PARTS.index((STEMS, BEGINS[part]))):
            cables[card.word] = card.cables
            yield card

    def forms() -> Iterator[Card]:
        for card in cards(merging.runs, PARTS.index((FORMS, BEGINS[part]))):
            is_same = cables[stem(card.word)] == card.cables
            yield card._replace(listed=b"") if is_same else card

    name = f"{part:02}"
    first = tuple(laid(stems(), merging.index / STEMS / name))
    return Laid(first, tuple(laid(forms(), merging.index / FORMS / name)))


def merged_values(merging: Merging) -> tuple[str, ...]:
    """Lay the drawers of what filters ask for."""
    found = cards(merging.runs, PARTS.index((VALUES, "")))
    return tuple(laid(found, merging.index / VALUES / "00"))


def cards(runs: Sequence[Run], part: int) -> Iterator[Card]:
    """Each word of a part in its order, with its list."""
    entries = merge(*(_entries(run, part, stretch) for stretch, run in enumerate(runs)))
    for word, some in groupby(entries, key=itemgetter(0)):
        yield _card(word, some)


def _card(word: str, entries: Iterable[_Entry]) -> Card:
    parts, cables, following = list[bytes](), 0, 0
    for _, stretch, count, content in entries:
        parts += (number(stretch - following), content)
        cables, following = cables + count, stretch + 1
    return Card(word, cables, b"".join(parts))


def _entries(run: Run, part: int, stretch: int) -> Iterator[_Entry]:
    start, *rest = run.starts[part:]
    with run.path.open("rb") as file:
        file.seek(start)
        content = file.read(rest[0] - start if rest else -1)
    at = 0
    while at < len(content):
        length, cables, size = ENTRY.unpack_from(content, at)
        begin = at + ENTRY.size
        at = begin + length + size
        word = content[begin : begin + length].decode()
        yield word, stretch, cables, content[begin + length : at]
