"""What a quotation is looked for by."""

from reftel.search.shingles import MOST_PAIRS, MOST_WORDS, telling, worth

OFTEN = {"the": 200_000, "of": 190_000, "harvest": 2_000, "blue": 9_000, "barley": 30}


def having(word: str) -> int:
    return OFTEN.get(word, 0)


def test_the_rarest_pairs_then_the_rarest_words() -> None:
    found = telling([["the", "harvest", "of", "blue", "barley"], ["zebra"]], having)
    assert found == [
        ("blue", "barley"), ("harvest", "of"), ("the", "harvest"), ("of", "blue"),
        ("barley",), ("harvest",), ("blue",), ("of",), ("the",),
    ]  # fmt: skip


def test_what_is_frequent_everywhere_is_looked_for_by_few_words_alone() -> None:
    assert telling([["the", "of", "the"]], lambda _: 900_000) == [("of",), ("the",)]


def test_their_number_is_bounded() -> None:
    found = telling([[f"w{number}" for number in range(500)]], lambda _: 1)
    assert [len(one) for one in found] == [2] * MOST_PAIRS + [1] * MOST_WORDS


def test_a_phrase_is_worth_its_rarest_word() -> None:
    assert worth(("the", "barley"), 250_000, having) == worth(("barley",), 250_000, having)
    assert worth(("the",), 250_000, having) < worth(("blue",), 250_000, having)
