"""Marks carried on: a text came in later, or is read otherwise, and they have to be found in it."""

from django.db import transaction

from reftel.vault import audit, docket
from reftel.vault.audit import Hand
from reftel.vault.models import Mark
from reftel.vault.veils import OPEN, current, marks_now

_PLACE = ["original", "text", "start", "end", "words", "before", "after", "state"]


def carry_on(cable: str, hand: Hand) -> None:
    """Bring the marks of a cable to the text that it has now, or write down that they are adrift.

    ``hand`` is whoever took that text in. Call it in the transaction that writes the text.
    """
    now = current(cable)
    before = {row.pk: (row.text, row.state) for row in _open(cable)}
    moved = [row for row in marks_now(now) if before[row.pk] != (row.text, row.state)]
    if moved:
        Mark.objects.bulk_update(moved, _PLACE)
        audit.append("carry", about=cable, rows=moved, **hand._asdict())
        docket.follow([cable])


def carry_all_on(hand: Hand) -> None:
    """The same for every cable in which anything is marked and of which a text is held."""
    rows = Mark.objects.filter(state__in=OPEN, cable__revisions__isnull=False)
    for cable in rows.order_by("cable").values_list("cable_id", flat=True).distinct():
        with transaction.atomic():
            carry_on(cable, hand)


def _open(cable: str) -> list[Mark]:
    return list(Mark.objects.filter(cable=cable, state__in=OPEN).only("text", "state"))
