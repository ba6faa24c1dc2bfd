"""One's own account: what one may do, second factors, sessions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest) -> HttpResponse:
    """The account of whoever is signed in."""
    return render(request, "desk/me.html")
