"""What the assistant proposes, and what it leaves alone."""

from collections.abc import Callable, Iterator

import pytest

from reftel.redaction.proposing import personal
from reftel.redaction.proposing.elsewhere import known, known_as, struck_out
from reftel.redaction.proposing.gathering import Beside, proposals
from reftel.redaction.proposing.proposal import Proposal
from reftel.redaction.proposing.protection import protected
from reftel.telegram.record import Span


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("On May 3 poloff met with John Q. Doe (strictly protect), who left.", ["John Q. Doe"]),
        ("WE MET WITH JANE ROE (STRICTLY PROTECT THROUGHOUT) TODAY", ["JANE ROE"]),
        ("Deputy Minister Jane van der Roe (please protect) left.", ["Jane van der Roe"]),
        ("Jane Roe, Director of the Ministry of Justice (strictly\nprotect), left.", ["Jane Roe"]),
        ("Dr. Abdul al-Doe [please protect] and O'Roe-Doe (PROTECT SOURCE) met.",
         ["Abdul al-Doe", "O'Roe-Doe"]),
        ("Mary Poe, strictly protect, told us.", ["Mary Poe"]),
        ("Activist Anna Roe (identity strictly protected) left.", ["Anna Roe"]),
        ("Jane Roe (SP) met Poe.", ["Jane Roe"]),
        ("He saw Roe. Doe (protect) came.", ["Doe"]),
        ("XXXXXXXXXXXX (strictly protect) said so.", []),
        ("A contact (please protect) said so.", []),
        ("Guarulhos (SP) grows. To protect the boxer (under the Child Protection Act) is well.",
         []),
    ],
)  # fmt: skip
def test_names_that_a_cable_asks_to_protect(text: str, names: list[str]) -> None:
    assert [text[one.start : one.end] for one in protected(text)] == names


@pytest.mark.parametrize(
    ("rule", "text", "found"),
    [
        (personal.telephones, "Call +49 30 123 4567 or (202) 555-0123.",
         ["+49 30 123 4567", "(202) 555-0123"]),
        (personal.telephones, "Tel. no.: 0155-23123; phone 12; fax is 7123456.",
         ["0155-23123", "7123456"]),
        (personal.telephones, "FM AMEMBASSY BONN 290544Z FEB 08, see 08 BONN 123456.", []),
        (personal.e_mails, "Write to jane.doe@mail.example.org. Not @home.",
         ["jane.doe@mail.example.org"]),
        (personal.papers, "Passport no. AB1234567, visa foil 12345678; passport number unknown.",
         ["AB1234567", "12345678"]),
        (personal.accounts, "IBAN DE89 3704 0044 0532 0130 00, not DE89 3704 0044 0532 0130 01.",
         ["DE89 3704 0044 0532 0130 00"]),
        (personal.accounts, "account number 123-456-789; an account of 20,000.", ["123-456-789"]),
        (personal.births, "DOB: 12 MAR 1970; DPOB: 01/02/1960, Exampletown, Laos; born in 1950.",
         ["12 MAR 1970", "01/02/1960, Exampletown, Laos"]),
        (personal.births, "Born on March 3, 1950 in a town. Born in Exampletown, on May 1, 1960.",
         ["March 3, 1950", "May 1, 1960"]),
        (personal.coordinates, "At 33°42'N 44°24'E, 33.70 N, 44.40 E, and 3342N04424E.",
         ["33°42'N 44°24'E", "33.70 N, 44.40 E", "3342N04424E"]),
    ],
)  # fmt: skip
def test_numbers_by_which_somebody_is_found(
    rule: Callable[[str], Iterator[Proposal]], text: str, found: list[str]
) -> None:
    assert sorted(text[one.start : one.end] for one in rule(text)) == sorted(found)


def test_what_is_held_back_in_other_cables_is_known_again() -> None:
    text = "Yesterday JANE\nROE and J. Poe-Doe met Janet Roe."

    found = known(text, {known_as("Jane Roe,"), known_as("J. Poe-Doe")})

    assert [text[one.start : one.end] for one in found] == ["JANE\nROE", "J. Poe-Doe"]


def test_what_another_copy_struck_out_is_proposed() -> None:
    text = "On Monday Jane Roe met the (young) minister, Mr. Poe; they talked of barley at length."
    other = "On Monday XXXXXXXXXXXXmet the (young) minister, [NAME REMOVED]; they talked of barley"

    assert [text[one.start : one.end] for one in struck_out(text, other)] == ["Jane Roe", "Mr. Poe"]


def test_a_name_that_is_proposed_is_proposed_wherever_it_stands() -> None:
    text = "Jane Roe (protect) left. ROE is well, and so is Jane Roe; wheat and roe are dear."

    found = proposals(text, Beside(), [Span(0, 0)])

    assert [(text[one.start : one.end], one.rule) for one in found] == [
        ("Jane Roe", "protect"), ("ROE", "again"), ("Jane Roe", "again"),
    ]  # fmt: skip


def test_what_is_marked_already_is_not_proposed() -> None:
    text = "Jane Roe (protect) left, and Roe is well."

    assert [one.start for one in proposals(text, Beside(), [Span(0, 8)])] == [29]


def test_a_number_is_found_across_the_margin() -> None:
    text = "JAMAICAN PASSPORT\n NO.   A2519000, TEL.\n+49 30\n123 4567."

    assert [text[one.start : one.end] for one in proposals(text, Beside())] == [
        "A2519000", "+49 30\n123 4567",
    ]  # fmt: skip
