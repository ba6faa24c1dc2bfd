"""What is marked is taken out, and the block in its place says why and no more."""

import pytest

from reftel.redaction.laying import laid
from reftel.redaction.values import Kind, Mark
from reftel.telegram.cable import SEAM

HEAD = "UNCLAS BONN 000012\n\nSUBJECT: RAIN\n\n"
COUNTED = """\
1. WE MET {} TODAY.
2. LINE COUNT: 9 IS A PHRASE, AND NO ATTRIBUTE.
ROE
<< END OF DOCUMENT >>

Message Attributes

Automatic Decaptioning: X
Line Count: {}
Locator: TEXT ON-LINE
  PAGE COUNT:  '{}'   Status: NATIVE
Previous Classification: n/a"""


def under(text: str, *held: str, code: str = "", kind: Kind = Kind.WORDS) -> str:
    """The message under marks over these words, each where it stands first."""
    whole = SEAM + HEAD + text
    spans = [(whole.index(words), whole.index(words) + len(words)) for words in held]
    marks = [Mark.at(whole, *span, code=code, kind=kind) for span in spans]
    return laid("", HEAD + text, marks).text.removeprefix(HEAD)


@pytest.mark.parametrize(
    ("text", "held", "shown"),
    [
        pytest.param("1. (C) Doe (strictly protect) said.", ["Doe"],
                     "1. (C) [REDACTED] (strictly protect) said.", id="a name"),
        pytest.param("1. (C) We met Jane Doe today.", ["Jane", "Doe"],
                     "1. (C) We met [REDACTED] today.", id="marks that touch are one"),
        pytest.param("1. (C) We met Jane\nDoe, who left\nsoon.", ["Jane\nDoe"],
                     "1. (C) We met [REDACTED], who left soon.", id="over a line break"),
        pytest.param("1. (C) O\u0301 Doe left.", ["Doe"], "1. (C) O\u0301 [REDACTED] left.",
                     id="accent outside"),
        pytest.param("1. (C) We met Doe\u0301 today.", ["Doe"], "1. (C) We met [REDACTED] today.",
                     id="an accent goes with its letter"),
        pytest.param("1. (C) We met \ud83d\ude00 today.", ["\ud83d"],
                     "1. (C) We met [REDACTED] today.",
                     id="half of a pair takes the other half along"),
        pytest.param("1. (C) DOEVILLE is here.", ["DOE"], "1. (C) [REDACTED]VILLE is here.",
                     id="part of a word"),
        pytest.param("1. (C) <b>Doe</b> left.", ["b>Doe<"], "1. (C) <[REDACTED]/b> left.",
                     id="across markup"),
        pytest.param("1. (C) One Doe.\n\n2. (C) Two.", ["Doe.\n\n2. (C) Two"],
                     "1. (C) One [REDACTED].", id="across paragraphs"),
        pytest.param("Doe's house\n-----------\n\n1. (C) It rains.", ["Doe"],
                     "[REDACTED]'s house\n------------\n\n1. (C) It rains.", id="a rule as long"),
        pytest.param("1. (C) List:\n\nDOE           12    a\nJANE ROE      3     b", ["DOE"],
                     "1. (C) List:\n\n[REDACTED]  12  a\nJANE ROE  3  b", id="columns"),
        pytest.param("1. (C) List:\n\nName: Doe\nBorn: in May\nJob: none", ["Doe"],
                     "1. (C) List:\n\nName: [REDACTED]\nBorn: in May\nJob: none", id="a form"),
        pytest.param(
            "1. (C) We met Doe of the\n\nBONN 00000012  002 OF 002\n\n\nministry.\n\n2. (U) End.",
            ["Doe"], "1. (C) We met [REDACTED] of the ministry.\n\n2. (U) End.",
            id="the pages that follow go"),
    ],
)  # fmt: skip
def test_what_is_marked_is_taken_out(text: str, held: list[str], shown: str) -> None:
    assert under(text, *held) == shown


def test_a_block_says_why() -> None:
    assert under("1. (C) Doe left.", "Doe", code="B6") == "1. (C) [B6 REDACTED] left."


def test_a_paragraph_keeps_its_number_and_its_mark() -> None:
    text = "1. (U) It rains.\n\n2. (C) Doe left.\nNobody knows.\n\n3. (U) End."

    found = under(text, "Doe left.\nNobody knows.", code="B1", kind=Kind.PARAGRAPH)

    assert found == "1. (U) It rains.\n\n2. (C) [B1 PARAGRAPH WITHHELD]\n\n3. (U) End."


def test_words_inside_a_withheld_paragraph_are_not_told_of() -> None:
    text = HEAD + "1. (C) Doe left."
    whole = SEAM + text
    at = whole.index("Doe")
    marks = [
        Mark.at(whole, at, len(whole), kind=Kind.PARAGRAPH, code="B1"),
        Mark.at(whole, at, at + 3, code="B6"),
    ]

    assert laid("", text, marks).text == HEAD + "1. (C) [B1 PARAGRAPH WITHHELD]"


def test_a_mark_over_the_seam_takes_from_both_sides() -> None:
    header, text = "R 040544Z JAN 08\nFM AMEMBASSY BONN\nTO DOE", "ROE SAID\n\n1. (U) It rains."
    whole = header + SEAM + text
    mark = Mark.at(whole, whole.index("DOE"), whole.index("ROE") + 3)

    assert laid(header, text, [mark]) == (
        "R 040544Z JAN 08\nFM AMEMBASSY BONN\nTO [REDACTED]",
        "[REDACTED] SAID\n\n1. (U) It rains.",
    )


def test_what_a_record_of_the_seventies_counted_is_left_out() -> None:
    """Its attributes tell how many lines and pages there were, of what is held back too."""
    short = COUNTED.format("DOE", "45", "1")
    long = COUNTED.format("JANE ROE OF THE MINISTRY OF SALT", "1,045", "12")

    shown = under(short, "DOE")

    assert shown == under(long, "JANE ROE OF THE MINISTRY OF SALT")
    assert shown.split("Message Attributes\n\n")[1] == (
        "Automatic Decaptioning: X\nLine Count:\nLocator: TEXT ON-LINE\n"
        "  PAGE COUNT:  Status: NATIVE\nPrevious Classification: n/a"
    )
    assert "LINE COUNT: 9 IS A PHRASE" in shown
    assert laid("", short, []).text == short, "where nothing is marked they stay"


def test_counts_are_left_out_of_the_header_too() -> None:
    header = "Document Number: 1975ROME04410\nLine Count: 45\nPage Count:\n2\n"
    text = "1. WE MET DOE."
    at = len(header + SEAM) + text.index("DOE")

    shown = laid(header, text, [Mark.at(header + SEAM + text, at, at + 3)])

    assert shown.header == "Document Number: 1975ROME04410\nLine Count:\nPage Count:\n"
