"""One line of reftel's own JSON Lines: a cable record, read back to what made it."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from reftel.sources import record_shape
from reftel.sources.encoding import decoded
from reftel.sources.item import Reading, Rejected, RejectKind, SourceItem
from reftel.sources.published import is_id
from reftel.sources.record_shape import is_object
from reftel.telegram.cable import READ_FROM_TEXT
from reftel.telegram.record import Published

NEEDED: Final = ("id", "header", "text", "dates", "classification", "origin", "subject")
LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def readings(item: SourceItem) -> Iterator[Reading | Rejected]:
    """The cable of this record. Its parsed fields are not believed: they are read again."""
    text, notes = decoded(item.content)
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        why = f"This line is no JSON: {error}"
        yield Rejected(item.container, item.place, RejectKind.DAMAGED, why, item.content)
        return
    fault = _fault(record)
    if fault is not None:
        yield Rejected(item.container, item.place, *fault, item.content)
        return
    header, body = _sound(record["header"]), _sound(record["text"])
    if (header, body) != (record["header"], record["text"]):
        notes = (*notes, "half characters (lone surrogates) replaced by U+FFFD")
    yield Reading(_published(record), header, body, notes)


def _sound(text: str) -> str:
    return LONE_SURROGATE.sub("\ufffd", text)


def _fault(record: Any) -> tuple[RejectKind, str] | None:
    if not is_object(record):
        return RejectKind.DAMAGED, "This line is JSON but no cable record: it is no object."
    missing = [key for key in NEEDED if key not in record]
    if missing:
        return RejectKind.DAMAGED, f"This record lacks {', '.join(missing)}."
    wrong = record_shape.fault(record)
    if wrong is not None:
        return RejectKind.DAMAGED, f"This record cannot be taken in: {wrong}."
    if not is_id(record["id"]):
        return RejectKind.NO_ID, f"The record's id cannot be one: {record['id'][:80]!r}"
    if not record["text"].strip():
        return RejectKind.NO_BODY, f"The record of {record['id']} has no text."
    return None


def _published(record: dict[str, Any]) -> Published:
    """What the first source said: the dates that were not read from the telegram itself."""
    dates: dict[str, dict[str, Any]] = {}
    for entry in record["dates"]:
        if entry["source"] not in READ_FROM_TEXT:
            dates[entry["kind"]] = entry
    entry = dates.get("created") or dates.get("released")
    values = {kind: each["value"] for kind, each in dates.items()}
    return Published(
        source=_sound(entry["source"]) if entry else "jsonl",
        id=record["id"],
        created=values.get("created"),
        released=values.get("released"),
        classification=_sound(record["classification"]) or None,
        origin=_sound(record["origin"]) or None,
        subject=_sound(record["subject"]) or None,
    )
