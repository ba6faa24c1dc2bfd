"""What was done with a cable, as its page tells it: steps and decisions, the latest first."""

from dataclasses import dataclass
from datetime import date, datetime

from reftel.vault.models import Decision, Review, Step, Verb

MOST = 200
_DONE = {
    Step.ASSIGN: "gave it to {}",
    Step.NOTE: "noted",
    Step.REVIEW: "reviewed it",
    Step.RETURN: "returned it",
    Step.APPROVE: "approved it",
}
_DECIDED = {
    Verb.RELEASE: "released it",
    Verb.WITHHOLD: "withheld it",
    Verb.WITHDRAW: "withdrew it",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was done. A decision knows its day alone."""

    who: str
    what: str
    words: str
    at: datetime | None
    on: date


def past(cable: str) -> tuple[Told, ...]:
    """Within a day steps stand before decisions: a release follows its approval."""
    steps = Review.objects.filter(cable=cable).order_by("-id")[:MOST]
    decisions = Decision.objects.filter(cable=cable).order_by("-id")[:MOST]
    told = [*map(_decided, decisions), *map(_step, steps)]
    return tuple(sorted(told, key=lambda one: one.on, reverse=True))


def _step(row: Review) -> Told:
    what = _DONE[Step(row.step)]
    if row.step == Step.ASSIGN:
        what = what.format(row.to) if row.to else "took it back from whom it was given to"
    return Told(row.author, what, row.words, row.at, row.at.date())


def _decided(row: Decision) -> Told:
    words = row.reason or row.notice
    return Told(row.author, _DECIDED[Verb(row.verb)], words, None, row.on)
