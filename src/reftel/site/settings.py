"""Django's settings: what holds for every process, whatever the archive.

Nothing here is read from the environment, and nothing names an archive: ``wiring`` hands
the edition to each request, ``database`` says where a vault lies. A process that only
serves readers installs the reading room alone (``SERVING_APPS``) and never loads the vault.
"""

import secrets
from pathlib import Path
from typing import Any

from reftel import reading_room

ROOM = Path(reading_room.__file__).parent
SERVING_APPS = ["reftel.reading_room"]
INSTALLED_APPS = ["reftel.vault", *SERVING_APPS]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOT_URLCONF = "reftel.site.urls"
MIDDLEWARE = [
    "reftel.reading_room.headers.Headers",
    "reftel.reading_room.choices.Choices",
    "django.middleware.common.CommonMiddleware",  # adds the slash that a typed address lacks
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOM / "templates"],
        "OPTIONS": {"environment": "reftel.reading_room.jinja.environment"},
    },
]
ALLOWED_HOSTS = ["*"]  # ``hosts`` says which, before Django is asked
SECRET_KEY = secrets.token_urlsafe(32)  # signs nothing: readers have no session
DEBUG = False

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LOCALE_PATHS = [ROOM / "locale"]

# Failures go to stderr; what readers ask for is logged nowhere.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "waitress": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
    },
}


def changed(**changes: Any) -> dict[str, Any]:
    """These settings with some changed, for ``settings.configure``."""
    return {name: value for name, value in globals().items() if name.isupper()} | changes
