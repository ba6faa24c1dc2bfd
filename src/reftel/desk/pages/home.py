"""The first page of the desk: what waits for whoever is signed in."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from reftel.desk.asker import DeskRequest
from reftel.desk.rights import Right, Standing
from reftel.vault.models import Docket, State

# What waits in a state, and for whom.
WAITING = (
    (State.RECEIVED, Right.REVIEW, "to be reviewed"),
    (State.IN_REVIEW, Right.APPROVE, "in review, to be approved"),
    (State.APPROVED, Right.RELEASE, "approved, to be put into a batch"),
    (State.SCHEDULED, Right.RELEASE, "in a batch that waits for its time"),
)
OTHERS = (State.RELEASED, State.WITHHELD, State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many cables, what is to be done with them, and where."""

    count: int
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """What desk/home.html may use."""

    mine: Waiting | None
    waiting: tuple[Waiting, ...]
    others: tuple[Waiting, ...]


def page(request: DeskRequest) -> HttpResponse:
    """Counts, each a link to the cables counted."""
    standing = request.standing
    if not standing.may(Right.READ):
        return render(request, "desk/home.html", {"page": HomePage(None, (), ())})
    dockets = standing.reach(Right.READ).of(Docket.objects.order_by(), "cable")
    counts = dict(dockets.values_list("state").annotate(count=Count("cable")))
    mine = dockets.filter(
        assignee=standing.account, state__in=(State.RECEIVED, State.IN_REVIEW)
    ).count()
    told = HomePage(
        mine=Waiting(mine, "are assigned to you", _queue(assignee=standing.account)),
        waiting=tuple(_waiting(counts, standing)),
        others=tuple(Waiting(counts.get(one, 0), one.value, _queue(state=one)) for one in OTHERS),
    )
    return render(request, "desk/home.html", {"page": told})


def _waiting(counts: dict[str, int], standing: Standing) -> Iterator[Waiting]:
    for state, right, words in WAITING:
        if standing.may(right):
            yield Waiting(counts.get(state, 0), words, _queue(state=state))


def _queue(**asked: str) -> str:
    """The address of a part of the queue; empty in a desk that has none."""
    try:
        return f"{reverse('queue')}?{urlencode(asked)}"
    except NoReverseMatch:
        return ""
