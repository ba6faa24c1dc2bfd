"""The public reading room as a WSGI application, for gunicorn and its like.

``REFTEL_ARCHIVE`` names the archive folder. The audience is the public, always: the staff's
edition is shown by ``reftel serve`` alone, and on this machine alone. A factory, so that
importing it starts nothing. ``REFTEL_MEMORY`` says how many MiB of answers each process
remembers, 64 if it says nothing::

    REFTEL_ARCHIVE=/srv/cables gunicorn 'reftel.site.wsgi:public()'
"""

import os
from pathlib import Path

from reftel.archive import ArchiveFolder, Audience
from reftel.errors import ConfigError
from reftel.site.hosts import Application
from reftel.site.memory import SIZE
from reftel.site.wiring import reading_room


def public() -> Application:
    """The application for the archive that the environment names.

    Raises ConfigError where it names none, ArchiveError where nothing was released yet.
    """
    folder = os.environ.get("REFTEL_ARCHIVE")
    if not folder:
        raise ConfigError(
            "REFTEL_ARCHIVE is not set.",
            "Nothing was started.",
            "Set it to the archive folder, as in REFTEL_ARCHIVE=/srv/cables, and start again.",
        )
    return reading_room(
        ArchiveFolder(Path(folder)), audience=Audience.PUBLIC, memory=_memory() << 20
    )


def _memory() -> int:
    """MiB for answers that were made before."""
    written = os.environ.get("REFTEL_MEMORY") or str(SIZE >> 20)
    if not (written.isascii() and written.isdigit() and len(written) < 6):
        raise ConfigError(
            f"REFTEL_MEMORY is {written!r:.40}, which is no number of MiB.",
            "Nothing was started.",
            "Set it to a whole number such as 64, or leave it out; 0 remembers nothing.",
        )
    return int(written)
