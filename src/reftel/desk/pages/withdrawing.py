"""A public cable taken back on the desk, or words and paragraphs of it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from reftel.desk.asker import DeskRequest
from reftel.desk.house import RELEASE, house_of
from reftel.desk.typed import whole
from reftel.errors import ReftelError
from reftel.vault import withdrawing
from reftel.vault.faults import UndecidableError
from reftel.vault.models import Cable, Decision, Verb
from reftel.vault.withdrawing import Part

LONGEST = 4_000  # of a field; what is longer is refused
MOST = 50  # words and paragraphs at once


@dataclass(frozen=True, slots=True)
class WithdrawPage:
    """What desk/withdraw.html may use; ``sent`` is what was typed."""

    id: str
    public: bool
    whole: bool = True
    words: str = ""
    paragraphs: str = ""
    code: str = ""
    notice: str = ""


def page(request: DeskRequest, cable: Cable) -> HttpResponse:
    """The form, and what it is sent for."""
    sent = _sent(request, cable.pk)
    if request.method != "POST":
        return render(request, "desk/withdraw.html", {"page": sent})
    try:
        _take_back(request, cable.pk, sent)
    except ReftelError as error:
        messages.error(request, str(error))
        return render(request, "desk/withdraw.html", {"page": sent}, status=409)
    house_of(request).errand(RELEASE)
    what = f"{cable.pk} is" if sent.whole else f"What you named in {cable.pk} is"
    messages.success(request, f"{what} withdrawn. An edition without it is being made.")
    return redirect("cable", cable=cable.pk)


def _take_back(request: DeskRequest, cable: str, sent: WithdrawPage) -> None:
    archive, author, at = house_of(request).archive, request.standing.account, datetime.now(UTC)
    notice = whole(sent.notice, LONGEST, "Why, for readers")
    if sent.whole:
        withdrawing.withdraw(archive, cable, notice=notice, author=author, at=at)
        return
    typed = whole(sent.words, LONGEST, "Words").splitlines()
    words = [line.strip() for line in typed if line.strip()]
    paragraphs = whole(sent.paragraphs, LONGEST, "Paragraphs").replace(",", " ").split()
    if len(words) + len(paragraphs) > MOST:
        raise UndecidableError(
            f"That is more than {MOST} words and paragraphs.",
            "Nothing was decided.",
            "Withdraw the whole cable, or do it in two steps.",
        )
    part = Part(words=words, paragraphs=paragraphs, code=sent.code)
    withdrawing.withdraw_part(archive, cable, part, notice=notice, author=author, at=at)


def _sent(request: DeskRequest, cable: str) -> WithdrawPage:
    standing = Decision.objects.filter(cable=cable).order_by("-id").first()
    told = {name: request.POST.get(name, "") for name in ("words", "paragraphs", "code", "notice")}
    return WithdrawPage(
        id=cable,
        public=standing is not None and standing.verb == Verb.RELEASE,
        whole=request.POST.get("what", "whole") == "whole",
        **{name: text.strip() for name, text in told.items()},
    )
