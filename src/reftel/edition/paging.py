"""The paging: which page of a list a cable is on, as the signs of its cables tell (``cuts``).

Of a part of the list, for a reader who asks for one page; of the whole, for whoever copies all.
"""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple, Self

from reftel.edition.cuts import beginnings, begun, cuts

Signs = Sequence[int]


class Page(NamedTuple):
    """The first and the last rank of a page, and the first of those beside it, if there are."""

    before: int | None
    first: int
    last: int
    after: int | None


class Part(NamedTuple):
    """Part of a list from a rank on, by its signs, and the ranks at which a stretch of it ends."""

    start: int
    signs: Signs
    ends: list[int]
    total: int  # of the list

    @classmethod
    def of(cls, signs: Signs, start: int, total: int) -> Self:
        """The ends are those that what is not in this part can move no more."""
        ends = [start + at for at in cuts(signs)]
        first = [1] if start == 1 else []
        last = [total + 1] if start + len(signs) > total else []
        return cls(start, signs, [*first, *ends, *last], total)

    def has_page(self, rank: int) -> bool:
        """Whether it has all of the page of a rank, and of the page before it."""
        before = bisect_right(self.ends, rank)
        return before < len(self.ends) and (before > 1 or self.ends[:1] == [1])

    def page(self, rank: int) -> Page:
        """The page of a rank between two ends."""
        ends = [one - self.start for one in self.ends]
        begins = [one + self.start for one in begun(self.signs, ends)]
        at = bisect_right(begins, rank)
        after = begins[at]
        return Page(
            begins[at - 2] if at > 1 else None,
            begins[at - 1],
            after - 1,
            after if after <= self.total else None,
        )


class Beginnings(NamedTuple):
    """The ranks and the numbers of the cables with which all pages of a list begin.

    Behind the last of the ranks is one more, behind the end of the list.
    """

    ranks: "array[int]"
    cables: "array[int]"

    @classmethod
    def of(cls, numbers: Sequence[int], signs: Signs) -> Self:
        """Those of a list of the cables with these numbers; ``signs`` are of all, by number."""
        own = [signs[number] for number in numbers]
        places = beginnings(own)
        ranks = array("I", (place + 1 for place in places))
        return cls(ranks, array("I", (numbers[place] for place in places[:-1])))

    def page_of(self, cable: int) -> Page | None:
        """The page that begins with a cable, by its number; None if none does."""
        try:
            at = self.cables.index(cable)
        except ValueError:
            return None
        first, behind = self.ranks[at : at + 2]
        after = behind if at + 1 < len(self.cables) else None
        return Page(self.ranks[at - 1] if at else None, first, behind - 1, after)
