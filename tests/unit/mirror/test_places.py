"""Every address has one file, below the folder, on every system."""

import pytest

from reftel.mirror.leading import owner
from reftel.mirror.places import is_place, place


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/", "index.html"),
        ("/cable/08EXAMPLETOWN12/", "cable/08EXAMPLETOWN12/index.html"),
        ("/cable/08EXAMPLETOWN12.csl.json", "cable/08EXAMPLETOWN12.csl.json"),
        ("/browse/person/letter/%23/page/2/", "browse/person/letter/#/page/2/index.html"),
        ("/browse/tag/caf%C3%A9/", "browse/tag/caf\u00e9/index.html"),
        ("/.well-known/reftel-key.pub", ".well-known/reftel-key.pub"),
        ("/search/", "search/index.html"),
        ("/search/batch/", "search/batch/index.html"),
        ("/search/?q=a", None),
        ("/search.json", None),
        ("/suggest/", None),
        ("/unapi/", None),
        ("/lists-of-things/", "lists-of-things/index.html"),
        ("/a/../../etc/passwd", None),
        ("/a/%2e%2e/b", None),
        ("/a/b%5Cc", None),
        ("/a/b%00", None),
        ("/a//b", None),
        ("/C%3A/b", None),
        ("/a/b. /", None),
        (f"/{'x' * 241}/", None),
    ],
)
def test_the_place_of_an_address(address: str, expected: str | None) -> None:
    assert place(address) == expected


@pytest.mark.parametrize(
    "written", ["/etc/passwd", "../x", "a/../x", "a/./x", "", "a/", "a\\b", "c:x"]
)
def test_what_could_lie_elsewhere_is_no_place(written: str) -> None:
    assert not is_place(written)


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/cable/08X1/", "/cable/08X1/"),
        ("/cable/08X1/history/3/sent.html", "/cable/08X1/"),
        ("/cable/08X1.csl.json", "/cable/08X1/"),
        ("/cable/08X1/request.txt", "/cable/08X1/"),
        ("/reftel/08X1/", "/reftel/08X1/"),
        ("/browse/tag/ECON/page/12/", "/browse/tag/ECON/"),
        ("/browse/tag/ECON/from/08X1.html", "/browse/tag/ECON/from/08X1.html"),
        ("/browse/person/letter/R/page/3.json", "/browse/person/letter/R/"),
        ("/browse/tag/page/", "/browse/tag/page/"),
    ],
)
def test_what_belongs_to_a_cable_is_copied_with_it(address: str, page: str) -> None:
    assert owner(address) == page
