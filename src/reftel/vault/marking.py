"""The marking: what editors hold back within the text of a cable, and what they lift again.

A mark stands in the text that the cable has now (``veils``). Nothing here makes anything
public or takes it back: a release is under the veil of the marks that stand then.
"""

from collections.abc import Sequence
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
from reftel.vault import audit, docket
from reftel.vault.audit import Hand
from reftel.vault.carrying import carry_on
from reftel.vault.faults import UndecidableError
from reftel.vault.models import Mark, MarkKind, MarkState
from reftel.vault.proposing import propose, propose_again
from reftel.vault.veils import NOTHING, Current, current, marks_now, public_record, veil

__all__ = [
    "By", "carry_on", "decide", "lift", "mark", "mark_paragraph", "mark_words", "marks", "place",
    "propose", "public_record", "veil",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who marks or lifts something, when and why; the reason is not public."""

    author: str
    at: datetime
    reason: str = ""


def marks(cable: str) -> list[Mark]:
    """What is marked, adrift or proposed in the text that a cable has now, in its order."""
    rows = (row for row in marks_now(current(cable)) if row.state != MarkState.REFUSED)
    return sorted(rows, key=lambda row: (row.start, row.end, row.pk))


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
    _require_words(now, start, end)
    place = Placed.at(now.whole, start, end, kind=kind, code=code)
    return _marked(now, [place], by)[0]


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
    return _marked(now, [Placed.at(now.whole, *span, code=code) for span in free], by)


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
    place = Placed.at(now.whole, *span, kind=Kind.PARAGRAPH, code=code)
    return _marked(now, [place], by)[0]


@transaction.atomic
def lift(number: int, *, by: By, cable: str = "") -> Mark:
    """Hold something back no more. It becomes public with the next release of its cable.

    Where a ``cable`` is named, the mark has to be one of it.
    """
    row = _row(number, MarkState.STANDING, MarkState.ADRIFT, cable=cable)
    return _decided(row, MarkState.LIFTED, by)


@transaction.atomic
def decide(number: int, *, accept: bool, by: By, code: str = "", cable: str = "") -> Mark:
    """Let what the assistant proposed stand, or refuse it."""
    _require_code(code)
    row = _row(number, MarkState.PROPOSED, cable=cable)
    row.code = code or row.code
    return _decided(row, MarkState.STANDING if accept else MarkState.REFUSED, by)


@transaction.atomic
def place(  # noqa: PLR0913 -- which mark, where, and who says so
    number: int, start: int, end: int, *, by: By, text: str = "", cable: str = ""
) -> Mark:
    """Place a mark that is adrift anew. Over other words than before it is another mark.

    Where a ``cable`` is named, the mark has to be one of it.
    """
    row = _row(number, MarkState.ADRIFT, cable=cable)
    now = current(row.cable_id)
    _require_text(now, text)
    _require_words(now, start, end)
    found = Placed.at(now.whole, start, end, kind=Kind(row.kind), code=row.code)
    same = flat(found.words) == flat(row.words)
    found = found._replace(root=(row.root or row.pk) if same else 0)
    _decided(row, MarkState.LIFTED, by)
    return _marked(now, [found], by)[0]


def _marked(now: Current, places: Sequence[Placed], by: By) -> list[Mark]:
    """The marks, written down; one that stands there already is that."""
    standing = {(row.start, row.end, row.kind): row for row in _standing(now)}
    rows = [
        standing.get((one.start, one.end, one.kind.value)) or _row_of(now, one, by)
        for one in places
    ]
    new = [row for row in rows if row.pk is None]
    Mark.objects.bulk_create(new)
    _log("mark", new, by)
    words = [row.words for row in new if row.kind == MarkKind.WORDS]
    propose_again(now, words, Hand(by.author, by.at))
    return rows


def _row_of(now: Current, one: Placed, by: By) -> Mark:
    return Mark(
        cable_id=now.cable,
        original_id=now.original,
        text=now.text,
        root=one.root or None,
        start=one.start,
        end=one.end,
        kind=MarkKind(one.kind.value),
        words=one.words,
        before=one.before,
        after=one.after,
        code=one.code,
        reason=by.reason,
        state=MarkState.STANDING,
        author=by.author,
        at=by.at,
    )


def _decided(row: Mark, state: MarkState, by: By) -> Mark:
    acts = {MarkState.LIFTED: "lift", MarkState.STANDING: "accept", MarkState.REFUSED: "refuse"}
    row.state, row.decided_by, row.decided_at = state, by.author, by.at
    row.reason = by.reason or row.reason
    row.save(update_fields=["state", "decided_by", "decided_at", "reason", "code"])
    _log(acts[state], [row], by)
    return row


def _log(act: str, rows: Sequence[Mark], by: By) -> None:
    """One entry for marks of one cable, without their words; its docket follows."""
    if rows:
        cable = rows[0].cable_id
        told = {"marks": len(rows)} if len(rows) > 1 else {}
        audit.append(act, about=cable, author=by.author, at=by.at, detail=told, rows=rows)
        docket.follow([cable])


def _standing(now: Current) -> list[Mark]:
    rows = Mark.objects.filter(cable=now.cable, text=now.text, state=MarkState.STANDING)
    return list(rows)


def _covers(one: Mark, other: Span) -> bool:
    return one.start <= other.start and other.end <= one.end


def _row(number: int, *states: MarkState, cable: str = "") -> Mark:
    """A mark in its place now. Raises UndecidableError where it is in another state by now."""
    row = Mark.objects.filter(pk=number).first()
    if row is not None and cable not in {"", row.cable_id}:
        row = None
    if row is not None:
        row = next((one for one in marks_now(current(row.cable_id)) if one.pk == number), row)
    if row is None or row.state not in states:
        what = "there is no such mark" if row is None else f"it is {row.state} by now"
        raise UndecidableError(
            f"Mark {number}: {what}.", NOTHING, "Look at the marks of the cable again."
        )
    return row


def _require_words(now: Current, start: int, end: int) -> None:
    if not (0 <= start < end <= len(now.whole)) or not now.whole[start:end].strip():
        raise UndecidableError(
            f"{now.cable}: nothing stands from {start} to {end}.",
            NOTHING,
            f"The text has {len(now.whole):,} characters; mark some of them.",
        )


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
