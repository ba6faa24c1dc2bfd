"""The accounts of the desk, for those who keep them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from reftel.desk import accounts, sessions
from reftel.desk.accounts import AccountError
from reftel.desk.asker import FACTORS
from reftel.desk.errors import Refusal, refusal
from reftel.desk.forms import NewAccount, NewGrant
from reftel.desk.models import Account, Invitation
from reftel.desk.rights import RIGHTS, Role
from reftel.vault.models import Membership

BATCHES = 500  # that are offered; others can be typed


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """What desk/people.html may use."""

    accounts: QuerySet[Account]
    form: forms.Form
    roles: tuple[tuple[str, str], ...]  # each with what it may do


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What desk/person.html may use."""

    account: Account
    grants: tuple[tuple[str, str | None], ...]
    form: forms.Form
    batches: tuple[str, ...]
    sessions: int
    factors: int
    link: str  # to be given to its owner; shown once
    open_until: datetime | None  # of a link that was not used yet
    is_self: bool


def people(request: HttpRequest) -> HttpResponse:
    """All accounts; a form makes another."""
    form = NewAccount(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = _made(form.cleaned_data["name"], form.cleaned_data["role"], request)
        except AccountError as error:
            form.add_error("name", str(error))
        else:
            return _with_link(request, account)
    known = Account.objects.annotate(
        seen=Max("sessions__seen"),
        armed=Exists(Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=FACTORS)),
    ).prefetch_related("grants")
    roles = tuple((role.value, ", ".join(sorted(RIGHTS[role]))) for role in Role)
    page = PeoplePage(known.order_by("-is_active", "name"), form, roles[:-1])
    return render(request, "desk/people.html", {"page": page}, status=422 if form.errors else 200)


def person(request: HttpRequest, name: str) -> HttpResponse:
    """One account."""
    account = get_object_or_404(Account, name=name)
    return render(request, "desk/person.html", {"page": _page(request, account)})


def grant(request: HttpRequest, name: str) -> HttpResponse:
    """Give a role."""
    return _with_role(request, name, accounts.grant, "has it now")


def revoke(request: HttpRequest, name: str) -> HttpResponse:
    """Take a role."""
    return _with_role(request, name, accounts.revoke, "has it no more")


def link(request: HttpRequest, name: str) -> HttpResponse:
    """A new link, for somebody who lost a password or a link."""
    account = get_object_or_404(Account, name=name)
    try:
        return _with_link(request, account)
    except AccountError as error:
        return _refused(request, error)


def close(request: HttpRequest, name: str) -> HttpResponse:
    return _done(request, name, accounts.close, "is closed; whoever was in is out.")


def reopen(request: HttpRequest, name: str) -> HttpResponse:
    return _done(request, name, accounts.reopen, "is open again.")


def sign_out(request: HttpRequest, name: str) -> HttpResponse:
    return _done(request, name, accounts.sign_out, "is signed out everywhere.")


def disarm(request: HttpRequest, name: str) -> HttpResponse:
    return _done(request, name, accounts.disarm, "has no second factor any more.")


def _made(name: str, role: str, request: HttpRequest) -> Account:
    by, now = request.user.get_username(), datetime.now(UTC)
    account = accounts.make(name.strip().lower(), by=by, at=now)
    if role:
        accounts.grant(account, Role(role), by=by, at=now)
    return account


def _with_link(request: HttpRequest, account: Account) -> HttpResponse:
    """The page of an account with a link to hand on: the one time that it can be read."""
    now = datetime.now(UTC)
    token = accounts.invite(account, by=request.user.get_username(), at=now)
    address = request.build_absolute_uri(reverse("invitation", args=[token]))
    return render(request, "desk/person.html", {"page": _page(request, account, link=address)})


def _page(request: HttpRequest, account: Account, link: str = "") -> PersonPage:
    now = datetime.now(UTC)
    waiting = Invitation.objects.filter(account=account, until__gt=now).first()
    offered = Membership.objects.order_by("batch").values_list("batch", flat=True).distinct()
    return PersonPage(
        account=account,
        grants=tuple(account.grants.order_by("role", "batch").values_list("role", "batch")),
        form=NewGrant(),
        batches=tuple(offered[:BATCHES]),
        sessions=len(sessions.of(account, at=now)),
        factors=Authenticator.objects.filter(user_id=account.pk, type__in=FACTORS).count(),
        link=link,
        open_until=waiting.until if waiting else None,
        is_self=account.pk == request.user.pk,
    )


def _with_role(
    request: HttpRequest, name: str, act: Callable[..., bool], done: str
) -> HttpResponse:
    account = get_object_or_404(Account, name=name)
    form = NewGrant(request.POST)
    if not form.is_valid():
        return redirect("person", name)
    role, batch = Role(form.cleaned_data["role"]), form.cleaned_data["batch"] or None
    now = datetime.now(UTC)
    try:
        changed = act(account, role, batch=batch, by=request.user.get_username(), at=now)
    except AccountError as error:
        return _refused(request, error)
    over = f" over {batch}" if batch else ""
    messages.success(request, f"{role}{over}: {name} {done if changed else 'did before as well'}.")
    return redirect("person", name)


def _done(request: HttpRequest, name: str, act: Callable[..., None], done: str) -> HttpResponse:
    account = get_object_or_404(Account, name=name)
    try:
        act(account, by=request.user.get_username(), at=datetime.now(UTC))
    except AccountError as error:
        return _refused(request, error)
    if account.pk == request.user.pk and act is not accounts.reopen:
        request.session.flush()  # it has ended with the others
        return redirect("account_login")
    messages.success(request, f"{name} {done}")
    return redirect("person", name)


def _refused(request: HttpRequest, error: AccountError) -> HttpResponse:
    told = Refusal(409, "That cannot be done", error.happened, error.next_step, error.untouched)
    return refusal(request, told)
