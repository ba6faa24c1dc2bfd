"""Batches: only what was approved gets in, only what still is goes out, each batch once."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection
from tests.batching import (
    ANNA,
    BEN,
    CARA,
    LATER,
    NOW,
    approve,
    cable,
    clean,
    hold,
    public,
    run,
    scheduled,
)
from tests.holdings import DAY

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.live import open_live
from reftel.edition.manifest import Manifest
from reftel.errors import ArchiveError
from reftel.vault import decisions, docket, marking, review
from reftel.vault.batches import drafts, schedule
from reftel.vault.batches.reports import Finding, Rehearsed, Report
from reftel.vault.batches.running import run_due, run_one
from reftel.vault.batches.steps import STEPS, Act, can, taken
from reftel.vault.decisions import Ground, UndecidableError
from reftel.vault.models import (
    AuditEntry,
    Batch,
    BatchItem,
    BatchState,
    Decision,
    Mark,
    MarkState,
    Review,
    Step,
)
from reftel.vault.rules import Order


def ran(archive: ArchiveFolder, batch: Batch, **more: object) -> Batch:
    return run_one(run(archive, **more), batch.id)  # type: ignore[arg-type]


def failed(batch: Batch) -> dict[str, tuple[tuple[str, str], ...]]:
    return {one.check: one.cables for one in Report.of(batch).failures}


def test_a_batch_that_is_due_becomes_public_once(vault: ArchiveFolder) -> None:
    hold(vault, 1, 2, 3)
    batch = scheduled(vault, approve(1, 2), due=LATER)

    assert list(run_due(run(vault, NOW))) == []
    assert public(vault) == []
    (done,) = run_due(run(vault, LATER))
    assert list(run_due(run(vault, LATER + timedelta(days=1)))) == []

    assert (done.state, done.edition, done.id) == (BatchState.RELEASED, 1, batch.id)
    assert public(vault) == [cable(1), cable(2)]
    rows = Decision.objects.values_list("cable_id", "verb", "batch", "notice", "author")
    assert list(rows) == [
        (cable(number), "release", "spring", "The first part.", CARA) for number in (1, 2)
    ]
    assert (done.first_id, done.last_id) == (1, 2)
    assert Report.of(done).walked == {"addresses": 1}
    assert set(docket.known([cable(1)])[cable(1)].scheduled) == set()


def test_every_step_is_written_down(vault: ArchiveFolder) -> None:
    hold(vault, 1)
    ran(vault, scheduled(vault, approve(1)))

    told = AuditEntry.objects.filter(about="spring").values_list("act", "author")
    assert list(told.order_by("number")) == [
        (act, CARA)
        for act in (
            "batch-draft",
            "batch-fill",
            "batch-schedule",
            "batch-begin",
            "release",
            "batch-release",
        )
    ]


def test_what_is_not_approved_as_it_stands_does_not_get_in(vault: ArchiveFolder) -> None:
    hold(vault, 1, 2, 3)
    approve(1)
    Review.objects.filter(cable=cable(1), step=Step.APPROVE).delete()
    approve(2, 3)
    batch = drafts.draft("spring", author=CARA, at=NOW)

    drafts.add(batch.id, [cable(3)], author=CARA, at=NOW)
    filled = drafts.add(batch.id, [cable(1), cable(2), cable(3), "08NOWHERE1"], author=CARA, at=NOW)

    assert filled.added == 1
    assert dict(filled.left_out) == {
        cable(1): "It is not approved.",
        cable(3): "It is in this batch already.",
        "08NOWHERE1": "It is not held.",
    }
    assert drafts.remove(batch.id, [cable(2), cable(1)], author=CARA, at=NOW) == 1
    assert list(BatchItem.objects.values_list("cable_id", flat=True)) == [cable(3)]


@pytest.mark.parametrize(
    ("disturbed", "check", "why"),
    [
        (
            lambda archive: hold(archive, 1, words="The harvest was bad.", day="2012-01-01"),
            "approved",
            "A later text came in than the one that was approved.",
        ),
        (
            lambda _: Review.objects.filter(cable=cable(1), step=Step.APPROVE).delete(),
            "approved",
            "It is not approved, or was returned to be reviewed.",
        ),
        (lambda _: marked(MarkState.STANDING), "approved", "Its marks are not those that were"),
        (lambda _: marked(MarkState.PROPOSED), "proposals", "that nobody decided: 1."),
        (lambda _: marked(MarkState.ADRIFT), "adrift", "that have lost their place: 1."),
        (
            lambda archive: decisions.withhold(archive, [cable(1)], Ground(on=DAY)),
            "undisturbed",
            "It was withheld since it got into the batch.",
        ),
        (
            lambda archive: decisions.release(archive, [cable(1)], Ground(on=DAY)),
            "undisturbed",
            "It was released since it got into the batch.",
        ),
        (
            lambda archive: archive.config.write_text(
                "format = 1\n[policy]\nembargo = 2026-03-02\n"
            ),
            "embargo",
            "It is under embargo until 2026-03-02 00:00 UTC.",
        ),
    ],
)
def test_what_changed_since_it_was_approved_holds_the_batch_back(
    vault: ArchiveFolder, disturbed: object, check: str, why: str
) -> None:
    hold(vault, 1, 2)
    batch = scheduled(vault, approve(1, 2))
    before = Decision.objects.count()
    disturbed(vault)  # type: ignore[operator]
    mine = Decision.objects.count() - before

    done = ran(vault, batch)

    assert done.state == BatchState.REFUSED
    assert failed(done)[check][0][0] == cable(1)
    assert why in failed(done)[check][0][1]
    assert check == "embargo" or len(failed(done)[check]) == 1
    assert Decision.objects.count() == before + mine
    assert public(vault) == []
    assert "did not pass its checks" in Report.of(done).happened


def marked(state: MarkState) -> None:
    known = docket.known([cable(1)])[cable(1)]
    Mark.objects.create(
        cable_id=cable(1),
        original_id=min(known.originals),
        text="0" * 64,
        start=0,
        end=3,
        kind="words",
        words="The",
        state=state,
        author=ANNA,
        at=NOW,
    )


def test_two_people_are_two(vault: ArchiveFolder) -> None:
    vault.config.write_text("format = 1\n[policy]\ntwo_people = true\n")
    hold(vault, 1, 2, 3)
    approve(1, reviewer=ANNA, approver=ANNA)
    approve(2, reviewer=ANNA, approver=BEN)
    approve(3, reviewer=BEN, approver=BEN)
    approve(3, reviewer=ANNA, approver=ANNA)

    done = ran(vault, scheduled(vault, [cable(1), cable(2), cable(3)]))

    assert [id_ for id_, _ in failed(done)["two-people"]] == [cable(1)]


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("two_people = true", "08EXAMPLETOWN1: It is not approved, or was returned"),
        ('markings = ["SIPDIS"]', r"08EXAMPLETOWN1: The policy does not allow UNCLASSIFIED\."),
        ("embargo = 2027-01-01", "08EXAMPLETOWN1: It is under embargo until 2027-01-01"),
    ],
)
def test_the_policy_holds_for_the_command_line_as_well(
    vault: ArchiveFolder, rule: str, why: str
) -> None:
    hold(vault, 1, 2)
    vault.config.write_text(f"format = 1\n[policy]\n{rule}\n")

    with pytest.raises(UndecidableError, match=why):
        decisions.release_all(vault, Ground(on=DAY, at=NOW))

    assert not Decision.objects.exists()


def test_what_two_people_approved_can_be_released_from_the_command_line(
    vault: ArchiveFolder,
) -> None:
    hold(vault, 1, 2)
    vault.config.write_text("format = 1\n[policy]\ntwo_people = true\n")
    approve(1)
    approve(2, reviewer=ANNA, approver=ANNA)

    assert decisions.release(vault, [cable(1)], Ground(on=DAY, at=NOW)) == 1
    with pytest.raises(UndecidableError, match="One person reviewed and approved it"):
        decisions.release(vault, [cable(2)], Ground(on=DAY, at=NOW))


def test_a_batch_under_embargo_cannot_be_scheduled_before_its_end(vault: ArchiveFolder) -> None:
    vault.config.write_text("format = 1\n[policy.embargoes]\nspring = 2026-03-02\n")
    hold(vault, 1)
    ids = approve(1)

    with pytest.raises(UndecidableError, match="under embargo until 2026-03-02 00:00 UTC"):
        scheduled(vault, ids)
    end = NOW + timedelta(hours=12)
    schedule.schedule(vault, Batch.objects.get().id, due=end, author=CARA, at=NOW)

    assert schedule.due(end - timedelta(seconds=1)) == []
    assert [done.state for done in run_due(run(vault, end))] == [BatchState.RELEASED]


def test_what_the_rehearsal_finds_refuses_the_release_and_leaves_no_decision(
    vault: ArchiveFolder,
) -> None:
    hold(vault, 1)
    batch = scheduled(vault, approve(1))
    leak = Finding("/cable/08EXAMPLETOWN1/", "body", "a word that is held back")
    seen: list[tuple[str, int]] = []

    def leaking(folder: Path, made: Manifest) -> Rehearsed:
        seen.append((folder.name, made.counts["cables"]))
        return Rehearsed((leak,), {"addresses": 3})

    done = ran(vault, batch, rehearsal=leaking)

    assert seen == [("000001.partial", 1)]
    assert done.state == BatchState.REFUSED
    assert Report.of(done).findings == (leak,)
    assert public(vault) == []
    assert not Decision.objects.exists()
    assert not list(vault.editions(audience=Audience.PUBLIC).iterdir())
    again = schedule.schedule(vault, batch.id, due=NOW, author=CARA, at=NOW)
    assert ran(vault, again).state == BatchState.RELEASED


def test_decisions_that_come_meanwhile_are_in_the_edition(vault: ArchiveFolder) -> None:
    """A withdrawal does not wait for a release, and a release does not bring it back."""
    hold(vault, 1, 2, 3)
    first = ran(vault, scheduled(vault, approve(1, 2), "first"))
    batch = scheduled(vault, approve(3), "second")
    times = []

    def meanwhile(folder: Path, made: Manifest) -> Rehearsed:
        times.append(made.number)
        if len(times) == 1:
            # As another process does it, on a connection of its own.
            from reftel.vault.batches import foresight  # noqa: PLC0415

            foresight.forget()
            decisions.withdraw(vault, [cable(1)], Ground(on=DAY, reason="Asked for."))
        return clean(folder, made)

    done = ran(vault, batch, rehearsal=meanwhile)

    assert first.edition == 1
    assert times == [2, 2]
    assert (done.state, public(vault)) == (BatchState.RELEASED, [cable(2), cable(3)])
    edition = open_live(vault, audience=Audience.PUBLIC)
    assert edition.known([cable(1)])[cable(1)].notice == "Asked for."  # type: ignore[union-attr]


def test_a_disk_that_fails_leaves_a_batch_that_can_be_run_again(
    vault: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(vault, 1)
    batch = scheduled(vault, approve(1))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("reftel.edition.build.durable.sync_tree", full)
        done = ran(vault, batch)

    assert done.state == BatchState.REFUSED
    assert "could not be written" in Report.of(done).happened
    assert "Free space" in Report.of(done).next_step
    assert not Decision.objects.exists()
    again = schedule.schedule(vault, batch.id, due=NOW, author=CARA, at=LATER)
    assert ran(vault, again).state == BatchState.RELEASED


def test_a_run_that_was_cut_off_before_anything_was_decided_runs_again(
    vault: ArchiveFolder,
) -> None:
    hold(vault, 1)
    batch = scheduled(vault, approve(1))
    Batch.objects.update(state=BatchState.RUNNING)

    (done,) = run_due(run(vault))

    assert (done.id, done.state, public(vault)) == (batch.id, BatchState.RELEASED, [cable(1)])
    assert AuditEntry.objects.filter(act="batch-resume").count() == 1


def test_a_run_that_was_cut_off_before_the_flip_is_carried_to_its_end(
    vault: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(vault, 1)
    batch = scheduled(vault, approve(1))

    def stopped(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("reftel.edition.build.pointer.flip", stopped)
        done = ran(vault, batch)
    assert (done.state, done.last_id, public(vault)) == (BatchState.RUNNING, 1, [])
    assert "could not be written" in Report.of(done).happened

    (done,) = run_due(run(vault))

    assert (done.state, done.edition) == (BatchState.RELEASED, 2)
    assert public(vault) == [cable(1)]
    assert Decision.objects.count() == 1


def test_one_batch_that_is_refused_keeps_no_other_back(vault: ArchiveFolder) -> None:
    hold(vault, 1, 2)
    scheduled(vault, approve(1), "first")
    scheduled(vault, approve(2), "second")
    decisions.withhold(vault, [cable(1)], Ground(on=DAY))

    assert [(one.name, one.state) for one in run_due(run(vault))] == [
        ("first", BatchState.REFUSED),
        ("second", BatchState.RELEASED),
    ]


def test_another_writer_is_waited_for_by_the_next_run(vault: ArchiveFolder) -> None:
    from filelock import FileLock  # noqa: PLC0415

    hold(vault, 1)
    scheduled(vault, approve(1))

    with (
        FileLock(vault.lock.absolute(), is_singleton=False),
        pytest.raises(ArchiveError, match="Another reftel is writing"),
    ):
        list(run_due(run(vault)))

    assert Batch.objects.get().state == BatchState.SCHEDULED


@pytest.mark.parametrize("state", list(BatchState))
@pytest.mark.parametrize("act", list(Act))
def test_a_step_that_does_not_belong_is_refused_with_what_to_do(
    state: BatchState, act: Act
) -> None:
    batch = Batch(name="spring", state=state)

    if can(act, state):
        taken(batch, act)
        assert batch.state == STEPS[act][state]
    else:
        with pytest.raises(UndecidableError, match=f"The batch 'spring' is {state}"):
            taken(batch, act)
        assert batch.state == state


def test_names_are_given_once(vault: ArchiveFolder) -> None:
    drafts.draft("spring", author=CARA, at=NOW)

    for name, why in (
        (" spring ", "There is a batch 'spring' already"),
        ("  ", "needs a name"),
        ("x" * 201, "longer than 200"),
    ):
        with pytest.raises(UndecidableError, match=why):
            drafts.draft(name, author=CARA, at=NOW)
    with pytest.raises(UndecidableError, match="has no cables"):
        schedule.schedule(vault, 1, due=NOW, author=CARA, at=NOW)
    with pytest.raises(UndecidableError, match="There is no batch 7"):
        schedule.hold(7, author=CARA, at=NOW)


def withheld(archive: ArchiveFolder) -> None:
    decisions.withhold(archive, [cable(1)], Ground(on=DAY, reason="A source.", at=NOW))


def marked_now(_archive: ArchiveFolder) -> None:
    marking.mark_words(cable(1), "harvest", by=marking.By(author=ANNA, at=NOW))


def returned(archive: ArchiveFolder) -> None:
    review.take_each(Order(Step.RETURN, ANNA, NOW, "Stop."), [cable(1)], policy=archive.policy())


@pytest.mark.parametrize("act", [withheld, marked_now, returned])
def test_what_is_kept_back_while_the_edition_is_made_does_not_get_out(
    vault: ArchiveFolder, act: Callable[[ArchiveFolder], None]
) -> None:
    hold(vault, 1, 2)
    batch = scheduled(vault, approve(1, 2))
    times = []

    def meanwhile(_folder: Path, _made: Manifest) -> Rehearsed:
        times.append(1)
        if len(times) == 1:
            done = Thread(target=elsewhere, args=[partial(act, vault)])
            done.start()
            done.join()
        return Rehearsed(walked={"addresses": 1})

    done = ran(vault, batch, rehearsal=meanwhile)

    assert done.state == BatchState.REFUSED
    assert [id_ for id_, _ in failed(done)["approved"]] == [cable(1)]
    assert public(vault) == []
    assert not Decision.objects.filter(verb="release").exists()


def elsewhere(act: Callable[[], None]) -> None:
    """Do it as another process would, on a connection of its own."""
    try:
        act()
    finally:
        connection.close()
