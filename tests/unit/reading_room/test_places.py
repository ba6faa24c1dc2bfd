"""Where each value was read: links from values to their places, in the whole text."""

import html
import re

from tests.reader import Markup, Reader

TAG = re.compile(r"<[^>]+>")


def test_each_value_leads_to_the_characters_it_was_read_from(room: Reader) -> None:
    page = room.get("/cable/08EXAMPLETOWN12/places.html").text

    places = {"signer": "ROE", "classification": "UNCLAS", "tags": "ECON"}
    for anchor, written in places.items():
        assert f'href="#{anchor}"' in page
        assert f'<span id="{anchor}"><span class="value">{written}</span></span>' in page
    assert '<span class="furniture">TAGS:</span>' in page


def test_the_text_is_whole(room: Reader) -> None:
    page = room.get("/cable/08EXAMPLETOWN12/places.html").text
    text = page.partition('<pre class="wire"')[2].partition(">")[2].partition("</pre>")[0]

    raw = room.get("/cable/08EXAMPLETOWN12/raw.txt").text
    assert html.unescape(TAG.sub("", text)) == raw


def test_a_field_of_the_cable_can_be_asked_where_it_stands(room: Reader) -> None:
    links = Markup(room.get("/cable/08EXAMPLETOWN12/").text).links

    for field in ("mrn", "dtg", "classification", "tags"):
        assert f"/cable/08EXAMPLETOWN12/places.html#{field}" in links
    assert "/cable/08EXAMPLETOWN12/places.html" in links


def test_another_spelling_is_sent_on_and_what_is_not_here_is_not(room: Reader) -> None:
    assert room.get("/cable/08exampletown12/places.html").to == "/cable/08EXAMPLETOWN12/places.html"
    assert room.get("/cable/08NOWHERE1/places.html").status == 404
