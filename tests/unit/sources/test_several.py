"""Several telegrams in one text: each is found, none is swallowed by another."""

import pytest
from tests.unit.sources.builder import BODY, HEADER

from reftel.sources import Reading, SourceItem, SourceKind, readings
from reftel.sources.several import telegrams
from reftel.telegram.cable import read_cable

OPENING = "E.O. 12958: N/A\nTAGS: ECON\nSUBJECT: BARLEY\n\n1. (U) It was good.\n"


def telegram(number: int, head: str = HEADER) -> str:
    body = BODY.replace("000012", f"{number:06}").replace("BLUE", f"N{number}")
    return f"{head.replace('#0012', f'#{number:04}')}\n\n{body}\n"


def cables(text: str, container: str = "x") -> list[str]:
    """The ids that a text gives; ``?`` where one cannot be had."""
    found = []
    for one in readings(SourceItem(container, "", SourceKind.PLAIN, text.encode())):
        assert isinstance(one, Reading)
        _, record = read_cable(one.header, one.body, one.published)
        found.append(record["id"] if record else "?")
    return found


@pytest.mark.parametrize("between", ["NNNN\n", "\nNNNN\n\n\n", "", "\n\n", "#0012\nNNNN\n"])
def test_telegrams_of_one_post_and_one_minute_are_several(between: str) -> None:
    text = telegram(12) + between + telegram(13) + between + telegram(14)

    assert cables(text) == ["08EXAMPLETOWN12", "08EXAMPLETOWN13", "08EXAMPLETOWN14"]
    assert "".join(telegrams(text)) == text


def test_three_hundred_telegrams_are_three_hundred_cables() -> None:
    numbers = range(700, 1000)

    assert cables("NNNN\n".join(map(telegram, numbers))) == [f"08EXAMPLETOWN{n}" for n in numbers]


@pytest.mark.parametrize("between", ["NNNN\n", "\n"])
def test_bodies_alone_are_told_by_their_first_lines(between: str) -> None:
    text = between.join(
        f"UNCLAS 08 {station} 0000{number}\n\nSIPDIS\n\n{OPENING}"
        for station, number in (("EXAMPLETOWN", 12), ("EXAMPLETOWN", 13), ("OTHERTOWN", 13))
    )

    assert cables(text) == ["08EXAMPLETOWN12", "08EXAMPLETOWN13", "08OTHERTOWN13"]


def test_a_telegram_whose_own_number_cannot_be_read_takes_in_no_other() -> None:
    first = telegram(12).replace("UNCLAS EXAMPLETOWN 000012", "UNCLAS EXAMPLETOWN")

    assert cables(first + f"UNCLAS 08 EXAMPLETOWN 13\n{OPENING}")[1:] == ["08EXAMPLETOWN13"]


def test_a_line_of_a_page_above_the_transmission_lines_is_no_telegram() -> None:
    above = "UNCLASSIFIED   EXAMPLETOWN   00000012\n\n"
    sections = [telegram(12).replace("UNCLAS ", f"UNCLAS SECTION 0{n} OF 02 ") for n in (1, 2)]

    assert cables(above + "".join(sections) + above.replace("12", "13") + telegram(13)) == [
        "08EXAMPLETOWN12",
        "08EXAMPLETOWN13",
    ]


@pytest.mark.parametrize("head", [HEADER, "R 011200Z JAN 08\nFM AMEMBASSY EXAMPLETOWN\nTO STATE"])
def test_sections_of_one_number_are_one_telegram(head: str) -> None:
    text = "NNNN\n".join(
        telegram(12, head).replace("UNCLAS ", f"UNCLAS SECTION 0{n} OF 03 ") for n in (1, 2, 3)
    )

    assert cables(text) == ["08EXAMPLETOWN12"]


def test_sections_of_two_numbers_are_two_telegrams() -> None:
    text = "".join(
        telegram(n).replace("UNCLAS ", "UNCLAS SECTION 01 OF 02 ") for n in (12, 12, 13, 13)
    )

    assert cables(text) == ["08EXAMPLETOWN12", "08EXAMPLETOWN13"]


@pytest.mark.parametrize(
    "cited",
    [
        "UNCLAS STATE 002731 says: do.",  # a sentence
        "UNCLAS STATE 002731\nhas the figures.",  # no opening below it
        "> UNCLAS STATE 002731\n> SIPDIS\n> TAGS: ECON",
        "    UNCLAS STATE 002731\n    SIPDIS\n    TAGS: ECON",
        "    R 011200Z JAN 08\n    FM STATE\n    TO ALL\n    UNCLAS STATE 002731",
        "UNCLAS EXAMPLETOWN 000012\nTAGS: ECON",  # the first line, printed again on a page
    ],
)
def test_a_telegram_cited_in_a_body_is_part_of_it(cited: str) -> None:
    text = telegram(12) + f"3. (U) As was said:\n{cited}\n4. (U) End.\n"

    assert list(telegrams(text)) == [text]


def test_telegrams_typed_without_capitals_or_set_in_are_split_too() -> None:
    text = telegram(12) + telegram(13)

    for written in (
        text.lower(),
        "\n".join(f"    {line}" for line in text.split("\n")),
        text.replace(" ", "\t"),
        text.replace(" ", "\u00a0"),
    ):
        pieces = list(telegrams(written))
        assert len(pieces) == 2
        assert "".join(pieces) == written


@pytest.mark.parametrize("label", ["08EXAMPLETOWN13", "Friday, 4 January 2008, 5:44"])
def test_what_labels_a_telegram_goes_with_it(label: str) -> None:
    text = f"UNCLAS 08 EXAMPLETOWN 12\n{OPENING}\n{label}\n\nUNCLAS EXAMPLETOWN 13\n{OPENING}"

    assert cables(text) == ["08EXAMPLETOWN12", "08EXAMPLETOWN13"]
    assert next(telegrams(text)).endswith("It was good.\n\n")


MAIL = "From: roe@example.org\nTo: poe@example.org\nSubject: Fwd: barley\n"


@pytest.mark.parametrize("body", [telegram(12), f"UNCLAS 08 EXAMPLETOWN 000012\n\n{OPENING}"])
@pytest.mark.parametrize("more", ["", "Received: from x\n\tby y\n" * 30, "See below.\n"])
def test_a_telegram_in_an_e_mail_is_read_without_its_header(body: str, more: str) -> None:
    text = f"{MAIL}{more}\n{body}"
    item = SourceItem("x", "", SourceKind.PLAIN, text.encode())

    [reading] = readings(item)

    assert isinstance(reading, Reading)
    assert reading.body == body
    assert reading.notes == ("the header of an e-mail, above the telegram, is left out",)
    assert cables(text) == ["08EXAMPLETOWN12"]


def test_each_message_of_a_mailbox_gives_its_telegram() -> None:
    part = "From roe@example.org Mon Jan  7 10:00:00 2008\n" + MAIL
    text = f"{part}\n{telegram(12)}\n{part}\n{telegram(13)}"

    assert cables(text) == ["08EXAMPLETOWN12", "08EXAMPLETOWN13"]
    first, second = telegrams(text)
    assert (first, second) == (f"{part}\n{telegram(12)}\n", f"{part}\n{telegram(13)}")


def test_a_message_in_quoted_printable_is_decoded() -> None:
    text = f"{MAIL}Content-Transfer-Encoding: quoted-printable\n\n{telegram(12)}"
    text = text.replace("E.O.", "E=2EO=\n.")

    [reading] = readings(SourceItem("x", "", SourceKind.PLAIN, text.encode()))

    assert isinstance(reading, Reading)
    assert reading.body == telegram(12)


BARE = f"UNCLAS EXAMPLETOWN 000012\n\n{OPENING}"


@pytest.mark.parametrize(
    ("text", "name", "id_"),
    [
        (f"08EXAMPLETOWN12\n\n{BARE}", "a.txt", "08EXAMPLETOWN12"),
        (f"\n 08EXAMPLETOWN000012 \n{BARE}", "a.txt", "08EXAMPLETOWN12"),
        (f"08OTHERTOWN3\n{OPENING}", "a.txt", "08OTHERTOWN3"),  # no first line says otherwise
        (BARE, "in/08EXAMPLETOWN12.txt", "08EXAMPLETOWN12"),
        (BARE, "a.zip!b/08exampletown12.txt.gz", "08EXAMPLETOWN12"),
        (BARE.replace("EXAMPLETOWN", "SECSTATE WASHDC"), "08STATE12.txt", "08STATE12"),
    ],
)
def test_an_id_above_the_text_or_in_the_name_gives_the_year(text: str, name: str, id_: str) -> None:
    assert cables(text, name) == [id_]


@pytest.mark.parametrize(
    ("text", "name", "id_"),
    [
        (BARE, "08EXAMPLETOWN13.txt", "?"),  # another number
        (BARE, "08OTHERTOWN12.txt", "?"),  # another station
        (BARE, "08EXAMPLETOWN12-copy.txt", "?"),
        (f"08OTHERTOWN12\n{BARE}", "a.txt", "?"),
        (OPENING, "08EXAMPLETOWN12.txt", "?"),  # nothing in the text bears the name out
        (f"09EXAMPLETOWN12\n{BARE}", "08EXAMPLETOWN12.txt", "09EXAMPLETOWN12"),
        (f"29 November 2000\n{BARE}", "08EXAMPLETOWN12.txt", "00EXAMPLETOWN12"),
        (BARE.replace("UNCLAS", "UNCLAS 75"), "08EXAMPLETOWN12.txt", "75EXAMPLETOWN12"),
        (telegram(12), "09EXAMPLETOWN12.txt", "08EXAMPLETOWN12"),
        (f"09EXAMPLETOWN12\n{telegram(12)}", "a.txt", "08EXAMPLETOWN12"),
    ],
)
def test_the_text_outdoes_the_name_and_a_name_alone_is_not_believed(
    text: str, name: str, id_: str
) -> None:
    assert cables(text, name) == [id_]
