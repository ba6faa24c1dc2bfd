"""The review: steps that people take with cables, one by one or many at a time.

Each is of the text that is current under the marks that stand; ``rules`` says when it is
refused. Of many, those that cannot be taken are told, and the others are.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from django.db import transaction

from reftel.policy import Policy
from reftel.vault import docket, steps
from reftel.vault.decisions import UndecidableError
from reftel.vault.models import Review, Step
from reftel.vault.rules import REVIEWING, Order, Refusal, Seen, moved_on, refusal
from reftel.vault.stage import Known
from reftel.vault.veils import veil

AT_ONCE = docket.AT_ONCE  # cables in one transaction
NOT_HELD = Refusal("It is not held in this archive", "Look for a slip in its reference id.")
_BEARS_A_VEIL = {Step.REVIEW, Step.APPROVE}
_NOTHING: Mapping[str, Seen] = {}


class Outcome(NamedTuple):
    """What came of it: with how many cables the step was taken, and why not with others."""

    done: int
    refused: tuple[tuple[str, Refusal], ...] = ()


def seen(cable: str) -> Seen:
    """What a person who opens this cable now has before them, for the forms on its page."""
    known = docket.known([cable])
    if cable not in known:
        raise _undecidable(cable, NOT_HELD)
    return Seen.of(known[cable])


def take(order: Order, cable: str, *, seen: Seen, policy: Policy) -> None:
    """Take a step with one cable, as a person saw it.

    Raises UndecidableError where a rule is against it, or what happened meanwhile.
    """
    outcome = _take(order, [cable], {cable: seen}, policy)
    for id_, why in outcome.refused:
        raise _undecidable(id_, why)


def take_each(order: Order, cables: Iterable[str], *, policy: Policy) -> Outcome:
    """Take a step with each cable as it stands now, some hundred in a transaction."""
    every = iter(dict.fromkeys(cables))
    done, refused = 0, list[tuple[str, Refusal]]()
    while some := list(islice(every, AT_ONCE)):
        outcome = _take(order, some, _NOTHING, policy)
        done += outcome.done
        refused += outcome.refused
    return Outcome(done, tuple(refused))


def _take(order: Order, cables: Sequence[str], seen: Mapping[str, Seen], policy: Policy) -> Outcome:
    taken: list[Review] = []
    refused: list[tuple[str, Refusal]] = []
    with transaction.atomic():
        known = docket.known(cables)
        for id_ in cables:
            why = _why_not(order, known.get(id_), seen.get(id_), policy)
            if why is None:
                taken.append(_row(order, id_, known[id_]))
            else:
                refused.append((id_, why))
        steps.append(taken)
    return Outcome(len(taken), tuple(refused))


def _why_not(
    order: Order, known: Known | None, seen: Seen | None, policy: Policy
) -> Refusal | None:
    if known is None:
        return NOT_HELD
    late = moved_on(seen, known) if seen and order.step in REVIEWING else None
    return late or refusal(order, known, policy)


def _row(order: Order, cable: str, known: Known) -> Review:
    return Review(
        cable_id=cable,
        original_id=known.original,
        veil=veil(cable) if known.marks and order.step in _BEARS_A_VEIL else None,
        step=order.step,
        to=order.to,
        words=order.words.strip(),
        author=order.author,
        at=order.at,
    )


def _undecidable(cable: str, why: Refusal) -> UndecidableError:
    happened = f"{cable}: {why.happened[0].lower()}{why.happened[1:]}."
    return UndecidableError(happened, "Nothing was decided.", why.next_step)
