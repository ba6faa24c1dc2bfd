"""The REF line, in all the ways that posts write it."""

from datetime import UTC, datetime

import pytest

from reftel.telegram.defects import DefectKind
from reftel.telegram.record import ReferenceKind

from .message import telegram, written


def items(ref: str) -> list[str]:
    """Label and target of each item, or its kind where it has no target."""
    read = telegram(ref=ref)
    return [
        f"{one.value.label or ''} {one.value.target or one.value.kind.value}".strip()
        for one in read.references
    ]


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        ("REF: STATE 2731", ["08STATE2731"]),
        ("REFS: A. STATE 12  B. 06 BANGKOK 2601", ["A 08STATE12", "B 06BANGKOK2601"]),
        ("REF: A) STATE 12, B) 2006 BANGKOK 26", ["A 08STATE12", "B 06BANGKOK26"]),
        ("REF(S): (A) STATE 12; (B) ROME 5", ["A 08STATE12", "B 08ROME5"]),
        ("REF: A: STATE 12\nB: ROME 5", ["A 08STATE12", "B 08ROME5"]),
        ("REF: A. A. STATE 12\nB. B. ROME 5", ["A 08STATE12", "B 08ROME5"]),
        ("REF: A. (A) STATE 12", ["A 08STATE12"]),
        ("REF A: STATE 12\nREF B: ROME 5", ["A 08STATE12", "B 08ROME5"]),
        ("Ref: Bangkok 59", ["08BANGKOK59"]),
        ("REF: BANGKOK 812 (06)", ["06BANGKOK812"]),
        ("REF: (07) SAO PAULO 581", ["07SAOPAULO581"]),
        ("REF: BANGKOK 98 AND 99", ["08BANGKOK98", "08BANGKOK99"]),
        ("REF: BANGKOK 98, 99", ["08BANGKOK98", "08BANGKOK99"]),
        ("REF: BANGKOK 98: ROME 99", ["08BANGKOK98", "08ROME99"]),
        ("REF: BANGKOK 98 AND PREVIOUS", ["08BANGKOK98"]),
        ("REF: STATE 12 (NOTAL), ROME 5", ["08STATE12", "08ROME5"]),
        ("REF: SECSTATE 12; USUN 5", ["08STATE12", "08USUNNEWYORK5"]),
        ("REF: BANGKOK68", ["08BANGKOK68"]),
        ("REF: STATE 106 CIRCULAR; STATE CA-3400 NOV 2, 1966", ["08STATE106", "other"]),
        ("REF: BONN'S A-077 OF MAY 15, 1972: ROME 33", ["other", "08ROME33"]),
        ("REF: DOE/ROE E-MAIL 1/4/07", ["email"]),
        ("REF: A. EUR/WE E-MAIL OF 09/08/2006, B. ROME 5", ["A email", "B 08ROME5"]),
        ("REF: IIR 6 890 0139 08", ["other"]),
        ("REF: OSC ABC20090101000001", ["other"]),
        ("REF: A. MEMCON DOE/ROE 12 JAN 07, B. ROME 4", ["A memo", "B 08ROME4"]),
        ("REF: BONN 143 (DTG 031628Z JAN 08)", ["08BONN143"]),
        ("REF: USCINCRED 311345Z MAY 07", ["dtg"]),
        (
            "REF: (A) ROME 12 (B) ROME 13 (C) SECSTATE\n\n36633",
            ["A 08ROME12", "B 08ROME13", "C 07STATE36633"],
        ),
        ("REF: A. 07STATE12345\n     B. 2007NEW DELHI123", ["A 07STATE12345", "B 07NEWDELHI123"]),
        (
            "REF: (A) ROME 12 (B) ROME 13\n(C) ROE-DOE E-MAIL",
            ["A 08ROME12", "B 08ROME13", "C email"],
        ),
        ("REF: ROME 43 (DTG 031628Z SEP 06)", ["06ROME43"]),
        ("REF: ROME 12 OF 2006", ["06ROME12"]),
        ("REF: STATE 1234 DATED 12/11/07", ["07STATE1234"]),
        ("REF: STATE 1234 OF MAY 4, 2006, ROME 3", ["06STATE1234", "08ROME3"]),
        ("REF: MONTHLY REPORT FOR MAY 4, 2007", ["other"]),
        ("REF: STATE 1234 / ROME 12 / PARIS 13", ["08STATE1234", "08ROME12", "08PARIS13"]),
        ("REF: STATE 1234/ROME 12", ["08STATE1234", "08ROME12"]),
        ("REF: LONDON NO. 34", ["08LONDON34"]),
        ("REF: 1. ROME 12 2. PARIS 13", ["1 08ROME12", "2 08PARIS13"]),
        ("REF: A-B. ROME 12 AND 13\n     C. ROME 5", ["A 08ROME12", "B 08ROME13", "C 08ROME5"]),
        ("REF: ROME 11 - 13", ["08ROME11", "08ROME12", "08ROME13"]),
        ("REF: PARIS 5-7; ROME 3", ["08PARIS5", "08PARIS6", "08PARIS7", "08ROME3"]),
        ("REF: PARIS 111-13", ["08PARIS111", "08PARIS112", "08PARIS113"]),
        ("REF: PARIS 12-72", ["08PARIS12", "08PARIS72"]),
        ("REF: ROME 3 - 06 PARIS 5", ["08ROME3", "06PARIS5"]),
        ("REF: NONE", []),
        ("REF: N/A", []),
    ],
)
def test_every_shape(ref: str, expected: list[str]) -> None:
    assert items(ref) == expected


def test_an_item_keeps_its_words_and_its_place() -> None:
    read = telegram(ref="REF: A. 06 BANGKOK 2601 (NOTAL)\n     B. DOE-ROE E-MAIL 1/4/07")

    first, second = read.references
    assert first.value.text == "06 BANGKOK 2601"
    assert written(read, first.span) == "06 BANGKOK 2601 (NOTAL)"
    assert second.value.text == "DOE-ROE E-MAIL 1/4/07"
    assert written(read, second.span) == "DOE-ROE E-MAIL 1/4/07"


@pytest.mark.parametrize(
    ("ref", "text", "said"),
    [
        ("ROME 12 (NOTAL)", "ROME 12", {"notal"}),
        ("ROME 12, NOTAL", "ROME 12", {"notal"}),
        ("ROME 12 and previous", "ROME 12", {"previous"}),
        ("07 ROME 12 AND PREVIOUS (NOTAL)", "07 ROME 12", {"notal", "previous"}),
        ("ROME 12 (06) (NOTAL)", "ROME 12 (06)", {"notal"}),
        ("STATE 12 CIRCULAR (NOTAL)", "STATE 12 CIRCULAR", {"notal"}),
        ("DOE-ROE E-MAIL 1/4/07 (NOTAL)", "DOE-ROE E-MAIL 1/4/07", {"notal"}),
        ("07ROME12", "07ROME12", set()),
    ],
)
def test_what_is_said_of_an_item_is_no_word_of_it(ref: str, text: str, said: set[str]) -> None:
    (only,) = telegram(ref=f"REF: {ref}").references

    assert only.value.text == text
    assert only.value.notal == ("notal" in said)
    assert only.value.and_previous == ("previous" in said)


def test_a_date_time_group_is_kept_beside_the_number() -> None:
    read = telegram(ref="REF: A. BONN 143 (DTG 031628Z SEP 07)  B. USCINCRED 311345Z MAY 07")

    first, second = [one.value for one in read.references]
    assert (first.text, first.target) == ("BONN 143", "07BONN143")
    assert first.dtg == datetime(2007, 9, 3, 16, 28, tzinfo=UTC)
    assert (second.kind, second.dtg) == (
        ReferenceKind.DTG,
        datetime(2007, 5, 31, 13, 45, tzinfo=UTC),
    )


def test_a_number_not_reached_yet_is_of_the_year_before() -> None:
    """Vientiane 12 of 4 January cannot refer to its own 990 of that year."""
    read = telegram(ref="REF: VIENTIANE 990; VIENTIANE 9; STATE 158900; BANGKOK 7")

    assert [(one.value.target, one.value.year_inferred) for one in read.references] == [
        ("07VIENTIANE990", True),
        ("08VIENTIANE9", False),
        ("07STATE158900", True),
        ("08BANGKOK7", False),
    ]
    assert DefectKind.REFERENCE_YEAR_INFERRED in {defect.kind for defect in read.defects}


def test_a_misspelt_station_is_no_target_but_a_suggestion() -> None:
    read = telegram(ref="REF: BANGKOKK 12")

    assert [one.value.target for one in read.references] == [None]
    told = [one for one in read.defects if one.kind == DefectKind.REFERENCE_UNRESOLVED]
    assert [one.detail for one in told] == ["BANGKOK"]


def test_the_message_may_go_on_in_the_line_of_the_references() -> None:
    read = telegram(
        ref="REF: ROME 123 ROME 00000244 001.2 OF 002 (U) THIS CABLE IS SENSITIVE.",
        message="1. (U) Text.\n\nROE\n",
    )

    assert [one.value.target for one in read.references] == ["08ROME123"]
    assert [one.text for one in read.paragraphs] == ["THIS CABLE IS SENSITIVE.", "Text."]
    assert [one.value for one in read.page_marks] == ["ROME 00000244 001.2 OF 002"]
