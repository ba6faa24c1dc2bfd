"""The checks: what has to hold for every cable of a batch, at the moment it is released.

Each is a small function that says what is wrong with one cable, or nothing. They are asked
of what is known now; what was known when the cable was approved does not count.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from reftel.policy import ALLOW, Policy
from reftel.vault import docket
from reftel.vault.models import Batch, BatchItem, Step, Verb
from reftel.vault.stage import Known, Veiled

NAMED_AT_MOST = 200  # cables of one check in the report


class Case(NamedTuple):
    """A cable of a batch: what was approved of it, and what is known of it now."""

    cable: str
    of: Veiled
    stood: int
    known: Known


class Asked(NamedTuple):
    """What the checks are asked for: under which policy, of which batch, at what moment."""

    policy: Policy
    batch: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Failure:
    """A check that did not pass: how many cables failed it, and the first of them with why."""

    check: str
    count: int
    cables: tuple[tuple[str, str], ...]


def approved(case: Case, asked: Asked) -> str:
    """This very text was approved, under this very veil."""
    del asked
    if case.of.original not in case.known.originals:
        return "A later text came in than the one that was approved."
    if not case.known.is_current(case.of):
        return "Its marks are not those that were approved."
    return "" if case.known.approved else "It is not approved, or was returned to be reviewed."


def two_people(case: Case, asked: Asked) -> str:
    """Who approved is not the only one who reviewed."""
    if not asked.policy.two_people:
        return ""
    reviewers = {taken.author for taken in case.known.holding if taken.step == Step.REVIEW}
    approvers = {taken.author for taken in case.known.holding if taken.step == Step.APPROVE}
    if any(reviewers - {approver} for approver in approvers):
        return ""
    return "One person reviewed and approved it; the policy asks for two."


def no_open_proposals(case: Case, asked: Asked) -> str:
    """Somebody decided each proposal of the assistant."""
    if not case.known.proposals or asked.policy.open_proposals == ALLOW:
        return ""
    return f"Proposals that nobody decided: {case.known.proposals}."


def none_adrift(case: Case, asked: Asked) -> str:
    """Every mark has its place in the text."""
    del asked
    return f"Marks that have lost their place: {case.known.adrift}." if case.known.adrift else ""


def undisturbed(case: Case, asked: Asked) -> str:
    """Nothing was decided about it since it got into the batch."""
    del asked
    decided = case.known.decided
    if decided.id == case.stood:
        return ""
    verb = {Verb.RELEASE: "released", Verb.WITHHOLD: "withheld", Verb.WITHDRAW: "withdrawn"}
    return f"It was {verb[Verb(decided.verb)]} since it got into the batch."


def no_embargo(case: Case, asked: Asked) -> str:
    """The embargo of the archive, and that of the batch, has ended."""
    del case
    end = asked.policy.not_before(asked.batch)
    if end is None or asked.at >= end:
        return ""
    return f"It is under embargo until {end:%Y-%m-%d %H:%M} UTC."


Check = Callable[[Case, Asked], str]
CHECKS: Mapping[str, Check] = {
    "approved": approved,
    "two-people": two_people,
    "proposals": no_open_proposals,
    "adrift": none_adrift,
    "undisturbed": undisturbed,
    "embargo": no_embargo,
}


def failures(batch: Batch, policy: Policy, at: datetime) -> tuple[Failure, ...]:
    """The checks that the cables of a batch do not pass; empty where all is well."""
    asked = Asked(policy, batch.name, at)
    counts: dict[str, int] = {}
    named: dict[str, list[tuple[str, str]]] = {}
    for case in cases(batch):
        for name, check in CHECKS.items():
            why = check(case, asked)
            if why:
                counts[name] = counts.get(name, 0) + 1
                if counts[name] <= NAMED_AT_MOST:
                    named.setdefault(name, []).append((case.cable, why))
    return tuple(Failure(name, counts[name], tuple(named[name])) for name in counts)


def cases(batch: Batch) -> Iterator[Case]:
    """The cables of a batch in the order of their ids, some hundred at a time."""
    rows = BatchItem.objects.filter(batch=batch).order_by("cable")
    items = rows.values_list("cable_id", "original_id", "veil_id", "stood").iterator(docket.AT_ONCE)
    while some := list(islice(items, docket.AT_ONCE)):
        known = docket.known([cable for cable, *_ in some])
        for cable, original, veil, stood in some:
            yield Case(cable, Veiled(original, veil or ""), stood, known.get(cable, Known()))
