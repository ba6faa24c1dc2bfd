import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.http import QueryDict
from tests.reader import Markup, Reader, publish, reader
from tests.sample import cable_record

from reftel.archive import Audience
from reftel.edition.live import open_live
from reftel.reading_room.searching.asked import asked_for
from reftel.reading_room.searching.results import search_page
from reftel.search.backend import Searcher


def test_a_hit_names_the_paragraph_and_links_to_it(room: Reader) -> None:
    page = room.get("/search/?q=granaries").text
    assert '<a href="/cable/08EXAMPLETOWN12/?q=granaries#par2">¶&nbsp;2' in page
    assert "The <mark>granaries</mark> are full." in page
    assert "Read as <code>granaries</code>" in page
    assert "Read as every cable" in room.get("/search/").text


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


def test_a_filter_that_cannot_be_read_is_named_and_left_out(room: Reader) -> None:
    page = room.get("/search/?year=nan").text
    assert "<li>year=nan could not be read" in page
    assert f"<li>tag={'A' * 60} … could not" in room.get(f"/search/?tag={'A' * 300}").text


def test_filters_that_were_read_are_not_complained_of(room: Reader) -> None:
    page = room.get("/search/?q=harvest&year=2008&tag=ECON&tag=ECON&origin=&sort=created").text
    assert "could not be read" not in page


def test_where_nothing_was_found_there_is_no_order_to_choose(room: Reader) -> None:
    assert 'class="orders"' in room.get("/search/?q=harvest").text
    assert 'class="orders"' not in room.get("/search/?q=nothingatall").text


def test_facets_narrow_down_and_can_be_let_go(room: Reader) -> None:
    whole = room.get("/search/?q=harvest").text
    origin = "/search/?q=harvest&amp;origin=Consulate+Sampleville"
    assert f'<li><a href="{origin}">' in whole
    assert "chosen; follow to remove" not in whole

    narrow = room.get("/search/?q=harvest&origin=Consulate+Sampleville").text
    assert "<strong>1</strong> cable" in narrow
    assert re.search(
        r'<li><a href="/search/\?q=harvest" aria-current="true">.{0,90}chosen; follow to', narrow
    )
    assert re.search(r'class="chosen".*?href="/search/\?q=harvest"', narrow, re.DOTALL)
    assert '<input type="hidden" name="origin" value="Consulate Sampleville">' in narrow


def test_a_value_can_be_left_out_and_taken_back(room: Reader) -> None:
    whole = room.get("/search/?q=harvest").text
    left_out = '<a href="{}" aria-label="not Consulate Sampleville{}>not</a>'
    address = "/search/?q=harvest&amp;-origin=Consulate+Sampleville"
    assert left_out.format(address, '"') in whole
    rest = room.get("/search/?q=harvest&-origin=Consulate+Sampleville").text
    assert "75SAMPLEVILLE3" not in rest
    taken_back = ', left out; follow to take it back" aria-current="true"'
    assert left_out.format("/search/?q=harvest", taken_back) in rest
    assert '<a href="/search/?q=harvest" title="Remove this filter" class="excluded">' in rest


def test_two_choices_ask_for_both(room: Reader) -> None:
    assert "<strong>1</strong> cable<" in room.get("/search/?tag=PGOV&year=1975").text
    assert "<strong>0</strong> cables" in room.get("/search/?tag=PGOV&year=2008").text


WAY_ON = r'<li><a href="([^"]+)">(?:Without)[^\n]*class="count">(.*?)<'


def test_a_dead_end_tells_what_finds_something_without(room: Reader) -> None:
    page = room.get("/search/?q=harvest&tag=EAGR&year=1975").text
    assert "Nothing was found." in page
    assert re.findall(WAY_ON, page) == [
        ("/search/?q=harvest&amp;year=1975", "1 cable"),
        ("/search/?q=harvest&amp;tag=EAGR", "2 cables"),
        ("/search/?q=harvest", "3 cables"),
    ]
    words = room.get("/search/?q=harvest+nothingatall+%22blue+barley%22").text
    assert re.findall(WAY_ON, words) == [("/search/?q=harvest+AND+%22blue+barley%22", "2 cables")]
    assert "Without <code>nothingatall</code>" in words
    assert "Fewer words" in room.get("/search/?q=nothingatall").text


def test_what_is_not_understood_is_shown_at_its_place(room: Reader) -> None:
    page = room.get("/search/?q=harvest+created:soon").text
    assert re.search(r'class="notices".*?<q>harvest created:<mark>soon</mark></q>', page, re.DOTALL)


def ids(page: str) -> list[str]:
    return re.findall(r'<span class="id">(\w+)</span>', page)


def turned(page: str, way: str) -> str:
    """Where the link to the next or the previous page leads; empty where there is none."""
    found = re.search(rf'<a rel="{way}" href="([^"]+)"', page)
    return unescape(found[1]) if found else ""


@pytest.mark.parametrize("order", ["", "created", "oldest", "released", "longest", "cited"])
def test_pages_lead_to_the_last_and_back(many: Reader, order: str) -> None:
    first = many.get(f"/search/?q=harvest&tag=ECON&sort={order}").text
    second = many.get(turned(first, "next")).text
    third = many.get(turned(second, "next")).text
    assert [len(ids(page)) for page in (first, second, third)] == [20, 20, 5]
    assert len({*ids(first), *ids(second), *ids(third)}) == 45
    assert "<span>21 to 40 of 45</span>" in second
    assert "<strong>45</strong> cables, 41 to 45" in third
    assert turned(third, "next") == turned(first, "prev") == ""
    assert ids(many.get(turned(third, "prev")).text) == ids(second)
    assert "tag=ECON" in turned(second, "next")


def test_an_old_address_still_leads_to_its_page(many: Reader) -> None:
    first = many.get("/search/?q=harvest&sort=oldest").text
    second = many.get("/search/?q=harvest&sort=oldest&page=2").text
    assert ids(second) == ids(many.get(turned(first, "next")).text)
    assert "41 to 45 of 45" in many.get("/search/?q=harvest&page=50").text
    assert "1 to 20 of 45" in many.get("/search/?q=harvest&page=1000000000").text
    assert "/cable/08EXAMPLETOWN" in many.get("/search/?q=id:08EXAMPLETOWN*&page=2").text
    assert "Nothing was found." in many.get("/search/?q=nothingatall&page=2").text


@pytest.mark.parametrize("address", ["/search/?q=", "/trends/?q="])
def test_a_query_that_is_too_long_is_cut_and_that_is_told(room: Reader, address: str) -> None:
    page = room.get(address + "a" * 5000).text
    assert "A query may have 1000 characters; the rest was left out." in page
    assert "a" * 1002 not in page


@pytest.mark.parametrize("cursor", ["nonsense", "%00", "a" * 5000, "bG9uZ2VzdD41Lzc"])
def test_a_cursor_that_is_none_gives_the_first_page(many: Reader, cursor: str) -> None:
    assert "1 to 20 of 45" in many.get(f"/search/?q=harvest&cursor={cursor}").text


def test_programs_turn_pages_too(many: Reader) -> None:
    first = json.loads(many.get("/search.json?q=harvest&sort=oldest&page=1").body)
    assert (first["page"], first["pages"], first["total"], first["previous"]) == (1, 3, 45, None)
    rest = many.get(first["next"].replace("/search/", "/search.json"))
    assert json.loads(rest.body)["page"] == 2


def test_orders_keep_the_question(many: Reader) -> None:
    page = many.get("/search/?q=harvest&tag=ECON&sort=oldest").text
    assert 'href="/search/?q=harvest&amp;tag=ECON"' in page  # by relevance
    assert 'href="/search/?q=harvest&amp;tag=ECON&amp;sort=shortest"' in page
    assert 'aria-current="true">Oldest' in page


def test_when_the_cables_were_created_is_drawn_and_told(room: Reader) -> None:
    page = room.get("/search/?q=harvest").text
    figure = re.search(r'<figure class="timeline">.*?</figure>', page, re.DOTALL)
    assert figure is not None
    assert 'href="/search/?q=harvest&amp;year=1975" tabindex="-1"' in figure[0]
    assert "<title>2008: 2 cables</title>" in figure[0]
    assert re.search(r'<th scope="row"><a href="[^"]+">1975</a></th><td>1</td>', figure[0])


def test_all_values_of_a_facet_have_pages(tmp_path: Path) -> None:
    posts = [cable_record(f"08A{n}", origin=f"Embassy {n:03}") for n in range(201)]
    one = reader(publish(tmp_path, [*posts, cable_record("08B1", origin="Embassy 200")]))
    page = one.get("/search/facet/?facet=origin&q=harvest&-tag=KTIP&sort=oldest").text
    assert "201 values in what was found for <q>harvest</q>" in page
    first = r'<li><a href="([^"]+)"><span>([^<]+)<'
    address, name = re.findall(first, page)[0]
    assert name == "Embassy 200"
    assert address == ("/search/?q=harvest&amp;-tag=KTIP&amp;origin=Embassy+200&amp;sort=oldest")
    by_name = one.get("/search/facet/?facet=origin&q=harvest&by=name&page=2").text
    assert [name for _, name in re.findall(first, by_name)] == ["Embassy 200"]
    table = json.loads(one.get("/search/facet.json?facet=origin&by=name").body)
    assert (table["total"], table["pages"]) == (201, 2)
    assert table["values"][0] == {
        "title": "Embassy 000",
        "address": "/search/?origin=Embassy+000",
        "count": 1,
    }
    assert one.get("/search/facet.csv?facet=year").text == (
        "title,address,count\r\n2008,/search/?year=2008,202\r\n"
    )


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/search/facet/", 404),
        ("/search/facet/?facet=colour", 404),
        ("/search/facet/?facet=%00", 404),
        ("/search/facet/?facet=origin&page=1000000000", 200),
        ("/search/facet/?facet=origin&by=%1b&page=x", 200),
        ("/search/facet/?facet=month&year=2008&month=2008-02", 200),
        ("/search/?q=" + "a+OR+(" * 5000, 200),
        ("/search/?" + "&".join(f"tag=T{n}" for n in range(500)), 200),
        ("/search/?q=%ff%fe&origin=%ff&-tag=%c3&sort=%ff&cursor=%ff&page=%ff&plain=%ff", 200),
        ("/search/?q=%00%1b%e2%80%ae&origin=%e2%80%ae&-caption=%00", 200),
        (
            "/search/?" + "&".join(f"{f}={'x' * 5000}" for f in ("q", "signer", "-tag", "plain")),
            200,
        ),
        ("/search/?page=1000000000&year=1000000000&month=-1", 200),
        ("/search/?colour=red&-colour=red", 200),
    ],
)
def test_whatever_is_asked_is_answered(room: Reader, address: str, status: int) -> None:
    assert room.get(address).status == status


def test_what_cables_say_stays_text_in_boxes_and_chips(room: Reader) -> None:
    everything = room.get("/search/?sort=oldest").text
    hostile = next(one for one in Markup(everything).links if "?origin=%22%3E%3Cscript" in one)
    for page in (everything, room.get(hostile).text, room.get("/search/facet/?facet=origin").text):
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "\x00" not in page
    assert "<strong>1</strong> cable" in room.get(hostile).text


class Told:
    """A searcher that tells what it was asked."""

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher
        self.asked: list[str] = []

    def __getattr__(self, name: str) -> Any:
        self.asked.append(name)
        return getattr(self.searcher, name)


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("q=harvest", ["counts", "find", "timeline", "timeline"]),
        (
            "q=harvest&origin=Embassy+Exampletown&year=2008&-tag=PGOV&tag=ECON",
            ["count", "counts", "find", "timeline", "timeline"],
        ),
    ],
)
def test_a_page_asks_little_however_it_is_narrowed(
    tmp_path: Path, asked_of_catalogue: list[str], address: str, asked: list[str]
) -> None:
    """One question for all facets and one for each whose other values are to be offered.

    They are asked beside each other, so in no certain order, and of any connection.
    """
    archive = publish(tmp_path, [cable_record(f"08EXAMPLETOWN{n}") for n in range(5)])
    edition = open_live(archive, audience=Audience.PUBLIC)
    told = Told(edition.searcher)
    edition.__dict__["searcher"] = told
    asked_of_catalogue.clear()
    search_page(edition, asked_for(QueryDict(address)))
    assert sorted(told.asked) == asked
    assert 0 < len(asked_of_catalogue) <= 3
