"""The guard: applies the rule of a route before its view is called. Denies by default.

In this order: who is not signed in is sent to sign in; who still needs a second factor, to set
one up; what is out of reach does not exist; what one may not do is refused; before a dear act
one shows again who one is.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse

from reftel.desk.models import Account
from reftel.desk.rights import NOBODY, Right, Role, Standing
from reftel.desk.routes import Door, Route, Rule
from reftel.desk.settled import is_settled
from reftel.vault.models import Cable

READING = ("GET", "HEAD")
View = Callable[..., HttpResponseBase]


class DeskRequest(HttpRequest):
    """A request as a view gets it: the guard has let it in."""

    user: Account
    standing: Standing


def standing_of(request: HttpRequest) -> Standing:
    """What the account that asks may do; read once a request."""
    known: Standing | None = getattr(request, "standing", None)
    if known is None:
        known = request.standing = _standing(request)  # type: ignore[attr-defined]
    return known


def guarded(route: Route) -> View:
    """The view of a route behind its rule."""

    @wraps(route.view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        rule = route.see if request.method in READING else route.act
        if rule is None or (request.method not in (*READING, "POST")):
            return HttpResponseNotAllowed([*READING, *(["POST"] if route.act else [])])
        if rule is Door.ANYBODY:
            return route.view(request, **kwargs)
        if not request.user.is_authenticated:
            return redirect_to_login(_back(request), reverse("account_login"))
        standing = standing_of(request)
        if rule is not Door.UNSETTLED and not is_settled(request, standing):
            return redirect("mfa_index")
        if "cable" in kwargs:
            kwargs["cable"] = _cable(kwargs["cable"], standing)
        _require(rule, standing, kwargs.get("cable"))
        if route.dear and request.method not in READING:
            _require_fresh(request)
        return route.view(request, **kwargs)

    return answer


def _standing(request: HttpRequest) -> Standing:
    if not request.user.is_authenticated:
        return NOBODY
    account = request.user
    grants = account.grants.values_list("role", "batch").order_by("role", "batch")
    return Standing(account.name, tuple((Role(role), batch) for role, batch in grants))


def _cable(asked: str, standing: Standing) -> Cable:
    """The cable, where the account may know that it is held."""
    found = standing.reach(Right.READ).of(Cable.objects.filter(pk=asked)).first()
    if found is None:
        raise Http404
    return found


def _require(rule: Rule, standing: Standing, cable: Cable | None) -> None:
    if isinstance(rule, Door):
        return
    reach = standing.reach(rule)
    if not (reach.anything if cable is None else reach.holds(cable.pk)):
        raise PermissionDenied


def _require_fresh(request: HttpRequest) -> None:
    if standing_of(request).alone or did_recently_reauthenticate(request):
        return
    raise ReauthenticationRequired


def _back(request: HttpRequest) -> str:
    """Where to go on after signing in: the page itself, or the one whose form was sent."""
    return request.get_full_path() if request.method in READING else request.path
