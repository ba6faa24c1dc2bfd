"""A public text corrected on the desk: what would change is shown before anybody confirms it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from reftel.analysis.redline import redline
from reftel.desk.asker import DeskRequest
from reftel.desk.house import RELEASE, house_of
from reftel.desk.pages.batches import LONGEST
from reftel.desk.rights import Right
from reftel.desk.typed import whole
from reftel.errors import ReftelError
from reftel.reading_room.history.marks import Marked, marked
from reftel.vault.correcting import correct, correction
from reftel.vault.models import Cable


@dataclass(frozen=True, slots=True)
class CorrectPage:
    """What desk/correct.html may use; ``wrong`` says why there is nothing to correct."""

    id: str
    changes: Marked | None
    same: bool = False
    wrong: str = ""
    notice: str = ""


def page(request: DeskRequest, cable: Cable) -> HttpResponse:
    """What would change for readers, and the form that says so."""
    notice = request.POST.get("notice", "").strip()
    if request.method == "POST":
        try:
            with transaction.atomic():
                batch = correct(
                    house_of(request).archive,
                    cable.pk,
                    notice=whole(notice, LONGEST, "Why, for readers"),
                    author=request.standing.account,
                    at=datetime.now(UTC),
                )
        except ReftelError as error:
            messages.error(request, str(error))
            shown = _page(cable.pk, notice)
            return render(request, "desk/correct.html", {"page": shown}, status=409)
        house_of(request).errand(RELEASE)
        told = f"{cable.pk} is being corrected."
        if not request.standing.reach(Right.READ).everything:  # for whom there are no batches
            messages.success(request, told)
            return redirect("cable", cable=cable.pk)
        messages.success(request, f"{told} This page says how far it is.")
        return redirect("batch", number=batch.id)
    return render(request, "desk/correct.html", {"page": _page(cable.pk, notice)})


def _page(cable: str, notice: str) -> CorrectPage:
    try:
        found = correction(cable)
    except ReftelError as error:
        return CorrectPage(cable, None, wrong=str(error), notice=notice)
    changes = redline(found.public, found.corrected)
    return CorrectPage(cable, marked(changes), found.public == found.corrected, notice=notice)
