"""A reader's own list stands in its address, whatever that holds, and is kept nowhere else."""

import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reader import Markup, Reader

from reftel.edition.editorial.collections import Item
from reftel.reading_room import addresses
from reftel.reading_room.editorial.collecting import MOST, open_list, own_list, typed

TWO = "id=08EXAMPLETOWN12&note=The+first+report&id=75SAMPLEVILLE3"


def test_a_note_belongs_to_the_id_before_it() -> None:
    own = own_list("note=lost&id=08exampletown12&note=a++b&note=late&id=XX&id=08EXAMPLETOWN12")

    assert own.items == (Item("08EXAMPLETOWN12", "a b"), Item("XX", ""))
    assert own.address == "/list/?id=08EXAMPLETOWN12&note=a+b&id=XX"


def test_ids_are_typed_in_any_spelling_or_pasted_as_addresses() -> None:
    text = "08 Vientiane 00145\n"
    text += "https://x.example/cable/2008/02/08PARIS1.html, 08x2 08X3; what? /cable/X%59/"

    assert list(typed(text)) == ["08VIENTIANE145", "08PARIS1", "08X2", "08X3", "what?", "XY"]


def test_a_list_is_bounded_and_tells_what_it_left_out() -> None:
    own = own_list(urlencode([("id", f"08X{n}") for n in range(MOST + 3)] + [("id", "a b")]))

    assert len(own.items) == MOST
    assert own.left_over == 3
    assert own.unread == ("a b",)


@given(st.lists(st.tuples(st.sampled_from(["id", "note", "add", "without", "list"]), st.text())))
def test_the_address_of_a_list_is_that_list(fields: list[tuple[str, str]]) -> None:
    """Whatever stands in the fields; and so it is where the list is open on another page."""
    own = own_list(urlencode(fields, errors="replace"))

    assert own_list(own.address.partition("?")[2]).items == own.items
    opened = open_list(own.opened("/browse/released/?page=2").partition("?")[2])
    assert opened is not None
    assert opened.items == own.items


def test_a_list_is_opened_behind_what_an_address_asks_for() -> None:
    assert addresses.opened("/browse/released/?page=2") == "/browse/released/?page=2&list="
    assert own_list("id=08X1&note=a").opened("/cable/XX/") == "/cable/XX/?list=08X1&note=a"


def test_no_list_is_open_where_none_is_named() -> None:
    assert open_list("q=list&page=2") is None
    assert open_list("q=a&note=b") is None
    assert open_list("list=") == own_list("")


def test_a_list_shows_its_cables_and_notes(room: Reader) -> None:
    page = room.get(f"/list/?{TWO}&id=08EXAMPLETOWN77&id=08EXAMPLETOWN99").text

    assert "A Barge Is Missing" in page
    assert '<p class="note" dir="auto">The first report</p>' in page
    assert '<span class="headline absent">Not here</span>' in page
    assert '<a class="headline absent" href="/cable/08EXAMPLETOWN99/">This cable was here,' in page
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert "they are a reader’s, not the archive’s" in page


def test_cables_are_added_and_taken_off_by_links_and_forms(room: Reader) -> None:
    added = room.get(f"/list/?{TWO}&add=08+exampletown+10")
    taken = room.get(f"/list/?{TWO}&without=08EXAMPLETOWN12")

    assert added.to == f"/list/?{TWO}&id=08EXAMPLETOWN10"
    assert taken.to == "/list/?id=75SAMPLEVILLE3"
    odd = room.get("/list/?add=08X1%0A%3Cscript%3E%00")
    assert odd.status == 200
    assert "This is no reference ID:" in odd.text
    assert '<q>&lt;script&gt;<span class="unseen"' in odd.text


@pytest.mark.parametrize("form", ["csv", "json", "ris", "bib"])
def test_a_list_is_taken_away_in_every_form(room: Reader, form: str) -> None:
    body = room.get(f"/list.{form}?{TWO}&id=08EXAMPLETOWN77").text.replace(
        "&id=08EXAMPLETOWN77", ""
    )

    assert "08EXAMPLETOWN12" in body
    assert "75SAMPLEVILLE3" in body
    assert "08EXAMPLETOWN77" not in body


def test_the_notes_of_a_list_are_taken_along(room: Reader) -> None:
    cables = json.loads(room.get(f"/list.json?{TWO}").body)["cables"]

    assert [one["note"] for one in cables] == ["The first report", ""]
    assert room.get(f"/list.csv?{TWO}").text.splitlines()[1].endswith(",The first report")


def test_where_a_list_is_open_each_cable_has_a_box(room: Reader) -> None:
    page = Markup(room.get("/browse/released/?list=08EXAMPLETOWN12&note=a").text)
    inputs = [attributes for tag, attributes in page.tags if tag == "input"]

    boxes = [one["value"] for one in inputs if one.get("type") == "checkbox"]
    assert boxes == ["75SAMPLEVILLE3", "08EXAMPLETOWN10", "09EVIL1", "XX"]
    hidden = [(one["name"], one["value"]) for one in inputs if one.get("type") == "hidden"]
    assert hidden == [("id", "08EXAMPLETOWN12"), ("note", "a")]
    plain = room.get("/browse/released/").text
    assert "checkbox" not in plain
    assert 'href="/browse/released/?list="' in plain


def test_the_page_of_a_cable_knows_the_list_that_is_open(room: Reader) -> None:
    def links(address: str) -> set[str]:
        return {one for one in Markup(room.get(address).text).links if one.startswith("/list/?")}

    assert links("/cable/XX/") == {"/list/?id=XX"}
    assert links("/cable/XX/?list=08X1") == {"/list/?id=08X1&id=XX", "/list/?id=08X1"}
    assert links("/cable/XX/?list=XX") == {"/list/?id=XX"}


def test_crawlers_are_asked_to_leave_lists_of_readers_alone(room: Reader) -> None:
    assert "Disallow: /list\n" in room.get("/robots.txt").text
