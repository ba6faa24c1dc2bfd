"""Taking back: a cable or a part of it is gone from the next edition; no approval outlives it."""

import pytest
from tests.batching import CARA, LATER, NOW, approve, cable, hold, public, run, scheduled
from tests.holdings import DAY, line, lines, take_in

from reftel.archive import ArchiveFolder, Audience
from reftel.edition import seal
from reftel.edition.live import open_live
from reftel.edition.read import Edition
from reftel.edition.seal import Outcome
from reftel.errors import ArchiveError
from reftel.site.releasing import rehearsal
from reftel.telegram.cable import as_json, from_json
from reftel.vault import decisions, docket, marking, publication, withdrawing
from reftel.vault.audit import Hand
from reftel.vault.batches import drafts, previewing, schedule
from reftel.vault.batches.reports import Report
from reftel.vault.batches.running import run_due, run_one
from reftel.vault.decisions import Ground, UndecidableError
from reftel.vault.models import BatchState, Decision, Review, Step
from reftel.vault.withdrawing import Part

WHY = "Asked for by a person named in it."


@pytest.fixture
def released(vault: ArchiveFolder) -> ArchiveFolder:
    hold(vault, 1, words="Doe saw the barley, and Roe was told.")
    hold(vault, 2)
    run_one(run(vault), scheduled(vault, approve(1, 2)).id)
    return vault


def paragraph(archive: ArchiveFolder, id_: str) -> str:
    record = open_live(archive, audience=Audience.PUBLIC).record(id_)
    return record["paragraphs"][0]["text"] if record else ""


def test_a_cable_is_gone_with_the_next_run_and_is_approved_no_more(
    released: ArchiveFolder,
) -> None:
    withdrawing.withdraw(released, cable(1), notice=WHY, author=CARA, at=LATER)

    assert list(run_due(run(released, LATER))) == []

    assert public(released) == [cable(2)]
    assert not docket.known([cable(1)])[cable(1)].approved
    batch = drafts.draft("again", author=CARA, at=LATER)
    assert drafts.add(batch.id, [cable(1)], author=CARA, at=LATER).added == 0


def test_words_are_taken_out_of_what_is_public(released: ArchiveFolder) -> None:
    part = Part(words=["Doe"], code="B6")

    withdrawing.withdraw_part(released, cable(1), part, notice=WHY, author=CARA, at=LATER)
    publication.follow(released, made_at=LATER)

    assert paragraph(released, cable(1)) == "[B6 REDACTED] saw the barley, and Roe was told."
    past = open_live(released, audience=Audience.PUBLIC).chronicle.past(cable(1))
    assert [text.notice for text in past.texts] == [WHY], "the history is cut"
    folders = list(released.editions(audience=Audience.PUBLIC).iterdir())
    assert [path.name for path in folders] == ["000002"]


def test_a_paragraph_is_taken_out_of_what_is_public(released: ArchiveFolder) -> None:
    part = Part(paragraphs=["1"])

    withdrawing.withdraw_part(released, cable(1), part, notice=WHY, author=CARA, at=LATER)
    publication.follow(released, made_at=LATER)

    assert paragraph(released, cable(1)) == "[PARAGRAPH WITHHELD]"


@pytest.mark.parametrize(
    ("part", "notice", "why"),
    [
        (Part(words=["Doe"]), " ", "without a word"),
        (Part(), WHY, "Neither a paragraph nor words"),
        (Part(words=["Xyzzy"]), WHY, "Xyzzy|not|stand"),
        (Part(paragraphs=["9"]), WHY, "9"),
    ],
)
def test_what_cannot_be_taken_back_is_refused(
    released: ArchiveFolder, part: Part, notice: str, why: str
) -> None:
    before = Decision.objects.count()

    with pytest.raises(UndecidableError, match=why):
        withdrawing.withdraw_part(released, cable(1), part, notice=notice, author=CARA, at=LATER)

    assert Decision.objects.count() == before


def test_a_part_is_taken_back_only_of_the_text_that_is_public(released: ArchiveFolder) -> None:
    hold(released, 1, words="Doe saw more.", day="2012-01-01")
    hold(released, 3)
    for id_, why in ((cable(1), "A later text"), (cable(3), "is not public")):
        with pytest.raises(UndecidableError, match=why):
            withdrawing.withdraw_part(
                released, id_, Part(words=["Doe"]), notice=WHY, author=CARA, at=LATER
            )


def test_taking_back_shows_nothing_more(released: ArchiveFolder) -> None:
    """A mark that was lifted, and not approved, does not get out with a withdrawal."""
    part = Part(words=["Doe"])
    withdrawing.withdraw_part(released, cable(1), part, notice=WHY, author=CARA, at=LATER)
    by = marking.By(author=CARA, at=LATER)
    marking.lift(marking.marks(cable(1))[0].id, by=by)

    with pytest.raises(UndecidableError, match="was lifted since"):
        withdrawing.withdraw_part(
            released, cable(1), Part(words=["Roe"]), notice=WHY, author=CARA, at=LATER
        )


def test_a_rehearsed_release_under_marks_passes(vault: ArchiveFolder) -> None:
    """What lays the marks and what looks for their words agree."""
    hold(vault, 1, words="Xyzzyplugh Doe saw the barley; call 555-123456 for Quuxwort.")
    hold(vault, 2)
    by = marking.By(author=CARA, at=NOW)
    for words in ("Xyzzyplugh Doe", "555-123456"):
        marking.mark_words(cable(1), words, by=by, code="B6")

    done = run_one(run(vault, rehearsal=rehearsal(vault)), scheduled(vault, approve(1, 2)).id)

    assert Report.of(done).findings == ()
    assert done.state == BatchState.RELEASED
    assert paragraph(vault, cable(1)).startswith("[B6 REDACTED] saw the barley; call [B6 REDACTED]")


def test_words_that_are_marked_here_and_public_there_hold_a_batch_back(
    released: ArchiveFolder,
) -> None:
    hold(released, 3, words="Roe saw the barley.")
    marking.mark_words(cable(3), "Roe", by=marking.By(author=CARA, at=NOW))
    batch = scheduled(released, approve(3), "summer")

    done = run_one(run(released), batch.id)

    (failed,) = Report.of(done).failures
    assert (failed.check, failed.cables) == (
        "consistent",
        ((cable(3), f"Words that are marked in it stand open in {cable(1)}, {cable(2)}."),),
    )
    text = released.config.read_text()
    released.config.write_text(text + '\n[policy]\nopen_elsewhere = "allow"\n')
    schedule.schedule(released, batch.id, due=NOW, author=CARA, at=NOW)
    assert run_one(run(released), batch.id).state == BatchState.RELEASED


@pytest.mark.parametrize("together", [True, False])
def test_words_that_are_marked_there_and_open_here_hold_a_batch_back(
    vault: ArchiveFolder, *, together: bool
) -> None:
    """In the same batch, or in one that is public already; until somebody decides on them."""
    by = marking.By(author=CARA, at=NOW)
    hold(vault, 1, words="The ambassador met Jane Doequist at noon.")
    hold(vault, 2, words="We heard that Jane Doequist went home.")
    marking.mark_words(cable(1), "Jane Doequist", by=by)
    ids = approve(1, 2)
    if not together:
        first = run_one(run(vault), scheduled(vault, ids[:1], "first").id)
        assert first.state == BatchState.RELEASED
        ids = ids[1:]
    batch = scheduled(vault, ids, "second")

    refused = run_one(run(vault), batch.id)

    assert refused.state == BatchState.REFUSED
    (failed,) = Report.of(refused).failures
    told = (
        "Words marked elsewhere and open in it: 1. Ask the assistant on its page; "
        "what its container alone says cannot be marked: withhold it."
    )
    assert (failed.check, failed.cables) == ("elsewhere", ((cable(2), told),))
    (proposal,) = marking.propose(cable(2), Hand(CARA, NOW))
    marking.decide(proposal.pk, accept=False, by=by)
    schedule.schedule(vault, batch.id, due=NOW, author=CARA, at=NOW)
    assert run_one(run(vault), batch.id).state == BatchState.RELEASED


def test_a_mark_that_has_lost_its_place_holds_its_words_back_elsewhere_too(
    vault: ArchiveFolder,
) -> None:
    by = marking.By(author=CARA, at=NOW)
    hold(vault, 1, words="The ambassador met Jane Doequist at noon.")
    hold(vault, 2, words="We heard that Jane Doequist went home.")
    marking.mark_words(cable(1), "Jane Doequist", by=by)
    run_one(run(vault), scheduled(vault, approve(1), "first").id)
    hold(vault, 1, words="Nothing of note was said this week.", day="2012-01-01")
    (adrift,) = marking.marks(cable(1))
    assert adrift.state == "adrift"

    refused = run_one(run(vault), scheduled(vault, approve(2), "second").id)

    assert [one.check for one in Report.of(refused).failures] == ["elsewhere"]
    assert [one.words for one in marking.propose(cable(2), Hand(CARA, NOW))] == ["Jane Doequist"]


def test_what_only_the_container_says_is_looked_at_too(vault: ArchiveFolder) -> None:
    hold(vault, 1, words="The ambassador met Jane Doequist at noon.")
    record = from_json(line(2, "It rains."))
    text = record["text"].replace("SUBJECT: BLUE BARLEY\n\n", "")
    said = as_json({**record, "text": text, "subject": "TALK WITH JANE DOEQUIST"})
    take_in(vault, lines(vault.root.parent / "in2.jsonl", said))
    marking.mark_words(cable(1), "Jane Doequist", by=marking.By(author=CARA, at=NOW))

    refused = run_one(run(vault), scheduled(vault, approve(1, 2)).id)

    assert [one.check for one in Report.of(refused).failures] == ["elsewhere"]


@pytest.mark.parametrize("on_the_desk", [True, False])
def test_no_approval_from_before_a_withdrawal_holds_again(
    vault: ArchiveFolder, *, on_the_desk: bool
) -> None:
    """Nor one whose text or marks were others when it was withdrawn."""
    by = marking.By(author=CARA, at=NOW)
    hold(vault, 1)
    run_one(run(vault), scheduled(vault, approve(1)).id)
    (mark,) = marking.mark_words(cable(1), "harvest", by=by)

    if on_the_desk:
        withdrawing.withdraw(vault, cable(1), notice=WHY, author=CARA, at=LATER)
    else:
        decisions.withdraw(vault, [cable(1)], Ground(on=DAY, reason=WHY, at=LATER))
    marking.lift(mark.pk, by=by)

    assert not docket.known([cable(1)])[cable(1)].approved
    assert Review.objects.filter(cable=cable(1), step=Step.RETURN).count() == 1


def test_a_preview_is_kept_behind_the_wall_and_decides_nothing(released: ArchiveFolder) -> None:
    hold(released, 3)
    batch = scheduled(released, approve(3), "summer", due=LATER)

    report = previewing.preview(run(released), batch.id)

    assert (report.failures, report.findings, report.happened) == ((), (), "")
    seen = Edition(released.preview(batch.id))
    assert seen.record(cable(3)) is not None
    assert seal.seal(seen.folder, ()).outcome is Outcome.UNSIGNED
    assert {path.name for path in seen.folder.iterdir()} == {
        "manifest.json",
        "catalogue.sqlite",
        "index",
    }
    assert public(released) == [cable(1), cable(2)]
    assert drafts.found(batch.id).state == BatchState.SCHEDULED
    assert Decision.objects.count() == 2
    done = run_one(run(released, LATER), batch.id)
    assert (done.state, public(released)) == (BatchState.RELEASED, [cable(1), cable(2), cable(3)])


def test_a_preview_of_what_is_public_says_so(released: ArchiveFolder) -> None:
    batch = drafts.draft("nothing", author=CARA, at=NOW)

    report = previewing.preview(run(released), batch.id)

    assert report.happened == previewing.SAME
    with pytest.raises(ArchiveError):
        Edition(released.preview(batch.id))
