"""The refusals: why a batch does not become public, in words, and in what is kept of it."""

from typing import Any

from reftel.errors import ReftelError
from reftel.vault.batches.checks import Failure
from reftel.vault.batches.reports import KEPT_FINDINGS, Rehearsed, Report
from reftel.vault.models import Batch

_LEFT = "Nothing of it was decided; the live edition is as it was."


class RefusedError(ReftelError):
    """A batch that does not become public; ``report`` says all that is to be told of it."""

    def __init__(self, happened: str, untouched: str, next_step: str, **told: Any) -> None:
        super().__init__(happened, untouched, next_step)
        self.report = Report(happened=happened, next_step=next_step, **told)


def report_of(error: ReftelError) -> Report:
    """What is kept of whatever ended a run."""
    if isinstance(error, RefusedError):
        return error.report
    return Report(happened=error.happened, next_step=error.next_step)


def checks_failed(batch: Batch, failed: tuple[Failure, ...]) -> RefusedError:
    told = "; ".join(f"{one.check}: {one.count:,} ({_first(one)})" for one in failed)
    return RefusedError(
        f"The batch '{batch.name}' did not pass its checks: {told}.",
        _LEFT,
        "See to these cables or take them out of the batch, then schedule it again.",
        failures=failed,
    )


def leaked(batch: Batch, rehearsed: Rehearsed) -> RefusedError:
    first, count = rehearsed.findings[0], len(rehearsed.findings)
    others = f" and at {count - 1:,} more places" if count > 1 else ""
    found = "found what is held back at" if first.where != "route" else "has no sample for"
    return RefusedError(
        f"The rehearsal of the batch '{batch.name}' {found} {first.address}{others}.",
        _LEFT,
        "Its report names each place. Mark the words, or take the cables out of the batch; "
        "where neither helps, report it as a fault of reftel, without the words.",
        findings=rehearsed.findings[:KEPT_FINDINGS],
        walked=rehearsed.walked,
    )


def overtaken(batch: Batch, tries: int) -> RefusedError:
    return RefusedError(
        f"Other decisions came {tries} times while the edition of '{batch.name}' was made.",
        _LEFT,
        "Schedule it again when less is being decided.",
    )


def _first(failure: Failure) -> str:
    return ", ".join(cable for cable, _ in failure.cables[:3])
