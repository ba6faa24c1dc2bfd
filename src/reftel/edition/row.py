"""A cable as lists show it, and text as a catalogue can hold it."""

import re
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple, Self

from reftel.telegram.cable import CableRecord

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?Z?)?)?", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")


class Row(NamedTuple):
    """What lists show of a cable. What was published as a date and is none is None here."""

    id: str
    created: str | None
    released: str | None
    classification: str
    origin: str
    country: str | None
    subject: str

    @classmethod
    def of(cls, record: CableRecord) -> Self:
        return cls(
            id=storable(record["id"]),
            created=dated(record["created"]),
            released=dated(record["released"]),
            classification=storable(record["classification"]),
            origin=storable(record["origin"]),
            country=storable(record["country"]) if record["country"] else None,
            subject=storable(record["subject"]),
        )


@lru_cache(maxsize=1024)
def dated(written: str | None) -> str | None:
    """A date as published if it is one, to whatever precision; None for anything else."""
    if written is None or not _DATE.fullmatch(written):
        return None
    try:
        datetime.fromisoformat(written if len(written) > len("2008-02") else f"{written}-01")
    except ValueError:
        return None
    return written


def storable(text: str) -> str:
    """Text that SQLite takes: half a surrogate pair, which no UTF-8 can hold, becomes U+FFFD."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
