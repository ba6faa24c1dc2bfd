"""Where a page of hits stands, as an opaque word for an address.

A cursor is an edge between two hits: the page after it, or the page before it. It names the
hit at its other side by the key of that hit in a total order, so that any page costs the same.
It is not signed: whatever somebody makes up is a place in an order, or no cursor at all.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import NamedTuple

from reftel.search.backend import SortOrder

LARGEST = 2**63 - 1  # the largest key or offset that an engine can compare
_LONGEST = 120  # characters of the longest cursor there is, and some more
_OPAQUE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_INSIDE = re.compile(r"([a-z-]+)([<>])(\d{1,19})/(-?\d{1,19})", re.ASCII)


class Cursor(NamedTuple):
    """The page after the hit with this key; or ``backwards``, the one before it.

    ``offset`` hits stand before the edge. By relevance there are no keys: the offset is all.
    """

    order: SortOrder
    offset: int
    key: int = 0
    backwards: bool = False

    def encode(self) -> str:
        """The cursor as a word that an address can hold as it is."""
        sign = "<" if self.backwards else ">"
        inside = f"{self.order}{sign}{self.offset}/{self.key}"
        return urlsafe_b64encode(inside.encode()).decode().rstrip("=")


def decode(written: str, order: SortOrder) -> Cursor | None:
    """The cursor that was written; None for what is none, or stands in another order.

    ``order`` is the one that the hits really have: where nothing weighs, relevance is newest.
    """
    if len(written) > _LONGEST or not _OPAQUE.fullmatch(written):
        return None
    try:
        inside = urlsafe_b64decode(written + "=" * (-len(written) % 4)).decode("ascii")
    except ValueError:
        return None
    match = _INSIDE.fullmatch(inside)
    if match is None or match[1] != order.value:
        return None
    offset, key = int(match[3]), int(match[4])
    if max(offset, abs(key)) > LARGEST:
        return None
    return Cursor(order, offset, key, backwards=match[2] == "<")


def around(order: SortOrder, total: int, offset: int, keys: Sequence[int]) -> tuple[str, str]:
    """The cursors before and after a page whose hits have these keys; empty where none is.

    ``offset`` is how many of all ``total`` hits come before the page.
    """
    if not keys:
        return "", ""
    end = offset + len(keys)
    before = Cursor(order, offset, keys[0], backwards=True).encode() if offset > 0 else ""
    after = Cursor(order, end, keys[-1]).encode() if end < total else ""
    return before, after
