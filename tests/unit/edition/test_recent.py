"""What is kept of the record that was asked for last is of that record, and of no other."""

import gc
import weakref
from pathlib import Path

from tests.reader import publish
from tests.sample import cable_record

from reftel.archive import Audience
from reftel.edition.live import open_live
from reftel.edition.read import Edition
from reftel.edition.recent import keeping, recent
from reftel.telegram.cable import CableRecord


def edition(folder: Path, *subjects: str) -> Edition:
    records = [cable_record(f"08X{n}", subject=one) for n, one in enumerate(subjects, 1)]
    return open_live(publish(folder, records), audience=Audience.PUBLIC)


def test_a_record_is_opened_once_until_another_is_asked_for(tmp_path: Path) -> None:
    here, there = edition(tmp_path / "a", "BARLEY", "OATS"), edition(tmp_path / "b", "RYE")
    first = here.record("08X1")
    assert first is not None
    assert first["subject"] == "BARLEY"
    assert here.record("08X1") is first
    assert here.surroundings(first) is here.surroundings(first)

    other, elsewhere = here.record("08X2"), there.record("08X1")
    assert other is not None
    assert elsewhere is not None
    assert (other["subject"], elsewhere["subject"]) == ("OATS", "RYE")
    assert here.record("08X3") is None
    assert here.record("08X1") == first


def test_an_edition_goes_with_its_last_reader(tmp_path: Path) -> None:
    """Nothing that is kept leads back to it: else it stayed open, with what was taken back."""
    read = edition(tmp_path, "BARLEY")
    record = read.record("08X1")
    assert record is not None
    assert read.surroundings(record).cited_by == ()
    assert [one.id for one in read.listing(read.everything).entries(1, 1)] == ["08X1"]
    assert read.missing.letters == {"S": 1}
    left = weakref.ref(read)

    gc.disable()
    try:
        del read
        assert left() is None
    finally:
        gc.enable()


def test_what_was_given_last_is_given_again_for_this_very_record_while_it_is_kept() -> None:
    made: list[str] = []

    @recent
    def told(record: CableRecord, word: str = "") -> str:
        made.append(record["subject"] + word)
        return made[-1]

    first, second = cable_record("08X1", subject="A"), cable_record("08X1", subject="A")
    with keeping({}):
        given = [
            told(first),
            told(first),
            told(first, "b"),
            told(first, "b"),
            told(second),
            told(first),
        ]
    told(first)
    told(first)

    assert given == ["A", "A", "Ab", "Ab", "A", "A"]
    assert made == ["A", "Ab", "A", "A", "A", "A"]
