"""Cables like another one."""

from tests.reader import Markup, Reader

PAGE = "/cable/08EXAMPLETOWN12/alike/"


def test_cables_alike_are_listed_by_their_subjects(room: Reader) -> None:
    listed = Markup(room.get(PAGE).text.partition("<tbody>")[2].partition("</tbody>")[0]).links
    assert "/cable/08EXAMPLETOWN10/" in listed
    assert "/cable/08EXAMPLETOWN12/" not in listed
    assert PAGE in Markup(room.get("/cable/08EXAMPLETOWN12/").text).links


def test_a_cable_with_no_words_is_like_none(room: Reader) -> None:
    page = room.get("/cable/XX/alike/")
    assert page.status == 200
    assert "No other cable shares the words that tell this one apart." in page.text


def test_its_address_answers_as_that_of_the_cable(room: Reader) -> None:
    assert room.get("/cable/08exampletown12/alike/").to == PAGE
    assert room.get("/cable/08EXAMPLETOWN99/alike/").status == 410
    assert room.get("/cable/08NOWHERE1/alike/").status == 404


def test_crawlers_are_asked_to_leave_it_alone(room: Reader) -> None:
    assert "Disallow: /*/alike/" in room.get("/robots.txt").text.splitlines()
    assert '<meta name="robots" content="noindex">' in room.get(PAGE).text
