"""A secret is found in a page however its letters and the tags stand."""

import pytest

from reftel.rehearsal.secrets import Secrets

SECRETS = Secrets(frozenset({"xyzzyplugh"}), {"08BONN1": ("met waldo",)})


@pytest.mark.parametrize(
    "page",
    [
        "<dt>Origin</dt><dd>Xyzzyplugh</dd>",
        "<th>a</th><td>Xyzzyplugh</td><td>b</td>",
        "<p>one</p><p>Xyzzyplugh two</p>",
        "a<br>Xyzzyplugh",
        "<li>Xyzzyplugh</li><li>b</li>",
        "<b>Xyzzy</b>plugh",
        "<mark>X</mark>yzzy<!-- -->plugh,",
        "&#88;yzzyplugh",
        '<a href="/search/?q=a+xyzzyplugh%20b">b</a>',
        '<p title="Xyzzyplugh">b</p>',
    ],
)
def test_a_word_is_found_beside_a_tag_across_and_within_one(page: str) -> None:
    assert list(SECRETS.found_in_page(page)) == ["xyzzyplugh"]


@pytest.mark.parametrize(
    "page",
    [
        "<td>We met</td><td>Waldo</td>",
        "<p>a</p><p>met Waldo</p><p>b</p>",
        "met<br>Waldo",
        "m<b>et</b> Wal<i>do</i>",
    ],
)
def test_so_is_a_phrase_of_the_cable_that_the_page_is_about(page: str) -> None:
    assert list(SECRETS.found_in_page(page, "08BONN1")) == ["met waldo"]
    assert list(SECRETS.found_in_page(page, "08BONN2")) == []


def test_what_tags_join_or_part_is_no_secret() -> None:
    assert list(SECRETS.found_in_page("<td>Xyzzy</td> <td>plugh</td> met <p>Waldorf")) == []
