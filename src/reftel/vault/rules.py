"""The rules of review: why a step cannot be taken with a cable. Pure.

A reason is a sentence about "it", the cable, and what to do instead.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple, Self

from reftel.policy import REFUSE, Policy
from reftel.vault.models import Step
from reftel.vault.stage import Known, Veiled

_DECIDED = {"release": "released", "withhold": "withheld", "withdraw": "withdrawn"}
REVIEWING = {
    Step.REVIEW: "reviewed it",
    Step.RETURN: "returned it",
    Step.APPROVE: "approved it",
}


class Refusal(NamedTuple):
    """Why not, and what to do next."""

    happened: str
    next_step: str


class Order(NamedTuple):
    """A step that somebody wants to take."""

    step: Step
    author: str
    at: datetime
    words: str = ""
    to: str = ""  # of an assignment; "" to take it back


class Seen(NamedTuple):
    """What a person had before them: the text, its veil, the last step and the decision."""

    text: Veiled
    step: int
    decision: int

    @classmethod
    def of(cls, known: Known) -> Self:
        last = max((taken.id for taken in known.steps if taken.step in REVIEWING), default=0)
        return cls(Veiled(known.original, known.veil), last, known.decided.id)

    def __str__(self) -> str:
        return f"{self.text.original}.{self.text.veil}.{self.step}.{self.decision}"

    @classmethod
    def read(cls, written: str) -> Self:
        """What ``str`` wrote into a form; ValueError where it is something else."""
        original, veil, step, decision = written.split(".")
        return cls(Veiled(original, veil), int(step), int(decision))


def refusal(order: Order, known: Known, policy: Policy) -> Refusal | None:
    """Why the step cannot be taken as things stand; None where it can."""
    return next(_reasons(order, known, policy), None)


def moved_on(seen: Seen, known: Known) -> Refusal | None:
    """What happened to a cable since a person had it before them; None where nothing did."""
    if known.decided.id != seen.decision:
        what = _DECIDED.get(known.decided.verb, "decided on")
        return Refusal(f"It was {what} meanwhile", "Look whether this still has to be done.")
    if seen.text.original not in known.originals:
        return Refusal("A new text of it came in meanwhile", "Read the new text, then decide.")
    if known.veil != seen.text.veil:
        who = f" by {known.marker.name}, {moment(known.marker.at)}" if known.marker else ""
        return Refusal(f"Its marks were changed meanwhile{who}", "Look at them, then decide.")
    for taken in reversed(known.steps):
        if taken.id > seen.step and taken.step in REVIEWING:
            what = f"{taken.author} {REVIEWING[Step(taken.step)]} meanwhile, {moment(taken.at)}"
            return Refusal(what, "Look whether this still has to be done.")
    return None


def moment(at: datetime) -> str:
    """A moment as people read it.

    >>> from datetime import UTC
    >>> moment(datetime(2026, 3, 1, 12, 5, tzinfo=UTC))
    '1 March 2026, 12:05 UTC'
    """
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


def _reasons(order: Order, known: Known, policy: Policy) -> Iterator[Refusal]:
    if not known.original:
        yield Refusal("No text of it is held any more", "Take its file in again.")
    if order.step == Step.NOTE and not order.words.strip():
        yield Refusal("The note is empty", "Write what others should know.")
    if order.step not in REVIEWING:
        return
    if known.is_public:
        yield Refusal(
            "It is public as it stands",
            "Mark what readers should not see, or withdraw it.",
        )
    if order.step == Step.RETURN:
        yield from _against_return(order, known)
    else:
        yield from _against_passing(known, policy)
    if order.step == Step.APPROVE and policy.two_people:
        yield from _against_one_person(order.author, known)


def _against_return(order: Order, known: Known) -> Iterator[Refusal]:
    if not known.holding:
        yield Refusal("Nobody has reviewed or approved it as it stands", "Leave a note instead.")
    if not order.words.strip():
        yield Refusal("It is not returned without a word", "Say what is to be looked at again.")


def _against_passing(known: Known, policy: Policy) -> Iterator[Refusal]:
    if known.approved:
        yield Refusal(
            "It is approved already", "Return it, saying why, if it should be reviewed again."
        )
    if known.adrift:
        what = "A mark is" if known.adrift == 1 else f"{known.adrift} marks are"
        yield Refusal(f"{what} not found in its text", "Set it again, or lift it.")
    if known.proposals and policy.open_proposals == REFUSE:
        what = "A proposal waits" if known.proposals == 1 else f"{known.proposals} proposals wait"
        yield Refusal(f"{what} for somebody to decide", "Accept or refuse each.")


def _against_one_person(author: str, known: Known) -> Iterator[Refusal]:
    reviewers = {taken.author for taken in known.holding if taken.step == Step.REVIEW}
    if not reviewers:
        yield Refusal("Nobody has reviewed it as it stands", "It is approved after a review.")
    if reviewers == {author}:
        yield Refusal("You reviewed it yourself", "Two people are asked for: let another approve.")
    if known.marker and known.marker.name == author:
        yield Refusal(
            "You marked it last yourself", "Two people are asked for: let another approve."
        )
