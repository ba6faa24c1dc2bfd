"""Slips between words, by hand and by trying all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.search.slips import within

short = st.text("abc", max_size=5)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("barley", "barley", 0),
        ("barley", "barly", 1),
        ("barley", "bareley", 1),
        ("barley", "borley", 1),
        ("barley", "barlye", 1),
        ("barley", "abrlye", 2),
        ("barley", "bralyed", 3),
        ("ca", "abc", 3),  # exchanged, and then a letter between
        ("", "ab", 2),
    ],
)
def test_slips_are_counted(one: str, other: str, slips: int) -> None:
    assert [within(one, other, most) for most in range(4)] == [most >= slips for most in range(4)]
    assert [within(other, one, most) for most in range(4)] == [most >= slips for most in range(4)]


@given(short, short)
def test_one_slip_is_what_one_change_makes(one: str, other: str) -> None:
    splits = [(one[:at], one[at:]) for at in range(len(one) + 1)]
    changed = {one} | {head + tail[1:] for head, tail in splits if tail}
    changed |= {head + letter + tail for head, tail in splits for letter in "abc"}
    changed |= {head + letter + tail[1:] for head, tail in splits if tail for letter in "abc"}
    changed |= {head + tail[1] + tail[0] + tail[2:] for head, tail in splits if len(tail) > 1}

    assert within(one, other, 1) == (other in changed)
