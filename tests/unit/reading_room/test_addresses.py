"""Addresses are text that a browser takes, whatever stands in a cable."""

import pytest

from reftel.reading_room import addresses

HALF = "half \ud800 a pair"


@pytest.mark.parametrize(
    ("made", "address"),
    [
        (addresses.search(("q", HALF)), "/search/?q=half+%3F+a+pair"),
        (addresses.verify(HALF), "/verify/?citation=half+%3F+a+pair"),
        (addresses.cable("08X1", HALF), "/cable/08X1/#half%20%3F%20a%20pair"),
        (addresses.suggest(HALF), "/suggest/?q=half+%3F+a+pair"),
    ],
)
def test_half_a_surrogate_pair_is_asked_for_as_a_question_mark(made: str, address: str) -> None:
    assert made == address
