"""The database: how a process opens the vault of one archive, and of another after it.

Django is set up once a process, its connection "default" points to one vault at a time.
SQLite runs with a write-ahead log, so that readers and the writer do not wait for each
other, and with foreign keys. A commit is on the disk when it returns.
"""

import atexit
from contextlib import suppress
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from reftel.archive import ArchiveFolder
from reftel.declaration import Declaration
from reftel.errors import ArchiveError
from reftel.site import settings as house

PATIENCE_S = 30
_SET_UP = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=FILE;"
    "PRAGMA cache_size=-32768;"  # KiB: more of the indexes than the default of 2,000
)


def prepare() -> None:
    """Set Django up with the vault among its apps; a second call does nothing."""
    if not settings.configured:
        settings.configure(**house.changed(house))
        django.setup(set_prefix=False)
        atexit.register(close_vault)
    elif not apps.is_installed("reftel.vault"):
        # The process set out to serve readers alone, and now has to write as well.
        apps.set_installed_apps(["reftel.vault", *settings.INSTALLED_APPS])


def open_vault(archive: ArchiveFolder) -> None:
    """Point this process to the vault of an archive, made or brought up to date first.

    Raises ArchiveError where there is no archive, where it or its vault is of a newer
    format, locked by another writer, damaged, without its database or not writable.
    """
    prepare()
    from reftel.vault.faults import told  # noqa: PLC0415 -- models need Django set up
    from reftel.vault.lock import writing  # noqa: PLC0415

    archive.declaration()
    with told(archive):
        _require_database(archive)
        new = not archive.database.exists()
        if new:
            with writing(archive):
                _point_to(str(archive.database.absolute()))
                call_command("migrate", verbosity=0, interactive=False)
            return
        _point_to(str(archive.database.absolute()))
        if _missing(archive):
            with writing(archive):
                call_command("migrate", verbosity=0, interactive=False)


def make_vault(archive: ArchiveFolder, declaration: Declaration | None = None) -> None:
    """Open the vault of an archive, and make the archive first where there is none."""
    prepare()
    from reftel.vault.faults import told  # noqa: PLC0415

    if not archive.config.exists():
        with told(archive):
            archive.create(declaration or Declaration())
    open_vault(archive)


def look_into_vault(archive: ArchiveFolder) -> bool:
    """Open a vault to read it, writing no byte; False where the archive has none yet."""
    prepare()
    try:
        archive.database.open("rb").close()
    except FileNotFoundError:
        _require_database(archive)
        return False
    except OSError as error:
        raise ArchiveError(
            f"The vault of {archive.root} cannot be read: {error.strerror or error}.",
            "Nothing was changed.",
            "Run this as the user to whom the vault belongs, who alone should be able to read it.",
        ) from error
    archive.declaration()
    # A log beside the database means that a writer is at work, or was killed. Without one
    # the database stands still, and SQLite may be told so: it then makes no file of its own.
    log = archive.database.with_name(archive.database.name + "-wal")
    still = "" if log.exists() else "&immutable=1"
    _point_to(f"{archive.database.absolute().as_uri()}?mode=ro{still}", set_up="")
    return True


def close_vault() -> None:
    connections.close_all()


def _point_to(name: str, *, set_up: str = _SET_UP) -> None:
    connections.close_all()
    options: dict[str, Any] = {"timeout": PATIENCE_S, "transaction_mode": "IMMEDIATE"}
    if set_up:
        options["init_command"] = set_up
    settings_ = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "OPTIONS": options,
        }
    }
    connections.settings = connections.configure_settings(settings_)
    with suppress(AttributeError):  # where no connection has been used yet
        del connections["default"]


def _require_database(archive: ArchiveFolder) -> None:
    """Raise ArchiveError where originals lie in the vault and nothing is known about them.

    A new database would not know either what was withheld, and release it.
    """
    if archive.database.exists() and archive.database.stat().st_size:
        return
    if archive.originals.exists() and any(archive.originals.iterdir()):
        raise ArchiveError(
            f"{archive.database} is missing or empty, though originals lie beside it.",
            "Nothing was changed; what was decided about them stood in that file.",
            "Put a copy of it back, or take the files into a new archive with --archive.",
        )


def _missing(archive: ArchiveFolder) -> bool:
    """Whether the vault lacks a migration. Raises ArchiveError where it knows one too many."""
    loader = MigrationLoader(connections["default"])
    ours = {app.label for app in apps.get_app_configs()}
    unknown = {
        migration
        for migration in set(loader.applied_migrations) - set(loader.disk_migrations)
        if migration[0] in ours  # tables of accounts are the desk's, whose process alone has them
    }
    if unknown:
        names = ", ".join(sorted(name for _, name in unknown))
        raise ArchiveError(
            f"The vault of {archive.root} was written by a newer reftel ({names}).",
            "Nothing in it was changed.",
            "Install a newer reftel, or open another archive with --archive.",
        )
    return bool(set(loader.disk_migrations) - set(loader.applied_migrations))
