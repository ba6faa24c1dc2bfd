"""Which parts of an index go on."""

from array import array

import pytest

from reftel.edition import succession as module
from reftel.edition.succession import succession
from reftel.search.embedded.parts import Part, Segment


@pytest.fixture(autouse=True)
def parts_are_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FULL", 4)


def part(first: int, cables: int) -> Part:
    return Part(first, (Segment(f"{first:032x}", cables),), ())


def places(*numbers: int) -> "array[int]":
    return array("I", numbers)


PARTS = (part(0, 4), part(4, 2), part(6, 1))
HELD = (places(0, 2, 4, 6), places(1, 3), places(5))


def after(now: list[int], new: int) -> tuple[list[tuple[int, list[int]]], list[int]]:
    kept, again = succession(PARTS, HELD, now, new)
    return [(part.first, list(places)) for part, places in kept], list(again)


def test_a_part_goes_on_where_each_of_its_cables_is_as_it_was() -> None:
    same = [1, 2, 3, 4, 5, 6, 7]

    assert after(same, 0) == ([(0, [0, 2, 4, 6]), (4, [1, 3]), (6, [5])], [])


def test_places_are_those_of_now() -> None:
    """A cable came before all others; with the one that it takes in, it takes in two more."""
    moved = [2, 3, 4, 5, 6, 7, 8]

    assert after(moved, 1) == ([(0, [1, 3, 5, 7])], [2, 4, 6])


def test_of_a_part_that_lost_a_cable_the_others_are_written_again() -> None:
    """The one at place 2 is gone; three are written again, and take in one that fits."""
    gone = [1, 2, 0, 3, 4, 5, 6]

    assert after(gone, 0) == ([(4, [1, 2])], [0, 3, 4, 5])


def test_parts_are_taken_in_as_long_as_the_new_one_is_not_full() -> None:
    same = [1, 2, 3, 4, 5, 6, 7]

    assert after(same, 2) == ([(0, [0, 2, 4, 6]), (4, [1, 3])], [5])
    assert after(same, 3) == ([(0, [0, 2, 4, 6]), (4, [1, 3])], [5])
    assert after(same, 4) == ([(0, [0, 2, 4, 6]), (4, [1, 3]), (6, [5])], [])
