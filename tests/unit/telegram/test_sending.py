"""When a telegram was sent whose date-time group is garbled or gone, and the id that follows."""

import pytest

from reftel.telegram.cable import CableRecord, lacking, read_cable
from reftel.telegram.parser import parse
from reftel.telegram.record import Published

OPENING = (
    "SIPDIS\n\nE.O. 12958: N/A\nTAGS: ECON\nSUBJECT: BARLEY\n\n1. (U) On\n3 May 1999\nit rained.\n"
)
BODY = f"UNCLAS EXAMPLETOWN 000012\n\n{OPENING}"
PLAIN = Published(source="plain")


def record(text: str) -> CableRecord | None:
    return read_cable("", text, PLAIN)[1]


@pytest.mark.parametrize(
    ("group", "created"),
    [
        ("P 042944Z JAN 08", "2008-01-04"),  # an hour that is none
        ("P 04O544Z JAN 08", "2008-01-04"),  # a letter in the hour
        ("P 04054Z JAN 08", "2008-01-04"),  # a digit lost
        ("P 040561Z JAN 08", "2008-01-04"),  # a minute that is none
        ("P O40544Z JAN 08", "2008-01-04"),  # a letter in the day: FL 3 has it
        ("P 380544Z JAN 08", "2008-01-04"),  # a day that is none: FL 3 has it
    ],
)
def test_a_garbled_group_still_gives_year_and_day(group: str, created: str) -> None:
    header = (
        f"DE RUEHEX #0012/01 0040544\nZNR UUUUU ZZH\n{group}\nFM AMEMBASSY EXAMPLETOWN\nTO STATE"
    )

    read = record(f"{header}\n\n{BODY}")

    assert read is not None
    assert (read["id"], read["created"]) == ("08EXAMPLETOWN12", created)
    assert read["dates"] == [{"kind": "created", "value": created, "source": "dtg"}]


@pytest.mark.parametrize(
    ("line", "created"),
    [
        ("Wednesday, 29 November 2000, 13:59", "2000-11-29T13:59Z"),
        ("Wed, 29 Nov 2000", "2000-11-29"),
        ("29 NOVEMBER 2000", "2000-11-29"),
        ("November 29, 2000", "2000-11-29"),
        ("> Sept. 3rd, 2000", "2000-09-03"),
    ],
)
def test_a_line_with_the_date_gives_the_year(line: str, created: str) -> None:
    above = f"{line}\n{BODY}"
    below = BODY.replace("SIPDIS", f"SIPDIS\n{line}")

    for text in (above, below):
        read = record(text)
        assert read is not None
        assert (read["id"], read["created"]) == ("00EXAMPLETOWN12", created)
        assert read["dates"] == [{"kind": "created", "value": created, "source": "dateline"}]


@pytest.mark.parametrize(
    "line", ["31 November 2000", "Seen on 29 November 2000", "29 November", "29 Nomber 2000"]
)
def test_what_is_no_date_line_gives_no_year(line: str) -> None:
    """A date below the first paragraph is none of the telegram's own either."""
    assert record(f"{line}\n{BODY}") is None
    assert lacking(parse(f"{line}\n{BODY}"), PLAIN) == ("year",)


def test_what_lacks_for_an_id() -> None:
    assert lacking(parse(OPENING), PLAIN) == ("year", "station", "number")
    assert lacking(parse(f"R 011200Z JAN 75\nFM AMEMBASSY X\nTO Y\n\n{BODY}"), PLAIN) == ()


def test_a_telegram_typed_without_capitals_has_its_id() -> None:
    body = BODY.lower().replace("exampletown", "rome")
    header = "de ruehro #0012/01 0040544\np 040544z jan 08\nfm amembassy rome\nto ruehc/secstate"

    read = record(f"{header}\n\n{body}")

    assert read is not None
    assert (read["id"], read["created"]) == ("08ROME12", "2008-01-04T05:44Z")
    assert (read["header"], read["text"]) == (header, body)
