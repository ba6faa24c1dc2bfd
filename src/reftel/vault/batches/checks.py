"""The checks: what has to hold for every cable of a batch, at the moment it is released.

Each is a small function that says what is wrong with one cable, or nothing. They are asked
of what is known now; what was known when the cable was approved does not count.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import QuerySet

from reftel.archive import ArchiveFolder, Audience
from reftel.policy import ALLOW, Policy
from reftel.vault import docket
from reftel.vault.consistency import held_back, standing_open, undecided
from reftel.vault.models import Batch, BatchItem, Decision, Step, Verb, Witness
from reftel.vault.stage import Known, Veiled
from reftel.vault.veils import Current, opened

NAMED_AT_MOST = 200  # cables of one check in the report
NAMED_PLACES = 5  # where words of one cable stand open


class Case(NamedTuple):
    """A cable of a batch: what was approved of it, and what is known of it now."""

    cable: str
    of: Veiled
    stood: int
    known: Known
    text: Current | None = None  # that was approved, where a check reads it


class Asked(NamedTuple):
    """What the checks are asked for: in which archive, of which batch, at what moment."""

    archive: ArchiveFolder
    policy: Policy
    batch: str
    at: datetime
    words: frozenset[str] = frozenset()  # that are marked in what is public, or in the batch

    @property
    def reads(self) -> bool:
        """Whether anything is asked of the text itself."""
        return self.policy.markings is not None or bool(self.words)


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
    if not approvers or any(reviewers - {approver} for approver in approvers):
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


def allowed(case: Case, asked: Asked) -> str:
    """Its classification and its captions may become public."""
    policy = asked.policy
    if case.text is None or policy.markings is None:
        return ""
    record = case.text.record
    parts = filter(None, (part.strip() for part in record["classification"].split("/")))
    others = [one for one in (*parts, *record["captions"]) if not policy.allows((one,))]
    return f"The policy does not allow {', '.join(others)}." if others else ""


def consistent(case: Case, asked: Asked) -> str:
    """No words that are marked in it stand open in it, or in what is public."""
    if not case.known.marks or asked.policy.open_elsewhere == ALLOW or case.known.adrift:
        return ""
    found = standing_open(asked.archive, case.cable, [Audience.PUBLIC])
    places = {one.cable for one in found}
    named = ", ".join(sorted(places)[:NAMED_PLACES])
    return f"Words that are marked in it stand open in {named}." if places else ""


def nothing_marked_elsewhere(case: Case, asked: Asked) -> str:
    """No words stand open in it that are marked in what is public, or in another of the batch."""
    if case.text is None or case.known.adrift:
        return ""
    count = len(undecided(case.text, asked.words))
    told = f"Words marked elsewhere and open in it: {count:,}. Ask the assistant on its page"
    return f"{told}; what its container alone says cannot be marked: withhold it." if count else ""


Check = Callable[[Case, Asked], str]
CHECKS: Mapping[str, Check] = {
    "approved": approved,
    "two-people": two_people,
    "proposals": no_open_proposals,
    "adrift": none_adrift,
    "consistent": consistent,
    "elsewhere": nothing_marked_elsewhere,
    "undisturbed": undisturbed,
    "embargo": no_embargo,
    "markings": allowed,
}
# What the policy asks of a release from the command line as well.
_ASKED_ALWAYS = ("two-people", "embargo", "markings")


def failures(archive: ArchiveFolder, batch: Batch, at: datetime) -> tuple[Failure, ...]:
    """The checks that the cables of a batch do not pass; empty where all is well."""
    items = BatchItem.objects.filter(batch=batch).order_by("cable")
    rows = items.values_list("cable_id", "original_id", "veil_id", "stood")
    policy = archive.policy()
    words = frozenset() if policy.open_elsewhere == ALLOW else held_back(batch)
    return _failures(rows, CHECKS, Asked(archive, policy, batch.name, at, words))


def forbidden(
    archive: ArchiveFolder, decided: QuerySet[Decision], *, batch: str, at: datetime
) -> tuple[Failure, ...]:
    """What the policy says against releases that were just decided, in whatever way."""
    policy = archive.policy()
    if not policy.asks_always:
        return ()
    asked = [*(["approved"] if policy.two_people else []), *_ASKED_ALWAYS]
    rows = decided.order_by("cable").values_list("cable_id", "original_id", "veil_id", "id")
    checks = {name: CHECKS[name] for name in asked}
    return _failures(rows, checks, Asked(archive, policy, batch, at))


def _failures(
    rows: QuerySet[Any, tuple[Any, ...]], checks: Mapping[str, Check], asked: Asked
) -> tuple[Failure, ...]:
    counts: dict[str, int] = {}
    named: dict[str, list[tuple[str, str]]] = {}
    for case in _cases(rows, asked):
        for name, check in checks.items():
            why = check(case, asked)
            if why:
                counts[name] = counts.get(name, 0) + 1
                if counts[name] <= NAMED_AT_MOST:
                    named.setdefault(name, []).append((case.cable, why))
    return tuple(Failure(name, counts[name], tuple(named[name])) for name in counts)


def _cases(rows: QuerySet[Any, tuple[Any, ...]], asked: Asked) -> Iterator[Case]:
    """The cables of these rows with what is known of them, some hundred at a time."""
    items = rows.iterator(docket.AT_ONCE)
    while some := list(islice(items, docket.AT_ONCE)):
        known = docket.known([cable for cable, *_ in some])
        texts = _texts([row[1] for row in some]) if asked.reads else {}
        for cable, original, veil, stood in some:
            of = Veiled(original, veil or "")
            yield Case(cable, of, stood, known.get(cable, Known()), texts.get((cable, original)))


def _texts(originals: list[str]) -> dict[tuple[str, str], Current]:
    """By cable and original, the text that was approved."""
    rows = Witness.objects.filter(original__in=originals).values_list(
        "revision__cable_id", "original_id", "revision_id", "revision__record"
    )
    return {(row[0], row[1]): Current(*row[:3], opened(bytes(row[3]))) for row in rows}
