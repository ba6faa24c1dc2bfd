"""Lists that are sent whole, while they are read."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.reader import Reader, publish, reader
from tests.sample import cable_record

from reftel.edition.entries import Entry
from reftel.reading_room.frame import Frame
from reftel.reading_room.whole import BATCH, FORMS, Whole

MANY = BATCH + 7
ABOUT = Frame(
    name="Test",
    hashtag="cables",
    notice="",
    host="",
    released=MANY,
    total=None,
    staff=False,
    edition=1,
    made="2026-01-02",
    digest="0" * 64,
    language="en",
)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """More cables than are read at once."""
    folder: Path = tmp_path_factory.mktemp("many")
    records = [cable_record(f"08SAMPLEVILLE{n}") for n in range(1, MANY + 1)]
    return reader(publish(folder, records))


@pytest.mark.parametrize("page", ["/browse/tag/ECON", "/browse/released"])
def test_a_shelf_is_sent_whole(many: Reader, page: str) -> None:
    csv, ris, bib, csl = (many.get(f"{page}.{form}") for form in ("csv", "ris", "bib", "csl.json"))

    assert csv.text.count("\r\n") == 1 + MANY
    assert ris.headers["Content-Type"] == "application/x-research-info-systems; charset=utf-8"
    assert ris.text.count("TY  - RPRT\r\n") == ris.text.count("ER  - \r\n") == MANY
    assert bib.headers["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert len({line for line in bib.text.splitlines() if line.startswith("@techreport{")}) == MANY
    assert csl.headers["Content-Type"] == "application/vnd.citationstyles.csl+json"
    assert len({item["id"] for item in json.loads(csl.body)}) == MANY


def test_a_page_of_a_shelf_is_that_page_only_as_csv(many: Reader) -> None:
    moved = many.get("/browse/tag/ECON.csv?page=2").to
    assert 1 + 26 <= many.get(moved).text.count("\r\n") < MANY
    assert many.get("/browse/tag/ECON.ris?page=2").text.count("TY  - ") == MANY


@pytest.mark.parametrize("count", [0, 1, BATCH, BATCH + 1])
def test_the_whole_as_json_is_one_object(count: int) -> None:
    whole = Whole("Title", "/search/?q=a", count, _entries(count))
    told = json.loads("".join(FORMS["json"][1](whole, ABOUT, "")))

    assert [cable["id"] for cable in told.pop("cables")] == [f"08A{n}" for n in range(count)]
    assert told == {
        "title": "Title",
        "address": "/search/?q=a",
        "total": count,
        "page": 1,
        "pages": 1,
        "next": None,
        "previous": None,
    }


def test_nothing_is_read_before_it_is_sent() -> None:
    entries = _entries(BATCH * 3)
    parts = iter(FORMS["csv"][1](Whole("", "", BATCH * 3, entries), ABOUT, ""))

    next(parts)  # the header
    next(parts)
    assert next(entries).id == f"08A{BATCH}"


def _entries(count: int) -> Iterator[Entry]:
    return (Entry(f"08A{n}", None, None, "SECRET", "Embassy", "S", None) for n in range(count))
