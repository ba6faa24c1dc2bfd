"""Cables in which something is marked: under which veil they can be released, and which cannot.

A mark that is adrift or a proposal that nobody has decided on holds a cable up, until a
person has looked at it.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from reftel.policy import ALLOW, Policy
from reftel.vault.faults import UndecidableError
from reftel.vault.models import Decision, Mark, MarkState, Membership, Verb, Witness
from reftel.vault.veils import NOTHING, current, veil


class Marked(NamedTuple):
    """A cable in which something is marked, and the release that holds, if one does."""

    cable: str
    original: str | None
    veil: str | None


class HeldUp(NamedTuple):
    """A cable that is not released, and how much there is to look at."""

    cable: str
    proposals: int
    adrift: int

    @property
    def why(self) -> str:
        """In words: ``2 proposals open, 1 mark adrift``."""
        told = [
            f"{self.proposals:,} {'proposal' if self.proposals == 1 else 'proposals'} open",
            f"{self.adrift:,} {'mark' if self.adrift == 1 else 'marks'} adrift",
        ]
        return ", ".join(what for what in told if not what.startswith("0 "))


def held_up(policy: Policy, batch: str | None = None) -> list[HeldUp]:
    """What a release of everything, or of a batch, leaves where it is; not what is held back."""
    states = [MarkState.ADRIFT] + ([MarkState.PROPOSED] if policy.open_proposals != ALLOW else [])
    held_back = Decision.objects.standing().exclude(verb=Verb.RELEASE).values("cable")
    rows: QuerySet[Mark] = Mark.objects.filter(state__in=states).exclude(cable__in=held_back)
    if batch is not None:
        rows = rows.filter(cable__in=Membership.objects.filter(batch=batch).values("cable"))
    counted = rows.values_list("cable").annotate(
        proposals=Count("id", filter=Q(state=MarkState.PROPOSED)),
        adrift=Count("id", filter=Q(state=MarkState.ADRIFT)),
    )
    return [HeldUp(*row) for row in counted.order_by("cable")]


def releases(
    marked: Iterable[Marked], *, named: bool, undecided: bool = False
) -> Iterator[Decision]:
    """The releases of those that can be and are not already; of the others none.

    Raises UndecidableError for one that cannot, where a person has ``named`` it. Proposals
    hold nothing up where they may stay ``undecided``.
    """
    for one in marked:
        try:
            if not undecided:
                _require_decided(one.cable)
            made, now = veil(one.cable), current(one.cable)
        except UndecidableError:
            if named:
                raise
            continue
        held = Witness.objects.filter(original=one.original, revision=now.revision).exists()
        if not held or one.veil != (made.digest if made else None):
            yield Decision(
                cable_id=one.cable, original_id=now.original, veil=made, verb=Verb.RELEASE
            )


def _require_decided(cable: str) -> None:
    open_ = Mark.objects.filter(cable=cable, state=MarkState.PROPOSED).count()
    if open_:
        what = "1 proposal is" if open_ == 1 else f"{open_:,} proposals are"
        raise UndecidableError(
            f"{cable}: {what} open.",
            NOTHING,
            f"See 'reftel redact {cable} --list', and accept or refuse each.",
        )
