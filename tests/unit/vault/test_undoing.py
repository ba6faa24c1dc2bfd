"""A batch undone: readers are where they were, and every edition after says the same."""

import json

import pytest
from tests.batching import CARA, LATER, NOW, approve, cable, hold, public, run, scheduled
from tests.holdings import DAY

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.live import open_live
from reftel.edition.past import What
from reftel.edition.pointer import live_folder
from reftel.edition.recall import withdrawals
from reftel.vault import decisions, former, marking, publication
from reftel.vault.batches import drafts, undoing
from reftel.vault.batches.running import run_one
from reftel.vault.decisions import Ground, UndecidableError
from reftel.vault.models import AuditEntry, Batch, BatchState, Decision, Mark, MarkState

WHY = "Released by mistake."


def folders(archive: ArchiveFolder) -> list[str]:
    return sorted(path.name for path in archive.editions(audience=Audience.PUBLIC).iterdir())


def put_away(archive: ArchiveFolder) -> list[str]:
    return sorted(path.name for path in archive.former.glob("*"))


def undone(archive: ArchiveFolder, batch: Batch) -> undoing.Undone:
    """Undone, and the next edition made, as a run makes it."""
    done = undoing.undo(archive, batch.id, reason=WHY, author=CARA, at=LATER)
    run(archive, LATER).follow()
    return done


@pytest.fixture
def batch(vault: ArchiveFolder) -> Batch:
    """A batch that corrected one cable, and made another public; a third was public before."""
    hold(vault, 1, 2)
    decisions.release_all(vault, Ground(on=DAY))
    publication.publish(vault, audience=Audience.PUBLIC, made_at=NOW)
    hold(vault, 3)
    hold(vault, 1, words="The harvest was bad.", day="2012-01-01")
    return run_one(run(vault), scheduled(vault, approve(1, 3)).id)


def texts(archive: ArchiveFolder) -> dict[str, str]:
    records = open_live(archive, audience=Audience.PUBLIC).records()
    return {record["id"]: record["paragraphs"][0]["text"] for record in records}


def test_what_was_new_is_gone_and_what_was_corrected_is_as_before(
    vault: ArchiveFolder, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    really = publication.publish

    def looked(*given: object, **more: object) -> object:
        folder = live_folder(vault, audience=Audience.PUBLIC)
        seen.append(folder.name if folder else "")
        return really(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(publication, "publish", looked)

    done = undone(vault, batch)

    assert (done.batch.state, done.kept, done.at_once) == (BatchState.UNDONE, (), True)
    assert seen == ["000001"], "readers were back at once, before the next edition was made"
    assert texts(vault) == {cable(1): "The harvest was good.", cable(2): "The harvest was good."}
    edition = open_live(vault, audience=Audience.PUBLIC)
    assert edition.manifest.number == 3
    notice = edition.known([cable(3)])[cable(3)]
    assert notice.notice == WHY  # type: ignore[union-attr]
    assert publication.is_followed(vault)
    assert AuditEntry.objects.filter(act="batch-undo", about="spring").count() == 1


def test_the_editions_that_held_it_are_put_behind_the_wall(
    vault: ArchiveFolder, batch: Batch
) -> None:
    assert folders(vault) == ["000001", "000002"]

    undone(vault, batch)

    assert (folders(vault), put_away(vault)) == (["000003"], ["000001", "000002"])
    assert vault.former.stat().st_mode & 0o077 == 0
    assert [(one.number, one.private, one.live) for one in former.editions(vault)] == [
        (1, True, False),
        (2, True, False),
        (3, False, True),
    ]


def test_what_was_decided_after_it_stands(vault: ArchiveFolder, batch: Batch) -> None:
    """A cable of the batch was withdrawn meanwhile: its edition is not gone back behind."""
    decisions.withdraw(vault, [cable(2)], Ground(on=DAY, reason="Asked for."))
    publication.publish(vault, audience=Audience.PUBLIC, made_at=NOW)

    done = undone(vault, batch)

    assert not done.at_once
    assert texts(vault) == {cable(1): "The harvest was good."}


def test_nothing_that_was_marked_meanwhile_is_shown_again(
    vault: ArchiveFolder, batch: Batch
) -> None:
    original = Decision.objects.filter(cable=cable(1)).latest("id").original_id
    Mark.objects.create(
        cable_id=cable(1),
        original_id=original,
        text="0" * 64,
        start=0,
        end=3,
        kind="words",
        words="The",
        state=MarkState.STANDING,
        author=CARA,
        at=NOW,
    )

    done = undone(vault, batch)

    assert (done.kept, done.at_once) == ((cable(1),), False)
    assert Decision.objects.filter(cable=cable(1)).count() == 2


def test_what_the_batch_held_back_is_not_shown_again_though_its_mark_was_lifted(
    vault: ArchiveFolder,
) -> None:
    hold(vault, 1)
    decisions.release_all(vault, Ground(on=DAY))
    publication.publish(vault, audience=Audience.PUBLIC, made_at=NOW)
    by = marking.By(author=CARA, at=NOW)
    (mark,) = marking.mark_words(cable(1), "harvest", by=by)
    batch = run_one(run(vault), scheduled(vault, approve(1)).id)
    marking.lift(mark.pk, by=by)

    done = undone(vault, batch)

    assert done.kept == (cable(1),)
    assert texts(vault) == {cable(1): "The [REDACTED] was good."}


def test_a_batch_is_undone_once_and_with_a_reason(vault: ArchiveFolder, batch: Batch) -> None:
    with pytest.raises(UndecidableError, match="not undone without a word"):
        undoing.undo(vault, batch.id, reason=" ", author=CARA, at=LATER)
    undone(vault, batch)
    with pytest.raises(UndecidableError, match="The batch 'spring' is undone"):
        undone(vault, batch)


@pytest.mark.usefixtures("batch")
def test_a_withdrawal_leaves_no_public_folder_that_holds_it(vault: ArchiveFolder) -> None:
    decisions.withdraw(vault, [cable(2)], Ground(on=DAY, reason="Asked for."))

    publication.follow(vault, made_at=LATER)

    assert (folders(vault), put_away(vault)) == (["000003"], ["000001", "000002"])
    assert former.remove(vault) == [1, 2]
    assert (folders(vault), put_away(vault)) == (["000003"], [])
    assert public(vault) == [cable(1), cable(3)]


@pytest.mark.usefixtures("batch")
def test_where_it_cannot_be_moved_it_is_removed(vault: ArchiveFolder) -> None:
    vault.former.write_text("a file stands where the folder should be")
    decisions.withdraw(vault, [cable(2)], Ground(on=DAY, reason="Asked for."))

    publication.follow(vault, made_at=LATER)

    assert folders(vault) == ["000003"]


@pytest.mark.usefixtures("batch")
def test_what_a_kill_left_is_put_away_by_the_next_publication(
    vault: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    decisions.withdraw(vault, [cable(2)], Ground(on=DAY, reason="Asked for."))
    with monkeypatch.context() as patch:
        patch.setattr(former, "settle", lambda _: [])
        publication.follow(vault, made_at=NOW)
    assert folders(vault) == ["000001", "000002", "000003"]
    hold(vault, 4)
    decisions.release(vault, [cable(4)], Ground(on=DAY))

    publication.follow(vault, made_at=LATER)

    assert folders(vault) == ["000003", "000004"]


def test_an_edition_before_a_plain_release_stays_where_it_is(
    vault: ArchiveFolder, batch: Batch
) -> None:
    assert former.settle(vault) == []
    assert folders(vault) == ["000001", "000002"]
    assert former.put_away(vault) == [1]
    assert not undone(vault, batch).at_once
    assert drafts.found(batch.id).state == BatchState.UNDONE


def test_a_text_that_an_undone_batch_took_back_is_recalled_for_good(vault: ArchiveFolder) -> None:
    """A name stood in edition 2 alone, of a batch that did nothing else."""
    by = marking.By(author=CARA, at=NOW)
    hold(vault, 1)
    (mark,) = marking.mark_words(cable(1), "harvest", by=by, code="B6")
    run_one(run(vault), scheduled(vault, approve(1), "one").id)
    marking.lift(mark.pk, by=by)
    batch = run_one(run(vault), scheduled(vault, approve(1), "two").id)
    assert texts(vault) == {cable(1): "The harvest was good."}

    assert undone(vault, batch).at_once
    hold(vault, 2)
    decisions.release(vault, [cable(2)], Ground(on=DAY))
    publication.follow(vault, made_at=LATER)

    edition = open_live(vault, audience=Audience.PUBLIC)
    assert texts(vault)[cable(1)] == "The [B6 REDACTED] was good."
    assert [(one.number, one.counts[What.CHANGED]) for one in edition.chronicle.issues] == [
        (1, 0),
        (2, 1),
        (3, 1),
        (4, 0),
    ]
    assert json.loads(withdrawals(edition.folder))["texts"] == [
        {
            "id": cable(1),
            "day": "2026-03-01",
            "reason": "The first part.",
            "before": 3,
            "paragraphs": ["par1"],
        }
    ]
