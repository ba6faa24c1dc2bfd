"""Django's settings: what holds for every process. ``wiring`` adds what an archive decides."""

INSTALLED_APPS = ["reftel.vault", "reftel.reading_room"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
SECRET_KEY = "set-by-wiring"  # noqa: S105 -- replaced before any process serves
