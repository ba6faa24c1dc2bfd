"""TAGS: what a code means in a year, and runs of codes without separators."""

import pytest

from reftel.gazetteer import tags


@pytest.mark.parametrize(
    ("code", "year", "kind", "title", "country"),
    [
        ("PGOV", 2008, "subject", "Internal government affairs", None),
        ("pgov", None, "subject", "Internal government affairs", None),
        ("PFOR", 1976, "subject", "Foreign policy and relations", None),
        ("KTIP", 2009, "program", "Trafficking in persons", None),
        ("LA", 2008, "geographic", "Laos", "LA"),
        ("IZ", 2006, "geographic", "Iraq", "IQ"),
        ("XB", 2006, "geographic", "East Asia and Pacific", None),
        ("XB", 1975, "geographic", "Asia", None),
        ("CG", 1976, "geographic", "Zaire", "CD"),
        ("CG", 2006, "geographic", "Congo (Kinshasa)", "CD"),
        ("XE", 1976, "geographic", "Far East", None),
        ("XE", 2006, "geographic", "East Asia", None),
        ("VN", 1974, "geographic", "North Vietnam", "VN"),
        ("UR", 1986, "geographic", "Soviet Union", "SU"),
        ("TC", 2003, "geographic", "United Arab Emirates", "AE"),
        ("NATO", 1974, "organization", "North Atlantic Treaty Organization", None),
        ("AU-1", 2008, "organization", "African Union", None),
    ],
)
def test_a_code_means_what_it_meant_in_its_year(
    code: str, year: int | None, kind: tags.TagWord, title: str, country: str | None
) -> None:
    found = tags.entry(code, year)
    assert found is not None
    assert (found.code, found.kind, found.title, found.country) == (
        code.upper(),
        kind,
        title,
        country,
    )


@pytest.mark.parametrize("code", ["", "ZZZZ", "KKKK", "PGO"])
def test_an_unknown_code_has_no_entry(code: str) -> None:
    assert tags.entry(code, 2008) is None


@pytest.mark.parametrize(
    ("run", "codes"),
    [
        ("PGOVPREL", ("PGOV", "PREL")),
        ("PGOVPRELXX", ("PGOV", "PREL", "XX")),
        ("ECONETRDBR", ("ECON", "ETRD", "BR")),
        ("PHUMBA", ("PHUM", "BA")),
        ("KDEM", ("KDEM",)),
        ("PGOVPRE", None),
        ("PGOVQQQQ", None),
        ("P", None),
        ("", None),
    ],
)
def test_a_run_splits_completely_or_not_at_all(run: str, codes: tuple[str, ...] | None) -> None:
    assert tags.split(run) == codes


def test_a_long_run_costs_no_more_than_its_length() -> None:
    assert tags.split("XX" * 50_000 + "Q") is None
    assert len(tags.split("PGOV" * 10_000) or ()) == 10_000


@pytest.mark.parametrize(
    ("country", "code"), [("LA", "LA"), ("IQ", "IZ"), ("DE", "GM"), ("RU", "RS"), ("SU", None)]
)
def test_a_country_has_the_code_of_the_2000s(country: str, code: str | None) -> None:
    assert tags.geographic(country) == code
