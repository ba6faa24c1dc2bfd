"""One cable, and the steps that are taken with it: noted, given, reviewed, returned, approved."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import MappingProxyType

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from reftel.desk.asker import DeskRequest
from reftel.desk.cable.page import Typed, cable_address, cable_page
from reftel.desk.house import house_of
from reftel.desk.queue.asked import Asked, asked_for
from reftel.desk.queue.page import accounts
from reftel.desk.rights import Right
from reftel.desk.typed import whole
from reftel.errors import ReftelError
from reftel.vault import decisions, review
from reftel.vault.decisions import Ground, UndecidableError
from reftel.vault.models import Cable, Step
from reftel.vault.rules import Order, Seen

LONGEST = 4_000  # of a note
DONE = {
    Step.NOTE: "Your note stands with {}.",
    Step.ASSIGN: "{} was given on.",
    Step.REVIEW: "{} is reviewed.",
    Step.RETURN: "{} is to be reviewed again.",
    Step.APPROVE: "{} is approved.",
}
ONWARD = {Step.REVIEW, Step.APPROVE, Step.RETURN}  # after these the next cable is shown


def page(request: DeskRequest, cable: Cable) -> HttpResponse:
    """The cable as it stands now."""
    return shown(request, cable.pk, asked_for(request.GET.dict()))


def taking(step: Step) -> Callable[..., HttpResponse]:
    """The view that takes a step with one cable."""

    def view(request: DeskRequest, cable: Cable) -> HttpResponse:
        asked = asked_for(QueryDict(request.POST.get("asked", "")).dict())
        if request.method != "POST":  # who had to sign in again comes back like this
            return redirect(cable_address(cable.pk, asked))
        try:
            order = _order(request, step)
            seen = _seen(request)
            review.take(order, cable.pk, seen=seen, policy=house_of(request).archive.policy())
        except ReftelError as error:
            return _refused(request, cable.pk, asked, error)
        messages.success(request, DONE[step].format(cable.pk))
        return _onward(request, cable.pk, asked, step)

    return view


def withhold(request: DeskRequest, cable: Cable) -> HttpResponse:
    """Keep it back from being released with everything else."""
    asked = asked_for(QueryDict(request.POST.get("asked", "")).dict())
    if request.method != "POST":
        return redirect(cable_address(cable.pk, asked))
    at = datetime.now(UTC)
    try:
        words = whole(request.POST.get("words", ""), LONGEST, "Note")
        ground = Ground(on=at.date(), reason=words, author=request.standing.account, at=at)
        decisions.withhold(house_of(request).archive, [cable.pk], ground)
    except ReftelError as error:
        return _refused(request, cable.pk, asked, error)
    messages.success(request, f"{cable.pk} is withheld.")
    return answered(request, cable.pk, asked)


def _order(request: DeskRequest, step: Step) -> Order:
    to = request.POST.get("to", "")
    if step == Step.ASSIGN and to and to not in accounts():
        raise UndecidableError(
            f"There is no account '{to}' that can review or approve.",
            "Nothing was decided.",
            "Choose one from the list.",
        )
    words = whole(request.POST.get("words", ""), LONGEST, "Note")
    return Order(step, request.standing.account, datetime.now(UTC), words, to)


def _seen(request: DeskRequest) -> Seen:
    try:
        return Seen.read(request.POST.get("seen", ""))
    except ValueError as error:
        raise UndecidableError(
            "The form does not say what it was made from.",
            "Nothing was decided.",
            "Load the page of the cable again.",
        ) from error


def _onward(request: DeskRequest, cable: str, asked: Asked, step: Step) -> HttpResponse:
    """The next cable of the queue, where it was asked for, or the same one again."""
    following = request.POST.get("following", "") if step in ONWARD else ""
    within = request.standing.reach(Right.READ)
    if following and within.of(Cable.objects.filter(pk=following)).exists():
        return answered(request, following, asked)
    return answered(request, cable, asked)


def answered(request: DeskRequest, cable: str, asked: Asked) -> HttpResponse:
    """What a form is answered with: the way to a page, or for our script the page itself.

    That is one round trip and not two, for who goes through hundreds of cables.
    """
    there = cable_address(cable, asked)
    if request.headers.get("X-Next") != "page":
        return redirect(there)
    answer = shown(request, cable, asked)
    answer.headers["Content-Location"] = there
    return answer


def _refused(request: DeskRequest, cable: str, asked: Asked, error: ReftelError) -> HttpResponse:
    """The page as it is now, with what happened, and what was typed."""
    messages.error(request, str(error))
    typed = {"words": request.POST.get("words", "")}
    return shown(request, cable, asked, typed=typed, status=409)


def shown(
    request: DeskRequest,
    cable: str,
    asked: Asked,
    *,
    typed: Typed = MappingProxyType({}),
    status: int = 200,
) -> HttpResponse:
    """The page of a cable as it is now."""
    now = datetime.now(UTC)
    page = cable_page(house_of(request), cable, request.standing, asked, at=now, typed=typed)
    return render(request, "desk/cable.html", {"page": page}, status=status)
