"""Marks: set, lifted, proposals decided one by one or all of a rule."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from reftel.desk.asker import DeskRequest
from reftel.desk.cable.page import Typed, cable_address
from reftel.desk.cable.wishes import Wish, hold_back
from reftel.desk.pages.cable import answered, shown
from reftel.desk.queue.asked import asked_for
from reftel.errors import ReftelError
from reftel.vault import marking
from reftel.vault.audit import Hand
from reftel.vault.faults import UndecidableError
from reftel.vault.marking import By
from reftel.vault.models import Cable, Mark, MarkState
from reftel.vault.proposing import propose
from reftel.vault.report import counted

Doing = Callable[[], str]  # does it, and says what was done


def mark(request: DeskRequest, cable: Cable) -> HttpResponse:
    """Hold words or paragraphs back."""
    wish = Wish.of(request.POST)

    def hold() -> str:
        count = hold_back(cable.pk, wish, _by(request, wish.why))
        return f"{counted(count, 'mark')} set."

    return _done(request, cable.pk, hold, wish.typed)


def lift(request: DeskRequest, cable: Cable, number: int) -> HttpResponse:
    """Hold something back no more."""

    def let_go() -> str:
        marking.lift(number, by=_by(request), cable=cable.pk)
        return "The mark is lifted: with the next release its words are public."

    return _done(request, cable.pk, let_go)


def decide(request: DeskRequest, cable: Cable, number: int) -> HttpResponse:
    """Let a proposal stand, or refuse it."""
    accept = bool(request.POST.get("accept"))

    def take() -> str:
        marking.decide(number, accept=accept, by=_by(request), cable=cable.pk)
        return "What was proposed is held back." if accept else "The proposal is refused."

    return _done(request, cable.pk, take)


def decide_rule(request: DeskRequest, cable: Cable) -> HttpResponse:
    """The same with all that one rule proposes in this cable, as the form names them."""
    rule, accept = request.POST.get("rule", ""), bool(request.POST.get("accept"))

    def take() -> str:
        numbers = _proposed(cable, rule)
        if sorted(request.POST.getlist("mark")) != sorted(map(str, numbers)):
            raise UndecidableError(
                "What this rule proposes is not what the form was made from.",
                "Nothing was decided.",
                "Look at its proposals as they are now.",
            )
        for number in numbers:
            marking.decide(number, accept=accept, by=_by(request))
        said = "held back" if accept else "refused"
        return f"{counted(len(numbers), 'proposal')} {said}."

    return _done(request, cable.pk, take)


def _proposed(cable: Cable, rule: str) -> list[int]:
    rows = Mark.objects.filter(cable=cable, rule=rule, state=MarkState.PROPOSED)
    return list(rows.values_list("id", flat=True))


def ask(request: DeskRequest, cable: Cable) -> HttpResponse:
    """Have the assistant look for what may have to be held back."""

    def look() -> str:
        hand = Hand(request.standing.account, datetime.now(UTC))
        count = len(propose(cable.pk, hand))
        if not count:
            return "The assistant has found nothing more to propose."
        return f"The assistant proposes {counted(count, 'mark')}."

    return _done(request, cable.pk, look)


def _done(request: DeskRequest, cable: str, do: Doing, typed: Typed | None = None) -> HttpResponse:
    """Do it in one transaction, and show the cable as it then is."""
    asked = asked_for(QueryDict(request.POST.get("asked", "")).dict())
    if request.method != "POST":
        return redirect(cable_address(cable, asked))
    try:
        with transaction.atomic():
            said = do()
    except ReftelError as error:
        messages.error(request, str(error))
        return shown(request, cable, asked, typed=typed or {}, status=409)
    messages.success(request, said)
    return answered(request, cable, asked)


def _by(request: DeskRequest, reason: str = "") -> By:
    return By(author=request.standing.account, at=datetime.now(UTC), reason=reason)
