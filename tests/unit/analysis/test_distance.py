"""The nearest part of a long sequence, and the way to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.analysis.distance import Step, nearest

SAME, CHANGED, PUT_IN, LEFT_OUT = Step.SAME, Step.CHANGED, Step.PUT_IN, Step.LEFT_OUT

WAYS = [
    ("b c", "a b c d", (1, 3), (SAME, SAME)),
    ("b x d", "a b c d e", (1, 4), (SAME, CHANGED, SAME)),
    ("b d e", "a b c d e", (1, 5), (SAME, LEFT_OUT, SAME, SAME)),
    ("b x c", "a b c d", (1, 3), (SAME, PUT_IN, SAME)),
    # at the ends a word is changed rather than put in
    ("x b c", "a b c d", (0, 3), (CHANGED, SAME, SAME)),
    ("b c x", "a b c d", (1, 4), (SAME, SAME, CHANGED)),
    ("a b x", "a b", (0, 2), (SAME, SAME, PUT_IN)),
    # the first of several
    ("a b", "a b a b", (0, 2), (SAME, SAME)),
    ("x y", "a b", (0, 0), (PUT_IN, PUT_IN)),
    ("x", "", (0, 0), (PUT_IN,)),
    ("", "a", (0, 0), ()),
]


@pytest.mark.parametrize(("short", "long", "place", "steps"), WAYS)
def test_the_nearest_part(
    short: str, long: str, place: tuple[int, int], steps: tuple[Step, ...]
) -> None:
    part = nearest(short.split(), long.split())
    assert ((part.start, part.end), part.steps) == (place, steps)
    assert part.distance == sum(step is not SAME for step in steps)


LETTERS = st.lists(st.sampled_from("abcd"), max_size=70)


@given(short=LETTERS, long=LETTERS)
def test_it_is_as_near_as_the_whole_table_says(short: list[str], long: list[str]) -> None:
    part = nearest(short, long)
    assert part.distance == _by_the_table(short, long)
    assert part.distance == sum(step is not SAME for step in part.steps)
    at, to = 0, part.start
    for step in part.steps:
        if step is SAME:
            assert short[at] == long[to]
        at += step is not LEFT_OUT
        to += step is not PUT_IN
    assert (at, to) == (len(short), part.end)


def _by_the_table(short: list[str], long: list[str]) -> int:
    column = list(range(len(short) + 1))
    least = column[-1]
    for letter in long:
        above = [0]
        for row, own in enumerate(short, 1):
            above.append(min(column[row - 1] + (own != letter), column[row] + 1, above[-1] + 1))
        column = above
        least = min(least, column[-1])
    return least
