"""The plates: what they answer is what would have been made, and never what was taken back."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zlib import crc32

import pytest
from tests.reader import Answer, Reader, publish, reader
from tests.sample import cable_record
from tests.small_archive import small_archive

from reftel.archive import ArchiveFolder, Audience
from reftel.edition import plates, pointer
from reftel.edition.connections import Connections
from reftel.edition.contents import Withdrawal
from reftel.edition.live import open_live
from reftel.errors import ArchiveError
from reftel.site import plating
from reftel.site.plating import Report, plated
from reftel.site.showing import Showing
from reftel.site.wiring import reading_room

CABLE = "/cable/08EXAMPLETOWN12/"
FILE = "plates/000001.sqlite"


def _plated(archive: ArchiveFolder) -> Report:
    *_, last = plated(archive, workers=0)
    return last


def _forgetful(archive: ArchiveFolder) -> Reader:
    """Remembers no page, so that each question is asked of the plates."""
    return Reader(reading_room(archive, audience=Audience.PUBLIC, memory=0))


def test_a_plate_is_what_would_have_been_made(tmp_path: Path, rendered: list[str]) -> None:
    """Every cable, sound and hostile ones, in every coding, under any name."""
    archive = small_archive(tmp_path)
    room, headers = _forgetful(archive), {"host": "cables.example"}
    ids = [record["id"] for record in open_live(archive, audience=Audience.PUBLIC).records()]

    def answers() -> list[Answer]:
        return [
            room.get(f"/cable/{id_}/", accept_encoding=coding, **headers)
            for id_ in ids
            for coding in ("", "gzip", "zstd")
        ]

    made = answers()
    assert _plated(archive) == Report(1, len(ids), len(ids))
    rendered.clear()
    headers["host"] = "elsewhere.example"
    assert answers() == made
    assert {answer.status for answer in made} == {200}
    assert rendered == []
    tag = made[0].headers["ETag"]
    assert room.get(f"/cable/{ids[0]}/", if_none_match=tag).status == 304


def test_what_is_no_page_of_a_cable_is_made(tmp_path: Path, rendered: list[str]) -> None:
    archive = small_archive(tmp_path)
    _plated(archive)
    room = reader(archive)
    for address in (f"{CABLE}?view=sent", f"{CABLE}?q=barge", f"{CABLE}raw.txt", "/"):
        rendered.clear()
        assert room.get(address).status == 200
        assert rendered == [address.partition("?")[0]]
    assert room.get(CABLE, "HEAD").body == b""
    assert room.get("/cable/08exampletown12/").status == 301


def _other_program(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE about SET made_from = made_from || '0'")


def _cut_short(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE plate SET page = x'28b52ffd' WHERE address = ?", [CABLE])


def _no_frame(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE plate SET page = x'00', sum = ?", [crc32(bytes(1))])


def _other_format(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("PRAGMA user_version = 99")


def _half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


@pytest.mark.parametrize(
    "altered",
    [Path.unlink, _other_program, _cut_short, _no_frame, _other_format, _half],
    ids=["gone", "of another program", "a page cut short", "no frame", "of another format", "half"],
)
def test_plates_that_do_not_fit_are_not_used(
    tmp_path: Path, rendered: list[str], altered: Callable[[Path], None]
) -> None:
    """Found out while the server runs."""
    archive = publish(tmp_path, [cable_record()])
    room = _forgetful(archive)
    made = room.get(CABLE)
    _plated(archive)
    rendered.clear()
    assert (room.get(CABLE), rendered) == (made, [])
    altered(tmp_path / FILE)
    assert (room.get(CABLE), rendered) == (made, [CABLE])


def test_plates_that_cannot_be_read_for_a_while_are_used_again(
    tmp_path: Path, rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = publish(tmp_path, [cable_record()])
    room = _forgetful(archive)
    _plated(archive)
    rendered.clear()
    with monkeypatch.context() as full:
        full.setattr(Connections, "_open", _no_more_files)
        made = room.get(CABLE)
    assert rendered == [CABLE]
    assert (room.get(CABLE), rendered) == (made, [CABLE])


def test_plates_that_come_back_as_they_were_are_used_again(
    tmp_path: Path, rendered: list[str]
) -> None:
    archive = publish(tmp_path, [cable_record()])
    room, file = _forgetful(archive), tmp_path / FILE
    _plated(archive)
    room.get(CABLE)
    file.rename(tmp_path / "kept")
    file.mkdir()
    rendered.clear()
    made = room.get(CABLE)
    file.rmdir()
    (tmp_path / "kept").rename(file)

    assert (room.get(CABLE), rendered) == (made, [CABLE])


def _no_more_files(_: Connections) -> sqlite3.Connection:
    raise sqlite3.OperationalError("unable to open database file")


def test_a_withdrawn_cable_is_in_no_plate(tmp_path: Path) -> None:
    """They go when another edition is live, and would not be used if they had not gone."""
    archive = publish(tmp_path, [cable_record(), cable_record("08EXAMPLETOWN13")])
    room = _forgetful(archive)
    _plated(archive)
    shutil.copy(tmp_path / FILE, tmp_path / "kept")
    assert room.get(CABLE).status == 200
    gone = [Withdrawal("08EXAMPLETOWN12", "2026-01-01", "")]
    publish(tmp_path, [cable_record("08EXAMPLETOWN13")], withdrawn=gone)
    assert [one.name for one in (tmp_path / "plates").iterdir() if one.stat().st_size] == []
    for name in ("000001", "000002"):
        shutil.copy(tmp_path / "kept", tmp_path / "plates" / f"{name}.sqlite")
        assert room.get(CABLE).status == _forgetful(archive).get(CABLE).status == 410
    assert _plated(archive) == Report(2, 1, 1)
    assert not (tmp_path / FILE).exists()
    assert room.get(CABLE).status == 410


def test_plates_of_an_edition_that_is_not_live_any_more_are_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, [cable_record(subject="THE FIRST")])
    archive = publish(tmp_path, [cable_record(subject="THE SECOND")])
    made = plating._made

    def flipped(*words: object) -> object:
        pointer.flip(archive, 1, audience=Audience.PUBLIC)
        return made(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(plating, "_made", flipped)
    with pytest.raises(ArchiveError, match="Another edition went live"):
        _plated(archive)
    assert list((tmp_path / "plates").glob("*.sqlite*")) == []


def test_only_plates_of_other_editions_are_removed_as_far_as_they_can_be(tmp_path: Path) -> None:
    for name in ("000001.sqlite", "000002.sqlite", "000002.sqlite.new", "000003.sqlite.new"):
        (tmp_path / name).touch()
    (tmp_path / "000000.sqlite").mkdir()

    plates.remove(tmp_path, but="000002")

    kept = ["000000.sqlite", "000002.sqlite", "000002.sqlite.new"]
    assert sorted(one.name for one in tmp_path.iterdir()) == kept
    assert plates.left(tmp_path, but="000002") == [tmp_path / "000000.sqlite"]


def test_a_process_that_shows_an_edition_which_was_moved_goes_on(tmp_path: Path) -> None:
    archive = publish(tmp_path, [cable_record()])
    edition = open_live(archive, audience=Audience.PUBLIC)
    edition.folder.rename(tmp_path / "elsewhere")

    assert Showing.of(edition, plates=archive.plates).plates is None
