"""The pointer is followed from request to request, and no reader is ever let down."""

import gc
import os
import re
import shutil
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.sample import cable_record

from reftel.archive import ArchiveFolder, Audience
from reftel.edition import live, pointer
from reftel.edition.build import build
from reftel.edition.live import LiveEdition, open_live
from reftel.edition.read import Edition
from reftel.errors import ArchiveError, ConfigError
from reftel.search.query import parse_query

PUBLIC = Audience.PUBLIC
MADE = datetime(2031, 5, 4, tzinfo=UTC)


def release(archive: ArchiveFolder, *subjects: str) -> int:
    """An edition of one cable for each subject; gives its number."""
    cables = [
        cable_record(f"08EXAMPLETOWN{number}", subject=subject)
        for number, subject in enumerate(subjects)
    ]
    return build(archive, cables, audience=PUBLIC, made_at=MADE).number


@pytest.fixture
def two(archive: ArchiveFolder) -> ArchiveFolder:
    """An archive with two editions, whose cables have the edition's number as subject."""
    for number in (1, 2):
        assert release(archive, *[f"EDITION {number}"] * 5) == number
    return archive


def test_a_release_is_shown_by_the_next_request_and_the_old_reader_finishes(
    archive: ArchiveFolder,
) -> None:
    release(archive, "BARLEY")
    serving = LiveEdition(archive, audience=PUBLIC)
    old = serving.current()
    assert serving.current() is old

    release(archive, "BARLEY", "WHEAT")
    new = serving.current()

    assert (old.manifest.number, new.manifest.number) == (1, 2)
    assert [len(list(one.records())) for one in (old, new)] == [1, 2]
    assert old.searcher.find(parse_query("wheat")).total == 0
    assert new.searcher.find(parse_query("wheat")).total == 1


def test_a_pointer_that_has_not_changed_is_not_read(
    two: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    serving = LiveEdition(two, audience=PUBLIC)
    past = time.time_ns() - live.SETTLED * 20
    os.utime(two.pointer(audience=PUBLIC), ns=(past, past))
    edition = serving.current()
    monkeypatch.setattr(live.pointer, "live_folder", None)

    assert all(serving.current() is edition for _ in range(100))


def test_flips_within_one_tick_of_the_clock_are_seen(two: ArchiveFolder) -> None:
    """The file system may give two pointers the same inode, time and size."""
    serving = LiveEdition(two, audience=PUBLIC)
    at = two.pointer(audience=PUBLIC)
    tick = time.time_ns() + 60_000_000_000  # not over while the test runs
    seen = []
    for number in (1, 2) * 20:
        at.write_text(f"{number:06}\n")
        os.utime(at, ns=(tick, tick))
        seen.append(serving.current().manifest.number)

    assert seen == [1, 2] * 20


def test_readers_under_a_rain_of_flips_see_no_error_and_no_mixture(two: ArchiveFolder) -> None:
    serving = LiveEdition(two, audience=PUBLIC)
    stop = threading.Event()

    def reads() -> set[int]:
        seen = set()
        while not stop.is_set():
            edition = serving.current()
            number = edition.manifest.number
            record = edition.record("08EXAMPLETOWN3")
            assert record is not None
            assert (record["edition"], record["subject"]) == (number, f"EDITION {number}")
            entries = edition.latest(1, 50)
            assert {entry.subject for entry in entries} == {f"EDITION {number}"}
            assert edition.searcher.find(parse_query(f'subject:"edition {number}"')).total == 5
            seen.add(number)
        return seen

    with ThreadPoolExecutor(4) as threads:
        readers = [threads.submit(reads) for _ in range(4)]
        for turn in range(100):
            pointer.flip(two, turn % 2 + 1, audience=PUBLIC)
            time.sleep(0.004)
        stop.set()

    assert {number for reader in readers for number in reader.result()} == {1, 2}
    assert serving.current().manifest.number == 2
    assert serving.trouble is None


def gone(archive: ArchiveFolder) -> None:
    archive.pointer(audience=PUBLIC).unlink()


def says(words: bytes) -> Callable[[ArchiveFolder], None]:
    def write(archive: ArchiveFolder) -> None:
        archive.pointer(audience=PUBLIC).write_bytes(words)

    return write


def of_format(number: int) -> Callable[[ArchiveFolder], None]:
    def write(archive: ArchiveFolder) -> None:
        manifest = archive.editions(audience=PUBLIC) / "000002" / "manifest.json"
        manifest.write_text(manifest.read_text().replace('"format": 4', f'"format": {number}'))

    return write


def not_json(archive: ArchiveFolder) -> None:
    (archive.editions(audience=PUBLIC) / "000002" / "manifest.json").write_text("[]")


def bottomless(archive: ArchiveFolder) -> None:
    manifest = archive.editions(audience=PUBLIC) / "000002" / "manifest.json"
    manifest.write_text('{"format": ' + "[" * 100_000, encoding="utf-8")


def endless(archive: ArchiveFolder) -> None:
    manifest = archive.editions(audience=PUBLIC) / "000002" / "manifest.json"
    told = manifest.read_text(encoding="utf-8").replace('"number": 2', '"number": Infinity')
    manifest.write_text(told, encoding="utf-8")


def half_copied(archive: ArchiveFolder) -> None:
    with (archive.editions(audience=PUBLIC) / "000002" / "catalogue.sqlite").open("r+b") as file:
        file.truncate(4096)


def without_index(archive: ArchiveFolder) -> None:
    (archive.editions(audience=PUBLIC) / "000002" / "index" / "cables" / "meta.json").unlink()


def garbled(archive: ArchiveFolder) -> None:
    path = archive.editions(audience=PUBLIC) / "000002" / "catalogue.sqlite"
    path.write_bytes(b"?" * path.stat().st_size)


def staff_under_the_public_roof(archive: ArchiveFolder) -> None:
    cables = [cable_record("08HIDEAWAY7")]
    build(archive, cables, audience=Audience.STAFF, made_at=MADE)
    made = archive.editions(audience=Audience.STAFF) / "000001"
    shutil.copytree(made, archive.editions(audience=PUBLIC) / "000003")
    says(b"000003\n")(archive)


TROUBLES = [
    (gone, r"has no public edition yet"),
    (says(b""), r"names no edition: it says ''"),
    (says(b"0000"), r"names no edition: it says '0000'"),
    (says(b"000002\n000001\n"), r"names no edition"),
    (says(b"../../x"), r"names no edition"),
    (says(b"\xff" * 1000), r"names no edition"),
    (says(b"000077\n"), r"000077 is not whole: its manifest\.json cannot be read"),
    (of_format(5), r"has format 5; this reftel reads format 4\..* Install a newer reftel, or make"),
    (
        of_format(1),
        r"has format 1; this reftel reads format 4\..* Make the edition anew with 'reft",
    ),
    (not_json, r"is not whole: its manifest\.json cannot be read"),
    (bottomless, r"is not whole: its manifest\.json cannot be read"),
    (endless, r"is not whole: its manifest\.json cannot be read"),
    (half_copied, r"is not whole: catalogue\.sqlite should have \d+ bytes"),
    (without_index, r"is not whole: index/cables/meta\.json is not there"),
    (garbled, r"is not whole: catalogue\.sqlite cannot be read"),
    (staff_under_the_public_roof, r"was made for another audience \(staff\)"),
]


@pytest.mark.parametrize(("trouble", "told"), TROUBLES)
def test_what_is_wrong_at_the_start_is_said(
    two: ArchiveFolder, trouble: Callable[[ArchiveFolder], None], told: str
) -> None:
    trouble(two)

    with pytest.raises(ArchiveError, match=told):
        LiveEdition(two, audience=PUBLIC).current()


@pytest.mark.parametrize(("trouble", "told"), TROUBLES)
def test_what_goes_wrong_later_leaves_the_old_edition_and_is_over_when_it_is_mended(
    two: ArchiveFolder, trouble: Callable[[ArchiveFolder], None], told: str
) -> None:
    pointer.flip(two, 1, audience=PUBLIC)
    serving = LiveEdition(two, audience=PUBLIC)
    old = serving.current()

    pointer.flip(two, 2, audience=PUBLIC)
    trouble(two)

    assert [serving.current() for _ in range(3)] == [old] * 3
    assert old.record("08EXAMPLETOWN3") is not None
    assert re.search(told, str(serving.trouble))
    assert old.manifest.number == 1

    release(two, "MENDED")
    assert serving.current().latest(1, 1)[0].subject == "MENDED"
    assert serving.trouble is None


def test_where_there_is_no_archive_that_is_what_is_said(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="There is no archive in"):
        open_live(ArchiveFolder(tmp_path), audience=PUBLIC)


@pytest.mark.parametrize(
    ("written", "error", "told"),
    [
        ("format = 2\n", ArchiveError, "has format 2; this reftel knows formats up to 1"),
        ("name = \n", ConfigError, "cannot be understood"),
        ("", ConfigError, "the line 'format = 1' is missing"),
    ],
)
def test_who_reads_refuses_what_who_writes_refuses(
    two: ArchiveFolder, written: str, error: type[Exception], told: str
) -> None:
    two.config.write_text(written, encoding="utf-8")

    with pytest.raises(error, match=told):
        open_live(two, audience=PUBLIC)
    with pytest.raises(error, match=told):
        LiveEdition(two, audience=PUBLIC).current()


def test_where_there_is_no_edition_what_makes_one_is_said(archive: ArchiveFolder) -> None:
    with pytest.raises(ArchiveError, match="no public edition yet") as public:
        open_live(archive, audience=PUBLIC)
    with pytest.raises(ArchiveError, match="no staff edition yet") as staff:
        open_live(archive, audience=Audience.STAFF)

    assert public.value.next_step == "Make one with 'reftel release --all'."
    assert staff.value.next_step.startswith("Make one with 'reftel open PATH'")


def test_editions_made_from_nothing_again_are_told_from_those_of_the_same_number(
    archive: ArchiveFolder,
) -> None:
    release(archive, "BEFORE")
    serving = LiveEdition(archive, audience=PUBLIC)
    assert serving.current().latest(1, 1)[0].subject == "BEFORE"

    shutil.rmtree(archive.editions(audience=PUBLIC))
    archive.pointer(audience=PUBLIC).unlink()
    release(archive, "AFTER")

    assert serving.current().latest(1, 1)[0].subject == "AFTER"


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc to see open files")
def test_the_old_edition_is_closed_when_its_last_reader_lets_go(two: ArchiveFolder) -> None:
    def held_open() -> int:
        files = [os.path.realpath(file) for file in Path("/proc/self/fd").iterdir()]
        return files.count(str(two.editions(audience=PUBLIC) / "000001" / "catalogue.sqlite"))

    edition: Edition | None = Edition(two.editions(audience=PUBLIC) / "000001")
    assert edition is not None
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(edition.record, ["08EXAMPLETOWN3"] * 40))
    records = edition.records()
    next(records)
    assert held_open() >= 1

    edition = None
    gc.collect()
    assert sum(1 for _ in records) == 4  # who is still reading reads on
    del records
    gc.collect()

    assert held_open() == 0
