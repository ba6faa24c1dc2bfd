"""The words in the addresses of shelves."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.edition.keys import unique_keys


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            "origin",
            {
                "Embassy Vientiane": "embassy-vientiane",
                "EMBASSY VIENTIANE": "embassy-vientiane-e0b9d47e80",
                "Mission USNATO": "mission-usnato",
                "American Institute Taiwan, Taipei": "american-institute-taiwan-taipei",
                "Consulate Nuevo  Laredo ": "consulate-nuevo-laredo",
                "": "unknown",
                "Unknown": "unknown-b764cdc0ea",
                "Embassy São Tomé": "embassy-sao-tome",
                "Посольство": "x-5118cf7038",
                "<b>Embassy</b>": "b-embassy-b-04dc462603",
                "../../etc": "etc",
                "\ud800": "x-91a681b998",
            },
        ),
        (
            "tag",
            {
                "KTIP": "KTIP",
                "ktip": "KTIP-0e6dd9e4de",
                "BUSH, GEORGE": "BUSH-GEORGE",
                "GOI EXTERNAL": "GOI-EXTERNAL",
                "A+B": "A-B-ca5b7e1c5b",
            },
        ),
        (
            "classification",
            {
                "UNCLASSIFIED//FOR OFFICIAL USE ONLY": "unclassified-for-official-use-only",
                "SECRET//NOFORN": "secret-noforn",
                "SECRET NOFORN": "secret-noforn-7ea4047139",
            },
        ),
    ],
)
def test_keys_of_titles(kind: str, expected: dict[str, str]) -> None:
    assert unique_keys(kind, expected) == expected


def test_a_title_that_no_address_holds_is_cut_and_told_apart() -> None:
    one, other = unique_keys("origin", ["a" * 1_000_000, "a" * 1_000_001]).values()

    assert one != other
    assert one.startswith("a" * 80 + "-")
    assert len(one) == len(other) == 91


def test_a_title_made_to_look_like_the_key_of_another_takes_nothing_from_it() -> None:
    honest = unique_keys("origin", ["A+B"])["A+B"]
    whole = "0" * 64

    keys = unique_keys("origin", ["A+B", honest, f"a-b-{whole}"])

    assert keys["A+B"] == honest
    assert keys[honest].startswith(f"{honest}-")
    assert keys[f"a-b-{whole}"].startswith(f"a-b-{whole}-")


def test_a_key_is_the_same_whatever_else_is_held() -> None:
    titles = ["Embassy Vientiane", "<b>Embassy</b>", "Посольство", "SECRET//NOFORN", ""]

    together = unique_keys("origin", [*titles, "EMBASSY VIENTIANE", "Mission USNATO"])

    assert {title: together[title] for title in titles} == {
        title: unique_keys("origin", [title])[title] for title in titles
    }


@given(
    kind=st.sampled_from(["origin", "tag", "classification", "page"]),
    titles=st.lists(
        st.text(st.characters(categories=None), max_size=200)
        | st.text("aA- .é", max_size=6)
        | st.from_regex(r"[Aa] ?[Bb](-[0-9a-f]{10})?", fullmatch=True)
    ),
)
def test_keys_are_unique_and_safe_whatever_the_titles(kind: str, titles: list[str]) -> None:
    keys = unique_keys(kind, titles)

    assert keys.keys() == set(titles)
    assert len(set(keys.values())) == len(keys)
    assert all(re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", key) for key in keys.values())
