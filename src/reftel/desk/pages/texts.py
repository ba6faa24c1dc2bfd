"""The texts of a cable, and what changed from each to the next."""

from dataclasses import dataclass
from itertools import zip_longest

from django.http import HttpResponse
from django.shortcuts import render

from reftel.analysis.redline import redline
from reftel.desk.asker import DeskRequest
from reftel.reading_room.history.marks import Marked, marked
from reftel.vault.models import Cable, Revision
from reftel.vault.veils import opened

MOST = 10  # texts that are compared on one page, the latest


@dataclass(frozen=True, slots=True)
class Text:
    """One text, and what changed when it took the place of the one before."""

    digest: str
    released: str
    current: bool
    changes: Marked | None


@dataclass(frozen=True, slots=True)
class TextsPage:
    """What desk/texts.html may use; the newest text stands first."""

    id: str
    total: int
    texts: tuple[Text, ...]


def page(request: DeskRequest, cable: Cable) -> HttpResponse:
    """Every text that is held of it, the latest ones compared."""
    rows = Revision.objects.filter(cable=cable).order_by("-released", "-digest")
    held = list(rows.values_list("digest", "released", "record")[: MOST + 1])
    records = [opened(bytes(blob)) for _, _, blob in held]
    texts = [
        Text(digest, released, at == 0, marked(redline(before, record)) if before else None)
        for at, ((digest, released, _), record, before) in enumerate(
            zip_longest(held, records, records[1:])
        )
    ]
    shown = TextsPage(cable.pk, rows.count(), tuple(texts[:MOST]))
    return render(request, "desk/texts.html", {"page": shown})
