"""Who may do what: rights by role, and over which cables.

A grant gives a role over every cable or over those of one import batch. What a right reaches is
always said: there is no value for "no filter".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet

from reftel.vault.models import Membership

Row = TypeVar("Row", bound=Model)


class Right(StrEnum):
    """What can be done on the desk."""

    READ = "read"  # the queue, cables, what was decided about them
    NOTE = "note"
    ASSIGN = "assign"
    REVIEW = "review"
    MARK = "mark"
    APPROVE = "approve"
    RELEASE = "release"  # batches: make, schedule, release, undo
    WITHDRAW = "withdraw"  # withhold, withdraw, correct
    WRITE = "write"  # articles, collections, tables, pages
    AUDIT = "audit"
    ACCOUNTS = "accounts"


class Role(StrEnum):
    """What an account is to the archive; one may have several."""

    OBSERVER = "observer"
    CONTRIBUTOR = "contributor"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"
    ALONE = "alone"  # who opened the desk from the terminal of this machine


_ALL_READ = frozenset((Right.READ, Right.NOTE))
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OBSERVER: frozenset((Right.READ,)),
    Role.CONTRIBUTOR: _ALL_READ,
    Role.REVIEWER: _ALL_READ | {Right.ASSIGN, Right.REVIEW, Right.MARK},
    Role.APPROVER: _ALL_READ | {Right.ASSIGN, Right.APPROVE},
    Role.PUBLISHER: _ALL_READ | {Right.RELEASE, Right.WITHDRAW, Right.WRITE},
    Role.ADMINISTRATOR: frozenset((Right.AUDIT, Right.ACCOUNTS)),
    Role.ALONE: frozenset(Right),
}
GRANTABLE = tuple(role for role in Role if role is not Role.ALONE)
OVER_ALL = frozenset((Role.ADMINISTRATOR, Role.ALONE))  # these are of no batch


class Reach(NamedTuple):
    """Over which cables a right holds: all, those of some import batches, or none."""

    everything: bool = False
    batches: frozenset[str] = frozenset()

    @property
    def anything(self) -> bool:
        return self.everything or bool(self.batches)

    def of(self, rows: QuerySet[Row], cable: str = "pk") -> QuerySet[Row]:
        """The rows whose cable is within reach; ``cable`` names the column that tells it."""
        if self.everything:
            return rows
        within = Membership.objects.filter(cable=OuterRef(cable), batch__in=self.batches)
        return rows.filter(Exists(within))

    def holds(self, cable: str) -> bool:
        """Whether a cable is within reach."""
        if self.everything or not self.batches:
            return self.everything
        return Membership.objects.filter(cable=cable, batch__in=self.batches).exists()


@dataclass(frozen=True, slots=True)
class Standing:
    """What one account may do: its roles, each over all cables (None) or over a batch."""

    account: str
    roles: tuple[tuple[Role, str | None], ...]

    def may(self, right: Right) -> bool:
        """Whether it holds the right over any cable at all."""
        return self.reach(right).anything

    def reach(self, right: Right) -> Reach:
        """Over which cables it holds the right."""
        over = {batch for role, batch in self.roles if right in RIGHTS[role]}
        named = frozenset(batch for batch in over if batch is not None)
        return Reach(everything=None in over, batches=named)

    def is_any(self, roles: Iterable[Role]) -> bool:
        """Whether it has one of these roles."""
        return not {role for role, _ in self.roles}.isdisjoint(roles)

    @property
    def alone(self) -> bool:
        return self.is_any((Role.ALONE,))


NOBODY = Standing("", ())
