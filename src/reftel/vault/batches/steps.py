"""The steps of a batch: which act leads from which state to which. All others are refused."""

from collections.abc import Mapping
from enum import StrEnum

from reftel.vault.decisions import UndecidableError
from reftel.vault.models import Batch, BatchState


class Act(StrEnum):
    """What can be done with a batch; also what the audit log calls it."""

    FILL = "batch-fill"
    EMPTY = "batch-empty"
    DESCRIBE = "batch-describe"
    SCHEDULE = "batch-schedule"
    HOLD = "batch-hold"  # no time any more
    BEGIN = "batch-begin"
    REFUSE = "batch-refuse"
    RESUME = "batch-resume"  # it was begun and cut off before anything was decided
    RELEASE = "batch-release"
    UNDO = "batch-undo"


_DRAFT, _SCHEDULED, _RUNNING = BatchState.DRAFT, BatchState.SCHEDULED, BatchState.RUNNING
_REFUSED, _RELEASED, _UNDONE = BatchState.REFUSED, BatchState.RELEASED, BatchState.UNDONE

STEPS: Mapping[Act, Mapping[str, BatchState]] = {
    Act.FILL: {_DRAFT: _DRAFT, _REFUSED: _DRAFT},
    Act.EMPTY: {_DRAFT: _DRAFT, _REFUSED: _DRAFT},
    Act.DESCRIBE: {_DRAFT: _DRAFT, _REFUSED: _DRAFT},
    Act.SCHEDULE: {_DRAFT: _SCHEDULED, _REFUSED: _SCHEDULED, _SCHEDULED: _SCHEDULED},
    Act.HOLD: {_SCHEDULED: _DRAFT},
    Act.BEGIN: {_SCHEDULED: _RUNNING},
    Act.REFUSE: {_RUNNING: _REFUSED},
    Act.RESUME: {_RUNNING: _SCHEDULED},
    Act.RELEASE: {_RUNNING: _RELEASED},
    Act.UNDO: {_RELEASED: _UNDONE},
}

_CANNOT = {
    Act.FILL: "Cables cannot be added to it",
    Act.EMPTY: "Cables cannot be taken out of it",
    Act.DESCRIBE: "What is told of it cannot be changed",
    Act.SCHEDULE: "It cannot be scheduled",
    Act.HOLD: "It has no time that could be taken from it",
    Act.UNDO: "It cannot be undone",
}
_NEXT = {
    _DRAFT: "Schedule it first.",
    _SCHEDULED: "Take its time from it first: it is then a draft again.",
    _RUNNING: "Wait until it is released or refused; its page says how far it is.",
    _REFUSED: "See to what refused it, then schedule it again.",
    _RELEASED: "Undo it, or withdraw single cables.",
    _UNDONE: "Make a new batch of these cables.",
}


def can(act: Act, state: str) -> bool:
    return state in STEPS[act]


def taken(batch: Batch, act: Act) -> None:
    """Move a batch on by an act; to be saved by the caller. Raises UndecidableError."""
    if not can(act, batch.state):
        raise UndecidableError(
            f"The batch '{batch.name}' is {batch.state}. "
            f"{_CANNOT.get(act, 'That cannot be done with it')}.",
            "Nothing was decided.",
            _NEXT[BatchState(batch.state)],
        )
    batch.state = STEPS[act][batch.state]
