"""The link from the terminal: whoever reads it there has the vault's files anyway."""

import re
from datetime import UTC, datetime

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from reftel.desk import notes, sessions
from reftel.desk.errors import Refusal, refusal
from reftel.desk.house import house_of
from reftel.desk.models import Account, Grant
from reftel.desk.rights import Role
from reftel.machine import user

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOTHING = Refusal(
    404,
    "This link opens nothing",
    "It was used already, or reftel was started anew since.",
    "Start 'reftel desk --alone' again for another link.",
)


def page(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign in whoever has the link, once, with every right."""
    link = house_of(request).link
    if link is None or not link.take(secret):
        return refusal(request, NOTHING)
    now = datetime.now(UTC)
    account = _account(now)
    login(request, account, backend=BACKEND)
    sessions.begin(request, at=now)
    notes.signed("opened from the terminal", request, account.name, at=now)
    return redirect("home")


def _account(now: datetime) -> Account:
    """The account of this machine's user: no password opens it, only a link."""
    account, made = Account.objects.get_or_create(
        name=f"{_user()}.alone", defaults={"at": now, "by": "terminal", "password": "!"}
    )
    if made:
        Grant.objects.get_or_create(account=account, role=Role.ALONE.value, batch=None)
    return account


def _user() -> str:
    """What this machine calls its user, as far as it can be the name of an account."""
    return re.sub(r"[^a-z0-9_-]+", "-", user().lower()).strip("-")[:30] or "keeper"
