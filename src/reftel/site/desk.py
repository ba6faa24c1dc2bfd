"""The desk put together: settings, vault, addresses, the server's application."""

from collections.abc import Callable, Iterable
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from reftel.archive import ArchiveFolder
from reftel.desk import assets
from reftel.desk.house import HOUSE, House, declared
from reftel.reading_room.assets import with_assets
from reftel.site import database, desk_settings
from reftel.site.hosts import THIS_MACHINE, Application, answering
from reftel.site.secret import secret


def desk_of(archive: ArchiveFolder) -> dict[str, Any]:
    """The settings of a process that is the desk of one archive."""
    about = declared(archive)
    names = [*THIS_MACHINE, *filter(None, [about.host])]
    changes: dict[str, Any] = {"SECRET_KEY": secret(archive), "ALLOWED_HOSTS": names}
    if about.secure:
        changes |= {
            "SESSION_COOKIE_SECURE": True,
            "SESSION_COOKIE_NAME": "__Host-desk",
            "CSRF_COOKIE_SECURE": True,
            "CSRF_COOKIE_NAME": "__Host-desk-form",
            "CSRF_TRUSTED_ORIGINS": [about.address],
            "ALLOWED_HOSTS": [about.host],
        }
    return desk_settings.whole(**changes)


def open_desk(archive: ArchiveFolder) -> None:
    """Set this process up as the desk of an archive, and open its vault.

    Raises ArchiveError and ConfigError as ``database.open_vault`` and ``declared`` do.
    """
    archive.declaration()
    if not settings.configured:
        settings.configure(**desk_of(archive))
        django.setup(set_prefix=False)
    database.open_vault(archive)


def application(house: House) -> Application:
    """The WSGI application of an open desk."""
    pages = _handing(house, get_wsgi_application())
    files = with_assets(with_assets(pages), assets.FOLDER, assets.PREFIX)
    return answering(files, frozenset(settings.ALLOWED_HOSTS))


def _handing(house: House, pages: Application) -> Application:
    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        environ[HOUSE] = house
        return pages(environ, start)

    return answer
