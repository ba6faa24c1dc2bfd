"""Answers that are remembered: which, how many, and which go first."""

import pytest

from reftel.site.memory import Answer, Answers, is_memorable

KIB = 1 << 10


def answer(size: int) -> Answer:
    return Answer("200 OK", (("Content-Length", str(size)),), b"x" * size)


def test_no_more_is_kept_than_fits_and_what_was_asked_for_longest_ago_goes() -> None:
    answers = Answers(100 * KIB)
    for number in range(1_000):
        answers.keep((str(number),), answer(4 * KIB))
        answers.get(("0",))
        assert answers.taken <= 100 * KIB
    assert answers.get(("0",)) is not None
    assert answers.get(("999",)) is not None
    assert answers.get(("500",)) is None
    assert len(answers) == 18


def test_an_answer_that_is_kept_again_counts_once() -> None:
    answers = Answers(100 * KIB)
    for size in (1, 2, 3):
        answers.keep(("one",), answer(size * KIB))
    assert len(answers) == 1
    assert 3 * KIB < answers.taken < 5 * KIB


@pytest.mark.parametrize("size", [100 * KIB, 0])
def test_an_answer_that_would_drive_out_many_is_not_kept(size: int) -> None:
    answers = Answers(size)
    answers.keep(("one",), answer(50 * KIB))
    assert len(answers) == answers.taken == 0


@pytest.mark.parametrize(
    ("address", "memorable"),
    [
        ("/", True),
        ("/cable/08EXAMPLETOWN12/", True),
        ("/cable/08EXAMPLETOWN12/?view=sent", True),
        ("/cable/08EXAMPLETOWN12/?q=rice", False),
        ("/cable/08EXAMPLETOWN12/?view=other", False),
        ("/browse/tag/ECON/?page=7", True),
        ("/browse/tag/ECON/?page=07", False),
        ("/browse/origin/?letter=S&page=2", True),
        ("/browse/origin/?page=2&letter=S", False),
        ("/browse/origin/?&page=2", False),
        ("/browse/tag.json", True),
        ("/search/", False),
        ("/search.csv", False),
        ("/search/facet/", False),
        ("/trends/", False),
        ("/suggest.json", False),
    ],
)
def test_only_addresses_of_which_there_is_an_end_are_remembered(
    address: str, *, memorable: bool
) -> None:
    path, _, query = address.partition("?")
    assert is_memorable(path, query) is memorable
