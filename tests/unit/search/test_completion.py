"""Names that begin with what was typed so far."""

import pytest

from reftel.search.completion import Completions, Offer

VIENTIANE = Offer("origin", 'origin:="Embassy Vientiane"', "Embassy Vientiane", "Laos", 40)
VIENNA = Offer("origin", 'origin:="Embassy Vienna"', "Embassy Vienna", "Austria", 90)
RIO = Offer("origin", 'origin:="Consulate Rio De Janeiro"', "Consulate Rio De Janeiro", "Brazil", 7)
KTIP = Offer("tag", "tag:=KTIP", "KTIP", "Trafficking in persons", 12)
SENV = Offer("tag", "tag:=SENV", "SENV", "Environmental affairs", 300)
V = Offer("tag", "tag:=VI", "VI", "", 1)

OFFERS = Completions([VIENTIANE, VIENNA, RIO, KTIP, SENV, V])


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("vien", [VIENNA, VIENTIANE]),
        ("VIENTI", [VIENTIANE]),
        ("embassy v", [VIENNA, VIENTIANE]),
        ("la", [VIENTIANE]),
        ("rio de jan", [RIO]),
        ("janeiro", [RIO]),
        ("kt", [KTIP]),
        ("persons", [KTIP]),
        ("trafficking in p", [KTIP]),
        ("vi", [V, VIENNA, VIENTIANE]),  # a whole name first, though it is rare
        ("iennaa", []),
        ("\x00", [SENV, VIENNA, VIENTIANE]),  # no word: the most frequent
    ],
)
def test_a_name_is_found_by_the_beginning_of_any_of_its_words(
    typed: str, offered: list[Offer]
) -> None:
    assert list(OFFERS.beginning(typed, 3)) == offered


def test_only_kinds_that_are_asked_for_are_offered() -> None:
    assert list(OFFERS.beginning("v", 9, ["tag"])) == [V]
    assert list(OFFERS.beginning("", 1, ["tag"])) == [SENV]


def test_a_name_without_words_and_one_without_end_are_no_trouble() -> None:
    odd = Completions([V._replace(title="***"), V._replace(title="a " * 100_000, text="x")])
    assert [one.text for one in odd.beginning("a", 9)] == ["x"]
