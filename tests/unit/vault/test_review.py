"""A cable is reviewed and approved as it stands, by those who may, or it is said why not."""

from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection
from tests.holdings import DAY, NOW, ONE, THREE, TWO, line, lines, take_in

from reftel.archive import ArchiveFolder
from reftel.policy import ALLOW, Policy
from reftel.vault import decisions, docket, marking, review
from reftel.vault.decisions import Ground, UndecidableError
from reftel.vault.marking import By
from reftel.vault.models import (
    AuditEntry,
    Docket,
    Mark,
    MarkState,
    Review,
    Step,
)
from reftel.vault.rules import Order, Seen

ALONE, TWO_PEOPLE = Policy(), Policy(two_people=True)
GROUND = Ground(on=DAY, reason="Because.", author="clara", at=NOW)


@pytest.fixture
def desk(vault: ArchiveFolder, tmp_path: Path) -> ArchiveFolder:
    """Three cables held, and on the desk."""
    take_in(vault, lines(tmp_path / "three.jsonl", line(1), line(2), line(3)))
    docket.fill()
    return vault


def order(step: Step, author: str = "anna", words: str = "", *, minute: int = 0) -> Order:
    return Order(step, author, NOW + timedelta(minutes=minute), words)


def take(
    order: Order, cable: str = ONE, *, seen: Seen | None = None, policy: Policy = ALONE
) -> None:
    review.take(order, cable, seen=seen or review.seen(cable), policy=policy)


def states() -> dict[str, str]:
    return dict(Docket.objects.order_by("cable").values_list("cable", "state"))


def mark(cable: str = ONE, *, by: str = "anna", state: MarkState = MarkState.STANDING) -> Mark:
    """A mark over the second word of a cable."""
    (made,) = marking.mark_words(cable, "harvest", by=By(author=by, at=NOW), code="B6")
    Mark.objects.filter(pk=made.pk).update(state=state)
    docket.follow([cable])
    return made


def told(refused: pytest.ExceptionInfo[UndecidableError]) -> str:
    return str(refused.value)


@pytest.mark.usefixtures("desk")
def test_a_cable_goes_from_received_to_approved() -> None:
    assert states() == {ONE: "received", TWO: "received", THREE: "received"}

    take(Order(Step.ASSIGN, "anna", NOW, to="bert"))
    assert states()[ONE] == "in review"
    assert Docket.objects.get(cable=ONE).assignee == "bert"
    take(order(Step.NOTE, words=" Ask the post. "))
    take(order(Step.REVIEW, "bert"), policy=TWO_PEOPLE)
    assert states()[ONE] == "in review"
    take(order(Step.APPROVE, "anna"), policy=TWO_PEOPLE)

    assert states() == {ONE: "approved", TWO: "received", THREE: "received"}
    assert list(Review.objects.order_by("id").values_list("step", "author", "to", "words")) == [
        ("assign", "anna", "bert", ""),
        ("note", "anna", "", "Ask the post."),
        ("review", "bert", "", ""),
        ("approve", "anna", "", ""),
    ]
    logged = AuditEntry.objects.filter(about=ONE).order_by("number")
    assert [entry.act for entry in logged] == ["assign", "note", "review", "approve"]


@pytest.mark.usefixtures("desk")
def test_where_two_people_are_asked_for_nobody_approves_their_own_work() -> None:
    with pytest.raises(UndecidableError) as unread:
        take(order(Step.APPROVE), policy=TWO_PEOPLE)
    take(order(Step.REVIEW))
    with pytest.raises(UndecidableError) as own:
        take(order(Step.APPROVE), policy=TWO_PEOPLE)
    take(order(Step.REVIEW, "bert"))
    mark(by="clara")
    take(order(Step.REVIEW, "bert"))
    with pytest.raises(UndecidableError) as marked:
        take(order(Step.APPROVE, "clara"), policy=TWO_PEOPLE)
    take(order(Step.APPROVE), policy=TWO_PEOPLE)

    assert told(unread) == (
        f"{ONE}: nobody has reviewed it as it stands. Nothing was decided. "
        "It is approved after a review."
    )
    assert told(own) == (
        f"{ONE}: you reviewed it yourself. Nothing was decided. "
        "Two people are asked for: let another approve."
    )
    assert told(marked).startswith(f"{ONE}: you marked it last yourself.")
    assert states()[ONE] == "approved"


def test_another_mark_or_a_later_text_has_to_be_reviewed_anew(
    desk: ArchiveFolder, tmp_path: Path
) -> None:
    take(order(Step.APPROVE), ONE)
    take(order(Step.APPROVE), TWO)
    mark(ONE)
    later = line(2, "The harvest was poor.", released="2012-01-01T00:00Z")
    take_in(desk, lines(tmp_path / "later.jsonl", later))

    assert states() == {ONE: "in review", TWO: "received", THREE: "received"}


def test_what_happened_meanwhile_is_said_and_nothing_is_decided(
    desk: ArchiveFolder, tmp_path: Path
) -> None:
    was = {cable: review.seen(cable) for cable in (ONE, TWO, THREE)}
    take(order(Step.REVIEW, "bert", minute=5), ONE)
    decisions.withhold(desk, [TWO], GROUND)
    take_in(desk, lines(tmp_path / "later.jsonl", line(3, "Poor.", released="2012-01-01T00:00Z")))

    happened = []
    for cable in (ONE, TWO, THREE):
        with pytest.raises(UndecidableError) as late:
            take(order(Step.REVIEW), cable, seen=Seen.read(str(was[cable])))
        happened.append(late.value.happened)
    mark(ONE, by="bert")
    with pytest.raises(UndecidableError) as remarked:
        take(order(Step.REVIEW), ONE, seen=was[ONE])

    assert happened == [
        f"{ONE}: bert reviewed it meanwhile, 1 March 2026, 12:05 UTC.",
        f"{TWO}: it was withheld meanwhile.",
        f"{THREE}: a new text of it came in meanwhile.",
    ]
    assert remarked.value.happened == (
        f"{ONE}: its marks were changed meanwhile by bert, 1 March 2026, 12:00 UTC."
    )
    assert Review.objects.count() == 1


@pytest.mark.usefixtures("desk")
def test_a_return_says_why_and_undoes_review_and_approval() -> None:
    take(order(Step.REVIEW, "bert"))
    take(order(Step.APPROVE))
    with pytest.raises(UndecidableError) as twice:
        take(order(Step.APPROVE))
    with pytest.raises(UndecidableError) as wordless:
        take(order(Step.RETURN, words="  "))
    take(order(Step.RETURN, words="A name in paragraph 3."))
    with pytest.raises(UndecidableError) as nothing:
        take(order(Step.RETURN, words="Again."))

    assert "it is approved already" in told(twice)
    assert "it is not returned without a word" in told(wordless)
    assert "nobody has reviewed or approved it" in told(nothing)
    assert states()[ONE] == "in review"


@pytest.mark.usefixtures("desk")
def test_nothing_passes_with_a_mark_adrift_or_a_proposal_open() -> None:
    adrift = mark(ONE, state=MarkState.ADRIFT)
    mark(TWO, state=MarkState.PROPOSED)
    outcome = review.take_each(order(Step.REVIEW), [ONE, TWO, THREE, "08NOWHERE1"], policy=ALONE)

    assert outcome.done == 1
    assert [(id_, why.happened) for id_, why in outcome.refused] == [
        (ONE, "A mark is not found in its text"),
        (TWO, "A proposal waits for somebody to decide"),
        ("08NOWHERE1", "It is not held in this archive"),
    ]
    take(order(Step.REVIEW), TWO, policy=Policy(open_proposals=ALLOW))
    Mark.objects.filter(id=adrift.id).update(state=MarkState.LIFTED)
    take(order(Step.REVIEW), ONE)


def test_what_is_public_as_it_stands_is_not_reviewed_until_it_is_marked(
    desk: ArchiveFolder,
) -> None:
    decisions.release(desk, [ONE], GROUND)
    assert states()[ONE] == "released"
    with pytest.raises(UndecidableError) as public:
        take(order(Step.REVIEW))
    mark(ONE)

    assert "it is public as it stands" in told(public)
    assert states()[ONE] == "in review"
    assert Docket.objects.get(cable=ONE).public
    take(order(Step.APPROVE))
    assert states()[ONE] == "approved"


def test_what_was_kept_back_or_taken_back_stays_so_until_it_is_approved_anew(
    desk: ArchiveFolder,
) -> None:
    review.take_each(order(Step.APPROVE), [ONE, TWO], policy=ALONE)
    decisions.withhold(desk, [ONE], GROUND)
    decisions.release(desk, [TWO], GROUND)
    decisions.withdraw(desk, [TWO], GROUND)
    assert states() == {ONE: "withheld", TWO: "withdrawn", THREE: "received"}

    take(order(Step.REVIEW), ONE)
    take(order(Step.APPROVE), TWO)
    assert states() == {ONE: "withheld", TWO: "approved", THREE: "received"}


@pytest.mark.usefixtures("desk")
def test_many_are_taken_in_bounded_transactions_each_with_its_entry(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(review, "AT_ONCE", 2)
    outcome = review.take_each(order(Step.REVIEW), iter([ONE, TWO, TWO, THREE]), policy=ALONE)

    assert outcome == (3, ())
    logged = AuditEntry.objects.filter(act="review").order_by("number")
    assert [entry.about for entry in logged] == ["", THREE]


@pytest.mark.usefixtures("desk")
def test_a_clock_that_is_set_back_refuses_nobody() -> None:
    take(order(Step.REVIEW, minute=60))
    take(Order(Step.APPROVE, "anna", datetime(2001, 1, 1, tzinfo=NOW.tzinfo)))

    assert states()[ONE] == "approved"


@pytest.mark.usefixtures("desk")
def test_of_two_people_who_do_the_same_at_once_one_is_told_of_the_other() -> None:
    seen, begun = review.seen(ONE), Barrier(2)
    told_to: list[str] = []

    def reviewed(author: str) -> None:
        try:
            begun.wait(10)
            take(order(Step.REVIEW, author), seen=seen)
        except UndecidableError as error:
            told_to.append(error.happened)
        finally:
            connection.close()

    people = [Thread(target=reviewed, args=[name]) for name in ("anna", "bert")]
    for one in people:
        one.start()
    for one in people:
        one.join()

    (row,) = Review.objects.all()
    assert told_to == [f"{ONE}: {row.author} reviewed it meanwhile, 1 March 2026, 12:00 UTC."]
    assert AuditEntry.objects.filter(act="review").count() == 1
