"""Withdrawal cards are read from a file, enter an edition, and give way to the cable itself."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.sample import cable_record

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.build import build
from reftel.edition.contents import Withdrawal
from reftel.edition.editorial import tables
from reftel.edition.editorial.cards import Card, cards_of
from reftel.edition.live import open_live
from reftel.edition.missing import Ghost
from reftel.edition.read import Edition
from reftel.edition.standing import Numbered, Standing
from reftel.edition.verify import verify
from reftel.errors import ConfigError

HEADER = "id,date,from,to,subject,source,note\n"
HELD, GONE, CITED = "08EXAMPLETOWN10", "08EXAMPLETOWN11", "08STATE2731"
BARGES = Card("75SAMPLEVILLE9", "1975-03-02", "Sampleville", "STATE", "Barges", "RG 59", "2005")
YEAR = Card("74STATE7", "1975", source="RG 59")
UNDATED = Card("P750012-1234", source="RG 59")
KNOWN = Card(CITED, "2008-01", source="FOIA office")
REFERENCE = {"label": "A", "text": "STATE 2731", "kind": "telegram", "target": CITED}


def written(path: Path, *cards: Card) -> Path:
    path.write_text(HEADER + "".join(f"{','.join(card)}\n" for card in cards), "utf-8")
    return path


def release(archive: ArchiveFolder) -> Edition:
    build(
        archive,
        [cable_record(HELD, references=[REFERENCE])],
        audience=Audience.PUBLIC,
        made_at=datetime(2031, 5, 4, tzinfo=UTC),
        withdrawn=[Withdrawal(GONE, "2031-05-03", "Asked for.")],
    )
    return open_live(archive, audience=Audience.PUBLIC)


@pytest.fixture
def edition(archive: ArchiveFolder) -> Edition:
    given = (BARGES, Card(HELD, source="x"), UNDATED, Card(GONE, source="x"), YEAR, KNOWN)
    written(archive.withdrawal_cards, *given)
    return release(archive)


def test_a_row_is_a_card_and_an_id_and_a_source_are_enough(tmp_path: Path) -> None:
    file = tmp_path / "cards.csv"
    file.write_text(
        f"\ufeff# From the finding aid\n{HEADER}"
        '75sampleville9,1975-03-02,Sampleville,STATE,"Barges",RG 59,2005\n'
        "74STATE7,,,,,RG 59,\n",
        "utf-8",
    )

    assert cards_of(file) == (YEAR._replace(day=""), BARGES)
    assert cards_of(tmp_path / "none.csv") == ()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("id,source\n", "line 1: the first row should be id,date,from,to,subject,source,note"),
        (f"{HEADER}75X1,,,\n", "line 2: a row has 7 cells, and this one 4"),
        (f"{HEADER}75 X 1,,,,,a,\n", "line 2: “75 X 1” is no reference id"),
        (f"{HEADER}\n75X1,in 1975,,,,a,\n", "line 3: “in 1975” is no date like 1975-03-02"),
        (f"{HEADER}75X1,,,,,,\n", "line 2: a card needs a source"),
        (f"{HEADER}75X1,,,,{'x' * 501},a,\n", "line 2: a cell has more than 500 characters"),
        (f"{HEADER}75X1,,,,,a,\n75x1,,,,,b,\n", "line 3: 75X1 stands twice"),
        (HEADER + "".join(f"75X{n},,,,,a,\n" for n in range(100_001)), "100,000 cards at the most"),
    ],
    ids=lambda value: value[:60],
)
def test_a_bad_row_says_which_line(tmp_path: Path, rows: str, said: str) -> None:
    file = tmp_path / "cards.csv"
    file.write_text(rows, "utf-8")

    with pytest.raises(ConfigError, match=said):
        cards_of(file)


def test_cards_of_what_is_here_or_was_are_not_shown(edition: Edition) -> None:
    assert edition.counts()["cards"] == 4
    assert edition.desk.cards(1, 9, filed=False) == [YEAR, BARGES, KNOWN, UNDATED]
    assert edition.desk.cards(1, 9, filed=True) == [UNDATED, BARGES, YEAR, KNOWN]
    assert edition.desk.cards(2, 2, filed=True) == [BARGES]


def test_an_edition_knows_of_a_card_as_of_no_cable(edition: Edition) -> None:
    asked = [HELD, GONE, CITED, "74STATE7", "74STATE8"]

    assert edition.held(["74STATE7", CITED]) == frozenset()
    assert edition.standing(asked) == {
        HELD: Standing.HELD,
        GONE: Standing.WITHDRAWN,
        CITED: Standing.CITED,
        "74STATE7": Standing.CARD,
    }
    assert edition.known(asked)["74STATE7"] is Standing.CARD
    assert edition.known([CITED]) == {CITED: Standing.CITED}
    assert edition.beginning("7", 9) == [
        Numbered("74STATE7", Standing.CARD, ""),
        Numbered("75SAMPLEVILLE9", Standing.CARD, ""),
    ]
    assert edition.ghost("74state7") == Ghost("74STATE7", 0, YEAR)
    assert edition.ghost(CITED) == Ghost(CITED, 1, KNOWN)
    assert edition.ghost(HELD) is edition.ghost(GONE) is None


def test_cards_are_part_of_the_edition_and_its_digest(archive: ArchiveFolder) -> None:
    plain = release(archive)
    cards = cards_of(written(archive.withdrawal_cards, BARGES, Card(HELD, source="x")))
    edition = release(archive)

    assert edition.manifest.content_digest != plain.manifest.content_digest
    assert verify(edition.folder) == verify(plain.folder) == ()
    with closing(sqlite3.connect(edition.folder / "catalogue.sqlite")) as database:
        assert tables.read(database).cards == cards
        database.execute("UPDATE card SET note = '' WHERE id = '75SAMPLEVILLE9'")
        assert tables.read(database).cards != cards
