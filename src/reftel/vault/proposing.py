"""The assistant's proposals, written down for a person to decide on each.

What a person has refused or lifted in a text is not proposed there again.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from django.db import transaction

from reftel.redaction.proposing.elsewhere import again, known_as
from reftel.redaction.proposing.gathering import Beside, proposals
from reftel.redaction.proposing.proposal import Proposal
from reftel.redaction.values import Mark as Placed
from reftel.telegram.cable import SEAM
from reftel.telegram.record import Span
from reftel.vault import audit, docket
from reftel.vault.audit import Hand
from reftel.vault.models import Mark, MarkKind, MarkState, Revision
from reftel.vault.veils import HOLDING, READ_AT_ONCE, Current, current, opened

MOST_COPIES = 10  # other texts of a cable that are looked into


def propose(cable: str, hand: Hand, words: AbstractSet[str] | None = None) -> list[Mark]:
    """What may have to be held back of a cable, proposed; what is proposed already is not again.

    ``words`` are those that are held back elsewhere, where somebody asks for many cables.
    """
    with transaction.atomic():
        now = current(cable)
        known = held_back_elsewhere(cable) if words is None else words
        beside = Beside(known, _copies(now), _marked(now))
        found = proposals(now.whole, beside, covered(now))
        return write(now, found, hand)


def propose_again(now: Current, words: Iterable[str], hand: Hand) -> list[Mark]:
    """Further occurrences of words that somebody has just marked, proposed at once."""
    taken = covered(now)
    found: list[Proposal] = []
    for one in again(now.whole, words):
        if not any(span.start < one.end and one.start < span.end for span in taken):
            found.append(one)
            taken.append(Span(one.start, one.end))
    return write(now, found, hand)


def held_back_elsewhere(cable: str = "") -> frozenset[str]:
    """Words of the marks in other cables, in the form in which they are known.

    Also of marks that have lost their place: what they hold back is held back still.
    """
    rows = Mark.objects.filter(state__in=HOLDING, kind=MarkKind.WORDS).exclude(cable=cable)
    words = rows.values_list("words", flat=True).distinct()
    forms = (known_as(one) for one in words.iterator(READ_AT_ONCE))
    return frozenset(form for form in forms if form)


def covered(now: Current) -> list[Span]:
    """Where something was marked or proposed in a text, whatever has become of it."""
    rows = Mark.objects.filter(cable=now.cable, text=now.text)
    return [Span(*row) for row in rows.values_list("start", "end")]


def write(now: Current, found: Sequence[Proposal], hand: Hand) -> list[Mark]:
    """The proposals as rows, with their entry of the log."""
    rows = [_row(now, one, hand) for one in found]
    if rows:
        Mark.objects.bulk_create(rows)
        told = {"proposals": len(rows)}
        audit.append("propose", about=now.cable, detail=told, rows=rows, **hand._asdict())
        docket.follow([now.cable])
    return rows


def _row(now: Current, one: Proposal, hand: Hand) -> Mark:
    place = Placed.at(now.whole, one.start, one.end)
    return Mark(
        cable_id=now.cable,
        original_id=now.original,
        text=now.text,
        start=place.start,
        end=place.end,
        kind=MarkKind.WORDS,
        words=place.words,
        before=place.before,
        after=place.after,
        rule=one.rule.value,
        state=MarkState.PROPOSED,
        **hand._asdict(),
    )


def _copies(now: Current) -> list[str]:
    """The other texts of a cable, those published last first."""
    others = Revision.objects.filter(cable=now.cable).exclude(digest=now.revision)
    blobs = others.order_by("-released", "-digest").values_list("record", flat=True)[:MOST_COPIES]
    records = (opened(bytes(blob)) for blob in blobs)
    return [record["header"] + SEAM + record["text"] for record in records]


def _marked(now: Current) -> list[str]:
    rows = Mark.objects.filter(
        cable=now.cable, text=now.text, state=MarkState.STANDING, kind=MarkKind.WORDS
    )
    return list(rows.values_list("words", flat=True))
