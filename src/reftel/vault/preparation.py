"""The preparation: what was chosen for an edition, worked out cable by cable.

Runs in worker processes, so nothing here loads Django or touches the database.
"""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from reftel.compression import compressed
from reftel.crew import usual_size
from reftel.edition.contents import Sealed
from reftel.edition.past import Change, Text
from reftel.edition.prepared import Prepared
from reftel.redaction.records import redacted
from reftel.redaction.values import Veil

ENOUGH = 2  # workers: more would wait for the one that writes


class ChosenText(NamedTuple):
    """What the vault keeps of a revision, and what is told of it."""

    blob: bytes
    number: int | None
    day: str
    notice: str
    released: str | None  # the day of release to show where it has none of its own
    veil: str = ""  # what is held back of it, as written


class Chosen(NamedTuple):
    """A cable: its texts, the current one last, and what became of it."""

    texts: tuple[ChosenText, ...]
    changes: tuple[Change, ...] = ()
    key: str = ""  # stands for all that the edition makes of it by itself

    @property
    def size(self) -> int:
        return sum(len(text.blob) for text in self.texts)


def usual_workers() -> int:
    """As many as the one process that writes can follow; none where it would share with them."""
    size = usual_size()
    return min(size, ENOUGH) if size > 1 else 0


def prepared(batch: Iterable[Chosen]) -> list[Prepared]:
    """The cables as the edition's builder takes them, in their order.

    A text of which nobody can say where all that is held back stands is not shown.
    """
    made = (_prepared(chosen) for chosen in batch)
    return [one for one in made if one is not None]


def _prepared(chosen: Chosen) -> Prepared | None:
    *before, current = chosen.texts
    sealed = _sealed(current)
    if sealed is None:
        return None
    told = Text(current.number, current.day, current.notice)
    earlier = (_earlier(text) for text in before)
    texts = (*(text for text in earlier if text is not None), told)
    key = chosen.key if len(texts) == len(chosen.texts) else ""  # or it is prepared each time
    return Prepared.of(sealed, texts, chosen.changes, key)


def _earlier(text: ChosenText) -> Text | None:
    sealed = _sealed(text)
    if sealed is None:
        return None
    sha256 = hashlib.sha256(sealed.json).hexdigest()
    return Text(text.number, text.day, text.notice, sha256, sealed.blob)


def _sealed(text: ChosenText) -> Sealed | None:
    """The record as it is shown, or None where what is held back of it cannot be taken out."""
    sealed = Sealed.opened(text.blob)
    if text.veil:
        record = redacted(sealed.record, Veil.read(text.veil))
        if record is None:
            return None
        sealed = Sealed.of(record)
    return sealed if text.released is None else _released_on(text.released, sealed)


def _released_on(day: str, sealed: Sealed) -> Sealed:
    """The record with this day of release, without encoding the rest of it again.

    In canonical JSON these bytes stand once: quotes within a text are escaped.
    """
    written = sealed.json.replace(b'"released":null', f'"released":"{day}"'.encode(), 1)
    return Sealed({**sealed.record, "released": day}, written, compressed(written))
