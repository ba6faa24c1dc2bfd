"""Whatever is done to the log, or behind its back, is found and named."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, transaction
from tests.holdings import DAY, NOW, line, lines, take_in

from reftel.archive import ArchiveFolder, Audience
from reftel.vault import audit, decisions, heads, publication
from reftel.vault.decisions import Ground
from reftel.vault.entries import Wanted, entries
from reftel.vault.models import AuditEntry, Decision, Mark, MarkState, Original, Review, Veil
from reftel.vault.proof import Known, proof

GROUND = Ground(on=DAY, reason="Because.", author="ada", at=NOW)
CABLES = [f"08EXAMPLETOWN{number}" for number in range(1, 6)]


@pytest.fixture
def logged(vault: ArchiveFolder, tmp_path: Path) -> ArchiveFolder:
    """A log of ten entries. The first begins it, the second is an import of five cables.

    3 withholds the first cable (decision 1), 4 releases three others (2 to 4), 5 tells of a
    key and 6 of edition 1, 7 of a review, 8 and 9 of a mark set and lifted, 10 withdraws
    (decision 5).
    """
    take_in(vault, lines(tmp_path / "five.jsonl", *(line(number) for number in range(1, 6))))
    decisions.withhold(vault, CABLES[:1], GROUND)
    decisions.release(vault, CABLES[1:4], GROUND)
    publication.publish(vault, audience=Audience.PUBLIC, made_at=NOW)
    place = {"cable_id": CABLES[0], "original": Original.objects.all()[0]}
    done = {"about": CABLES[0], "author": "ada", "at": NOW}
    with transaction.atomic():
        review = Review.objects.create(**place, step="review", author="ada", at=NOW)
        audit.append("review", **done, rows=[review])
        set_ = Mark(**place, start=1, end=2, words="x", state=MarkState.STANDING)
        set_.author, set_.at = "ada", NOW
        set_.save()
        audit.append("mark", **done, rows=[set_])
        set_.state = MarkState.LIFTED
        set_.save()
        audit.append("lift", **done, rows=[set_])
    decisions.withdraw(vault, CABLES[1:2], GROUND)
    return vault


def faults(archive: ArchiveFolder, *known: Known) -> list[str]:
    return [fault.message for fault in proof([*heads.known(archive), *known]).faults]


def sealed_anew(first: int) -> None:
    """The digests of all entries from one on, as somebody writes them who knows how."""
    digest = AuditEntry.objects.get(number=first - 1).digest
    for entry, _ in list(entries(Wanted().rows())):
        if entry.number >= first:
            digest = entry._replace(before=digest).digest
            AuditEntry.objects.filter(number=entry.number).update(digest=digest)


def test_a_log_that_nobody_touched_is_whole(logged: ArchiveFolder) -> None:
    made = proof(heads.known(logged))

    assert made.faults == []
    assert (made.entries, made.head.number) == (10, 10)
    assert [(known.where, number) for known, number in made.found] == [
        ("edition 1", 5),
        ("audit-head", 6),
    ]


@pytest.mark.parametrize(
    "column", ["at", "author", "act", "about", "detail", "digest"], ids=lambda column: column
)
def test_an_entry_that_was_edited_is_named(logged: ArchiveFolder, column: str) -> None:
    AuditEntry.objects.filter(number=10).update(**{column: '{"on":1}'})

    assert "Entry 10 does not follow from entry 9" in faults(logged)[0]


def test_entries_that_were_deleted_are_named(logged: ArchiveFolder) -> None:
    AuditEntry.objects.filter(number__in=[7, 8]).delete()

    assert "Entries 7 to 8 are not there." in faults(logged)


def test_entries_that_changed_places_are_named(logged: ArchiveFolder) -> None:
    AuditEntry.objects.filter(number=8).update(number=99)
    AuditEntry.objects.filter(number=9).update(number=8)
    AuditEntry.objects.filter(number=99).update(number=9)

    assert [found.partition(":")[0] for found in faults(logged)][:3] == [
        "Entry 8 does not follow from entry 7",
        "Entry 9 does not follow from entry 8",
        "Entry 10 does not follow from entry 9",
    ]


def test_an_entry_that_was_put_in_is_named(logged: ArchiveFolder) -> None:
    for number in (10, 9, 8, 7):
        AuditEntry.objects.filter(number=number).update(number=number + 1)
    AuditEntry.objects.create(number=7, at="", author="eve", act="note", detail="{}", digest="0")

    found = faults(logged)
    assert found[0].startswith("Entry 7 does not follow from entry 6")


@pytest.mark.parametrize(("left", "says"), [(4, "audit-head"), (3, "Edition 1")])
def test_an_end_that_was_cut_off_is_told_by_what_was_kept_elsewhere(
    logged: ArchiveFolder, left: int, says: str
) -> None:
    AuditEntry.objects.filter(number__gt=left).delete()

    expected = {
        "audit-head": "The log ends at entry 4; audit-head knew of entry 6.",
        "Edition 1": "Edition 1 was made from a log with entries that are not in this one.",
    }
    assert expected[says] in faults(logged)


def test_a_log_that_was_sealed_anew_is_told_from_the_one_that_was_known(
    logged: ArchiveFolder,
) -> None:
    AuditEntry.objects.filter(number=4).update(author="eve")
    sealed_anew(4)

    assert faults(logged) == [
        "Edition 1 was made from a log with entries that are not in this one.",
        "Entry 6 is not the one that audit-head knew, or follows from others.",
    ]


def test_the_whole_log_may_not_be_lost(logged: ArchiveFolder) -> None:
    AuditEntry.objects.all().delete()

    assert faults(logged)[0] == "The log has no entry, and each has one from its beginning."


def forged() -> None:
    Decision.objects.create(cable_id=CABLES[4], verb="withhold", on=DAY)


def lost_veil() -> None:
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute("UPDATE vault_review SET veil_id = 'f00'")


@pytest.mark.parametrize(
    ("behind_its_back", "found"),
    [
        (
            lambda: Decision.objects.filter(id=1).update(author="eve"),
            ["Changed since entry 3 told of it: decision 1."],
        ),
        (
            lambda: Decision.objects.filter(id=3).update(on="2026-03-02"),
            ["Changed since entry 4 told of it: decisions 2 to 4."],
        ),
        (
            lambda: Decision.objects.filter(id=3).delete(),
            ["1 of decisions 2 to 4 taken out since entry 4."],
        ),
        (forged, ["No entry tells of decision 6."]),
        (
            lambda: Decision.objects.filter(id=5).delete(),
            ["1 of decision 5 taken out since entry 10."],
        ),
        (
            lambda: Review.objects.update(words="Fine."),
            ["Changed since entry 7 told of it: review 1."],
        ),
        (
            lost_veil,
            ["Changed since entry 7 told of it: review 1.", "The veil of review 1 was taken out."],
        ),
        (lambda: Review.objects.all().delete(), ["1 of review 1 taken out since entry 7."]),
        (
            lambda: Mark.objects.update(state=MarkState.STANDING),
            ["Mark 1 changed since entry 9 told of it."],
        ),
        (lambda: Mark.objects.all().delete(), ["Mark 1 was taken out since entry 9 told of it."]),
        (
            lambda: Mark.objects.bulk_create([_copied(Mark.objects.get())]),
            ["No entry tells of mark 2."],
        ),
        (
            lambda: Veil.objects.create(digest="0" * 64, marks="[]"),
            [f"Veil {'0' * 64} was changed."],
        ),
    ],
)
def test_rows_that_were_changed_behind_the_logs_back_are_named(
    logged: ArchiveFolder, behind_its_back: Callable[[], object], found: list[str]
) -> None:
    behind_its_back()

    assert faults(logged) == found


def _copied(mark: Mark) -> Mark:
    mark.pk = None
    return mark


def test_a_vault_from_before_the_log_begins_with_all_that_stood_then(
    logged: ArchiveFolder,
) -> None:
    logged.audit_head.unlink()
    AuditEntry.objects.all().delete()
    with transaction.atomic():
        audit.begin(at=NOW)
    decisions.withhold(logged, CABLES[4:], GROUND)

    unknown = "Edition 1 was made from a log with entries that are not in this one."
    assert faults(logged) == [unknown]
    began = json.loads(AuditEntry.objects.get(number=1).detail)["rows"]
    assert began["decision"]["count"] == 5
    Decision.objects.filter(id=2).delete()
    assert "1 of decisions 1 to 5 taken out since entry 1." in faults(logged)


@pytest.mark.parametrize("detail", ["", "[]", '{"rows":1}', '{"rows":{"decision":{}}}', "{"])
def test_an_entry_that_cannot_be_read_stops_nothing(logged: ArchiveFolder, detail: str) -> None:
    AuditEntry.objects.filter(number=3).update(detail=detail)

    found = faults(logged)
    assert found[0].startswith("Entry 3 does not follow from entry 2")
    assert "No entry tells of decision 1." in found
