"""The addresses of the desk, made from the table: none is without its rule."""

from django.urls import path, register_converter
from django.views.generic import RedirectView

from reftel.desk.guard import guarded
from reftel.desk.models import NAME
from reftel.desk.routes import ROUTES

PREFIX = "desk/"


class CableId:
    """The id of a cable in a path; it may hold slashes."""

    regex = "[^/]{1,200}"  # one with a slash in it was never taken in

    def to_python(self, written: str) -> str:
        return written

    def to_url(self, cable: str) -> str:
        return cable


class AccountName:
    """The name of an account in a path."""

    regex = NAME

    def to_python(self, written: str) -> str:
        return written

    def to_url(self, name: str) -> str:
        return name


register_converter(CableId, "cable")
register_converter(AccountName, "account")

# An id would swallow what stands behind it: what is longer is tried first.
_DEEPEST = sorted(ROUTES, key=lambda route: route.path.count("/"), reverse=True)
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="home")),
    *(path(PREFIX + route.path, guarded(route), name=route.name) for route in _DEEPEST),
]
handler400 = "reftel.desk.errors.unreadable"
handler403 = "reftel.desk.errors.refused"
handler404 = "reftel.desk.errors.not_found"
handler500 = "reftel.desk.errors.failed"
handler429 = "reftel.desk.errors.too_often"
