"""The one place that puts the parts together: settings, archive, reading room."""

from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.live import LiveEdition, Pinned
from reftel.edition.read import Edition
from reftel.reading_room.assets import with_assets
from reftel.site import settings as house
from reftel.site.front import pinned, remembering
from reftel.site.hosts import Application, guarded
from reftel.site.memory import SIZE
from reftel.site.showing import Showing
from reftel.site.viewing import viewing


def reading_room(archive: ArchiveFolder, *, audience: Audience, memory: int = SIZE) -> Application:
    """The WSGI application that shows the live edition of an archive to one audience.

    That of the staff answers under the names of this machine only (``hosts``).
    Each request reads one edition from beginning to end; the next may read a newer one.
    Answers are remembered in ``memory`` bytes, and taken from plates where there are (``front``).
    Raises ArchiveError where the archive has no edition for this audience.
    """
    live = LiveEdition(archive, audience=audience)
    Showing.of(live.current())  # what is made once, before the first reader asks
    start_django()
    plates = archive.plates if audience is Audience.PUBLIC else None
    return guarded(
        with_assets(remembering(get_wsgi_application(), live, memory, plates)), audience=audience
    )


def showing(edition: Edition) -> Application:
    """The application that shows one edition to anybody who asks, live or not."""
    start_django()
    shown: Application = with_assets(remembering(get_wsgi_application(), Pinned(edition), 0))
    return shown


def showing_folder(folder: Path) -> Application:
    """The application that shows the edition in a folder to who keeps it: bare, untagged."""
    start_django()
    shown: Application = with_assets(pinned(get_wsgi_application(), Edition(folder)))
    return shown


def viewing_folder(folder: Path) -> Application:
    """The same to a mirror, which keeps what a page says alone, and none of its headers."""
    start_django()
    edition = Edition(folder)
    layers = pinned(get_wsgi_application(), edition)
    shown: Application = with_assets(viewing(layers, edition))
    return shown


def start_django() -> None:
    """Set Django up without the vault, unless this process already has set it up."""
    if not settings.configured:
        settings.configure(**house.changed(house, INSTALLED_APPS=house.SERVING_APPS, DATABASES={}))
        django.setup(set_prefix=False)
