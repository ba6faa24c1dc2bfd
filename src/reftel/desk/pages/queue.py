"""The queue, and what is done with many of its cables at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reftel.desk.asker import DeskRequest
from reftel.desk.house import house_of
from reftel.desk.queue.asked import asked_for
from reftel.desk.queue.bulk import DEEDS, MOST, Deed, Wish, told
from reftel.desk.queue.chosen import Chosen, chosen
from reftel.desk.queue.page import accounts, address, queue_page
from reftel.desk.typed import whole
from reftel.errors import ReftelError
from reftel.vault.batches.steps import Act, can
from reftel.vault.models import Batch, BatchState
from reftel.vault.report import counted

NAMED = 5  # of the cables, before something is done with all of them
LONGEST = 2_000  # of a reason
MOST_BATCHES = 100


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What desk/confirm.html may use: what would be done, and with how many."""

    deed: Deed
    wish: Wish
    chosen: Chosen
    count: int
    back: str
    wrong: str  # why it cannot be done like this

    @property
    def accounts(self) -> tuple[str, ...]:
        return accounts() if self.deed.asks == "account" else ()

    @property
    def batches(self) -> QuerySet[Batch]:
        """Those that take cables in."""
        open_ = [state for state in BatchState if can(Act.FILL, state)]
        return Batch.objects.filter(state__in=open_).order_by("-id")[:MOST_BATCHES]

    @property
    def now(self) -> int:
        """With how many it is done at once."""
        return min(self.count, MOST)

    @property
    def named(self) -> tuple[str, ...]:
        return tuple(islice(self.chosen.first(), NAMED))

    @property
    def rest(self) -> int:
        return max(0, self.count - NAMED)


def page(request: DeskRequest) -> HttpResponse:
    """Cables by where they stand."""
    shown = queue_page(
        house_of(request).archive,
        asked_for(request.GET.dict()),
        request.standing,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    return render(request, "desk/queue.html", {"page": shown})


def doing(name: str) -> Callable[..., HttpResponse]:
    """The view that does one thing with many cables, once somebody has seen with how many."""
    deed = DEEDS[name]

    def view(request: DeskRequest) -> HttpResponse:
        if not deed.is_open_to(request.standing):
            raise PermissionDenied
        archive = house_of(request).archive
        cables = chosen(archive, request.POST, request.standing, deed.right)
        count, back = cables.count(), address(cables.asked)
        if not count:
            messages.warning(request, f"No cable was chosen that could be {deed.done} by you.")
            return redirect(back)
        wish = Wish(
            archive,
            request.standing.account,
            datetime.now(UTC),
            request.POST.get("to", ""),
            request.POST.get("words", "").strip(),
        )
        wrong = _wrong(deed, wish) if request.POST.get("confirmed") else ""
        if wrong or request.POST.get("confirmed") != str(count):
            shown = Confirmation(deed, wish, cables, count, back, wrong)
            return render(request, "desk/confirm.html", {"page": shown})
        _do(request, deed, wish, cables)
        return redirect(back)

    return view


def _do(request: HttpRequest, deed: Deed, wish: Wish, cables: Chosen) -> None:
    try:
        outcome = deed.do(wish, cables.first())
    except ReftelError as error:
        messages.error(request, str(error))
        return
    messages.success(request, f"{counted(outcome.done, 'cable')} {deed.done}.")
    for line in told(outcome):
        messages.warning(request, line)


def _wrong(deed: Deed, wish: Wish) -> str:
    if deed.asks == "account" and wish.to and wish.to not in accounts():
        return "There is no such account, or it cannot review or approve."
    try:
        whole(wish.words, LONGEST, "Why")
    except ReftelError as error:
        return str(error)
    return ""


def make_edition(request: DeskRequest) -> HttpResponse:
    """Have the edition that the staff search made anew, by a process of its own."""
    house_of(request).errand(("rebuild", "--staff"))
    messages.success(
        request,
        "The staff's edition is being made anew. That takes some minutes where much is held; "
        "until then the one before is searched.",
    )
    return redirect("queue")
