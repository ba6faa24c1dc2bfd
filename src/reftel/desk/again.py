"""Showing again who one is, before a dear act; what was being sent is kept meanwhile.

django-allauth would keep the whole request, cookies and all, and do the act unseen. Here the
fields alone are kept, and whoever comes back sees them sent by a press of their own.
"""

from collections.abc import Callable
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

KEPT = "kept"  # in the session
LARGEST = 100_000  # characters of all fields; more is not kept
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 -- its name

Answer = Callable[[HttpRequest], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that was sent too early."""

    path: str
    fields: list[tuple[str, str]]


class Again:
    """Middleware: sends who has to show again who they are to the page for it."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Before allauth's own middleware gets to see it."""
        if not isinstance(error, ReauthenticationRequired) or not request.user.is_authenticated:
            return None
        ways = get_adapter().get_reauthentication_methods(request.user)
        if not ways:
            raise PermissionDenied
        back = request.get_full_path()
        if request.method == "POST":
            _keep(request)
            back = reverse("go_on")
        return HttpResponseRedirect(f"{ways[0]['url']}?{urlencode({'next': back})}")


def go_on(request: HttpRequest) -> HttpResponse:
    """The form that was kept, to be sent by a press."""
    kept = request.session.pop(KEPT, None)
    if kept is None:
        return redirect("home")
    return render(request, "desk/go_on.html", {"page": Kept(**kept)})


def _keep(request: HttpRequest) -> None:
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    kept = [(name, str(value)) for name, value in fields if name != TOKEN]
    if sum(len(name) + len(value) for name, value in kept) <= LARGEST:
        request.session[KEPT] = {"path": request.path, "fields": kept}
