"""The reading of one item: kept as an original, and what cables it gives, or why none.

Runs in worker processes, so nothing here loads Django or touches the database.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from reftel import sources
from reftel.compression import compressed
from reftel.sources.item import Reading, Rejected, RejectKind, SourceItem
from reftel.telegram.cable import CableRecord, as_json, lacking, read_cable
from reftel.telegram.record import Telegram
from reftel.vault.originals import Originals

REFERENCE_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]{0,99}")


class Task(NamedTuple):
    """An item and the digest of its bytes."""

    sha256: str
    item: SourceItem | Rejected


class Found(NamedTuple):
    """A revision that an item gives."""

    digest: str
    cable: str
    released: str  # as published; "" where it was not
    record: bytes  # canonical JSON, zstd
    notes: str  # one a line


class Refusal(NamedTuple):
    """Why an item, or a part of it, gives none."""

    container: str
    place: str
    kind: str
    message: str


class Outcome(NamedTuple):
    """What came of one item."""

    sha256: str
    size: int
    kind: str
    container: str
    place: str
    found: tuple[Found, ...]
    refusals: tuple[Refusal, ...]


def outcomes(tasks: Iterable[Task], originals: Path | None) -> list[Outcome]:
    """Read each item, after its bytes were kept; nothing is kept where no folder is given."""
    store = None if originals is None else _store(originals)
    read = []
    for task in tasks:
        if store is not None:
            store.keep(task.sha256, task.item.content)
        read.append(_outcome(task))
    return read


@lru_cache(maxsize=4)
def _store(folder: Path) -> Originals:
    return Originals(folder)


def _outcome(task: Task) -> Outcome:
    item = task.item
    parts = list(_parts(item))
    return Outcome(
        task.sha256,
        len(item.content),
        item.kind.value if isinstance(item, SourceItem) else "",
        writable(item.container),
        writable(item.place),
        tuple(part for part in parts if isinstance(part, Found)),
        tuple(part for part in parts if isinstance(part, Refusal)),
    )


def _parts(item: SourceItem | Rejected) -> Iterator[Found | Refusal]:
    if isinstance(item, Rejected):
        yield refusal(item)
        return
    any_yet = False
    try:
        for reading in sources.readings(item):
            any_yet = True
            yield refusal(reading) if isinstance(reading, Rejected) else _found(item, reading)
    except Exception as error:  # noqa: BLE001 -- a fault of ours loses no cable but this one
        message = f"reftel failed to read this ({type(error).__name__}: {error}): please report it."
        yield _refused(item, RejectKind.UNREADABLE, message)
    else:
        if not any_yet:
            yield _refused(item, RejectKind.NOT_A_CABLE, "No cable was found in this.")


def _found(item: SourceItem, reading: Reading) -> Found | Refusal:
    telegram, record = read_cable(reading.header, reading.body, reading.published)
    if record is None:
        return _refused(item, RejectKind.NO_ID, _without_id(telegram, reading))
    if not REFERENCE_ID.fullmatch(record["id"]):
        return _refused(item, RejectKind.NO_ID, f"{record['id'][:100]!r} is no reference id.")
    return found(record, reading.notes)


def _without_id(telegram: Telegram, reading: Reading) -> str:
    """What the cable does not show, and how to give it."""
    missing = lacking(telegram, reading.published)
    words = {"year": "the year it was sent", "station": "its station", "number": "its number"}
    named = " and ".join(words[each] for each in missing)
    if missing == ("year",) and telegram.mrn is not None:
        mrn = telegram.mrn.value
        of, form = f" ({mrn.station} {mrn.number})", f"NN{mrn.station}{mrn.number}"
        how = "with the last two digits of its year for NN"
    else:
        of, form = "", "08EXAMPLETOWN12"
        how = "with its own year, station and number"
    return (
        f"This reads like a cable{of}, but does not show {named}, so it has no reference id. "
        f"Put that on a line above the text, as {form}, {how}."
    )


def found(record: CableRecord, notes: Sequence[str] = ()) -> Found:
    return Found(
        record["revision"],
        record["id"],
        record["released"] or "",
        compressed(as_json(record)),
        writable("\n".join(notes)),
    )


def refusal(rejected: Rejected) -> Refusal:
    return Refusal(
        writable(rejected.container),
        writable(rejected.place),
        rejected.kind.value,
        writable(rejected.message),
    )


def writable(words: str) -> str:
    """Words that a database takes: file names may hold bytes that are no UTF-8."""
    return words.encode("utf-8", "backslashreplace").decode()


def _refused(item: SourceItem, kind: RejectKind, message: str) -> Refusal:
    return refusal(Rejected(item.container, item.place, kind, message))
