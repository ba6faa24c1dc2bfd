import csv
import io
import json
from xml.etree import ElementTree as ET

import pytest
from tests.reader import Reader

from reftel.reading_room.tables import safe_cell

ATOM = "{http://www.w3.org/2005/Atom}"
LISTS = [
    "/browse/released",
    "/browse/released/2011-08-26",
    "/browse/created/2008/02",
    "/browse/origin/embassy-exampletown",
    "/browse/tag/ECON",
    "/browse/classification/confidential",
]


def test_a_list_as_json(room: Reader) -> None:
    answer = room.get("/browse/created/1975/06.json")
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert json.loads(answer.body) == {
        "title": "June 1975",
        "address": "/browse/created/1975/06/",
        "total": 1,
        "next": None,
        "previous": None,
        "cables": [
            {
                "id": "75SAMPLEVILLE3",
                "subject": "A Barge Is Missing",
                "created": "1975-06-01T00:00Z",
                "released": "2011-08-30T01:44Z",
                "classification": "CONFIDENTIAL",
                "origin": "Consulate Sampleville",
                "country": None,
                "address": "/cable/75SAMPLEVILLE3/",
            }
        ],
    }


def test_a_list_as_csv(room: Reader) -> None:
    answer = room.get("/browse/created/1975/06.csv")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert answer.text == (
        "id,subject,created,released,classification,origin,country\r\n"
        "75SAMPLEVILLE3,A Barge Is Missing,1975-06-01T00:00Z,2011-08-30T01:44Z,CONFIDENTIAL,"
        "Consulate Sampleville,\r\n"
    )


@pytest.mark.parametrize("page", LISTS)
def test_every_list_is_the_same_in_each_form(room: Reader, page: str) -> None:
    """JSON, CSV and Atom hold the same cables, whatever their fields hold."""
    cables = json.loads(room.get(f"{page}.json").body)["cables"]
    table = list(csv.DictReader(io.StringIO(room.get(f"{page}.csv").body.decode(), newline="")))
    feed = ET.fromstring(room.get(f"{page}.atom").body)  # noqa: S314 -- our own
    ids = [cable["id"] for cable in cables]

    assert ids
    assert [row["id"] for row in table] == ids
    links = [entry.find(f"{ATOM}link").attrib["href"] for entry in feed.iter(f"{ATOM}entry")]  # type: ignore[union-attr]
    assert links == [cable["address"] for cable in cables]


def test_a_search_is_whole_in_each_form_and_its_feed_tells_of_releases(room: Reader) -> None:
    """Whatever its order, the feed has the latest release first."""
    asked = "?q=&sort=oldest"
    cables = json.loads(room.get(f"/search.json{asked}").body)["cables"]
    table = csv.DictReader(io.StringIO(room.get(f"/search.csv{asked}").body.decode(), newline=""))
    feed = ET.fromstring(room.get(f"/search.atom{asked}").body)  # noqa: S314 -- our own

    assert cables[0]["id"] == "75SAMPLEVILLE3"
    assert [row["id"] for row in table] == [cable["id"] for cable in cables]
    assert room.get(f"/search.ris{asked}").text.count("TY  - ") == len(cables)
    assert room.get(f"/search.bib{asked}").text.count("@techreport{") == len(cables)
    updated = [entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")]
    assert len(updated) == len(cables)
    assert updated[0] == "2011-08-30T01:44:00Z"


def test_a_feed_has_what_readers_of_feeds_need(room: Reader) -> None:
    feed = ET.fromstring(room.get("/browse/created/1975/06.atom").body)  # noqa: S314
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert feed.findtext(f"{ATOM}title") == "June 1975 – The Test Archive"
    assert feed.findtext(f"{ATOM}updated") == "2011-08-30T01:44:00Z"
    assert entry.findtext(f"{ATOM}updated") == "2011-08-30T01:44:00Z"
    assert entry.findtext(f"{ATOM}title") == "A Barge Is Missing"
    assert str(entry.findtext(f"{ATOM}id")).startswith("urn:uuid:")


@pytest.mark.parametrize("way", ["created", "created/2008", "origin", "tag", "classification"])
def test_an_index_as_json_and_csv(room: Reader, way: str) -> None:
    shelves = json.loads(room.get(f"/browse/{way}.json").body)["shelves"]
    table = list(csv.reader(io.StringIO(room.get(f"/browse/{way}.csv").body.decode(), newline="")))
    assert table[0] == ["title", "address", "count"]
    assert [row[1] for row in table[1:]] == [shelf["address"] for shelf in shelves]
    assert all(room.get(shelf["address"]).status == 200 for shelf in shelves)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ('=HYPERLINK("http://evil.invalid")', '\'=HYPERLINK("http://evil.invalid")'),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        ("\r=1", "␍=1"),
        ("\n=1", "'\n=1"),
        ("  =1", "'  =1"),
        ("'quoted'", "''quoted'"),
        ("1-2=3", "1-2=3"),
        (None, ""),
    ],
)
def test_no_cell_is_a_formula(value: str | None, cell: str) -> None:
    assert safe_cell(value) == cell


def test_a_formula_in_a_cable_stays_text_in_the_export(room: Reader) -> None:
    rows = csv.reader(io.StringIO(room.get("/browse/tag.csv").body.decode(), newline=""))
    assert '\'=HYPERLINK("http://evil.invalid")' in [row[0] for row in rows]
