"""The veils: what is held back of the text that a cable has now, and what shows under it.

A cable's text is that of its current revision, the one that a release would make public.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reftel.compression import zstd
from reftel.redaction.anchoring import anchored
from reftel.redaction.records import redacted
from reftel.redaction.values import Kind
from reftel.redaction.values import Mark as Placed
from reftel.redaction.values import Veil as Laid
from reftel.telegram.cable import SEAM, CableRecord, from_json
from reftel.vault.faults import UndecidableError
from reftel.vault.models import Decision, Mark, MarkState, Revision, Veil, Verb

READ_AT_ONCE = 100
HOLDING = (MarkState.STANDING, MarkState.ADRIFT)  # what holds words back, in its place or not
OPEN = (MarkState.STANDING, MarkState.ADRIFT, MarkState.PROPOSED)
NOTHING = "Nothing was decided."


class Current(NamedTuple):
    """The text that a cable has now, and where it is held."""

    cable: str
    original: str
    revision: str
    record: CableRecord

    @property
    def whole(self) -> str:
        """What offsets of marks count from."""
        return self.record["header"] + SEAM + self.record["text"]

    @property
    def text(self) -> str:
        """The digest of that."""
        return hashlib.sha256(self.whole.encode("utf-8", "surrogatepass")).hexdigest()


def held(cable: str) -> str:
    """The id as it is held: as it was given, else in capitals."""
    asked = {cable, cable.upper()}
    found = set(Revision.objects.filter(cable__in=asked).values_list("cable_id", flat=True))
    return cable if cable in found or not found else cable.upper()


def current(cable: str) -> Current:
    """The text that a cable has now. Raises UndecidableError where none is held."""
    rows = Revision.objects.filter(cable=cable).order_by("-released", "-digest")
    found = rows.values_list("original_id", "digest", "record").first()
    if found is None:
        raise UndecidableError(
            f"Not held in this archive: {cable}.",
            NOTHING,
            "Write reference ids as the cables show them, such as 08EXAMPLETOWN12.",
        )
    original, digest, blob = found
    return Current(cable, original, digest, opened(bytes(blob)))


def opened(blob: bytes) -> CableRecord:
    """The record that a revision keeps."""
    record: CableRecord = from_json(zstd.decompress(blob))
    return record


def placed(row: Mark) -> Placed:
    """A row as the redaction takes it."""
    return Placed(
        row.start, row.end, Kind(row.kind), row.code, row.words, row.before, row.after,
        row.root or row.id,
    )  # fmt: skip


def marks_now(now: Current) -> list[Mark]:
    """What is marked and proposed, in its place in the text that the cable has now; not written.

    A mark that is not found there exactly once is adrift until a person has looked. A
    proposal that is not is refused: it was one about another text.
    """
    rows = list(Mark.objects.filter(cable=now.cable, state__in=OPEN).order_by("start", "id"))
    moving = [row for row in rows if row.text != now.text]
    found = anchored([placed(row) for row in moving], now.whole)
    for row, place in zip(moving, found, strict=True):
        _move(row, place, now)
    return rows


def _move(row: Mark, place: Placed | None, now: Current) -> None:
    if place is None:
        row.state = MarkState.REFUSED if row.state == MarkState.PROPOSED else MarkState.ADRIFT
        return
    row.original_id, row.text = now.original, now.text
    row.start, row.end = place.start, place.end
    row.words, row.before, row.after = place.words, place.before, place.after
    if row.state == MarkState.ADRIFT:
        row.state = MarkState.STANDING


def veil(cable: str) -> Veil | None:
    """The veil of the marks that stand now, or None where nothing is held back.

    Raises UndecidableError where a mark is adrift, or the veil cannot be laid.
    """
    made = _veil(current(cable))
    if made is None:
        return None
    return Veil.objects.get_or_create(digest=made.digest, defaults={"marks": made.written})[0]


def digests(cables: Iterable[str]) -> dict[str, str]:
    """The digest of the veil of each of these cables of which marks stand."""
    standing: dict[str, list[Placed]] = {}
    for row in Mark.objects.filter(cable__in=list(cables), state=MarkState.STANDING):
        standing.setdefault(row.cable_id, []).append(placed(row))
    return {cable: Laid.of(marks).digest for cable, marks in standing.items()}


def public_record(cable: str) -> CableRecord:
    """What the public would read of a cable, were it released now; raises as ``veil`` does."""
    now = current(cable)
    made = _veil(now)
    return now.record if made is None else _laid(now, made)


def _veil(now: Current) -> Laid | None:
    rows = marks_now(now)
    adrift = sum(row.state == MarkState.ADRIFT for row in rows)
    if adrift:
        what = "1 mark is" if adrift == 1 else f"{adrift:,} marks are"
        raise UndecidableError(
            f"{now.cable}: {what} adrift: not found exactly once in the text that came in later.",
            NOTHING,
            f"Look with 'reftel redact {now.cable} --list'; place the mark anew, or lift it.",
        )
    made = Laid.of(placed(row) for row in rows if row.state == MarkState.STANDING)
    if not made.marks:
        return None
    _laid(now, made)
    return made


def _laid(now: Current, made: Laid) -> CableRecord:
    found = redacted(now.record, made)
    if found is None:
        raise UndecidableError(
            f"{now.cable}: what is marked cannot be taken out of its text.",
            NOTHING,
            "This is a fault of the program: please report it.",
        )
    return found


def unlaid(after: int = 0) -> Iterator[str]:
    """Cables that are released under a veil that cannot be laid over their text any more.

    Of those that were released after a decision.
    """
    veiled = Decision.objects.standing().filter(id__gt=after, verb=Verb.RELEASE, veil__isnull=False)
    rows = veiled.order_by("cable_id").values_list("cable_id", "original_id", "veil__marks")
    for cable, original, marks in rows.iterator(READ_AT_ONCE):
        texts = Revision.objects.filter(cable=cable, witnesses__original=original)
        blob = texts.order_by("-released", "-digest").values_list("record", flat=True).first()
        if blob is not None and redacted(opened(bytes(blob)), Laid.read(marks)) is None:
            yield cable
