"""What a publisher struck out, by its marks."""

from reftel.telegram import parse

TEXT = "UNCLAS BONN 12\n\n1. (C) XXXXXXXXXXXXsaid to XXXX that [NAME REMOVED] left. Article XXX.\n"


def test_redactions_are_told_with_their_places() -> None:
    found = parse(TEXT).redactions

    assert [one.value for one in found] == ["XXXXXXXXXXXX", "XXXX", "[NAME REMOVED]"]
    assert [TEXT[one.span.start : one.span.end] for one in found] == [one.value for one in found]


def test_words_in_brackets_and_roman_numerals_are_text() -> None:
    assert parse("UNCLAS BONN 12\n\n1. (U) Size XXL [sic], see [annex].\n").redactions == ()
