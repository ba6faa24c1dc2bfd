"""Batches on the desk: made, filled, told of, scheduled, released, looked at, undone."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from reftel.desk.asker import DeskRequest
from reftel.desk.batches.page import batch_page, batches_page
from reftel.desk.batches.shown import shown
from reftel.desk.house import RELEASE, house_of
from reftel.desk.rights import Right
from reftel.desk.typed import whole
from reftel.errors import ReftelError
from reftel.policy import in_utc
from reftel.vault.batches import drafts, schedule, undoing
from reftel.vault.faults import UndecidableError
from reftel.vault.models import Batch
from reftel.vault.report import counted

LONGEST = 4_000  # of what is told of a batch
PREVIEW = ("batches", "--preview-number")
_IDS = re.compile(r"[^\s,;]+")
Deed = Callable[[DeskRequest, Batch], str]


def page(request: DeskRequest) -> HttpResponse:
    """All batches; a new one is made here."""
    _require_all(request, Right.READ)
    if request.method == "POST":
        _require_all(request, Right.RELEASE)
        try:
            made = drafts.draft(
                _sent(request, "name"),
                notice=_sent(request, "notice"),
                note=_sent(request, "note"),
                author=request.standing.account,
                at=datetime.now(UTC),
            )
        except ReftelError as error:
            messages.error(request, str(error))
            return _batches(request, status=409)
        messages.success(request, f"There is a batch '{made.name}'. Put cables into it.")
        return redirect("batch", number=made.id)
    return _batches(request)


def one(request: DeskRequest, number: int) -> HttpResponse:
    """One batch."""
    return _batch(request, _known(request, number, Right.READ))


def doing(deed: Deed) -> Callable[..., HttpResponse]:
    """The view that does one thing with a batch; what was typed is kept where it cannot."""

    def view(request: DeskRequest, number: int) -> HttpResponse:
        batch = _known(request, number, Right.RELEASE)
        if request.method != "POST":  # who had to show again who they are comes back like this
            return redirect("batch", number=number)
        try:
            done = deed(request, batch)
        except ReftelError as error:
            messages.error(request, str(error))
            return _batch(request, drafts.found(number), status=409)
        messages.success(request, done)
        return redirect("batch", number=number)

    return view


def describe(request: DeskRequest, batch: Batch) -> str:
    notice, note = _sent(request, "notice"), _sent(request, "note")
    drafts.describe(batch.id, notice=notice, note=note, **_by(request))
    return "What is told of it is as you wrote it."


def fill(request: DeskRequest, batch: Batch) -> str:
    """Add the cables that were named, or all that are approved."""
    every = request.POST.get("approved")
    ids = drafts.approved() if every else iter(_IDS.findall(request.POST.get("ids", "")))
    filled = drafts.add(batch.id, ids, **_by(request))
    for id_, why in filled.left_out[:10]:
        messages.warning(request, f"{id_}: {why}")
    if len(filled.left_out) > 10:
        messages.warning(request, f"{len(filled.left_out) - 10:,} more were left out.")
    if not filled.added:
        raise UndecidableError(
            "No cable was added.", "The batch is as it was.", "Name cables that are approved."
        )
    return f"{counted(filled.added, 'cable')} added."


def empty(request: DeskRequest, batch: Batch) -> str:
    gone = drafts.remove(batch.id, request.POST.getlist("id"), **_by(request))
    return f"{counted(gone, 'cable')} taken out."


def set_time(request: DeskRequest, batch: Batch) -> str:
    due = _moment(request.POST.get("due", ""))
    schedule.schedule(house_of(request).archive, batch.id, due=due, **_by(request))
    return f"It is released at {due:%Y-%m-%d %H:%M} UTC, if everything holds then."


def hold(request: DeskRequest, batch: Batch) -> str:
    schedule.hold(batch.id, **_by(request))
    return "It has no time any more, and is a draft again."


def release(request: DeskRequest, batch: Batch) -> str:
    """Schedule it for now, and have it run."""
    house, by = house_of(request), _by(request)
    schedule.schedule(house.archive, batch.id, due=by["at"], **by)
    house.errand(RELEASE)
    return "It is being released. This page says how far it is."


def preview(request: DeskRequest, batch: Batch) -> str:
    house_of(request).errand((*PREVIEW, str(batch.id)))
    return "The preview is being made. It is here when the rehearsal has ended."


def undo(request: DeskRequest, batch: Batch) -> str:
    """Readers are back at once; the edition that says so is an errand."""
    house = house_of(request)
    done = undoing.undo(house.archive, batch.id, reason=_sent(request, "reason"), **_by(request))
    house.errand(RELEASE)
    for id_ in done.kept:
        messages.warning(request, f"{id_} keeps its text: a mark of today was not there before.")
    told = "Readers are back at the edition before" if done.at_once else "It is undone"
    return f"{told}. One that says the same is being made."


def public(request: DeskRequest, number: int, address: str = "") -> HttpResponseBase:
    """The edition of a batch as the public would see it."""
    batch = _known(request, number, Right.READ)
    folder = house_of(request).archive.preview(batch.id)
    if not (folder / "manifest.json").is_file():
        messages.warning(request, "There is no preview yet.")
        return redirect("batch", number=number)
    here = reverse("batch_public_home", args=[number]).rstrip("/")
    told = f"Preview of the batch “{batch.name}”: this is not public."
    return shown(request, folder, here, f"/{address}", told)


def _batches(request: DeskRequest, status: int = 200) -> HttpResponse:
    shown_ = batches_page(house_of(request).archive, request.POST.dict())
    return render(request, "desk/batches.html", {"page": shown_}, status=status)


def _batch(request: DeskRequest, batch: Batch, status: int = 200) -> HttpResponse:
    shown_ = batch_page(
        house_of(request).archive,
        batch,
        request.standing,
        request.GET.dict(),
        request.POST.dict(),
    )
    return render(request, "desk/batch.html", {"page": shown_}, status=status)


def _known(request: DeskRequest, number: int, right: Right) -> Batch:
    _require_all(request, right)
    try:
        return drafts.found(number)
    except UndecidableError as error:
        raise Http404 from error


def _require_all(request: DeskRequest, right: Right) -> None:
    """A batch may hold any cable: who may not know of every one has nothing to do with it."""
    if not request.standing.reach(right).everything:
        raise Http404


def _by(request: DeskRequest) -> dict[str, Any]:
    return {"author": request.standing.account, "at": datetime.now(UTC)}


def _sent(request: DeskRequest, name: str) -> str:
    return whole(request.POST.get(name, ""), LONGEST, name.capitalize())


def _moment(written: str) -> datetime:
    """A moment as browsers send it, in UTC, or with a zone."""
    try:
        return in_utc(datetime.fromisoformat(written))
    except (ValueError, OverflowError) as error:
        raise UndecidableError(
            f"'{written[:40]}' is no time.",
            "Nothing was decided.",
            "Write it like 2026-03-01 06:00, in UTC.",
        ) from error
