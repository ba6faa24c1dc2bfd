"""The cover: each character of a telegram in one part, and what no field takes is listed."""

from reftel.telegram import parse
from reftel.telegram.cover import cover, skipped

TEXT = """\
P 040544Z JAN 08
FM AMEMBASSY BANGKOK
TO SECSTATE WASHDC 0012

UNCLAS BANGKOK 000012

TAGS: ECON, TH
SUBJECT: BARLEY
REF: A. STATE 12 ET AL

-------
SUMMARY
-------

1. (U) It was
BEGIN TEXT: good. END TEXT
and cheap.

ROE
"""


def test_the_parts_stand_end_to_end() -> None:
    found = [
        (part.name, TEXT[part.span.start : part.span.end])
        for part in cover(parse(TEXT))
        if part.name != "blank"
    ]
    assert found == [
        ("precedence", "P"),
        ("dtg", "040544Z JAN 08"),
        ("label", "FM"),
        ("sender", "AMEMBASSY BANGKOK"),
        ("label", "TO"),
        ("to", "SECSTATE WASHDC 0012"),
        ("classification", "UNCLAS"),
        ("mrn", "BANGKOK 000012"),
        ("label", "TAGS:"),
        ("tags", "ECON"),
        ("sign", ","),
        ("tags", "TH"),
        ("label", "SUBJECT:"),
        ("subject", "BARLEY"),
        ("label", "REF: A."),
        ("references", "STATE 12"),
        ("skipped", "ET AL"),
        ("rule", "-------"),
        ("headings", "SUMMARY"),
        ("rule", "-------"),
        ("paragraphs", "1. (U) It was\n"),
        ("quotations", "BEGIN TEXT: good. END TEXT"),
        ("paragraphs", "\nand cheap."),
        ("signer", "ROE"),
    ]


def test_words_that_no_field_takes_are_listed_with_their_place() -> None:
    (one,) = skipped(parse(TEXT))

    assert one.value == "ET AL"
    assert TEXT[one.span.start : one.span.end] == "ET AL"
