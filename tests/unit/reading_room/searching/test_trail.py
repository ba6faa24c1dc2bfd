"""A cable opened from the results of a search: lit, and on the way to the next."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from django.http import QueryDict
from tests.reader import Markup, Reader, publish, reader
from tests.sample import cable_record

from reftel.archive import Audience
from reftel.edition.live import open_live
from reftel.reading_room.cables import cable_page
from reftel.reading_room.searching.asked import asked_for


def bar(room: Reader, address: str) -> str:
    found = re.search(r'<nav class="trail".*?</nav>', room.get(address).text, re.DOTALL)
    return found[0] if found else ""


def step(text: str, rel: str) -> str:
    found = re.search(rf'rel="{rel}" href="([^"]*)"', text)
    return found[1].replace("&amp;", "&") if found else ""


def test_from_the_first_result_to_the_last_and_back(many: Reader) -> None:
    """Across the pages of results, each with its number, and nothing twice."""
    first = Markup(many.get("/search/?q=harvest&sort=oldest").text)
    here = next(link for link in sorted(first.links) if link.startswith("/cable/"))
    assert here == "/cable/08EXAMPLETOWN100/?q=harvest&sort=oldest"
    passed = [here]
    while here := step(bar(many, here), "next"):
        passed.append(here)
    assert [address.split("/")[2] for address in passed] == [
        f"08EXAMPLETOWN{n}" for n in range(100, 145)
    ]
    assert "45 of 45" in bar(many, passed[-1])
    here = passed[-1]
    back = [here]
    while here := step(bar(many, here), "prev"):
        back.append(here)
    assert [one.split("/")[2] for one in back] == [one.split("/")[2] for one in passed[::-1]]
    assert "1 of 45" in bar(many, back[-1])


def test_the_way_back_is_the_page_of_results_that_it_came_from(many: Reader) -> None:
    second = step(many.get("/search/?q=harvest&sort=oldest").text, "next")
    opened = min(one for one in Markup(many.get(second).text).links if "/cable/" in one)
    back = re.search(r'class="back" href="([^"]*)"', bar(many, opened))
    assert back is not None
    assert back[1].replace("&amp;", "&") == second
    assert "21 of 45" in bar(many, opened)


def test_a_page_of_an_old_address_is_a_way_to_its_cables_too(many: Reader) -> None:
    second = Markup(many.get("/search/?q=harvest&sort=oldest&page=2").text)
    opened = min(one for one in second.links if "/cable/" in one)
    assert "21 of 45" in bar(many, opened)


def test_words_are_lit_in_the_subject_the_headings_and_the_message(room: Reader) -> None:
    page = room.get("/cable/08EXAMPLETOWN12/?q=harvest").text
    assert "<mark>HARVEST</mark> OF BLUE BARLEY" in page
    assert '<a class="hit" id="hit1" href="#hit1"><mark>harvest</mark></a> was good' in page
    assert '<a class="to-hits" href="#hit1">1 hit' in page


def test_what_was_sent_is_lit_too_and_the_views_keep_the_search(room: Reader) -> None:
    page = room.get("/cable/08EXAMPLETOWN12/sent.html?q=granaries").text
    assert 'id="hit1"' in page
    assert 'href="/cable/08EXAMPLETOWN12/?q=granaries"' in page
    assert 'href="/cable/08EXAMPLETOWN12/sent.html?q=granaries" aria-current="page"' in page


def test_only_the_bare_address_is_for_search_engines(room: Reader) -> None:
    for address, hidden in (("", False), ("?view=sent", False), ("?q=harvest", True)):
        page = room.get(f"/cable/08EXAMPLETOWN12/{address}").text
        assert '<link rel="canonical" href="/cable/08EXAMPLETOWN12/">' in page
        assert ('<meta name="robots" content="noindex">' in page) is hidden


@pytest.mark.parametrize(
    "asked", ["q=nothingatall", "q=harvest&cursor=nonsense&sort=upwards", "tag=KTIP", "year=x&q=a"]
)
def test_a_cable_that_the_search_does_not_find_is_there_all_the_same(
    room: Reader, asked: str
) -> None:
    assert "The granaries are full." in room.get(f"/cable/08EXAMPLETOWN12/?{asked}").text


def test_a_filter_alone_leads_on_and_lights_nothing(room: Reader) -> None:
    page = room.get("/cable/08EXAMPLETOWN12/?tag=ECON&sort=oldest").text
    assert '<span class="rank">3 of 3</span>' in page
    assert "<mark>" not in page


def test_a_hostile_cable_and_a_hostile_query_stay_text(room: Reader) -> None:
    for view in ("", "view=sent&"):
        page = room.get(f"/cable/09EVIL1/?{view}q=" + quote('script OR "><script>')).text
        tags = [tag for tag, _ in Markup(page).tags]
        assert tags.count("script") == room.get("/cable/09EVIL1/").text.count("<script")
        assert "<mark>script</mark>" in page


def test_a_cable_that_was_found_takes_two_queries(tmp_path: Path) -> None:
    """Its record, and what stands round it."""
    archive = publish(tmp_path, [cable_record(), cable_record("08EXAMPLETOWN13")])
    edition = open_live(archive, audience=Audience.PUBLIC)
    asked = asked_for(QueryDict("q=harvest&tag=ECON&sort=oldest"))
    with edition._connections.one() as database:
        for way in ("origin", "tag", "classification"):
            edition.shelves(way)  # these, and the spellings, are kept as long as the edition
        assert edition.spellings
        statements: list[str] = []
        database.set_trace_callback(statements.append)
    record = edition.record("08EXAMPLETOWN12")
    assert record is not None
    page = cable_page(edition, record, "read", asked)
    assert len(statements) == 2
    assert page.trail is not None
    assert (page.trail.rank, page.trail.total, page.hits) == (1, 2, 1)


def test_a_cable_is_read_though_the_index_is_gone(tmp_path: Path) -> None:
    archive = publish(tmp_path, [cable_record()])
    room = reader(archive)
    for part in tmp_path.rglob("index/**/meta.json"):
        part.unlink()
    for address in ("", "?q=harvest", "?view=sent"):
        assert room.get(f"/cable/08EXAMPLETOWN12/{address}").status == 200
