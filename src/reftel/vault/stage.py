"""The stage: where a cable stands on its way to the public, told from what was done with it.

What counts is done with the text and under the veil that are current: a later text, or
another veil, has to be reviewed and approved anew. Pure: rows in, values out.
"""

from datetime import datetime
from itertools import takewhile
from typing import NamedTuple

from reftel.vault.models import State, Step, Verb

ADRIFT = "adrift"  # in place of a veil's digest: a mark is lost in the text, none can be laid


class Veiled(NamedTuple):
    """A text by an original that gives it, and the digest of its veil; "" for none."""

    original: str
    veil: str = ""


class Taken(NamedTuple):
    """A step that was taken, and the text and the veil that it is of."""

    id: int
    step: str
    of: Veiled
    author: str
    at: datetime
    to: str = ""
    words: str = ""

    @property
    def begins(self) -> bool:
        """Whether somebody has the cable in hand by it."""
        return self.step != Step.ASSIGN or self.to != ""


class Marker(NamedTuple):
    """Who set, accepted or lifted a mark last, and when."""

    name: str
    at: datetime


class Decided(NamedTuple):
    """The decision that holds: its verb, its number, and what it released."""

    verb: str
    id: int
    of: Veiled


UNDECIDED = Decided("", 0, Veiled(""))


class Known(NamedTuple):
    """All from which it follows where a cable stands."""

    originals: frozenset[str] = frozenset()  # those that give its current text
    original: str = ""  # the one of them that its record is read from; "" where none gives any
    veil: str = ""  # of the marks that stand now; "" where none do
    decided: Decided = UNDECIDED
    steps: tuple[Taken, ...] = ()  # in order, without notes; of assignments the last
    scheduled: tuple[Veiled, ...] = ()  # in batches that wait for their time, or run
    proposals: int = 0
    marks: int = 0
    adrift: int = 0
    marker: Marker | None = None

    def is_current(self, of: Veiled) -> bool:
        """Whether this is the text, under the veil, that would be released now."""
        return of.original in self.originals and of.veil == self.veil

    @property
    def is_public(self) -> bool:
        """Whether what would be released now is what was released last."""
        return self.decided.verb == Verb.RELEASE and self.is_current(self.decided.of)

    @property
    def assignee(self) -> str:
        """The account to whom it was given last."""
        return next((taken.to for taken in self.steps if taken.step == Step.ASSIGN), "")

    @property
    def holding(self) -> tuple[Taken, ...]:
        """The reviews and approvals that hold: of what is current, since it was returned."""
        return tuple(taken for taken in self.taken_since if self.is_current(taken.of))

    @property
    def taken_since(self) -> tuple[Taken, ...]:
        """All reviews and approvals since it was returned: one holds again once its text does."""
        taken = takewhile(lambda one: one.step != Step.RETURN, reversed(self.steps))
        return tuple(one for one in taken if one.step in {Step.REVIEW, Step.APPROVE})[::-1]

    @property
    def approved(self) -> bool:
        """Whether somebody approved what is current."""
        return any(taken.step == Step.APPROVE for taken in self.holding)


def state(known: Known) -> State:
    """Where the cable stands. Withheld or withdrawn, it stays so until it is approved anew."""
    if known.is_public:
        return State.RELEASED
    if known.approved:
        scheduled = any(known.is_current(of) for of in known.scheduled)
        return State.SCHEDULED if scheduled else State.APPROVED
    verb = known.decided.verb
    if verb == Verb.WITHHOLD:
        return State.WITHHELD
    if verb == Verb.WITHDRAW:
        return State.WITHDRAWN
    begun = any(taken.of.original in known.originals for taken in known.steps if taken.begins)
    remarked = verb == Verb.RELEASE and known.decided.of.original in known.originals
    return State.IN_REVIEW if begun or remarked else State.RECEIVED
