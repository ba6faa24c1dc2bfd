"""A block says which cables are meant, in the way that takes the fewest bytes."""

import pytest

from reftel.cardindex.blocks import block, number


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "00"), (127, "7f"), (128, "8001"), (300, "ac02"), (1 << 20, "808040")],
)
def test_a_number_is_written_seven_bits_a_byte(value: int, written: str) -> None:
    assert number(value) == bytes.fromhex(written)


def test_few_places_are_told_by_what_lies_between_them() -> None:
    assert block([3, 4, 9]) == bytes((3 << 2 | 0, 3, 0, 4))
    assert block([0, 200]) == bytes((2 << 2 | 0, 0, 0xC7, 0x01))


def test_many_places_side_by_side_are_told_as_runs() -> None:
    """Two runs: five places from 1 on, and after a gap of two, 300."""
    places = [*range(1, 6), *range(8, 308)]

    assert block(places) == number(305 << 2 | 2) + bytes((2, 1, 4, 2)) + number(299)


def test_places_that_lie_close_are_a_bit_each() -> None:
    every_third = list(range(0, 4096, 3))

    written = block(every_third)

    assert written[:2] == number(1366 << 2 | 1)
    assert written[2:5] == bytes((0b01001001, 0b10010010, 0b00100100))
    assert len(written) == 514


def test_no_block_takes_more_than_514_bytes() -> None:
    assert max(len(block(range(0, 4096, step))) for step in range(1, 40)) == 514
