"""How often something was written over time, as a share of the cables of each period."""

import json
from pathlib import Path

import pytest
from tests.reader import Reader, publish, reader
from tests.sample import cable_record

from reftel.reading_room.searching.trends import MOST, Point, Series


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """1974: two cables, one on rye. 1975: none. 1976: four, three on rye; one without a date."""
    cables = [("74A1", "1974-01", "RYE"), ("74A2", "1974-12", "OATS"), ("XX", None, "RYE")]
    cables += [(f"76A{n}", f"1976-0{n}-01T00:00Z", "RYE" if n < 4 else "OATS") for n in range(1, 5)]
    folder: Path = tmp_path_factory.mktemp("years")
    records = [
        cable_record(id_, created=created, subject=subject, paragraphs=[], references=[])
        for id_, created, subject in cables
    ]
    return reader(publish(folder, records))


def test_a_query_is_counted_in_every_period(years: Reader) -> None:
    (rye,) = json.loads(years.get("/trends.json?q=rye").body)["series"]

    assert rye == {
        "q": "rye",
        "read_as": "rye",
        "total": 4,
        "points": [
            {"period": "1974", "count": 1, "of": 2},
            {"period": "1975", "count": 0, "of": 0},
            {"period": "1976", "count": 3, "of": 4},
        ],
    }


def test_months_run_from_the_first_to_the_last(years: Reader) -> None:
    lines = years.get("/trends.csv?q=oats&by=month").text.split("\r\n")

    assert lines[:2] == ["query,period,cables,of", "oats,1974-01,0,1"]
    assert lines[12] == "oats,1974-12,1,1"
    assert lines[-2] == "oats,1976-04,1,1"
    assert len(lines) == 1 + 28 + 1


def test_each_point_leads_to_its_cables(years: Reader) -> None:
    page = years.get("/trends/?q=rye&q=oats").text

    assert 'href="/search/?q=rye&amp;year=1976"' in page
    assert page.count("<polyline") == 4  # two lines, each parted where 1975 has no cables
    assert "The figures" in page


def test_a_line_is_parted_where_a_period_has_no_cables() -> None:
    points = [Point(str(n), 1, of, x=n, y=0, address="") for n, of in enumerate([5, 5, 0, 5])]

    assert Series(1, "", "", (), 0, tuple(points)).lines == ("0.0,0.0 1.0,0.0", "3.0,0.0")


@pytest.mark.parametrize(
    "query",
    ["", "?q=", "?by=century", "?q=%00%E2%80%AE", "?q=" + "(" * 5000, "?q=rye&by=month&q=rye"],
)
def test_whatever_is_asked_has_a_page(years: Reader, query: str) -> None:
    assert years.get(f"/trends/{query}").status == 200


def test_a_picture_has_so_many_lines_and_no_more(years: Reader) -> None:
    address = "/trends.json?" + "&".join(f"q=rye{n}" for n in range(MOST + 3))

    assert len(json.loads(years.get(address).body)["series"]) == MOST
