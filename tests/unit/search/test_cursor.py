"""Cursors: what was written reads back, and nothing else reads as a cursor."""

from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.search.backend import SortOrder
from reftel.search.cursor import LARGEST, Cursor, around, decode

cursors = st.builds(
    Cursor,
    st.sampled_from(SortOrder),
    st.integers(0, LARGEST),
    st.integers(-LARGEST, LARGEST),
    st.booleans(),
)


@given(cursors)
def test_a_cursor_reads_back_in_its_own_order_only(cursor: Cursor) -> None:
    written = cursor.encode()

    assert written.replace("-", "").replace("_", "").isalnum()
    for order in SortOrder:
        assert decode(written, order) == (cursor if order is cursor.order else None)


@given(st.text() | st.text(alphabet="abcXYZ019-_=", max_size=40), st.sampled_from(SortOrder))
def test_what_somebody_made_up_is_no_cursor(written: str, order: SortOrder) -> None:
    assert decode(written, order) is None


@pytest.mark.parametrize(
    "inside",
    [
        "",
        "longest>5",
        "longest>5/7 ",
        "longest>-5/7",
        "longest>٥/7",
        "longest>5/9999999999999999999",
        "longest>9999999999999999999/5",
        "longest=5/7",
        "nothing>5/7",
    ],
)
def test_a_cursor_that_was_tampered_with_is_none(inside: str) -> None:
    written = urlsafe_b64encode(inside.encode()).decode().rstrip("=")

    assert decode(written, SortOrder.LONGEST) is None


def test_a_page_has_a_cursor_at_each_side_where_hits_are() -> None:
    newest = SortOrder.NEWEST

    assert around(newest, 5, 0, [7, 9, 11, 13, 17]) == ("", "")
    assert around(newest, 5, 0, []) == ("", "")
    before, after = around(newest, 5, 2, [11, 13])
    assert decode(before, newest) == Cursor(newest, 2, 11, backwards=True)
    assert decode(after, newest) == Cursor(newest, 4, 13)
