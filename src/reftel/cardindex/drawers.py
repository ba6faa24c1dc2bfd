"""The drawers: words with their lists, in their order, a file of a few of them after the other.

A drawer begins with the number of its words. Of each come: how many bytes it begins with as the
word before does, how many follow, and these; in how many cables it is; the size of its list. Then
come the lists, but for those longer than ``ALONE``: each of these is a file of its own, and in its
place stands what that is called.

Where a drawer ends is told by the words, as far as room allows: so a word that comes leaves the
drawers behind its own as they are.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

from reftel.cardindex.blocks import number
from reftel.cardindex.filed import Files

# Bytes of a drawer, from which on a word may begin another one, and from which on any word does.
ENOUGH, FULL = 14_336, 18_432
ONE_IN = 64  # words may begin another
ALONE = 4_096  # bytes of a list that lies in the drawer of its word


class Card(NamedTuple):
    """A word as UTF-8, in how many cables it is, and its list; an empty one is found elsewhere."""

    word: bytes
    cables: int
    listed: bytes


class Drawer(NamedTuple):
    """What a drawer begins with, and what its file is called."""

    begins: str
    name: str


def laid(cards: Iterable[Card], kind: str, files: Files) -> Iterator[Drawer]:
    """Write the drawers of these cards, which ascend.

    Each is told by no more of its first word than sets it apart from the last one before it.
    """
    last = ""
    for some in _shared_out(cards):
        first = some[0].word.decode()
        yield Drawer(first[: _alike(last, first) + 1], files.named(kind, _drawer(some, files)))
        last = some[-1].word.decode()


def _shared_out(cards: Iterable[Card]) -> Iterator[list[Card]]:
    held: list[Card] = []
    size = 0
    for card in cards:
        if size >= FULL or (size >= ENOUGH and not crc32(card.word) % ONE_IN):
            yield held
            held, size = [], 0
        held.append(card)
        size += 6 + (len(card.listed) if len(card.listed) <= ALONE else 0)
    if held:
        yield held


def _drawer(cards: list[Card], files: Files) -> bytes:
    parts = [number(len(cards))]
    before = b""
    for card in cards:
        same = _alike(before, card.word)
        rest = card.word[same:]
        parts += (number(same), number(len(rest)), rest)
        parts += (number(card.cables), number(len(card.listed)))
        before = card.word
    for card in cards:
        is_alone = len(card.listed) > ALONE
        listed = bytes.fromhex(files.named("lists", card.listed)) if is_alone else card.listed
        parts.append(listed)
    return b"".join(parts)


def _alike(one: Sequence[object], other: Sequence[object]) -> int:
    """With how many of the same letters, or bytes, two words begin."""
    both = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in both if left != right), min(len(one), len(other)))
