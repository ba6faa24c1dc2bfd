"""Entries for reference managers: every value on its line, none able to begin another."""

import json

from reftel.edition.entries import Entry
from reftel.reading_room.citing.exchange import FORMS, alone, bibtex, csl, ris
from reftel.reading_room.citing.work import Source, listed

SOURCE = Source("The Archive", 12, "https://cables.example")
CABLE = listed(
    Entry(
        id="08EXAMPLETOWN12",
        created="2008-02-29T14:03Z",
        released="2011-08-26T00:00Z",
        classification="UNCLASSIFIED//FOR OFFICIAL USE ONLY",
        origin="Institute Example, Exampletown",
        subject="BARLEY & RYE: 100% OF THE {HARVEST}",
        country="YY",
    ),
    SOURCE,
)
EVIL = listed(
    Entry(
        id="}\nER  - ",
        created="2008-13-01",
        released=None,
        classification="\\input{evil}",
        origin="",
        subject="One\r\nTY  - BOOK\n@book{x, $\u202e",
        country=None,
    ),
    Source("A ER -", 1, "https://cables.example"),
)


def test_what_a_list_says_of_a_cable_goes_with_it() -> None:
    """In no entry can it become another field."""
    said = CABLE._replace(remark="First & best")

    assert "N1  - UNCLASSIFIED//FOR OFFICIAL USE ONLY; edition 12\r\nN1  - First & best\r\n" in ris(
        said
    )
    assert "  annote = {First \\& best},\n" in bibtex(said)
    assert json.loads(csl(said))["annote"] == "First & best"
    assert "annote" not in csl(CABLE) + bibtex(CABLE)
    entry = Entry("08A1", None, None, "", "", "", None)
    assert listed(entry, SOURCE, "One\r\nER  - }").remark == "One ER - }"


def test_a_cable_as_ris() -> None:
    """In AU a comma would part a surname from a first name."""
    assert ris(CABLE) == (
        "TY  - RPRT\r\n"
        "TI  - BARLEY & RYE: 100% OF THE {HARVEST}\r\n"
        "AU  - Institute Example – Exampletown\r\n"
        "PY  - 2008\r\n"
        "DA  - 2008/02/29/\r\n"
        "M3  - Diplomatic cable\r\n"
        "SN  - 08EXAMPLETOWN12\r\n"
        "CN  - 08EXAMPLETOWN12\r\n"
        "PB  - The Archive\r\n"
        "DB  - The Archive\r\n"
        "N1  - UNCLASSIFIED//FOR OFFICIAL USE ONLY; edition 12\r\n"
        "UR  - https://cables.example/cable/08EXAMPLETOWN12/\r\n"
        "ER  - \r\n"
        "\r\n"
    )


def test_a_cable_as_bibtex() -> None:
    assert bibtex(CABLE) == (
        "@techreport{08EXAMPLETOWN12,\n"
        "  author = {{Institute Example, Exampletown}},\n"
        "  title = {{BARLEY \\& RYE: 100\\% OF THE \\textbraceleft{}HARVEST\\textbraceright{}}},\n"
        "  type = {Diplomatic cable},\n"
        "  number = {08EXAMPLETOWN12},\n"
        "  institution = {The Archive},\n"
        "  year = {2008},\n"
        "  month = feb,\n"
        "  day = {29},\n"
        "  note = {UNCLASSIFIED//FOR OFFICIAL USE ONLY; edition 12},\n"
        "  url = {https://cables.example/cable/08EXAMPLETOWN12/},\n"
        "}\n\n"
    )


def test_a_cable_as_csl_json() -> None:
    assert json.loads(csl(CABLE)) == {
        "id": "08EXAMPLETOWN12",
        "type": "report",
        "genre": "Diplomatic cable",
        "number": "08EXAMPLETOWN12",
        "call-number": "08EXAMPLETOWN12",
        "title": "BARLEY & RYE: 100% OF THE {HARVEST}",
        "author": [{"literal": "Institute Example, Exampletown"}],
        "issued": {"date-parts": [[2008, 2, 29]]},
        "publisher": "The Archive",
        "archive": "The Archive",
        "note": "UNCLASSIFIED//FOR OFFICIAL USE ONLY; edition 12",
        "URL": "https://cables.example/cable/08EXAMPLETOWN12/",
    }
    assert json.loads(alone(FORMS["csl.json"], CABLE)) == [json.loads(csl(CABLE))]


def test_no_value_ends_its_line_or_its_braces() -> None:
    """A month that is none is left out with the day."""
    assert ris(EVIL).split("\r\n") == [
        "TY  - RPRT",
        "TI  - One TY - BOOK @book{x, $⟨RLO⟩",
        "PY  - 2008",
        "DA  - 2008///",
        "M3  - Diplomatic cable",
        "SN  - } ER -",
        "CN  - } ER -",
        "PB  - A ER -",
        "DB  - A ER -",
        "N1  - \\input{evil}; edition 1",
        "UR  - https://cables.example/cable/%7D%0AER%20%20-%20/",
        "ER  - ",
        "",
        "",
    ]
    assert bibtex(EVIL) == (
        "@techreport{ER,\n"
        "  title = {{One TY - BOOK @book\\textbraceleft{}x, \\$⟨RLO⟩}},\n"
        "  type = {Diplomatic cable},\n"
        "  number = {\\textbraceright{} ER -},\n"
        "  institution = {A ER -},\n"
        "  year = {2008},\n"
        "  note = {\\textbackslash{}input\\textbraceleft{}evil\\textbraceright{}; edition 1},\n"
        "  url = {https://cables.example/cable/\\%7D\\%0AER\\%20\\%20-\\%20/},\n"
        "}\n\n"
    )
    assert json.loads(csl(EVIL))["title"] == "One TY - BOOK @book{x, $⟨RLO⟩"
