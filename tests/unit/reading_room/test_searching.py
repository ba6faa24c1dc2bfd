import re
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.reader import Reader, publish, reader
from tests.sample import cable_record


def test_a_hit_names_the_paragraph_and_links_to_it(room: Reader) -> None:
    page = room.get("/search/?q=granaries").text
    assert '<a href="/cable/08EXAMPLETOWN12/#par2">¶&nbsp;2' in page
    assert "The <mark>granaries</mark> are full." in page
    assert "read as <code>granaries</code>" in page


@pytest.mark.parametrize(
    "typed",
    [
        "08EXAMPLETOWN12",
        " 08exampletown12 ",
        "08 EXAMPLETOWN 000012",
        "#08EXAMPLETOWN12",
        "https://old.invalid/cable/2008/02/08EXAMPLETOWN12.html",
    ],
)
def test_a_reference_id_leads_to_the_cable(room: Reader, typed: str) -> None:
    answer = room.get(f"/search/?q={quote(typed)}")
    assert (answer.status, answer.to) == (302, "/cable/08EXAMPLETOWN12/")


def test_the_id_of_a_missing_cable_leads_to_who_cites_it(room: Reader) -> None:
    assert room.get("/search/?q=08STATE2731").to == "/reftel/08STATE2731/"
    assert room.get("/search/?q=08NOWHERE1").status == 200


def test_the_id_of_a_withdrawn_cable_leads_to_its_notice(room: Reader) -> None:
    assert room.get("/search/?q=08exampletown99").to == "/cable/08EXAMPLETOWN99/"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("year=nan", "year=nan"),
        ("year=2008-02", "year=2008-02"),
        ("sort=upwards", "sort=upwards"),
        (f"tag={'A' * 300}", f"tag={'A' * 60} …"),
        ("&".join(f"tag=T{n}" for n in range(13)), "tag=T12"),
    ],
)
def test_a_filter_that_cannot_be_read_is_named_and_left_out(
    room: Reader, asked: str, said: str
) -> None:
    page = room.get(f"/search/?{asked}").text
    assert f"<li>{said} could not be read" in page


def test_filters_that_were_read_are_not_complained_of(room: Reader) -> None:
    page = room.get("/search/?q=harvest&year=2008&tag=ECON&tag=ECON&origin=&sort=created").text
    assert "could not be read" not in page


def test_where_nothing_was_found_there_is_no_order_to_choose(room: Reader) -> None:
    assert 'class="orders"' in room.get("/search/?q=harvest").text
    assert 'class="orders"' not in room.get("/search/?q=nothingatall").text


def test_facets_narrow_down_and_can_be_let_go(room: Reader) -> None:
    whole = room.get("/search/?q=harvest").text
    origin = "/search/?q=harvest&amp;origin=Consulate+Sampleville"
    assert f'<a href="{origin}">' in whole
    assert "☐" in whole
    assert "☑" not in whole

    narrow = room.get("/search/?q=harvest&origin=Consulate+Sampleville").text
    assert "<strong>1</strong> cable" in narrow
    assert re.search(r'<a href="/search/\?q=harvest" aria-current="true">.{0,40}☑', narrow)
    assert re.search(r'class="chosen".*?href="/search/\?q=harvest"', narrow, re.DOTALL)
    assert '<input type="hidden" name="origin" value="Consulate Sampleville">' in narrow


def test_two_choices_ask_for_both(room: Reader) -> None:
    assert "<strong>1</strong> cable<" in room.get("/search/?tag=PGOV&year=1975").text
    assert "<strong>0</strong> cables" in room.get("/search/?tag=PGOV&year=2008").text


def test_what_is_not_understood_is_said(room: Reader) -> None:
    page = room.get("/search/?q=" + quote('"open quote')).text
    assert 'class="notices"' in page


def test_orders_and_pages_keep_the_question(tmp_path: Path) -> None:
    many = [cable_record(f"08EXAMPLETOWN{n}") for n in range(100, 145)]
    one = reader(publish(tmp_path, many))
    page = one.get("/search/?q=harvest&tag=ECON&sort=oldest&page=2").text
    assert "<strong>45</strong> cables, 21 to 40" in page
    assert 'href="/search/?q=harvest&amp;tag=ECON&amp;sort=oldest&amp;page=3"' in page
    assert 'href="/search/?q=harvest&amp;tag=ECON"' in page  # by relevance
    assert 'aria-current="true">Oldest' in page
    assert len(re.findall(r"<li>\s*<h2>", one.get("/search/?q=harvest&page=99").text)) == 5


def test_the_years_of_what_was_found_are_drawn_without_gaps(room: Reader) -> None:
    page = room.get("/search/?q=harvest").text
    drawn = re.search(r'<svg viewBox="0 0 (\d+) 40".*?</svg>', page)
    assert drawn is not None
    assert drawn[1] == "340"  # 1975 to 2008
    assert drawn[0].count("<rect") == 2
    assert "<span>1975</span>" in page


def test_a_search_is_bounded(room: Reader) -> None:
    assert room.get("/search/?q=" + "a+OR+(" * 5000).status == 200
    assert room.get("/search/?" + "&".join(f"tag=T{n}" for n in range(500))).status == 200
