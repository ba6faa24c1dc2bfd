"""The boxes beside the hits: their values, their counts, where each leads."""

from collections.abc import Sequence

import pytest
from tests.sample import cable_record

from reftel.reading_room.searching.asked import Asked
from reftel.reading_room.searching.facets import VALUES, FacetBox, boxes, chips, counted
from reftel.reading_room.searching.timeline import periods
from reftel.search.backend import Counts, Facet
from reftel.search.meanings import Spellings
from reftel.search.memory import MemoryIndex
from reftel.search.narrowing import Choice
from reftel.search.query import Query


class Told(MemoryIndex):
    """The plain back end, which tells how often it was asked to count."""

    asked = 0

    def counts(
        self, query: Query, facets: Sequence[Facet] = tuple(Facet), limit: int = 20
    ) -> "dict[Facet, Counts]":
        self.asked += 1
        return dict(super().counts(query, facets, limit))


@pytest.fixture
def index() -> Told:
    """Nine cables: six of Exampletown in 2008, two of Sampleville in 1975, one of nowhere."""
    town = [
        cable_record(f"08EXAMPLETOWN{n}", created=f"2008-0{1 + n % 2}-03T00:00Z") for n in range(6)
    ]
    village = [
        cable_record(
            f"75SAMPLEVILLE{n}",
            created="1975-06-01T00:00Z",
            origin="Consulate Sampleville",
            classification="CONFIDENTIAL",
            country="LA",
            tags=["ECON", f"T{n}"],
        )
        for n in range(2)
    ]
    return Told([*town, *village, cable_record("XX", created=None, origin="", tags=[])])


def shown(index: MemoryIndex, *choices: Choice) -> dict[str, FacetBox]:
    asked = Asked(q="harvest", choices=choices)
    query = asked.query(Spellings({}))
    found = boxes(counted(index, query, asked), periods(index, query, asked), asked)
    return {box.title: box for box in found}


def values(box: FacetBox) -> list[tuple[str, int | None]]:
    return [(one.title, one.count) for one in box.values]


def test_each_facet_counts_what_was_found(index: Told) -> None:
    found = shown(index)
    assert list(found) == [
        "Year",
        "Origin",
        "Tag",
        "Classification",
        "Country",
        "Region",
        "Kind of tag",
        "Precedence",
        "Caption",
        "Signer",
    ]
    assert values(found["Year"]) == [("1975", 2), ("2008", 6)]
    assert values(found["Origin"]) == [("Embassy Exampletown", 6), ("Consulate Sampleville", 2)]
    assert values(found["Country"]) == [("Laos", 2)]
    assert values(found["Region"]) == [("East Asia and the Pacific", 2)]
    assert values(found["Tag"])[0] == ("ECON", 8)
    assert found["Tag"].values[0].meaning == "Economic conditions"
    assert index.asked == 1


def test_other_values_of_a_chosen_one_keep_their_counts(index: Told) -> None:
    found = shown(index, Choice(Facet.ORIGIN, "Consulate Sampleville"))
    assert values(found["Origin"]) == [("Consulate Sampleville", 2), ("Embassy Exampletown", 6)]
    assert [one.chosen for one in found["Origin"].values] == [True, False]
    assert values(found["Classification"]) == [("CONFIDENTIAL", 2)]
    assert index.asked == 2


def test_of_a_facet_with_several_values_only_what_goes_together_is_offered(index: Told) -> None:
    assert values(shown(index, Choice(Facet.TAG, "T1"))["Tag"]) == [("T1", 1), ("ECON", 1)]
    assert index.asked == 1


def test_a_value_leads_to_the_search_with_it_without_it_and_back(index: Told) -> None:
    free = shown(index)["Tag"].values[0]
    assert free.address == "/search/?q=harvest&tag=ECON"
    assert free.exclude == "/search/?q=harvest&-tag=ECON"
    taken = shown(index, Choice(Facet.TAG, "ECON"))["Tag"].values[0]
    assert taken.address == "/search/?q=harvest"
    assert taken.exclude == "/search/?q=harvest&-tag=ECON"
    out = shown(index, Choice(Facet.TAG, "ECON", excluded=True))["Tag"].values[0]
    assert (out.excluded, out.count) == (True, None)
    assert out.address == "/search/?q=harvest&tag=ECON"
    assert out.exclude == "/search/?q=harvest"


def test_a_chosen_year_opens_to_its_months(index: Told) -> None:
    found = shown(index, Choice(Facet.YEAR, "2008"))["Year"]
    assert values(found) == [("1975", 2), ("2008", 6)]
    assert [(one.title, one.count) for one in found.values[1].parts] == [
        ("January 2008", 3),
        ("February 2008", 3),
    ]
    assert found.values[1].parts[0].address == "/search/?q=harvest&month=2008-01"
    month = shown(index, Choice(Facet.MONTH, "2008-01"))["Year"]
    assert [one.chosen for one in month.values[1].parts] == [True, False]
    assert values(month) == [("1975", 2), ("2008", 6)]


def test_boxes_that_hold_a_filter_are_open(index: Told) -> None:
    assert [box.title for box in shown(index).values() if box.open] == [
        "Year",
        "Origin",
        "Tag",
        "Classification",
    ]
    assert shown(index, Choice(Facet.SIGNER, "ROE", excluded=True))["Signer"].open


def test_more_values_than_are_shown_stand_on_a_page_of_their_own() -> None:
    many = [cable_record(f"08A{n}", origin=f"Embassy {n}") for n in range(VALUES + 1)]
    origin = shown(MemoryIndex(many))["Origin"]
    assert len(origin.values) == VALUES
    assert origin.whole == "/search/facet/?facet=origin&q=harvest"
    assert shown(MemoryIndex(many[1:]))["Origin"].whole == ""


def test_a_value_that_no_address_can_ask_for_is_not_offered() -> None:
    odd = [cable_record("08A1", tags=["***", "X" * 300, "ECON"])]
    assert values(shown(MemoryIndex(odd))["Tag"]) == [("ECON", 1)]


def test_every_filter_that_stands_can_be_taken_off() -> None:
    asked = Asked("a", (Choice(Facet.COUNTRY, "LA"), Choice(Facet.MONTH, "2008-02", excluded=True)))
    assert [(one.facet, one.title, one.excluded, one.address) for one in chips(asked)] == [
        ("Country", "Laos", False, "/search/?q=a&-month=2008-02"),
        ("Month", "February 2008", True, "/search/?q=a&country=LA"),
    ]
