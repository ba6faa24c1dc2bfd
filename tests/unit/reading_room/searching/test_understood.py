"""How a query was read, and the place of what could not be."""

from reftel.reading_room.searching.asked import Asked
from reftel.reading_room.searching.understood import Understood, understood
from reftel.search.meanings import Spellings

OWN = Spellings.of([("Upton", "Uptown")])


def told_of(asked: Asked) -> Understood:
    return understood(asked.query(OWN), asked, OWN)


def told(q: str, *left_out: tuple[str, str]) -> list[tuple[str, str]]:
    """Each remark: its message, and its place with the lit part in brackets."""
    asked = Asked(q=q, left_out=left_out)
    return [
        (remark.message, "".join(f"[{text}]" if lit else text for text, lit in remark.place))
        for remark in told_of(asked).remarks
    ]


def test_a_remark_shows_the_place_that_it_is_about() -> None:
    ((message, place),) = told("harvest created:soon barley")
    assert "soon" in message
    assert place == "harvest created:[soon] barley"


def test_a_long_query_is_shown_round_the_place_alone() -> None:
    ((_, place),) = told(f"{'a ' * 25}created:soon{' b' * 25}")
    assert "[soon]" in place
    assert len(place) < 80
    assert place.startswith("… ")
    assert place.endswith(" …")


def test_a_place_that_is_the_whole_query_is_not_repeated() -> None:
    ((_, place),) = told("***")
    assert place == ""


def test_filters_that_were_left_out_are_named() -> None:
    ((message, place),) = told("harvest", ("year", "nan"))
    assert message.startswith("year=nan could not be read")
    assert place == ""


def test_how_it_was_read_is_always_said() -> None:
    assert told_of(Asked("harvest OR barley")).read_as == "harvest OR barley"
    assert told_of(Asked()).read_as == ""


def test_what_else_it_means_is_told_and_can_be_taken_off_and_back() -> None:
    (upton, tag) = told_of(Asked("upton KTIP")).meanings
    assert (upton.written, upton.also, upton.taken_off) == ("upton", "uptown", False)
    assert upton.address == "/search/?q=upton+KTIP&plain=spelling-upton"
    assert tag.also == "tag:=KTIP"
    off = told_of(Asked("upton KTIP", plain=("spelling-upton", "nonsense")))
    assert [one.taken_off for one in off.meanings] == [True, False]
    assert off.meanings[0].address == "/search/?q=upton+KTIP&plain=nonsense"
    assert "uptown" not in off.read_as
