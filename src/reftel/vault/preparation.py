"""The preparation: what was chosen for an edition, worked out cable by cable.

Runs in worker processes, so nothing here loads Django or touches the database.
"""

from collections.abc import Iterable
from typing import NamedTuple

from reftel.compression import compressed
from reftel.edition.contents import Sealed
from reftel.edition.prepared import Prepared


class Chosen(NamedTuple):
    """What the vault keeps of a revision, and the day of release if it has none of its own."""

    blob: bytes
    released: str | None


def prepared(batch: Iterable[Chosen]) -> list[Prepared]:
    """The cables as the edition's builder takes them, in their order."""
    return [Prepared.of(_sealed(chosen)) for chosen in batch]


def _sealed(chosen: Chosen) -> Sealed:
    sealed = Sealed.opened(chosen.blob)
    return sealed if chosen.released is None else _released_on(chosen.released, sealed)


def _released_on(day: str, sealed: Sealed) -> Sealed:
    """The record with this day of release, without encoding the rest of it again.

    In canonical JSON these bytes stand once: quotes within a text are escaped.
    """
    written = sealed.json.replace(b'"released":null', f'"released":"{day}"'.encode(), 1)
    return Sealed({**sealed.record, "released": day}, written, compressed(written))
