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
_BOUGH = 10  # height of what is made at once: a thousand leaves
LONGEST = 4096  # bytes of a line: what no path comes near
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


class Tree:
    """The root over leaves that come one after the other; a few digests in memory."""

    def __init__(self) -> None:
        self._nodes: list[tuple[int, bytes]] = []  # height and digest, from left to right
        self._leaves: list[bytes] = []  # digests of the last ones, fewer than a bough has

    def add(self, leaf: bytes) -> None:
        self._leaves.append(sha256(b"\x00" + leaf).digest())
        if len(self._leaves) == 1 << _BOUGH:
            node, height = _topmost(self._leaves), _BOUGH
            while self._nodes and self._nodes[-1][0] == height:
                node = _node(self._nodes.pop()[1], node)
                height += 1
            self._nodes.append((height, node))
            self._leaves = []

    @property
    def root(self) -> str:
        """In hexadecimal; the sha256 of nothing where there is no leaf."""
        boughs = [node for _, node in self._nodes]
        if self._leaves:
            boughs.append(_topmost(self._leaves))
        if not boughs:
            return sha256(b"").hexdigest()
        *left, node = boughs
        for one in reversed(left):
            node = _node(one, node)
        return node.hex()


def line(digest: str, place: str) -> str:
    """A line of the list, without its end."""
    return f"{digest}  {place}"


def read(path: Path) -> Iterator[tuple[str, str]]:
    """Place and digest of each file in a list, which has them in the order of the paths.

    Raises ValueError for a line that is none, names what could lie elsewhere, or is out of order.
    """
    before, number = "", 0
    with path.open("rb") as lines:
        while written := lines.readline(LONGEST):
            number += 1
            found = _LINE.fullmatch(written.decode().removesuffix("\n"))
            if found is None or not is_place(found[2]):
                raise ValueError(f"line {number} names no file of a mirror")
            if found[2] <= before:
                raise ValueError(f"line {number} is not in the order of the paths")
            before = found[2]
            yield before, found[1]


def proof(lines: Iterable[bytes], index: int) -> list[tuple[str, str]]:
    """The neighbours on the way from a leaf to the root: ``left`` or ``right``, and the digest.

    The lines are looked at once, and none is kept.
    """
    found: list[tuple[str, str]] = []
    nodes: list[tuple[int, bytes, bool]] = []  # height, digest, whether it is on the way

    def join() -> None:
        _, right, to_the_right = nodes.pop()
        height, left, to_the_left = nodes.pop()
        if to_the_left:
            found.append(("right", right.hex()))
        if to_the_right:
            found.append(("left", left.hex()))
        nodes.append((height + 1, _node(left, right), to_the_left or to_the_right))

    for number, one in enumerate(lines):
        nodes.append((0, sha256(b"\x00" + one).digest(), number == index))
        while len(nodes) > 1 and nodes[-2][0] == nodes[-1][0]:
            join()
    while len(nodes) > 1:
        join()
    return found


def proved(leaf: bytes, neighbours: Iterable[tuple[str, str]]) -> str:
    """The root that a leaf and its neighbours give, in hexadecimal."""
    node = sha256(b"\x00" + leaf).digest()
    for side, digest in neighbours:
        other = bytes.fromhex(digest)
        node = _node(other, node) if side == "left" else _node(node, other)
    return node.hex()


def place_in(line: bytes) -> bytes:
    """The place in a line with its end, which is sound.

    >>> place_in(b"0" * 64 + b"  robots.txt" + bytes([10]))
    b'robots.txt'
    """
    return line[66:-1]


def _topmost(nodes: list[bytes]) -> bytes:
    """The node above some that stand side by side: one level after the other."""
    while len(nodes) > 1:
        pairs = zip(nodes[::2], nodes[1::2], strict=False)
        above = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
        nodes = above + nodes[len(above) * 2 :]
    return nodes[0]


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()
