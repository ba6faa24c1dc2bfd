"""The steps of review, as rows: appended, with their entry of the audit log, and followed."""

from collections.abc import Sequence
from datetime import datetime

from reftel.vault import audit, docket
from reftel.vault.models import Review, Step


def append(steps: Sequence[Review]) -> None:
    """Write steps of one kind that one person took at once, within their transaction."""
    if not steps:
        return
    first = steps[0]
    written = Review.objects.bulk_create(steps)
    detail: dict[str, object] = {"cables": len(steps)} if len(steps) > 1 else {}
    audit.append(
        first.step,
        about=first.cable_id if len(steps) == 1 else "",
        author=first.author,
        at=first.at,
        detail=detail | ({"to": first.to} if first.step == Step.ASSIGN else {}),
        rows=written,
    )
    docket.follow(step.cable_id for step in steps)


def reopen(ids: Sequence[str], *, words: str, author: str, at: datetime) -> None:
    """Return what was reviewed or approved: it has to be reviewed anew before it is released.

    Whoever keeps a cable back or takes it back does this too. An approval of another text or
    under other marks goes as well: it would hold again as soon as these are back.
    """
    for start in range(0, len(ids), docket.AT_ONCE):
        known = docket.known(ids[start : start + docket.AT_ONCE])
        append(
            [
                Review(
                    cable_id=id_,
                    original_id=found.taken_since[-1].of.original,
                    step=Step.RETURN,
                    words=words,
                    author=author,
                    at=at,
                )
                for id_, found in known.items()
                if found.taken_since
            ]
        )
