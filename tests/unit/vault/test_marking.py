"""What is marked is not in what is released; what cannot be found again is not released."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.holdings import DAY, ONE, line, lines, seen, take_in

from reftel.archive import ArchiveFolder, Audience
from reftel.policy import Policy
from reftel.vault import decisions, marking, publication
from reftel.vault.decisions import Ground, UndecidableError
from reftel.vault.marking import By
from reftel.vault.models import Decision, Mark, MarkState
from reftel.vault.veils import current, opened, unlaid

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
BY = By(author="doe", at=NOON, reason="Asked us to.")
GROUND = Ground(on=DAY)
FIRST = "2010-12-01T00:00Z"
LATER = "2011-08-26T00:00Z"


@pytest.fixture
def held(vault: ArchiveFolder, tmp_path: Path) -> ArchiveFolder:
    """An archive that holds one cable about Jane Poe."""
    come_in(vault, tmp_path, "Jane Poe said it, and Jane Poe left.", FIRST)
    return vault


def come_in(vault: ArchiveFolder, folder: Path, words: str, released: str) -> None:
    take_in(vault, lines(folder / "step.jsonl", line(1, words, released=released)))


def shown(audience: Audience = Audience.PUBLIC) -> list[str]:
    """The one paragraph of each cable that this audience sees."""
    return [record["paragraphs"][0]["text"] for record in seen(audience)]


def test_a_cable_is_released_under_its_marks(held: ArchiveFolder) -> None:
    made = marking.mark_words(ONE, "jane poe", by=BY, code="B6")

    assert [row.words for row in made] == ["Jane Poe", "Jane Poe"]
    assert marking.public_record(ONE)["paragraphs"][0]["text"] == (
        "[B6 REDACTED] said it, and [B6 REDACTED] left."
    )
    assert decisions.release_all(held, GROUND) == 1
    assert shown() == ["[B6 REDACTED] said it, and [B6 REDACTED] left."]
    assert shown(Audience.STAFF) == ["Jane Poe said it, and Jane Poe left."]
    assert decisions.release_all(held, GROUND) == 0


def test_what_is_lifted_becomes_public_with_the_next_release(held: ArchiveFolder) -> None:
    first, second = marking.mark_words(ONE, "Jane Poe", by=BY)
    decisions.release_all(held, GROUND)
    marking.lift(first.id, by=BY)

    assert shown() == ["[REDACTED] said it, and [REDACTED] left."]
    assert decisions.release(held, [ONE], GROUND) == 1
    assert shown() == ["Jane Poe said it, and [REDACTED] left."]
    marking.lift(second.id, by=BY)
    assert decisions.release_all(held, GROUND) == 1
    assert shown() == ["Jane Poe said it, and Jane Poe left."]


def test_a_paragraph_is_withheld_behind_its_mark(held: ArchiveFolder) -> None:
    marking.mark_paragraph(ONE, "1", by=BY, code="B1")
    decisions.release_all(held, GROUND)

    (record,) = seen(Audience.PUBLIC)
    assert record["paragraphs"][0]["text"] == "[B1 PARAGRAPH WITHHELD]"
    assert record["paragraphs"][0]["mark"] == "U"


def test_marks_are_carried_on_into_a_text_that_comes_later(
    held: ArchiveFolder, tmp_path: Path
) -> None:
    marking.mark_words(ONE, "Jane Poe", by=BY)
    come_in(held, tmp_path, "Yesterday Jane Poe said it, and Jane Poe left. She is well.", LATER)

    assert [row.state for row in marking.marks(ONE)] == ["standing", "standing"]
    decisions.release_all(held, GROUND)
    assert shown() == ["Yesterday [REDACTED] said it, and [REDACTED] left. She\nis well."]


def test_a_cable_with_a_mark_adrift_is_not_released(held: ArchiveFolder, tmp_path: Path) -> None:
    marking.mark_words(ONE, "Jane Poe", by=BY)
    decisions.release_all(held, GROUND)
    come_in(held, tmp_path, "Nobody said anything.", LATER)

    assert [row.state for row in marking.marks(ONE)] == ["adrift", "adrift"]
    assert decisions.release_all(held, GROUND) == 0
    assert [tuple(one) for one in decisions.held_up(Policy())] == [(ONE, 0, 2)]
    with pytest.raises(UndecidableError, match="2 marks are adrift"):
        decisions.release(held, [ONE], GROUND)
    assert shown() == ["[REDACTED] said it, and [REDACTED] left."]  # as it was released
    for row in marking.marks(ONE):
        marking.lift(row.id, by=BY)
    assert decisions.release_all(held, GROUND) == 1


def test_a_mark_adrift_is_placed_anew(held: ArchiveFolder, tmp_path: Path) -> None:
    marking.mark_words(ONE, "Jane Poe said", by=BY)
    come_in(held, tmp_path, "It was said by J. Poe.", LATER)
    (adrift,) = marking.marks(ONE)
    whole = current(ONE).whole
    at = whole.index("J. Poe")

    placed = marking.place(adrift.id, at, at + 6, by=BY)

    assert [row.id for row in marking.marks(ONE)] == [placed.id]
    assert placed.root is None  # other words: another mark
    decisions.release_all(held, GROUND)
    assert shown() == ["It was said by [REDACTED]."]


def test_an_open_proposal_holds_a_cable_up(held: ArchiveFolder) -> None:
    marking.mark_words(ONE, "Jane Poe", by=BY)
    Mark.objects.update(state=MarkState.PROPOSED)

    assert decisions.release_all(held, GROUND) == 0
    with pytest.raises(UndecidableError, match="2 proposals are open"):
        decisions.release(held, [ONE], GROUND)
    first, second = marking.marks(ONE)
    marking.decide(first.id, accept=True, by=BY, code="B6")
    marking.decide(second.id, accept=False, by=BY)
    assert decisions.release(held, [ONE], GROUND) == 1
    assert shown() == ["[B6 REDACTED] said it, and Jane Poe left."]


def test_what_is_marked_now_is_in_no_earlier_text(held: ArchiveFolder, tmp_path: Path) -> None:
    decisions.release_all(held, GROUND)
    publication.publish(held, audience=Audience.PUBLIC, made_at=NOON)
    come_in(held, tmp_path, "Jane Poe said it, and Jane Poe left. Corrected.", LATER)
    marking.mark_words(ONE, "Jane Poe", by=BY)
    decisions.release_all(held, GROUND)

    (cable,) = publication.cables(audience=Audience.PUBLIC)
    assert [text.blob for text in cable.texts] == [b""]  # the current one alone
    assert [change.what for change in cable.changes] == ["added", "changed"]


def test_a_text_under_the_same_marks_stays_in_the_history(
    held: ArchiveFolder, tmp_path: Path
) -> None:
    marking.mark_words(ONE, "Jane Poe", by=BY)
    decisions.release_all(held, GROUND)
    publication.publish(held, audience=Audience.PUBLIC, made_at=NOON)
    come_in(held, tmp_path, "Jane Poe said it, and Jane Poe left. Corrected.", LATER)
    decisions.release_all(held, GROUND)

    (cable,) = publication.cables(audience=Audience.PUBLIC)
    earlier, _ = cable.texts
    assert opened(earlier.blob)["paragraphs"][0]["text"] == (
        "[REDACTED] said it, and [REDACTED] left."
    )


def test_a_veil_that_cannot_be_laid_hides_the_cable_and_is_told(held: ArchiveFolder) -> None:
    """As when the parser has learnt to cut the text otherwise."""
    marking.mark_words(ONE, "Jane Poe", by=BY)
    decisions.release_all(held, GROUND)
    assert list(unlaid()) == []
    veil = Decision.objects.get().veil
    assert veil is not None
    veil.marks = veil.marks.replace("Jane Poe", "Jane Loe")
    veil.save()

    assert list(unlaid()) == [ONE]
    assert shown() == []
