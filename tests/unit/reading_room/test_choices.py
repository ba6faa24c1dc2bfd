"""A page at rest has an address without a query, and its links hold wherever it lies."""

import re
from urllib.parse import urljoin

import pytest
from tests.reader import Reader

from reftel.reading_room.choices import chosen
from reftel.reading_room.relative import relative, told


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        (("/browse/tag/ECON/page/2/", ""), ("/browse/tag/ECON/", "page=2")),
        (("/browse/tag/ECON/page/2.csl.json", ""), ("/browse/tag/ECON.csl.json", "page=2")),
        (("/browse/person/letter/#/page/3/", ""), ("/browse/person/", "letter=%23&page=3")),
        (("/browse/person/letter/S.json", ""), ("/browse/person.json", "letter=S")),
        (("/browse/tag/ECON/from/08X1.html", ""), ("/browse/tag/ECON/", "from=08X1")),
        (("/browse/tag/ECON/from/08X1.json", "q=a"), ("/browse/tag/ECON.json", "from=08X1&q=a")),
        (("/browse/tag/ECON/from/08X1/", ""), ("/browse/tag/ECON/from/08X1/", "")),
        (("/browse/tag/ECON/page/2.html", ""), ("/browse/tag/ECON.html", "page=2")),
        (("/browse/tag/ECON/from/08X.txt.html", ""), ("/browse/tag/ECON/", "from=08X.txt")),
        (("/browse/tag/ECON/from/08X.html.html", ""), ("/browse/tag/ECON/", "from=08X.html")),
        (("/browse/tag/from/from/08X.csl.json", ""), ("/browse/tag/from.csl.json", "from=08X")),
        (("/cable/08X1/from/08X2.html", ""), ("/cable/08X1/from/08X2.html", "")),
        (("/browse/tag/ECON/page/2/", "list=X"), ("/browse/tag/ECON/", "page=2&list=X")),
        (("/cable/08X1/sent.html", "q=a"), ("/cable/08X1/", "view=sent&q=a")),
        (("/cable/08X1/history/3/sent.html", ""), ("/cable/08X1/history/3/", "view=sent")),
        (("/browse/tag/ECON/page/02/", ""), ("/browse/tag/ECON/page/02/", "")),
        (("/browse/tag/page/", "q=a"), ("/browse/tag/page/", "q=a")),
        (("/articles/sent/", ""), ("/articles/sent/", "")),
    ],
)
def test_choices_in_a_path_are_read_as_fields(
    asked: tuple[str, str], read: tuple[str, str]
) -> None:
    assert chosen(*asked) == read


@pytest.mark.parametrize(
    "address",
    ["/", "/browse/", "/cable/08EXAMPLETOWN12/", "/cable/08EXAMPLETOWN12/sent.html", "/no"],
)
def test_links_are_told_from_the_page_and_lead_where_they_did(room: Reader, address: str) -> None:
    body = room.get(address).body.decode()
    links = re.findall(r'(?:href|src|action)="([^"]*)"', body)

    assert not [one for one in links if one.startswith("/")]
    below = {urljoin(f"http://a.invalid/mirror{address}", one) for one in links}
    assert "http://a.invalid/mirror/browse/" in below
    assert {one for one in below if not one.startswith("http://a.invalid/mirror/")} <= {
        one for one in links if one.startswith("http")
    }


@pytest.mark.parametrize(
    ("path", "link", "told"),
    [
        ("/cable/08X1/", "/cable/08X1/cite.html", "cite.html"),
        ("/cable/08X1/", "/cable/08X1/", "./"),
        ("/cable/08X1/", "/cable/08X1/?q=a#hit1", "./?q=a#hit1"),
        ("/cable/08X1/", "/cable/08X1/#par1", "./#par1"),
        ("/cable/08X1/", "/cable/08X1.ris", "../08X1.ris"),
        ("/cable/08X1/", "/cable/08X12/", "../08X12/"),
        ("/cable/08X1/", "/", "../../"),
        ("/cable/08X1/", "https://a.invalid/cable/08X1/", "https://a.invalid/cable/08X1/"),
        ("/browse/person/", "/browse/person/a:b/", "./a:b/"),
        ("/browse/person/", "/browse/place/", "../place/"),
        (
            "/browse/person/a b/",
            "/browse/person/a%20b/page/2/",
            "../../../browse/person/a%20b/page/2/",
        ),
        ("/cable/08X/1/", "/cable/08X%2F1/cite.html", "../../../cable/08X%2F1/cite.html"),
        ("/cable/08X/1/", "/cable/08X2/", "../../../cable/08X2/"),
        ("/no", "/browse/", "browse/"),
        ("/", "/", "./"),
    ],
)
def test_a_link_is_the_shortest_way(path: str, link: str, told: str) -> None:
    assert relative(f'<a href="{link}">'.encode(), path) == f'<a href="{told}">'.encode()


def test_text_that_looks_like_a_link_is_left_alone() -> None:
    page = b'<p>He wrote href=&#34;/a&#34; and <a href="/b/" title="=/c">this</a>.'

    assert relative(page, "/cable/08X1/") == page.replace(b'"/b/', b'"../../b/')


def test_an_address_with_the_choices_behind_a_question_mark_says_the_same(room: Reader) -> None:
    new, old = "/cable/08EXAMPLETOWN12/sent.html", "/cable/08EXAMPLETOWN12/?view=sent"

    assert room.get(new).text == room.get(old).text


def test_a_page_tells_what_it_leads_to_where_all_its_links_begin_at_the_root() -> None:
    own, others = b'<a href="/cable/08X1/?a=1#b"><img src="/s.png"><a href="#c">', b'<a href="d/">'

    assert told(own, "/browse/").links == {b"cable/08X1/?a=1#b", b"s.png"}
    assert [told(one, "/browse/").all_told for one in (own, own + others)] == [True, False]
