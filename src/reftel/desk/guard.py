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

from reftel.desk.asker import is_settled, standing_of
from reftel.desk.errors import Refusal, refusal
from reftel.desk.house import house_of
from reftel.desk.rights import Right, Standing
from reftel.desk.routes import Door, Route, Rule
from reftel.errors import ReftelError
from reftel.vault.faults import told
from reftel.vault.models import Cable

READING = ("GET", "HEAD")
View = Callable[..., HttpResponseBase]


def guarded(route: Route) -> View:
    """The view of a route behind its rule."""

    @wraps(route.view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        rule = route.see if request.method in READING else route.act
        if rule is None or (request.method not in (*READING, "POST")):
            return HttpResponseNotAllowed(_taken(route))
        if rule is Door.ANYBODY:
            return _answered(route.view, request, kwargs)
        if not request.user.is_authenticated:
            return redirect_to_login(_back(request, route), reverse("account_login"))
        standing = standing_of(request)
        if rule is not Door.UNSETTLED and not is_settled(request):
            return redirect("mfa_index")
        if "cable" in kwargs:
            kwargs["cable"] = _cable(kwargs["cable"], standing)
        _require(rule, standing, kwargs.get("cable"))
        if route.dear and request.method not in READING:
            _require_fresh(request)
        return _answered(route.view, request, kwargs)

    return answer


def _answered(view: View, request: HttpRequest, kwargs: dict[str, Any]) -> HttpResponseBase:
    """What the view answers; what disk, database or ``reftel.toml`` refuse is told on a page."""
    try:
        with told(house_of(request).archive):
            return view(request, **kwargs)
    except ReftelError as error:
        title, untouched = "That could not be done", error.untouched
        refused = Refusal(503, title, error.happened, error.next_step, untouched)
        return refusal(request, refused)


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


def _taken(route: Route) -> list[str]:
    """The methods that a route takes."""
    return [*(READING if route.see else ()), *(("POST",) if route.act else ())]


def _back(request: HttpRequest, route: Route) -> str:
    """Where to go on after signing in: the page itself, or the desk where it only takes forms."""
    if request.method in READING:
        return request.get_full_path()
    return request.path if route.see is not None else reverse("home")
