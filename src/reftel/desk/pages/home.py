"""The first page of the desk: what waits for whoever is signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest) -> HttpResponse:
    """The desk itself."""
    return render(request, "desk/home.html")
