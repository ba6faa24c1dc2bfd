"""The list of withdrawals names what mirrors are to drop, and nothing that is not public."""

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from tests.corrected import REDONE, WITHDRAWN, corrected_archive
from tests.reader import live, reader

from reftel.archive import ArchiveFolder
from reftel.edition import recall
from reftel.edition.recall import withdrawals
from reftel.edition.signature import PublicKey


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> ArchiveFolder:
    return corrected_archive(tmp_path_factory.mktemp("recall"))


def test_cables_and_texts_that_were_taken_back_are_listed(archive: ArchiveFolder) -> None:
    told = json.loads(withdrawals(live(archive)))

    assert (told["format"], told["edition"]) == (1, 5)
    assert told["cables"] == [
        {
            "id": WITHDRAWN,
            "day": date(2026, 3, 3).isoformat(),
            "reason": "Asked for by a person named.",
            "edition": 3,
        }
    ]
    assert told["texts"] == [
        {
            "id": REDONE,
            "day": "2026-03-04",
            "reason": "Released again without a name.",
            "before": 4,
            "paragraphs": [],
        }
    ], "a correction that withdrew nothing is not listed"


def test_the_reading_room_gives_the_list_with_its_signature(archive: ArchiveFolder) -> None:
    room = reader(archive)

    answer = room.get("/withdrawals.json")
    assert answer.text == withdrawals(live(archive))
    key = PublicKey.read(room.get("/.well-known/reftel-key.pub").text)
    assert key.signed(answer.body, room.get("/withdrawals.sig").body)
    ring = json.loads(room.get("/.well-known/reftel-keys.json").text)
    assert [one["id"] for one in ring["keys"]] == [key.id]


def test_the_staff_have_no_signed_files(tmp_path: Path) -> None:
    from tests.small_archive import small_archive  # noqa: PLC0415

    room = reader(small_archive(tmp_path))
    assert room.get("/withdrawals.json").status == 404


def test_the_list_costs_what_changed_and_not_its_square() -> None:
    """Steps of SQLite, a thousand each, for 400 notices and 4,000 changes."""
    steps = []
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(
            "CREATE TABLE change (edition INTEGER, what TEXT, id TEXT, day TEXT);"
            "CREATE TABLE withdrawn (id TEXT PRIMARY KEY, day TEXT, notice TEXT);"
        )
        rows = [(number % 9, "added", f"08EXAMPLETOWN{number}", "") for number in range(4000)]
        database.executemany("INSERT INTO change VALUES (?,?,?,?)", rows)
        database.executemany(
            "INSERT INTO withdrawn VALUES (?,'','')", [row[2:3] for row in rows[:400]]
        )
        database.set_progress_handler(lambda: steps.append(1), 1000)
        found = database.execute(recall.CABLES).fetchall()

    assert {id_: edition for id_, _, _, edition in found} == {row[2]: row[0] for row in rows[:400]}
    assert len(steps) < 500
