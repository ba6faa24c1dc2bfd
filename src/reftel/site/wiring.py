"""The one place that puts the parts together: settings, archive, reading room."""

from collections.abc import Callable, Iterable
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.live import LiveEdition
from reftel.reading_room.assets import with_assets
from reftel.reading_room.frame import EDITION
from reftel.site import settings as house
from reftel.site.hosts import Application, guarded


def reading_room(archive: ArchiveFolder, *, audience: Audience) -> Application:
    """The WSGI application that shows the live edition of an archive to one audience.

    That of the staff answers under the names of this machine only (``hosts``).
    Each request reads one edition from beginning to end; the next may read a newer one.
    Raises ArchiveError where the archive has no edition for this audience.
    """
    live = LiveEdition(archive, audience=audience)
    live.current()
    start_django()
    pages = get_wsgi_application()

    def pinned(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ[EDITION] = live.current()
        answer: Iterable[bytes] = pages(environ, start_response)
        return answer

    return guarded(with_assets(pinned), audience=audience)


def start_django() -> None:
    """Set Django up without the vault, unless this process already has set it up."""
    if not settings.configured:
        settings.configure(**house.changed(INSTALLED_APPS=house.SERVING_APPS, DATABASES={}))
        django.setup(set_prefix=False)
