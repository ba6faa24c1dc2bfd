"""One's own account: what one may do, second factors, sessions."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from allauth.account.views import password_change
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from reftel.desk import notes, sessions
from reftel.desk.asker import DeskRequest
from reftel.desk.models import Session


@dataclass(frozen=True, slots=True)
class MyPage:
    """What desk/me.html may use."""

    roles: tuple[tuple[str, str | None], ...]
    sessions: list[Session]
    here: str  # the one that asks


def page(request: DeskRequest) -> HttpResponse:
    """The account of whoever is signed in."""
    roles = tuple((role.value, batch) for role, batch in request.standing.roles)
    alive = sessions.of(request.user, at=datetime.now(UTC))
    told = MyPage(roles, alive, _here(request))
    return render(request, "desk/me.html", {"page": told})


def password(request: DeskRequest) -> HttpResponseBase:
    """Change it; an account that only a link from the terminal opens has none."""
    if not request.user.has_usable_password():
        return redirect("me")
    answer: HttpResponseBase = password_change(request)
    return answer


def end(request: DeskRequest) -> HttpResponse:
    """End one of one's sessions, or all but this one."""
    named = request.POST.get("session", "")
    mine = Session.objects.filter(account=request.user).exclude(pk=_here(request))
    ended, _ = (mine.filter(pk=named) if named else mine).delete()
    if ended:
        now = datetime.now(UTC)
        notes.signed("sessions ended", request, request.user.name, at=now, sessions=ended)
        messages.success(request, f"Ended: {ended}.")
    return redirect("me")


def _here(request: DeskRequest) -> str:
    return sessions.digest(cast("str", request.session.session_key))
