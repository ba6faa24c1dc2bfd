"""What an id tells by itself: one year, post and number for everybody who asks."""

import pytest

from reftel.edition.filing import filed_number
from reftel.telegram.reference_ids import Numbered


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("08STATE2731", (2008, "STATE", "2731")),
        ("66SAMPLEVILLE03", (1966, "SAMPLEVILLE", "03")),
        ("65saigon3", (1965, "SAIGON", "3")),
        ("45LONDON1", (1945, "LONDON", "1")),
        ("44LONDON1", (2044, "LONDON", "1")),
        ("08USUN-NEWYORK9", (2008, "USUN-NEWYORK", "9")),
        ("P760191-0123", None),
        ("08STATE", None),
        ("08STATE12x", None),
        ("٠٨STATE1", None),
    ],
)
def test_year_post_and_number(written: str, read: tuple[int, str, str] | None) -> None:
    assert Numbered.read(written) == read


def test_it_is_filed_under_that_year() -> None:
    assert filed_number("65SAIGON3") == "SAIGON 1965 000000003"
    assert filed_number("49LONDON12") == "LONDON 1949 000000012"
    assert filed_number("10STATE07") == "STATE 2010 000000007"
