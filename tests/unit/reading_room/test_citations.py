"""Entries for reference managers: every value on its line, none able to begin another."""

from reftel.edition.read import Entry
from reftel.reading_room.citations import bibtex, ris

SITE = "https://cables.example"
CABLE = Entry(
    id="08EXAMPLETOWN12",
    created="2008-02-29T14:03Z",
    released="2011-08-26T00:00Z",
    classification="UNCLASSIFIED//FOR OFFICIAL USE ONLY",
    origin="Embassy Exampletown",
    subject="BARLEY & RYE: 100% OF THE {HARVEST}",
    country="YY",
)
EVIL = Entry(
    id="}\nER  - ",
    created="2008",
    released=None,
    classification="\\input{evil}",
    origin="",
    subject="One\r\nTY  - BOOK\n@book{x, $\u202e",
    country=None,
)


def test_a_cable_as_ris() -> None:
    assert ris(CABLE, "The Archive", SITE) == (
        "TY  - GOVDOC\r\n"
        "AN  - 08EXAMPLETOWN12\r\n"
        "TI  - BARLEY & RYE: 100% OF THE {HARVEST}\r\n"
        "AU  - Embassy Exampletown\r\n"
        "PY  - 2008\r\n"
        "DA  - 2008/02/29/\r\n"
        "M3  - Telegram\r\n"
        "N1  - 08EXAMPLETOWN12, UNCLASSIFIED//FOR OFFICIAL USE ONLY\r\n"
        "PB  - The Archive\r\n"
        "UR  - https://cables.example/cable/08EXAMPLETOWN12/\r\n"
        "ER  - \r\n"
        "\r\n"
    )


def test_a_cable_as_bibtex() -> None:
    assert bibtex(CABLE, "The Archive", SITE) == (
        "@misc{08EXAMPLETOWN12,\n"
        "  author = {{Embassy Exampletown}},\n"
        "  title = {{BARLEY \\& RYE: 100\\% OF THE \\{HARVEST\\}}},\n"
        "  year = {2008},\n"
        "  month = feb,\n"
        "  number = {08EXAMPLETOWN12},\n"
        "  howpublished = {Telegram},\n"
        "  publisher = {The Archive},\n"
        "  note = {UNCLASSIFIED//FOR OFFICIAL USE ONLY},\n"
        "  url = {https://cables.example/cable/08EXAMPLETOWN12/},\n"
        "}\n\n"
    )


def test_no_value_ends_its_line_or_its_braces() -> None:
    assert ris(EVIL, "A\nER  - ", SITE).split("\r\n") == [
        "TY  - GOVDOC",
        "AN  - } ER -",
        "TI  - One TY - BOOK @book{x, $⟨RLO⟩",
        "PY  - 2008",
        "DA  - 2008///",
        "M3  - Telegram",
        "N1  - } ER - , \\input{evil}",
        "PB  - A ER -",
        "UR  - https://cables.example/cable/%7D%0AER%20%20-%20/",
        "ER  - ",
        "",
        "",
    ]
    assert bibtex(EVIL, "A", SITE) == (
        "@misc{ER,\n"
        "  title = {{One TY - BOOK @book\\{x, \\$⟨RLO⟩}},\n"
        "  year = {2008},\n"
        "  number = {\\} ER -},\n"
        "  howpublished = {Telegram},\n"
        "  publisher = {A},\n"
        "  note = {\\textbackslash{}input\\{evil\\}},\n"
        "  url = {https://cables.example/cable/\\%7D\\%0AER\\%20\\%20-\\%20/},\n"
        "}\n\n"
    )
