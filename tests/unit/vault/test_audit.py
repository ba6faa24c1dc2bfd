"""What was decided stands in the log, and each entry seals the one before it."""

import hashlib
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError
from tests.holdings import DAY, NOW, ONE, TWO, hand, line, lines, take_in

from reftel.archive import ArchiveFolder, Audience
from reftel.vault import audit, decisions, publication
from reftel.vault.chain import Entry
from reftel.vault.decisions import Ground, UndecidableError
from reftel.vault.models import AuditEntry, Mark, Original, Review
from reftel.vault.rereading import reread

GROUND = Ground(on=DAY, reason="Because.", author="ada", at=NOW)


@pytest.fixture
def three(vault: ArchiveFolder, tmp_path: Path) -> ArchiveFolder:
    take_in(vault, lines(tmp_path / "three.jsonl", line(1), line(2), line(3)))
    return vault


def entries(act: str) -> list[tuple[str, str, dict[str, Any]]]:
    rows = AuditEntry.objects.filter(act=act).order_by("number")
    return [(row.author, row.about, json.loads(row.detail)) for row in rows]


def test_an_entry_is_a_line_whose_sum_stands_in_the_next() -> None:
    first = Entry(1, "2026-03-01T12:00:00.000000+00:00", "", "begin", "", "{}", "")
    line = (
        '{"about":"","act":"begin","at":"2026-03-01T12:00:00.000000+00:00","author":"",'
        '"before":"","detail":{},"number":1}\n'
    )
    assert first.line.decode() == line
    assert first.digest == hashlib.sha256(line.encode()).hexdigest()

    second = Entry(2, first.at, 'a "b"', "mark", "08É1", '{"n":1}', first.digest)
    assert json.loads(second.line) == {
        "about": "08É1",
        "act": "mark",
        "at": first.at,
        "author": 'a "b"',
        "before": first.digest,
        "detail": {"n": 1},
        "number": 2,
    }


@pytest.mark.usefixtures("vault")
def test_the_log_begins_with_a_secret_so_that_its_digests_tell_nothing() -> None:
    (begun,) = AuditEntry.objects.filter(number=1)

    assert begun.act == "begin"
    assert len(json.loads(begun.detail)["secret"]) == 64


def test_every_decision_stands_in_the_log(three: ArchiveFolder) -> None:
    decisions.release_all(three, GROUND)
    decisions.withdraw(three, [TWO], GROUND)

    ((author, about, released),) = entries("release")
    assert (author, about, released["cables"], released["on"]) == ("ada", "", 3, "2026-03-01")
    rows = released["rows"]["decision"]
    assert (rows["first"], rows["last"], rows["count"]) == (1, 3, 3)
    ((_, about, withdrawn),) = entries("withdraw")
    assert (about, withdrawn["reason"]) == (TWO, "Because.")


def test_what_was_decided_is_told_row_by_row(three: ArchiveFolder) -> None:
    decisions.withhold(three, [ONE], GROUND)

    row = f'[1,"{ONE}",null,null,"withhold","2026-03-01","","Because.","","ada"]\n'
    ((_, _, told),) = entries("withhold")
    assert told["rows"]["decision"]["sha256"] == hashlib.sha256(row.encode()).hexdigest()


def test_what_was_refused_or_changed_nothing_is_no_entry(three: ArchiveFolder) -> None:
    decisions.release_all(three, GROUND)
    before = audit.head()

    assert decisions.release_all(three, GROUND) == 0
    with pytest.raises(UndecidableError):
        decisions.withhold(three, [ONE], GROUND)

    assert audit.head() == before


def test_a_clock_that_was_set_back_is_told_as_it_was(three: ArchiveFolder) -> None:
    past = datetime(1999, 12, 31, 23, 59, tzinfo=UTC)
    decisions.withhold(three, [ONE], GROUND)
    decisions.withhold(three, [TWO], Ground(on=date(1999, 12, 31), at=past))

    withheld = AuditEntry.objects.filter(act="withhold").order_by("number")
    assert [row.at for row in withheld] == [
        "2026-03-01T12:00:00.000000+00:00",
        "1999-12-31T23:59:00.000000+00:00",
    ]


@pytest.mark.usefixtures("vault")
def test_an_entry_outside_a_transaction_is_refused() -> None:
    with pytest.raises(TransactionManagementError, match="the transaction of its act"):
        audit.append("mark", about=ONE, author="ada", at=NOW)


@pytest.mark.usefixtures("three")
def test_an_entry_answers_for_reviews_and_marks_as_they_are_now() -> None:
    with transaction.atomic():
        review = Review.objects.create(
            cable_id=ONE, original=Original.objects.all()[0], step="review", author="ada", at=NOW
        )
        audit.append("review", about=ONE, author="ada", at=NOW, rows=[review])
        mark = Mark.objects.create(
            cable_id=ONE,
            original=Original.objects.all()[0],
            start=1,
            end=2,
            words="x",
            state="standing",
            author="ada",
            at=NOW,
        )
        audit.append("mark", about=ONE, author="ada", at=NOW, rows=Mark.objects.filter(id=mark.id))

    ((_, _, reviewed),) = entries("review")
    assert {**reviewed["rows"]["review"], "sha256": ""} == {
        "first": review.id,
        "last": review.id,
        "count": 1,
        "sha256": "",
    }
    ((_, _, marked),) = entries("mark")
    assert list(marked["rows"]["mark"]) == [str(mark.id)]


@pytest.mark.usefixtures("vault")
def test_names_that_are_no_unicode_are_kept_as_escapes() -> None:
    with transaction.atomic():
        kept = audit.append("import", author="a\udc80", at=NOW, detail={"path": "b\udc80"})

    assert kept.author == "a\\udc80"
    assert json.loads(kept.detail) == {"path": "b\udc80"}


def test_what_comes_in_and_what_goes_public_stands_in_the_log(
    vault: ArchiveFolder, tmp_path: Path
) -> None:
    heap = lines(tmp_path / "heap.jsonl", line(1), line(2), b"{}{")
    take_in(vault, heap, batch="spring")
    decisions.release_all(vault, GROUND)
    made = publication.publish(vault, audience=Audience.PUBLIC, made_at=NOW, author="grace")
    publication.publish(vault, audience=Audience.PUBLIC, made_at=NOW, author="grace")
    reread(vault, workers=0, hand=hand())

    ((author, about, told),) = entries("import")
    assert (author, about, told["paths"]) == ("ada", "spring", [str(heap)])
    assert (told["cables"], told["rejected"]) == (2, 1)
    assert entries("publish") == [
        (
            "grace",
            "edition 1",
            {"audience": "public", "content_digest": made.content_digest, "cables": 2},
        )
    ], "the second made no new edition"
    ((_, _, told),) = entries("reread")
    assert (told["originals"], told["damaged"], told["lost_releases"]) == (3, 0, 0)


def test_an_edition_that_went_live_and_was_cut_off_is_told_by_the_next(
    three: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    decisions.release(three, [ONE], GROUND)
    with monkeypatch.context() as cut:
        cut.setattr("reftel.vault.register.confirm", interrupted)
        with pytest.raises(KeyboardInterrupt):
            publication.publish(three, audience=Audience.PUBLIC, made_at=NOW)
    assert entries("publish") == []

    decisions.release(three, [TWO], GROUND)
    publication.publish(three, audience=Audience.PUBLIC, made_at=NOW)

    assert [about for _, about, _ in entries("publish")] == ["edition 1", "edition 2"]


def test_an_import_that_is_stopped_is_told_with_what_it_did(
    vault: ArchiveFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reftel.vault.accession.WRITTEN_AT_ONCE", 1)
    monkeypatch.setattr("reftel.vault.accession.READ_AT_ONCE", 1)
    heap = lines(tmp_path / "heap.jsonl", line(1), line(2), line(3))

    with pytest.raises(KeyboardInterrupt):
        take_in(vault, heap, progress=interrupted)

    ((_, _, told),) = entries("import")
    assert told["cables"] == 1


def interrupted(*_words: object) -> None:
    raise KeyboardInterrupt
