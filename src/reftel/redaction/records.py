"""A record under a veil: redacted, and read again as if it had come in so.

Nothing else of the record is kept but what its container said of it, and of that only what
the text does not say itself. So no field can be forgotten: there is none to be redacted.
"""

from reftel.redaction.anchoring import anchored
from reftel.redaction.blocks import holes
from reftel.redaction.laying import laid
from reftel.redaction.occurrences import occurrences
from reftel.redaction.values import Kind, Mark, Veil
from reftel.telegram.cable import READ_FROM_TEXT, SEAM, CableRecord, read_cable
from reftel.telegram.record import Published


def redacted(record: CableRecord, veil: Veil) -> CableRecord | None:
    """The record as the public may have it, or None where the veil cannot be laid exactly."""
    whole = record["header"] + SEAM + record["text"]
    marks = [mark for mark in anchored(veil.marks, whole) if mark is not None]
    if len(marks) < len(veil.marks):
        return None
    header, text = laid(record["header"], record["text"], marks)
    _, found = read_cable(header, text, claims(record, marks))
    return found


def claims(record: CableRecord, marks: list[Mark]) -> Published:
    """What the container said of a cable, with a block where it holds marked words.

    What the text says as well is left to the text: there it is redacted, if it is.
    """
    dates = [entry for entry in record["dates"] if entry["source"] not in READ_FROM_TEXT]
    values = {entry["kind"]: entry["value"] for entry in dates}
    bare = Published(
        source=dates[0]["source"] if dates else "jsonl",
        id=record["id"],
        created=values.get("created"),
        released=values.get("released"),
    )
    _, alone = read_cable(record["header"], record["text"], bare)
    if alone is None:
        return bare  # an id is given, so there is a record
    return Published(
        source=bare.source,
        id=bare.id,
        created=bare.created,
        released=bare.released,
        classification=_claimed(record["classification"], alone["classification"]),
        origin=_veiled(_claimed(record["origin"], alone["origin"]), marks),
        subject=_veiled(_claimed(record["subject"], alone["subject"]), marks),
    )


def _claimed(here: str, alone: str) -> str | None:
    return here if here != alone else None


def _veiled(claim: str | None, marks: list[Mark]) -> str | None:
    """A claim with a block wherever it holds the words of a mark."""
    if claim is None:
        return None
    found = [
        Mark.at(claim, *span, code=mark.code, kind=Kind.WORDS)
        for mark in marks
        for span in occurrences(mark.words, claim)
    ]
    for hole in reversed(holes(found, claim)):
        claim = claim[: hole.start] + hole.block + claim[hole.end :]
    return claim
