"""The marking: what editors hold back within the text of a cable, and what they lift again.

A mark stands in the text that the cable has now (``veils``). Nothing here makes anything
public or takes it back: a release is under the veil of the marks that stand then.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from reftel.redaction.blocks import is_code
from reftel.redaction.flattening import flat
from reftel.redaction.occurrences import occurrences
from reftel.redaction.passages import passages
from reftel.redaction.values import Kind
from reftel.redaction.values import Mark as Placed
from reftel.telegram.record import Span
from reftel.vault.faults import UndecidableError
from reftel.vault.models import Mark, MarkKind, MarkState
from reftel.vault.veils import NOTHING, Current, carry_on, current, public_record, veil

__all__ = [
    "By", "carry_on", "decide", "lift", "mark", "mark_paragraph", "mark_words", "marks", "place",
    "public_record", "veil",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who marks or lifts something, when and why; the reason is not public."""

    author: str
    at: datetime
    reason: str = ""


def marks(cable: str) -> list[Mark]:
    """What is marked or proposed in the text that a cable has now, in its order."""
    rows = Mark.objects.filter(
        cable=cable, state__in=(MarkState.STANDING, MarkState.ADRIFT, MarkState.PROPOSED)
    )
    return list(rows.order_by("start", "end", "id"))


@transaction.atomic
def mark(  # noqa: PLR0913 -- a mark is all of these
    cable: str,
    start: int,
    end: int,
    *,
    by: By,
    code: str = "",
    kind: Kind = Kind.WORDS,
    text: str = "",
) -> Mark:
    """Hold these characters back. ``text`` is the digest of the text that somebody looked at.

    Raises UndecidableError where the cable has another text by now, where nothing stands
    between the offsets, or where the code is none.
    """
    now = current(cable)
    _require_text(now, text)
    _require_code(code)
    if not (0 <= start < end <= len(now.whole)) or not now.whole[start:end].strip():
        raise UndecidableError(
            f"{cable}: nothing stands from {start} to {end}.",
            NOTHING,
            f"The text has {len(now.whole):,} characters; mark some of them.",
        )
    return _marked(now, Placed.at(now.whole, start, end, kind=kind, code=code), by)


@transaction.atomic
def mark_words(cable: str, words: str, *, by: By, code: str = "") -> list[Mark]:
    """Hold these words back wherever they stand in the cable, however they are written there.

    What is marked already is not marked again. Raises UndecidableError where they stand nowhere.
    """
    now = current(cable)
    _require_code(code)
    found = occurrences(words, now.whole)
    if not found:
        raise UndecidableError(
            f"{cable} does not hold the words '{flat(words).strip()}'.",
            NOTHING,
            f"Look at the text with 'reftel redact {cable} --list' or in the staff's edition.",
        )
    taken = _standing(now)
    free = [span for span in found if not any(_covers(one, span) for one in taken)]
    places = (Placed.at(now.whole, *span, code=code) for span in free)
    return [_marked(now, one, by) for one in places]


@transaction.atomic
def mark_paragraph(cable: str, number: str, *, by: By, code: str = "") -> Mark:
    """Hold a paragraph back, but for its number and its portion mark.

    ``number`` is its number or its anchor. Raises UndecidableError where there is none, or several.
    """
    now = current(cable)
    _require_code(code)
    named = [one for one in now.record["paragraphs"] if number in (one["number"], one["anchor"])]
    if len(named) != 1:
        what = "no paragraph" if not named else f"{len(named)} paragraphs"
        anchors = ", ".join(one["anchor"] for one in named or now.record["paragraphs"])
        raise UndecidableError(
            f"{cable} has {what} {number}.", NOTHING, f"Name one by its anchor: {anchors}."
        )
    span = passages(now.record).get(named[0]["anchor"])
    if span is None:
        raise UndecidableError(f"{cable}: paragraph {number} is empty.", NOTHING, "Name another.")
    return _marked(now, Placed.at(now.whole, *span, kind=Kind.PARAGRAPH, code=code), by)


@transaction.atomic
def lift(number: int, *, by: By) -> Mark:
    """Hold something back no more. It becomes public with the next release of its cable."""
    row = _row(number, MarkState.STANDING, MarkState.ADRIFT)
    return _decided(row, MarkState.LIFTED, by)


@transaction.atomic
def decide(number: int, *, accept: bool, by: By, code: str = "") -> Mark:
    """Let what the assistant proposed stand, or refuse it."""
    _require_code(code)
    row = _row(number, MarkState.PROPOSED)
    row.code = code or row.code
    return _decided(row, MarkState.STANDING if accept else MarkState.REFUSED, by)


@transaction.atomic
def place(number: int, start: int, end: int, *, by: By, text: str = "") -> Mark:
    """Place a mark that is adrift anew. Over other words than before it is another mark."""
    row = _row(number, MarkState.ADRIFT)
    kind = Kind(row.kind)
    found = mark(row.cable_id, start, end, by=by, code=row.code, kind=kind, text=text)
    if flat(found.words) == flat(row.words):
        found.root = row.root or row.id
        found.save(update_fields=["root"])
    _decided(row, MarkState.LIFTED, by)
    return found


def _marked(now: Current, one: Placed, by: By) -> Mark:
    """The mark, written down; one that stands there already is that."""
    row, _ = Mark.objects.get_or_create(
        cable_id=now.cable,
        text=now.text,
        start=one.start,
        end=one.end,
        kind=MarkKind(one.kind.value),
        state=MarkState.STANDING,
        defaults={
            "original_id": now.original,
            "words": one.words,
            "before": one.before,
            "after": one.after,
            "code": one.code,
            "reason": by.reason,
            "author": by.author,
            "at": by.at,
        },
    )
    return row


def _decided(row: Mark, state: MarkState, by: By) -> Mark:
    row.state, row.decided_by, row.decided_at = state, by.author, by.at
    row.reason = by.reason or row.reason
    row.save(update_fields=["state", "decided_by", "decided_at", "reason", "code"])
    return row


def _standing(now: Current) -> list[Span]:
    rows = Mark.objects.filter(cable=now.cable, text=now.text, state=MarkState.STANDING)
    return [Span(*row) for row in rows.values_list("start", "end")]


def _covers(one: Span, other: Span) -> bool:
    return one.start <= other.start and other.end <= one.end


def _row(number: int, *states: MarkState) -> Mark:
    row = Mark.objects.filter(id=number).first()
    if row is None or row.state not in states:
        what = "There is no such mark" if row is None else f"It is {row.state} by now"
        raise UndecidableError(
            f"Mark {number}: {what}.", NOTHING, "Look at the marks of the cable again."
        )
    return row


def _require_text(now: Current, text: str) -> None:
    if text and text != now.text:
        raise UndecidableError(
            f"{now.cable} has another text than the one that was marked: a later one came in.",
            NOTHING,
            "Look at the cable again, and mark it there.",
        )


def _require_code(code: str) -> None:
    if not is_code(code):
        raise UndecidableError(
            f"'{code}' is no code: letters, digits, points and brackets, 16 at most.",
            NOTHING,
            "Write it as B6, 1.4(c) or 25X1.",
        )
