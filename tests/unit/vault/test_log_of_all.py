"""Whatever the desk does with cables stands in the log, and the log answers for all of it."""

from pathlib import Path

from tests.batching import ANNA, BEN, CARA, LATER, NOW, cable, hold, run, scheduled
from tests.holdings import DAY, hand, line, lines, take_in

from reftel.archive import ArchiveFolder, Audience
from reftel.policy import Policy
from reftel.vault import decisions, heads, marking, proposing, publication, review
from reftel.vault.batches.running import run_one
from reftel.vault.decisions import Ground
from reftel.vault.entries import acts
from reftel.vault.marking import By
from reftel.vault.models import Mark, MarkState, Step
from reftel.vault.proof import proof
from reftel.vault.rereading import reread
from reftel.vault.rules import Order

WORDS = "Jane Roe (strictly protect) met John Poe at +1 202 555 0143."
BY = By(author=ANNA, at=NOW, reason="A source.")


def test_the_log_answers_for_all_that_the_desk_does(vault: ArchiveFolder, tmp_path: Path) -> None:
    hold(vault, 1, words=WORDS)
    hold(vault, 2, 3, words="Sam Low came to tea.")
    policy = Policy()

    proposing.propose(cable(1), hand())
    proposed = Mark.objects.filter(state=MarkState.PROPOSED).order_by("id")
    for number, words in list(proposed.values_list("id", "words")):
        marking.decide(number, accept="Jane" in words, by=BY)
    (lifted,) = marking.mark_words(cable(2), "Sam Low", by=BY)
    marking.lift(lifted.id, by=BY)
    for author, step in ((ANNA, Step.REVIEW), (BEN, Step.APPROVE)):
        outcome = review.take_each(Order(step, author, NOW), map(cable, (1, 2, 3)), policy=policy)
        assert outcome.refused == ()
    batch = scheduled(vault, map(cable, (1, 2)))
    assert run_one(run(vault), batch.id).state == "released"
    decisions.withdraw(vault, [cable(2)], Ground(on=DAY, reason="Asked.", author=CARA, at=LATER))
    decisions.release(vault, [cable(3)], Ground(on=DAY, author=CARA, at=LATER))
    publication.follow(vault, made_at=LATER, author=CARA)
    corrected = line(1, f"Later: {WORDS}", released="2012-01-01T00:00Z")
    take_in(vault, lines(tmp_path / "later.jsonl", corrected))
    reread(vault, workers=0, hand=hand())
    publication.publish(vault, audience=Audience.PUBLIC, made_at=LATER)

    made = proof(heads.known(vault))
    assert made.faults == []
    assert len(made.found) >= 2
    assert {"propose", "lift", "review", "approve", "release", "withdraw", "carry"} <= {*acts()}
