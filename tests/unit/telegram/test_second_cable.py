"""Another cable below the message: where it begins, and that nothing of it is read."""

import pytest

from reftel.telegram import parse
from reftel.telegram.defects import DefectKind
from reftel.telegram.record import Span, Telegram

from .message import written

OPENING = "UNCLAS BONN 000012\n\nSUBJECT: RAIN\n\n"
LATE = "REF: 08BONN1234\n\n1. (U) Sun.\n"  # read as a field of the first, and blanked


def second(telegram: Telegram) -> list[str]:
    """The words with which another cable begins."""
    kind = DefectKind.SECOND_CABLE
    return [written(telegram, one.span) for one in telegram.defects if one.kind == kind]


def read_above(beginning: str) -> Telegram:
    """A message of one paragraph, and below it a line that may begin another."""
    return parse(f"{OPENING}1. (U) It rains.\n\n{beginning}\n\nSUBJECT: SUN\n\n1. (U) Sun.\n")


@pytest.mark.parametrize(
    "line",
    [
        "UNCLAS PARIS 000345",
        "UNCLASSIFIED PARIS 000345",
        "CONFIDENTIAL PARIS 000345",
        "SECRET PARIS 000345",
        "C O N F I D E N T I A L PARIS 000345",
        "S E C R E T PARIS 000345",
        "LIMITED OFFICIAL USE PARIS 000345",
        "SECRET NOFORN LA PAZ 1234",
    ],
)
def test_a_heading_with_another_number_begins_one(line: str) -> None:
    found = read_above(line)

    assert second(found) == [line]
    assert [one.text for one in found.paragraphs] == ["It rains."]


@pytest.mark.parametrize(
    "line",
    [
        "UNCLAS PARIS 000012",  # the number of this cable: a heading of its next section
        "SECRET//NOFORN PARIS 001234",
        "SECRETARY OF STATE 001234",
        "SECRET PARIS 123",
    ],
)
def test_what_only_looks_like_a_heading_begins_none(line: str) -> None:
    found = read_above(line)

    assert second(found) == []
    assert found.paragraphs[-1].text == "Sun."


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("50133  2006-01-19 12:00  06PARIS1", "50133  2006-01-19 12:00  "),
        ('"50133","2006-01-19 12:00","06PARIS1"', '"50133","2006-01-19 12:00",'),
        ('7,"2006-01-19",06PARIS1', '7,"2006-01-19",'),
        ("7\t2006-01-19\t06PARIS1", "7\t2006-01-19\t"),
        ("١٢٣ 2006-01-19 12:00 06PARIS1", "١٢٣ 2006-01-19 12:00 "),
        ("7 ٢٠٠٦-٠١-١٩ 06PARIS1", "7 ٢٠٠٦-٠١-١٩ "),
    ],
)
def test_a_row_of_the_table_begins_one(line: str, row: str) -> None:
    found = read_above(line)

    assert second(found) == [row]
    assert [one.text for one in found.paragraphs] == ["It rains."]


@pytest.mark.parametrize(
    "line", ["7.1 2006-01-19 Rain.", "7 2006 01 19 Rain.", "7 2006-1-19 Rain."]
)
def test_a_date_behind_a_number_begins_none(line: str) -> None:
    assert second(read_above(line)) == []


def test_one_may_begin_with_the_first_line_of_the_message() -> None:
    heading = "SECRET PARIS 000345"
    found = parse(f"{OPENING}{heading}\nIt rains.\nUNCLASSIFIED words\nmore\n")

    assert second(found) == [heading]
    assert found.paragraphs == ()


def test_a_quotation_ends_where_it_begins_though_a_field_lies_below() -> None:
    message = "It rains.\nBEGIN TEXT\nfoo\n"
    found = parse(f"{OPENING}{message}UNCLAS PARIS 000345\n{LATE}")

    begin = len(OPENING) + len("It rains.\n")
    assert [(one.value, one.span) for one in found.quotations] == [
        ("BEGIN TEXT", Span(begin, len(OPENING) + len(message)))
    ]


def test_small_letters_in_the_middle_are_seen_though_a_field_lies_below() -> None:
    """So it is not in capitals throughout, and a line of capitals is a heading."""
    ends = "It rains all day,\nand all night.\n\n" + "IT RAINS IN BERLIN.\n" * 2
    found = parse(f"{OPENING}It rains.\n\nOUTLOOK\n\n{ends}UNCLAS PARIS 000345\n{LATE}")

    assert second(found) == ["UNCLAS PARIS 000345"]
    assert [one.value for one in found.headings] == ["OUTLOOK"]
