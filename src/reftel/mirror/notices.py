"""The notices: what was withdrawn, as the list of an archive tells everybody who keeps a copy.

docs/formats/withdrawals.md describes the list.
"""

import json
from typing import NamedTuple

NAME = "withdrawals.json"
FORMAT = 1


class Notice(NamedTuple):
    """A cable that was taken back, or texts of one: ``edition`` is the first without them."""

    id: str
    day: str
    reason: str
    edition: int
    is_whole: bool  # the cable itself, not texts of it alone

    @property
    def page(self) -> str:
        """The address of the cable."""
        return f"/cable/{self.id}/"


def read(content: bytes) -> tuple[Notice, ...]:
    """Every notice of a list. Raises ValueError for what is none."""
    try:
        entry = json.loads(content)
        if entry["format"] != FORMAT:
            raise ValueError("it is of another format")
        each = [(one, one["edition"], True) for one in entry["cables"]]
        each += [(one, one["before"], False) for one in entry["texts"]]
        found = tuple(
            Notice(str(one["id"]), str(one["day"]), str(one["reason"]), int(edition or 0), whole)
            for one, edition, whole in each
        )
        for one in found:
            (one.id + one.day + one.reason).encode()  # ValueError for half a character
    except (KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError(f"it is no list of withdrawals ({error!r})") from error
    return found
