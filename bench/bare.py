"""A bare Django page that reads one row from SQLite: what serving costs before it is ours."""

import os
import sqlite3
import threading
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

_THREAD = threading.local()


def page(_request: HttpRequest, id_: str) -> HttpResponse:
    """The subject of one cable."""
    row = _database().execute("SELECT subject FROM cable WHERE id = ?", (unquote(id_),)).fetchone()
    return HttpResponse(f"<!doctype html><title>{row[0] if row else ''}</title>".encode())


urlpatterns = [path("cable/<str:id_>/", page), path("", page, {"id_": ""})]


def application() -> WSGIHandler:
    """For gunicorn."""
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="bench")  # noqa: S106
    return get_wsgi_application()


def _database() -> sqlite3.Connection:
    if not hasattr(_THREAD, "database"):
        archive = Path(os.environ["REFTEL_ARCHIVE"])
        number = (archive / "current").read_text().strip()
        file = (archive / "editions" / number / "catalogue.sqlite").resolve().as_uri()
        _THREAD.database = sqlite3.connect(f"{file}?mode=ro&immutable=1", uri=True)
    database: sqlite3.Connection = _THREAD.database
    return database
