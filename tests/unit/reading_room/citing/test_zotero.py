"""Zotero takes a cable from its page in one click: the right kind, and everything in its field."""

from pathlib import Path

import pytest
from tests.reader import Reader, publish, reader
from tests.sample import cable_record
from tests.zotero import Page, by_coins, by_embedded_metadata, by_unapi, taken

ADDRESS = "https://cables.example/cable/08EXAMPLETOWN12/"
AUTHOR = {"lastName": "Institute Example – Exampletown", "fieldMode": 1}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder: Path = tmp_path_factory.mktemp("zotero")
    record = cable_record(
        subject='BARLEY + RYE = "BREAD" & BUTTER; <100%>',
        origin="Institute Example, Exampletown",
        classification="SECRET//NOFORN",
    )
    bare = cable_record("08EXAMPLETOWN13", subject="", origin="", created=None, classification="")
    return reader(publish(folder, [record, bare], address="https://cables.example"))


@pytest.fixture(scope="module")
def page(archive: Reader) -> Page:
    return Page(archive.get("/cable/08EXAMPLETOWN12/").text)


def test_one_click_takes_the_whole_record_of_the_cable(archive: Reader, page: Page) -> None:
    assert taken(page, archive.get) == {
        "itemType": "report",
        "title": 'BARLEY + RYE = "BREAD" & BUTTER; <100%>',
        "creators": [AUTHOR],
        "date": "2008-02-29",
        "reportType": "Diplomatic cable",
        "reportNumber": "08EXAMPLETOWN12",
        "callNumber": "08EXAMPLETOWN12",
        "institution": "The Test Archive",
        "archive": "The Test Archive",
        "url": ADDRESS,
        "notes": ["SECRET//NOFORN; edition 1"],
    }


def test_coins_alone_give_a_report_by_an_institution(page: Page) -> None:
    """Where a plus sign stands it is lost: Zotero's own reading of COinS takes it for a blank."""
    assert by_coins(page) == [
        {
            "itemType": "report",
            "title": 'BARLEY   RYE = "BREAD" & BUTTER; <100%>',
            "creators": [{"lastName": "Institute Example, Exampletown", "fieldMode": 1}],
            "date": "2008-02-29",
            "publisher": "The Test Archive",
            "rights": "SECRET//NOFORN",
            "url": ADDRESS,
        }
    ]


def test_embedded_tags_alone_give_the_same_report(page: Page) -> None:
    assert by_embedded_metadata(page) == {
        "itemType": "report",
        "title": 'BARLEY + RYE = "BREAD" & BUTTER; <100%>',
        "creators": [AUTHOR],
        "date": "2008/02/29",
        "reportType": "Diplomatic cable",
        "reportNumber": "08EXAMPLETOWN12",
        "institution": "The Test Archive",
        "rights": "SECRET//NOFORN",
        "url": ADDRESS,
    }


def test_a_cable_of_which_nothing_is_known_is_a_report_with_a_number(archive: Reader) -> None:
    bare = Page(archive.get("/cable/08EXAMPLETOWN13/").text)

    assert by_unapi(bare, archive.get) == [
        {
            "itemType": "report",
            "title": "08EXAMPLETOWN13",
            "creators": [],
            "reportType": "Diplomatic cable",
            "reportNumber": "08EXAMPLETOWN13",
            "callNumber": "08EXAMPLETOWN13",
            "institution": "The Test Archive",
            "archive": "The Test Archive",
            "url": "https://cables.example/cable/08EXAMPLETOWN13/",
            "notes": ["edition 1"],
        }
    ]


def test_no_list_offers_a_single_cable(archive: Reader) -> None:
    listing = Page(archive.get("/browse/released/").text)

    assert by_unapi(listing, archive.get) == by_coins(listing) == []


def test_unapi_tells_its_formats_and_knows_no_other(archive: Reader) -> None:
    listed = archive.get("/unapi/?id=08EXAMPLETOWN12")
    assert listed.status == 200
    assert '<formats id="08EXAMPLETOWN12"><format name="ris"' in listed.text
    asked = "/unapi/?format={}&id={}"
    assert archive.get(asked.format("bibtex", "08EXAMPLETOWN12")).text.startswith("@techreport{")
    assert archive.get(asked.format("mods", "08EXAMPLETOWN12")).status == 406
    assert archive.get(asked.format("ris", "08NOWHERE1")).status == 404
