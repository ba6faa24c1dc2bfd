"""The drawers: words with their lists, in their order, a file of a few of them after the other.

A drawer begins with the number of its words. Of each come: how many bytes it begins with as the
word before does, how many follow, and these; in how many cables it is; the size of its list. Then
come the lists, but for those longer than ``ALONE``: each of these is a file of its own, called
after the drawer and the place of its word in it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from reftel.cardindex.blocks import number

FULL = 16_384  # bytes, from which on a drawer takes no more
ALONE = 4_096  # bytes of a list that lies in the drawer of its word


class Card(NamedTuple):
    """A word, in how many cables it is, and its list; an empty one is found elsewhere."""

    word: str
    cables: int
    listed: bytes


def laid(cards: Iterable[Card], folder: Path) -> Iterator[str]:
    """Write the drawers of these cards, which ascend; what each begins with.

    That is no more of its first word than sets it apart from the last one of the drawer before.
    """
    folder.mkdir(parents=True, exist_ok=True)
    last = ""
    for count, some in enumerate(shared_out(cards, FULL, _size)):
        name = f"{count:04}"
        (folder / f"{name}.bin").write_bytes(_drawer(some))
        for place, card in enumerate(some):
            if len(card.listed) > ALONE:
                (folder / f"{name}-{place}.bin").write_bytes(card.listed)
        yield some[0].word[: _alike(last, some[0].word) + 1]
        last = some[-1].word


def shared_out(
    cards: Iterable[Card], full: int, size_of: Callable[[Card], int]
) -> Iterator[list[Card]]:
    """The cards of one file after the other: none more once these take so many bytes."""
    held: list[Card] = []
    size = 0
    for card in cards:
        if size >= full:
            yield held
            held, size = [], 0
        held.append(card)
        size += size_of(card)
    if held:
        yield held


def _size(card: Card) -> int:
    return 6 + (len(card.listed) if len(card.listed) <= ALONE else 0)


def _drawer(cards: list[Card]) -> bytes:
    parts = [number(len(cards))]
    before = b""
    for card in cards:
        word = card.word.encode()
        same = _alike(before, word)
        rest = word[same:]
        parts += (number(same), number(len(rest)), rest)
        parts += (number(card.cables), number(len(card.listed)))
        before = word
    parts += [card.listed for card in cards if len(card.listed) <= ALONE]
    return b"".join(parts)


def _alike(one: Sequence[object], other: Sequence[object]) -> int:
    """With how many of the same letters, or bytes, two words begin."""
    both = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in both if left != right), min(len(one), len(other)))
