"""Words without case, accents and signs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.analysis.forms import REDACTION, forms, roughly, words

TEXTS = [
    ("The post's VIEW", ["the", "posts", "view"]),
    ("O’Doe, O'Doe", ["odoe", "odoe"]),
    ("a café, a cafe\u0301", ["a", "cafe", "a", "cafe"]),
    ("U.S. counter-offer 3.5", ["u", "s", "counter", "offer", "3", "5"]),
    ("XXXXXXXXXXXXsaid", [REDACTION, "said"]),
    ("told xxxx that", ["told", REDACTION, "that"]),
    ("by [NAME REMOVED].", ["by", REDACTION]),
    ("govern\u00adment zero\u200bwidth", ["government", "zerowidth"]),
    ("_a_ -- ***", ["a"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_words(text: str, expected: list[str]) -> None:
    assert [word.form for word in words(text)] == expected


ODD = st.sampled_from("abXxé'’[] \nremovedİßſ\u0301\u00ad_1-.")


@given(st.text(st.one_of(ODD, st.characters())))
def test_the_quick_way_gives_the_same_words(text: str) -> None:
    assert forms(text) == [word.form for word in words(text)]
    assert all(0 <= word.start < word.end <= len(text) for word in words(text))


def test_roughly_is_the_same_where_all_is_plain() -> None:
    assert roughly("The post's view,\nof BARLEY") == [b"the", b"posts", b"view", b"of", b"barley"]
