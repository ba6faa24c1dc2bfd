"""The short way through the numbers of a message gives what the long way gives."""

from hypothesis import given
from hypothesis import strategies as st

from reftel.telegram.numbering import Chain, unbroken
from reftel.telegram.numerals import Candidate
from reftel.telegram.record import PortionMark, Read, Span

MARK = Read(PortionMark("C", (), "C"), Span(3, 6))
SURE = st.sampled_from(("mark", "after_blank"))
sound = st.builds(
    set.__or__,
    SURE.map(lambda one: {one}),
    st.sets(SURE | st.sampled_from(("after_colon", "flowing"))),
)
doubted = st.sampled_from(
    ({"mark", "damaged"}, {"mark", "quoted"}, {"after_blank", "open_quoted"}, {"after_colon"})
)


def numbers(sets: list[set[str]]) -> list[Candidate]:
    """1, 2, 3 …, each on a row of its own, with what is said of it."""
    found: list[Candidate] = []
    for number, flags in enumerate(sets, 1):
        at = 100 * number
        one = Candidate("number", at, at + 3, number, str(number))
        one.row = number
        for flag in flags:
            setattr(one, flag, MARK if flag == "mark" else True)
        found.append(one)
    return found


@given(sets=st.lists(sound, max_size=8))
def test_an_unbroken_chain_is_what_the_walk_would_accept(sets: list[set[str]]) -> None:
    candidates = numbers(sets)

    chain = Chain(candidates)

    assert unbroken(candidates)
    assert chain.walked() == candidates
    assert chain.defects == []


@given(sets=st.lists(sound, max_size=8), last=doubted)
def test_a_number_in_doubt_breaks_it(sets: list[set[str]], last: set[str]) -> None:
    assert not unbroken(numbers([*sets, last]))


@given(sets=st.lists(sound, min_size=2, max_size=8))
def test_numbers_out_of_order_break_it(sets: list[set[str]]) -> None:
    assert not unbroken(numbers(sets)[1:])
