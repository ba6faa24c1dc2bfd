"""The succession: which parts of an index the next one takes over, and which it writes again.

A part goes on where each of its cables is as it was. Of a part that does not, the cables that
are left are written again, into new parts; and so are those of small parts, of which there
would be ever more: a new part takes those in that are no larger than itself.
"""

from array import array
from collections.abc import Sequence
from typing import NamedTuple

from reftel.search.embedded import FULL, Part


class Succession(NamedTuple):
    """``again`` are the places of cables whose words are to be written again, ascending."""

    kept: tuple[tuple[Part, "array[int]"], ...]
    again: "array[int]"


def succession(
    parts: Sequence[Part], held: Sequence["array[int]"], now: Sequence[int], new: int
) -> Succession:
    """What becomes of parts that held cables at these places.

    ``now`` gives one more than the place of a cable by the place that it had, and 0 where it
    is gone or changed; ``new`` is how many cables are written in any case.
    """
    moved = [array("I", map(now.__getitem__, places)) for places in held]
    whole = [(part, places) for part, places in zip(parts, moved, strict=True) if all(places)]
    again = [place for places in moved if not all(places) for place in places if place]
    whole.sort(key=lambda one: (one[0].size, one[0].first))
    while whole and whole[0][0].size <= new + len(again) <= FULL - whole[0][0].size:
        again += whole.pop(0)[1]
    whole.sort(key=lambda one: one[0].first)
    kept = ((part, array("I", (place - 1 for place in places))) for part, places in whole)
    return Succession(tuple(kept), array("I", sorted(place - 1 for place in again)))
