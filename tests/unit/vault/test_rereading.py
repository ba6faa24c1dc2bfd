"""Reading everything again: what the parser has learnt is taken up, what people said stands."""

from pathlib import Path
from typing import Any

import pytest
from tests.holdings import DAY, NOW, hand, line, lines, rows, seen, take_in

from reftel.archive import ArchiveFolder, Audience
from reftel.sources.item import RejectKind
from reftel.telegram import cable, parse
from reftel.vault import decisions, publication, reading
from reftel.vault.models import Original, Rejection, Revision
from reftel.vault.originals import Originals
from reftel.vault.rereading import reread

GROUND = decisions.Ground(on=DAY)


def parser_that(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:
    """From now on records have these fields; a revision is told by its text, as ever."""

    def changed(header: str, body: str, published: Any) -> Any:
        telegram, record = cable.read_cable(header, body, published)
        if record is None:
            return telegram, None
        new = {**record, **changes}
        new["revision"] = cable.revision(new)  # type: ignore[arg-type]
        return telegram, new

    monkeypatch.setattr(reading, "read_cable", changed)


def test_reading_again_with_the_same_parser_changes_nothing(
    vault: ArchiveFolder, tmp_path: Path
) -> None:
    source = [line(1), line(1, source="csv"), line(1, "Changed."), line(2), b"{}{"]
    take_in(vault, lines(tmp_path / "a.jsonl", *source))
    (tmp_path / "cut.html").write_bytes(b"<html><title>Cable Viewer</title>")
    (tmp_path / "copy.html").write_bytes(b"<html><title>Cable Viewer</title>")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7 no text")
    (tmp_path / "empty.html").write_bytes(b"")
    take_in(vault, *(tmp_path / name for name in ("cut.html", "copy.html", "scan.pdf")))
    take_in(vault, tmp_path / "empty.html")
    before = rows()

    report = reread(vault, workers=0, hand=hand())

    assert rows() == before
    assert report.changes.as_dict() == {
        "records": 0,
        "gained": {},
        "lost": {},
        "changed": {},
        "cables_gained": [],
        "cables_lost": [],
    }
    assert report.rejected == 5


def test_gained_lost_and_changed_fields_are_counted_once_a_record(
    vault: ArchiveFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(vault, lines(tmp_path / "a.jsonl", line(1), line(1, source="csv"), line(2)))
    parser_that(monkeypatch, subject="RED BARLEY", classified_by="The miller", signer=None)

    report = reread(vault, workers=0, hand=hand())

    assert report.changes.as_dict() == {
        "records": 2,
        "gained": {"classified_by": 2},
        "lost": {"signer": 2},
        "changed": {"subject": 2},
        "cables_gained": [],
        "cables_lost": [],
    }
    subjects = {each["subject"] for each in seen(Audience.STAFF)}
    assert subjects == {"RED BARLEY"}


def test_a_release_outlives_a_parser_that_reads_the_text_otherwise(
    vault: ArchiveFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(vault, lines(tmp_path / "a.jsonl", line(1), line(2)))
    decisions.release(vault, ["08EXAMPLETOWN1"], GROUND)
    before = set(Revision.objects.values_list("digest", flat=True))
    parser_that(monkeypatch, header="AN EARLIER SEAM")

    report = reread(vault, workers=0, hand=hand())

    after = set(Revision.objects.values_list("digest", flat=True))
    assert (len(after), after & before) == (2, set()), "old revisions are gone, new ones there"
    assert report.changes.changed == {"header": 2}
    public = [(each["id"], each["header"]) for each in seen(Audience.PUBLIC)]
    assert public == [("08EXAMPLETOWN1", "AN EARLIER SEAM")]
    assert decisions.release_all(vault, GROUND) == 1, "only the one that was not released yet"


def test_a_released_cable_that_cannot_be_read_any_more_is_named(
    vault: ArchiveFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(vault, lines(tmp_path / "a.jsonl", line(1)))
    decisions.release_all(vault, GROUND)
    parser_that(monkeypatch, id="08ELSEWHERE1")

    report = reread(vault, workers=0, hand=hand())

    assert report.lost_releases == ["08EXAMPLETOWN1"]
    assert report.changes.cables_lost == ["08EXAMPLETOWN1"]
    assert report.changes.cables_gained == ["08ELSEWHERE1"]
    assert seen(Audience.PUBLIC) == []


def test_what_was_rejected_is_taken_in_once_it_can_be_read(
    vault: ArchiveFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(reading, "read_cable", lambda *_: (parse(""), None))
        take_in(vault, lines(tmp_path / "a.jsonl", line(1)))
    assert Rejection.objects.get().kind == RejectKind.NO_ID.value

    report = reread(vault, workers=0, hand=hand())

    assert report.changes.cables_gained == ["08EXAMPLETOWN1"]
    assert not Rejection.objects.exists()
    assert Revision.objects.count() == 1


def test_bytes_that_were_nothing_known_are_told_anew(vault: ArchiveFolder, tmp_path: Path) -> None:
    """As when a reader for their kind has come: here the row forgets what the bytes are."""
    take_in(vault, lines(tmp_path / "a.jsonl", line(1)))
    whole = rows()
    Original.objects.update(kind="")

    reread(vault, workers=0, hand=hand())

    assert {row[2] for row in rows()["Original"]} == {"jsonl"}
    assert rows()["Revision"] == whole["Revision"]


def test_a_damaged_original_keeps_what_it_gave_and_is_named(
    vault: ArchiveFolder, tmp_path: Path
) -> None:
    take_in(vault, lines(tmp_path / "a.jsonl", line(1), line(2)))
    before = rows()
    bad = Original.objects.get(witnesses__revision__cable="08EXAMPLETOWN1").sha256
    Originals(vault.originals).path(bad).write_bytes(b"rust")

    report = reread(vault, workers=0, hand=hand())

    assert report.damaged == [f"{bad} cannot be decompressed"]
    assert rows() == before
    decisions.release_all(vault, GROUND)
    manifest = publication.publish(vault, audience=Audience.PUBLIC, made_at=NOW)
    assert manifest.counts["cables"] == 2
