"""The chain: an entry of the audit log as a line of text, and each line sealed by the next.

The line is canonical JSON and ends in a line break; its sha256 is the digest of the entry
and stands in the next line as ``before``. So ``sha256sum`` checks an export, line by line.
Pure: what is told, not where it is kept.
"""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple

from reftel.telegram.cable import as_json


class Entry(NamedTuple):
    """What somebody did, as the log tells it."""

    number: int
    at: str  # ISO 8601, UTC, to the microsecond
    author: str
    act: str
    about: str
    detail: str  # canonical JSON, an object
    before: str  # the digest of the entry before; empty for the first

    @property
    def line(self) -> bytes:
        """The entry as it is exported and digested: its keys in order, no blank between them."""
        head = as_json({"about": self.about, "act": self.act, "at": self.at, "author": self.author})
        return b'%b,"before":"%b","detail":%b,"number":%d}\n' % (
            head[:-1],
            self.before.encode(),
            self.detail.encode(),
            self.number,
        )

    @property
    def digest(self) -> str:
        return sha256(self.line).hexdigest()


def canonical(value: Any) -> str:
    """Canonical JSON that any database holds: half a surrogate pair is written as an escape."""
    return (
        as_json(value).decode("utf-8", "surrogatepass").encode("utf-8", "backslashreplace").decode()
    )


def moment(at: datetime) -> str:
    """A time as entries tell it. One without a zone is a fault of the program."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")
