"""Which country and which region a name means."""

import pytest

from reftel.gazetteer import countries, posts


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("la", "LA"),
        ("Laos", "LA"),
        ("cote d'ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("CONGO (KINSHASA)", "CD"),
        ("the Netherlands", "NL"),
        ("Türkiye", "TR"),
        ("U.S.A.", "US"),
        ("Congo", None),
        ("", None),
        ("x" * 100_000, None),
    ],
)
def test_a_country_is_known_by_its_code_and_all_its_names(written: str, code: str | None) -> None:
    assert countries.code(written) == code


def test_no_name_means_two_countries() -> None:
    assert {countries.code(name) for name in countries.NAMES.values()} == set(countries.NAMES)
    assert {countries.region_named(name) for name in countries.REGIONS.values()} == set(
        countries.REGIONS
    )


def test_every_country_but_our_own_lies_in_a_region() -> None:
    without = {code for code in countries.NAMES if countries.region(code) is None}

    assert without == {"AQ", "AS", "GU", "IO", "MP", "PR", "US", "VI"}
    assert {countries.region(code) for code in ("NG", "JP", "TR", "EG", "AF", "CA")} == {
        "AF", "EAP", "EUR", "NEA", "SCA", "WHA",
    }  # fmt: skip


def test_a_mission_to_the_united_nations_lies_in_no_country() -> None:
    assert posts.region("USUN New York", "US") == "IO"
    assert posts.region("Mission USNATO", "BE") == "EUR"
    assert posts.region("Embassy Lagos", "NG") == "AF"
    assert posts.region("Nowhere", None) is None
