"""Cables like another one."""

from tests.reader import Markup, Reader

PAGE = "/alike/?cable=08EXAMPLETOWN12"


def test_cables_alike_are_listed_by_their_subjects(room: Reader) -> None:
    listed = Markup(room.get(PAGE).text.partition("<tbody>")[2].partition("</tbody>")[0]).links
    assert "/cable/08EXAMPLETOWN10/" in listed
    assert "/cable/08EXAMPLETOWN12/" not in listed
    assert PAGE in Markup(room.get("/cable/08EXAMPLETOWN12/").text).links


def test_a_cable_with_no_words_is_like_none(room: Reader) -> None:
    page = room.get("/alike/?cable=XX")
    assert page.status == 200
    assert "No other cable shares the words that tell this one apart." in page.text


def test_its_address_answers_as_that_of_the_cable(room: Reader) -> None:
    for address in ("/alike/?cable={}", "/cable/{}/alike/"):
        assert room.get(address.format("08exampletown12")).to == PAGE
        assert room.get(address.format("08EXAMPLETOWN99")).status == 410
        assert room.get(address.format("08NOWHERE1")).status == 404


def test_without_a_cable_it_asks_for_one(room: Reader) -> None:
    page = room.get("/alike/")
    assert page.status == 200
    assert '<input id="cable" name="cable"' in page.text


def test_crawlers_are_asked_to_leave_it_alone(room: Reader) -> None:
    assert "Disallow: /*/alike/" in room.get("/robots.txt").text.splitlines()
    assert '<meta name="robots" content="noindex">' in room.get(PAGE).text
