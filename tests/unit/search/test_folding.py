"""What a word is: in a cable, in a query, and where it stands in what was written."""

import pytest

from reftel.search.folding import located, plain, words
from reftel.search.query import parse_query


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Counter-Smuggling", "counter smuggling"),
        ("counter-\nsmuggling", "counter smuggling"),
        ("O'Doe's, O’Doe‘s post's posts'", "odoe odoe post posts"),
        ("'tis the '70s", "tis the 70s"),
        ("U.S. and U.S.A. and u.n.", "us and usa and un"),
        ("E.O. 12958 v1.2 a.m.b", "eo 12958 v1 2 amb"),
        ("Café ﬁne Straße Ærø", "cafe fine strasse aero"),
        ("C O N F I D E N T I A L SECTION 01", "confidential section 01"),
        ("S E C R E T.", "secret"),
        ("TOP S E C R E T//NOFORN", "top secret noforn"),
        ("UNCLAS E F T O\nF O U O", "unclas efto fouo"),
        ("C O R R E C T E D  C O P Y", "corrected copy"),
        ("A B C", "a b c"),
        ("a b c d e", "a b c d e"),
        ("VITAMINA B C D E", "vitamina bcde"),
        ("A B C DELTA", "a b c delta"),
        ("A B C D EF G H I J", "abcd ef ghij"),
        ("A\u00adB C D E", "ab c d e"),
        ("É A B C D", "e abcd"),
        ("U.S. A B C D", "us abcd"),
    ],
)
def test_words_are(written: str, read: str) -> None:
    assert " ".join(words(written)) == read
    assert located(written).plain == plain(written)
    assert plain(plain(written)) == plain(written)


def test_a_word_that_is_spaced_out_is_lit_from_its_first_letter_to_its_last() -> None:
    text = "It’s a C O N F I D E N T I A L café"
    whole = located(text)
    start = whole.plain.index("confidential")

    assert whole.span(start, start + len("confidential")) == (7, 30)
    assert text[7:30] == "C O N F I D E N T I A L"
    assert text[slice(*whole.span(start + 3, start + 4))] == "F"


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("C O N F I D E N T I A L barley", "confidential AND barley"),
        ('"S E C R E T barley"', '"secret barley"'),
        ("subject:S E C R E T", "subject:secret"),
        ("-(F O U O)", "NOT fouo"),
        ("A B C", "a AND b AND c"),
        ("A B OR C D", "(a AND b) OR (c AND d)"),
    ],
)
def test_a_query_may_space_a_word_out_too(asked: str, read: str) -> None:
    assert parse_query(asked).describe() == read


@pytest.mark.parametrize(
    "text",
    ["A " * 100_000, "A A A AB " * 25_000, "U.S." * 50_000, "'s" * 100_000, "A B C D " * 25_000],
    ids=lambda text: text[:8],
)
def test_long_runs_are_read_once(text: str) -> None:
    folded = plain(text)

    assert plain(folded) == folded
    assert located(text, most=1_000_000).plain == folded
