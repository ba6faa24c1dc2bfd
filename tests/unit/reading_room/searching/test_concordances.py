"""Words in context, as a page and for programs."""

import json
from pathlib import Path

import pytest
from tests.reader import Reader, publish, reader
from tests.sample import cable_record


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Three cables with a word in different company."""
    texts = ["The blue barley was sold.", "Old barley rots; new barley <b>grows</b>.", "No grain."]
    records = [
        cable_record(
            f"08A{n}",
            created=f"2008-0{n}-01T00:00Z",
            references=[],
            paragraphs=[
                {"anchor": "par1", "number": "1", "mark": None, "heading": None, "text": text}
            ],
        )
        for n, text in enumerate(texts, 1)
    ]
    folder: Path = tmp_path_factory.mktemp("three")
    return reader(publish(folder, records))


def test_how_it_was_read_is_told_and_a_line_leads_to_its_words_lit(three: Reader) -> None:
    page = three.get("/search/concordance/?q=barley+created:soon").text
    assert "<code>barley AND soon</code>" in page
    assert "“soon” is no date; searched as words." in page
    page = three.get("/search/concordance/?q=barley").text
    assert 'href="/cable/08A1/?q=barley#par1"' in page


def test_a_search_leads_to_its_lines_and_to_its_trend(three: Reader) -> None:
    page = three.get("/search/?q=barley&sort=oldest&year=2008").text
    assert 'href="/search/concordance/?q=barley&amp;year=2008&amp;sort=oldest"' in page
    assert 'href="/trends/?q=barley"' in page


def test_lines_are_sorted_by_what_follows(three: Reader) -> None:
    told = json.loads(three.get("/search/concordance.json?q=barley").body)

    assert (told["total"], told["cables"], told["places"], told["next"]) == (3, 3, 3, None)
    assert [(line["left"], line["keyword"], line["right"]) for line in told["lines"]] == [
        ("Old barley rots; new ", "barley", " <b>grows</b>."),
        ("Old ", "barley", " rots; new barley <b>grows</b>."),
        ("The blue ", "barley", " was sold."),
    ]
    assert told["lines"][2]["address"] == "/cable/08A1/#par1"


def test_lines_are_sorted_by_what_precedes_and_by_date(three: Reader) -> None:
    left = three.get("/search/concordance.csv?q=barley&order=left").text.split("\r\n")
    assert [line.split(",")[3] for line in left[1:-1]] == [
        "The blue ",
        "Old barley rots; new ",
        "Old ",
    ]
    date = three.get("/search/concordance.csv?q=barley&order=date").text.split("\r\n")
    assert [line[:4] for line in date[1:-1]] == ["08A1", "08A2", "08A2"]


def test_the_page_escapes_and_leads_on(three: Reader) -> None:
    page = three.get("/search/concordance/?q=barley&sort=oldest").text

    assert "<b>grows" not in page
    assert page.count("<mark>barley</mark>") == 3
    assert 'href="/search/concordance/?q=barley&amp;sort=oldest&amp;order=left"' in page
    assert 'href="/search/?q=barley&amp;sort=oldest"' in page


@pytest.mark.parametrize(
    "query",
    ["", "?q=", "?q=class:secret", "?q=zebra", "?q=a&order=up&cursor=%00", "?q=" + "(" * 999],
)
def test_whatever_is_asked_has_a_page(three: Reader, query: str) -> None:
    assert three.get(f"/search/concordance/{query}").status == 200
    assert three.get(f"/search/concordance.json{query}").status == 200
