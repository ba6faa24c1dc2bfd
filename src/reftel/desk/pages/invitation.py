"""The link by which somebody sets a first password, or another for one that was lost."""

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reftel.desk import accounts
from reftel.desk.accounts import AccountError
from reftel.desk.errors import Refusal, refusal
from reftel.desk.forms import FirstPassword


def page(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a password; a link that is used up looks like one that never was."""
    now = datetime.now(UTC)
    account = accounts.invited(token, at=now)
    if account is None:
        return refusal(request, NOTHING)
    form = FirstPassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            accounts.accept(token, password=form.cleaned_data["password"], at=now)
        except ValidationError as error:
            form.add_error("password", error)
        except AccountError:
            return refusal(request, NOTHING)
        else:
            return redirect("account_login")
    told = {"form": form, "name": account.name}
    return render(request, "desk/invitation.html", told, status=422 if form.errors else 200)


NOTHING = Refusal(
    404,
    "This link opens nothing",
    "It was used already, is older than a week, or was never made.",
    "Ask whoever gave it to you for another; or sign in, where you have set a password.",
)
