"""A cable as an edition takes it in: all that can be worked out of it alone.

Nothing here knows another cable or opens a file, so it may be done in any process; what
comes of it is a few runs of bytes and crosses to another one cheaply.
"""

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple, Self

from reftel.edition.contents import Sealed
from reftel.edition.spool import packed
from reftel.search.card import card
from reftel.telegram.cable import CableRecord

UNDATED = "undated"  # the shelf, by month or by day, of what has no such date
LATEST = "latest"  # the kind of the one shelf that holds every cable

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?Z?)?)?", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")


class Row(NamedTuple):
    """A cable as lists show it. What was published as a date and is none is None here."""

    id: str
    created: str | None
    released: str | None
    classification: str
    origin: str
    country: str | None
    subject: str


Place = tuple[str, str]  # kind and title of a shelf


class Prepared(NamedTuple):
    """What the catalogue, the index and the content digest take of one cable."""

    id: str
    sha256: str  # over the canonical JSON
    blob: bytes  # that JSON, compressed
    row: Row
    places: tuple[Place, ...]  # the shelves that it stands on
    targets: tuple[str, ...]  # the other cables that it refers to, sorted
    card: bytes  # for the index, packed

    @classmethod
    def of(cls, sealed: Sealed) -> Self:
        record = sealed.record
        row = _row(record)
        return cls(
            id=record["id"],
            sha256=hashlib.sha256(sealed.json).hexdigest(),
            blob=sealed.blob,
            row=row,
            places=tuple(_places(row, record["tags"])),
            targets=_targets(record),
            card=packed(card(record)),
        )


def _row(record: CableRecord) -> Row:
    return Row(
        id=storable(record["id"]),
        created=dated(record["created"]),
        released=dated(record["released"]),
        classification=storable(record["classification"]),
        origin=storable(record["origin"]),
        country=storable(record["country"]) if record["country"] else None,
        subject=storable(record["subject"]),
    )


def _places(row: Row, tags: list[str]) -> Iterable[Place]:
    """The shelves that a cable stands on, each once."""
    places = [
        (LATEST, ""),
        ("created", row.created[:7] if row.created else UNDATED),
        ("released", row.released[:10] if row.released and len(row.released) > 7 else UNDATED),
        ("origin", row.origin),
        ("classification", row.classification),
        *(("tag", storable(tag)) for tag in tags),
    ]
    return dict.fromkeys(places)


def _targets(record: CableRecord) -> tuple[str, ...]:
    targets = {item["target"] for item in record["references"]} - {None, record["id"]}
    return tuple(storable(target) for target in sorted(filter(None, targets)))


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
