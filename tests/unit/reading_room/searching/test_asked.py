"""What the address of a search asks for, and the addresses of the searches next to it."""

import pytest
from django.http import QueryDict

from reftel.reading_room.searching.asked import (
    LONGEST,
    MOST_CHOICES,
    MOST_LEFT_OUT,
    Asked,
    asked_for,
)
from reftel.search.backend import Facet, SortOrder
from reftel.search.meanings import Spellings
from reftel.search.narrowing import Choice


def read(address: str) -> Asked:
    return asked_for(QueryDict(address))


def test_words_filters_order_and_place_are_read() -> None:
    asked = read(
        "q=+harvest+&tag=ECON&-tag=EAGR&origin=Embassy+A&origin=Embassy+B"
        "&sort=cited&cursor=abc&plain=KTIP"
    )
    assert asked == Asked(
        q="harvest",
        choices=(
            Choice(Facet.ORIGIN, "Embassy A"),
            Choice(Facet.ORIGIN, "Embassy B"),
            Choice(Facet.TAG, "ECON"),
            Choice(Facet.TAG, "EAGR", excluded=True),
        ),
        order="cited",
        plain=("KTIP",),
        cursor="abc",
    )
    assert asked.sort is SortOrder.MOST_CITED
    assert asked.narrowed(Spellings({})).describe() == (
        'harvest AND NOT tag:=EAGR AND (origin:="Embassy A" OR origin:="Embassy B") AND tag:=ECON'
    )


def test_an_address_reads_back_to_the_same_search() -> None:
    address = "q=a%26b&origin=X+%26+Y&-origin=Z&year=2008&sort=oldest&plain=K&cursor=c"
    asked = read(address)
    again = read(asked.address(asked.cursor).partition("?")[2])
    assert again == asked


def test_one_step_from_a_search_stand_others() -> None:
    asked = read("q=a&tag=ECON&sort=oldest&cursor=xyz")
    econ = "/search/?q=a&tag=ECON"
    assert asked.ordered("").address() == econ
    assert asked.choosing(Facet.TAG, "EAGR").address() == f"{econ}&tag=EAGR&sort=oldest"
    assert asked.excluding(Facet.TAG, "ECON").address() == "/search/?q=a&-tag=ECON&sort=oldest"
    assert asked.without(Facet.TAG, "ECON").address() == "/search/?q=a&sort=oldest"
    assert asked.unfiltered().address() == "/search/?q=a&sort=oldest"
    assert asked.as_written("K").address() == f"{econ}&plain=K&sort=oldest"
    assert asked.as_written("K").as_meant("K") == asked


def test_months_take_the_place_of_years_and_years_of_months() -> None:
    year = read("year=2008&-year=1975&tag=ECON")
    month = year.choosing(Facet.MONTH, "2008-02")
    assert month.address() == "/search/?tag=ECON&-year=1975&month=2008-02"
    assert month.choosing(Facet.MONTH, "2009-01").address().endswith("&month=2009-01")
    assert month.choosing(Facet.YEAR, "2009").address() == "/search/?tag=ECON&-year=1975&year=2009"
    assert month.only(Facet.MONTH, "2007-12").address().count("month=") == 1


@pytest.mark.parametrize(
    ("address", "left_out"),
    [
        ("year=nan", ("year", "nan")),
        ("year=0000", ("year", "0000")),
        ("month=2008", ("month", "2008")),
        ("month=2008-13", ("month", "2008-13")),
        ("-month=x", ("-month", "x")),
        ("sort=upwards", ("sort", "upwards")),
        ("page=1000000000", ("page", "1000000000")),
        ("page=-1", ("page", "-1")),
        ("page=٣", ("page", "٣")),
        ("origin=%00%1b", ("origin", "\x00\x1b")),
        ("origin=***", ("origin", "***")),
        (f"tag={'A' * 5000}", ("tag", "A" * 5000)),
        ("tag=ECON&-tag=ECON", ("-tag", "ECON")),
    ],
)
def test_what_cannot_be_read_is_left_out_and_named(address: str, left_out: tuple[str, str]) -> None:
    asked = read(address)
    assert asked.left_out == (left_out,)
    assert asked.page == 1
    assert left_out not in [(one.facet.value, one.value) for one in asked.choices]


def test_work_is_bounded_however_long_the_address_is() -> None:
    tags = "&".join(f"tag=T{n}&-origin=O{n}&plain=P{n}" for n in range(300))
    asked = read(f"q={'a' * 5000}&cursor={'c' * 5000}&{tags}")
    assert len(asked.q) == LONGEST
    assert len(asked.choices) == MOST_CHOICES
    assert len(asked.plain) == MOST_CHOICES
    assert len(asked.left_out) == MOST_LEFT_OUT
    assert len(asked.cursor) <= 200


def test_an_old_address_still_names_its_page() -> None:
    assert read("q=a&page=2").page == 2
    assert read("q=a&page=0").page == 1
    assert "page" not in read("q=a&page=2").address()


def test_a_facet_that_is_none_and_empty_fields_are_passed_over() -> None:
    assert read("colour=red&tag=&-tag=&q=&sort=&page=") == Asked()
    assert Asked().address() == "/search/"


def test_other_words_keep_filters_and_order_but_not_what_was_taken_off() -> None:
    assert read("q=a&tag=ECON&plain=K&sort=oldest&cursor=c").kept == (
        ("tag", "ECON"),
        ("sort", "oldest"),
    )
