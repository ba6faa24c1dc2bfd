"""The sums: every file of a mirror with its digest, and the root of the tree over them.

The list is what ``sha256sum`` writes and checks: digest, two blanks, path; in the order of the
paths. The tree over its lines is that of RFC 6962 (2.1): a leaf is ``sha256(0x00 + line)``, a
node ``sha256(0x01 + left + right)``, and what has no neighbour goes up as it is.
"""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from reftel.mirror.places import is_place

NAME = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


class Tree:
    """The root over leaves that come one after the other; a few digests in memory."""

    def __init__(self) -> None:
        self._nodes: list[tuple[int, bytes]] = []  # height and digest, from left to right

    def add(self, leaf: bytes) -> None:
        node, height = sha256(b"\x00" + leaf).digest(), 0
        while self._nodes and self._nodes[-1][0] == height:
            node = _node(self._nodes.pop()[1], node)
            height += 1
        self._nodes.append((height, node))

    @property
    def root(self) -> str:
        """In hexadecimal; the sha256 of nothing where there is no leaf."""
        if not self._nodes:
            return sha256(b"").hexdigest()
        *left, (_, node) = self._nodes
        for _, one in reversed(left):
            node = _node(one, node)
        return node.hex()


def line(digest: str, place: str) -> str:
    """A line of the list, without its end."""
    return f"{digest}  {place}"


def read(path: Path) -> Iterator[tuple[str, str]]:
    """Place and digest of each file in a list.

    Raises ValueError for a line that is none, or names what could lie elsewhere.
    """
    with path.open(encoding="utf-8", newline="\n") as lines:
        for number, written in enumerate(lines, start=1):
            found = _LINE.fullmatch(written.removesuffix("\n"))
            if found is None or not is_place(found[2]):
                raise ValueError(f"line {number} names no file of a mirror")
            yield found[2], found[1]


def proof(lines: Iterable[bytes], index: int) -> list[tuple[str, str]]:
    """The neighbours on the way from a leaf to the root: ``left`` or ``right``, and the digest."""
    level = [sha256(b"\x00" + one).digest() for one in lines]
    found = []
    while len(level) > 1:
        beside = index ^ 1
        if beside < len(level):
            found.append(("left" if beside < index else "right", level[beside].hex()))
        level = [
            _node(*level[at : at + 2]) if at + 1 < len(level) else level[at]
            for at in range(0, len(level), 2)
        ]
        index //= 2
    return found


def proved(leaf: bytes, neighbours: Iterable[tuple[str, str]]) -> str:
    """The root that a leaf and its neighbours give, in hexadecimal."""
    node = sha256(b"\x00" + leaf).digest()
    for side, digest in neighbours:
        other = bytes.fromhex(digest)
        node = _node(other, node) if side == "left" else _node(node, other)
    return node.hex()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()
