"""The REF line, in all the ways that posts write it."""

import pytest

from reftel.telegram.defects import DefectKind

from .message import telegram, written

Item = tuple[str | None, str, str | None]


def items(ref: str, **parts: str) -> list[Item]:
    read = telegram(ref=ref, **parts)
    return [(one.value.label, one.value.kind.value, one.value.target) for one in read.references]


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        ("REF: STATE 2731", [(None, "telegram", "08STATE2731")]),
        ("REFS: A. STATE 12  B. 06 BANGKOK 2601", [("A", "telegram", "08STATE12"), ("B", "telegram", "06BANGKOK2601")]),
        ("REF: A) STATE 12, B) 2006 BANGKOK 26", [("A", "telegram", "08STATE12"), ("B", "telegram", "06BANGKOK26")]),
        ("REF(S): (A) STATE 12; (B) ROME 5", [("A", "telegram", "08STATE12"), ("B", "telegram", "08ROME5")]),
        ("REF: A: STATE 12\nB: ROME 5", [("A", "telegram", "08STATE12"), ("B", "telegram", "08ROME5")]),
        ("REF: A. A. STATE 12\nB. B. ROME 5", [("A", "telegram", "08STATE12"), ("B", "telegram", "08ROME5")]),
        ("REF: A. (A) STATE 12", [("A", "telegram", "08STATE12")]),
        ("REF A: STATE 12\nREF B: ROME 5", [("A", "telegram", "08STATE12"), ("B", "telegram", "08ROME5")]),
        ("Ref: Bangkok 59", [(None, "telegram", "08BANGKOK59")]),
        ("REF: BANGKOK 812 (06)", [(None, "telegram", "06BANGKOK812")]),
        ("REF: (07) SAO PAULO 581", [(None, "telegram", "07SAOPAULO581")]),
        ("REF: BANGKOK 98 AND 99", [(None, "telegram", "08BANGKOK98"), (None, "telegram", "08BANGKOK99")]),
        ("REF: BANGKOK 98, 99", [(None, "telegram", "08BANGKOK98"), (None, "telegram", "08BANGKOK99")]),
        ("REF: BANGKOK 98: ROME 99", [(None, "telegram", "08BANGKOK98"), (None, "telegram", "08ROME99")]),
        ("REF: BANGKOK 98 AND PREVIOUS", [(None, "telegram", "08BANGKOK98")]),
        ("REF: STATE 12 (NOTAL), ROME 5", [(None, "telegram", "08STATE12"), (None, "telegram", "08ROME5")]),
        ("REF: SECSTATE 12; USUN 5", [(None, "telegram", "08STATE12"), (None, "telegram", "08USUNNEWYORK5")]),
        ("REF: BANGKOK68", [(None, "telegram", "08BANGKOK68")]),
        ("REF: STATE 106 CIRCULAR; STATE CA-3400 NOV 2, 1966", [(None, "telegram", "08STATE106"), (None, "other", None)]),
        ("REF: BONN'S A-077 OF MAY 15, 1972: ROME 33", [(None, "other", None), (None, "telegram", "08ROME33")]),
        ("REF: DOE/ROE E-MAIL 1/4/07", [(None, "email", None)]),
        ("REF: A. EUR/WE E-MAIL OF 09/08/2006, B. ROME 5", [("A", "email", None), ("B", "telegram", "08ROME5")]),
        ("REF: IIR 6 890 0139 08", [(None, "other", None)]),
        ("REF: OSC ABC20090101000001", [(None, "other", None)]),
        ("REF: A. MEMCON DOE/ROE 12 JAN 07, B. ROME 4", [("A", "memo", None), ("B", "telegram", "08ROME4")]),
        ("REF: BONN 143 (DTG 031628Z JAN 08)", [(None, "telegram", "08BONN143")]),
        ("REF: USCINCRED 311345Z MAY 07", [(None, "dtg", None)]),
        ("REF: (A) ROME 12 (B) ROME 13 (C) SECSTATE\n\n36633", [("A", "telegram", "08ROME12"), ("B", "telegram", "08ROME13"), ("C", "telegram", "07STATE36633")]),
        ("REF: NONE", []),
        ("REF: N/A", []),
    ],
)  # fmt: skip
def test_every_shape(ref: str, expected: list[Item]) -> None:
    assert items(ref) == expected


def test_an_item_keeps_its_words_and_its_place() -> None:
    read = telegram(ref="REF: A. 06 BANGKOK 2601 (NOTAL)\n     B. DOE-ROE E-MAIL 1/4/07")

    first, second = read.references
    assert first.value.text == "06 BANGKOK 2601"
    assert written(read, first.span) == "06 BANGKOK 2601"
    assert second.value.text == "DOE-ROE E-MAIL 1/4/07"
    assert written(read, second.span) == "DOE-ROE E-MAIL 1/4/07"


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
