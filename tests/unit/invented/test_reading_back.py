"""What is written is read: each form of an invented cable gives back that one cable."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from reftel.invented import InventedCable, cables
from reftel.invented.demo import NO_TEXTS
from reftel.invented.dump import write_csv
from reftel.invented.pages import as_page_2010, as_page_2011, as_raw_text
from reftel.sources import items, readings
from reftel.sources.item import Rejected
from reftel.telegram.cable import CableRecord, read_cable


@cache
def some() -> tuple[InventedCable, ...]:
    return tuple(cables(150, seed=2))


def records(path: Path) -> list[CableRecord]:
    """All cables read from a file or folder; a reject fails the test."""
    found: list[CableRecord] = []
    for item in items(path):
        assert not isinstance(item, Rejected), item
        for reading in readings(item):
            assert not isinstance(reading, Rejected), reading
            record = read_cable(reading.header, reading.body, reading.published)[1]
            assert record is not None, reading
            found.append(record)
    return found


def written(folder: Path, texts: Iterable[tuple[str, str]]) -> Path:
    for name, text in texts:
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder


@pytest.mark.parametrize("page", [as_page_2010, as_page_2011])
def test_a_page_reads_back_as_its_cable(tmp_path: Path, page: object) -> None:
    assert callable(page)
    folder = written(tmp_path, ((f"{cable.id}.html", page(cable)) for cable in some()))

    by_id = {record["id"]: record for record in records(folder)}

    assert set(by_id) == {cable.id for cable in some()}
    for cable in some():
        assert by_id[cable.id]["text"] == cable.body
        assert by_id[cable.id]["header"] == cable.header
        assert by_id[cable.id]["origin"] == cable.origin
        assert by_id[cable.id]["classification"] == cable.classification


def test_a_record_of_the_dump_reads_back_as_its_cable(tmp_path: Path) -> None:
    write_csv(tmp_path / "cables.csv", some())

    found = records(tmp_path / "cables.csv")

    assert [(each["id"], each["text"]) for each in found] == [
        (cable.id, cable.body) for cable in some()
    ]


def test_glued_records_read_back_as_all_their_cables(tmp_path: Path) -> None:
    write_csv(tmp_path / "cables.csv", some(), glue_every=7)

    assert [each["id"] for each in records(tmp_path / "cables.csv")] == [
        cable.id for cable in some()
    ]


def test_a_raw_telegram_reads_back_as_its_cable(tmp_path: Path) -> None:
    """Transmission lines and all: FL 1 is not mistaken for a telegram of its own."""
    telling = [cable for cable in some() if not cable.oddities & NO_TEXTS]
    folder = written(tmp_path, ((f"{cable.id}.txt", as_raw_text(cable)) for cable in telling))

    assert sorted(each["id"] for each in records(folder)) == sorted(cable.id for cable in telling)
