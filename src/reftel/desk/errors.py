"""Pages for what cannot be shown or done, each with a way on."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from reftel.desk.assets import assets


@dataclass(frozen=True, slots=True)
class Refusal:
    """What desk/refused.html may use."""

    status: int
    title: str
    happened: str
    next_step: str
    untouched: str = "Nothing was changed."


NOT_FOUND = Refusal(
    404,
    "There is no such page",
    "There is nothing under this address, or your account has nothing to do with it.",
    "Look for it from the desk.",
)
REFUSED = Refusal(
    403,
    "Your account may not do this",
    "None of your roles lets you see this page or do what you asked.",
    "An administrator of this archive can give you a role.",
)
STALE = Refusal(
    403,
    "This form has grown old",
    "The form was made before you signed in, or in another browser, or lay open for too long.",
    "Go back, load the page again, and send it once more. What you typed may still be there.",
)
UNREADABLE = Refusal(
    400,
    "The request cannot be read",
    "The browser sent something that makes no sense here.",
    "Go back and try again.",
)
TOO_OFTEN = Refusal(
    429,
    "That was tried too often",
    "From this account or this address too much was tried in a short time.",
    "Wait five minutes, then try again.",
)
FAILED = Refusal(
    500,
    "The desk has failed",
    "Something went wrong that nobody had foreseen. The log on the server has the reason.",
    "Try again; if it fails again, tell whoever looks after the server.",
    "What was not finished was not done.",
)


def refusal(request: HttpRequest, told: Refusal) -> HttpResponse:
    """The page that tells it."""
    return render(request, "desk/refused.html", {"page": told}, status=told.status)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, as for a name that is not ours."""
    del request, exception
    return _bare(UNREADABLE)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    del exception
    return refusal(request, REFUSED)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token that ours carry."""
    del reason
    return refusal(request, STALE)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    del exception
    return refusal(request, NOT_FOUND)


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    del exception
    return refusal(request, TOO_OFTEN)


def failed(request: HttpRequest) -> HttpResponse:
    """500. Whatever failed, this page needs nothing of it."""
    del request
    return _bare(FAILED)


def _bare(told: Refusal) -> HttpResponse:
    """The page without a frame: for requests of which nothing else is to be asked."""
    page = get_template("desk/bare.html").render({"page": told, "asset": assets()})
    return HttpResponse(page, status=told.status)
