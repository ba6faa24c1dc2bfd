"""A list of terms searched for at once."""

import json
from urllib.parse import quote

import pytest
from tests.reader import Reader

from reftel.reading_room.searching.batch import MOST

TERMS = quote('barley\n"blue barley"\n\nbarley\nzebra\n"barley zebra\n=cmd|x')


def test_each_term_is_counted_once(room: Reader) -> None:
    told = json.loads(room.get(f"/search/batch.json?terms={TERMS}").body)["terms"]

    assert [(one["term"], one["cables"] > 0) for one in told] == [
        ("barley", True),
        ('"blue barley"', True),
        ("zebra", False),
        ('"barley zebra', False),
        ("=cmd|x", False),
    ]
    assert told[3]["notices"]


def test_a_term_finds_in_a_list_and_over_time_what_its_search_finds(room: Reader) -> None:
    """EAGR stands in no word of these cables; what it means is a tag that three of them have."""
    found = json.loads(room.get("/search.json?q=EAGR").body)["total"]
    (term,) = json.loads(room.get("/search/batch.json?terms=EAGR").body)["terms"]
    (line,) = json.loads(room.get("/trends.json?q=EAGR").body)["series"]

    assert (term["read_as"], line["read_as"]) == ("eagr OR tag:=EAGR",) * 2
    assert found == term["cables"] == line["total"] > 0


def test_the_counts_as_csv_are_safe_to_open(room: Reader) -> None:
    lines = room.get(f"/search/batch.csv?terms={TERMS}").text.split("\r\n")

    assert lines[0] == "term,read_as,cables,notices"
    assert lines[2].startswith('"""blue barley""","""blue barley""",')
    assert lines[5].startswith("'=cmd|x,")


def test_which_cables_each_term_finds(room: Reader) -> None:
    found = room.get("/search/batch.csv?terms=id:08EXAMPLETOWN10%0Azebra&cables=yes").text

    header, line, end = found.split("\r\n")
    assert header == "term,id,created,released,classification,origin,subject,address"
    assert line.startswith("id:08EXAMPLETOWN10,08EXAMPLETOWN10,2008-02-01T10:00Z,")
    assert line.endswith(",/cable/08EXAMPLETOWN10/")
    assert end == ""


def test_a_page_takes_so_many_terms_and_says_so(room: Reader) -> None:
    many = quote("\n".join(f"word{n}" for n in range(MOST + 2)))
    page = room.get(f"/search/batch/?terms={many}").text

    assert page.count("<tr>") == 1 + MOST
    assert "2 terms more than a page takes were left out." in page


@pytest.mark.parametrize("terms", ["", "%0A%0D%0A", "%00", "<script>", "(" * 900])
def test_whatever_is_asked_has_a_page(room: Reader, terms: str) -> None:
    answer = room.get(f"/search/batch/?terms={terms}")

    assert answer.status == 200
    assert "<script>" not in answer.text.partition("<main")[2]
