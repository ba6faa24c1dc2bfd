"""The desk put together: settings, vault, addresses, the server's application."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import django
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.wsgi import get_wsgi_application
from django.db import transaction

from reftel.archive import ArchiveFolder
from reftel.desk import assets
from reftel.desk.house import HOUSE, Declared, House, OneTimeLink, declared
from reftel.errors import ConfigError
from reftel.reading_room.assets import with_assets
from reftel.site import database, desk_settings
from reftel.site.errands import Errands
from reftel.site.hosts import THIS_MACHINE, Application, answering, is_this_machine
from reftel.site.secret import secret
from reftel.site.server import ServingError
from reftel.site.settings import changed

TWO_YEARS = 63_072_000  # seconds
TERMINAL = "terminal"  # who made the first account


def desk_of(archive: ArchiveFolder, about: Declared) -> dict[str, Any]:
    """The settings of a process that is the desk of one archive."""
    own_words = {
        "NAME": "reftel.desk.passwords.OwnWords",
        "OPTIONS": {"name": archive.declaration().name},
    }
    changes: dict[str, Any] = {
        "SECRET_KEY": secret(archive),
        "AUTH_PASSWORD_VALIDATORS": [*desk_settings.AUTH_PASSWORD_VALIDATORS, own_words],
    }
    changes["ALLOWED_HOSTS"] = [about.host] if about.host else sorted(THIS_MACHINE)
    if about.secure:
        changes |= {
            "SECURE_SSL_REDIRECT": True,
            "SECURE_HSTS_SECONDS": TWO_YEARS,
            "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
            "SECURE_HSTS_PRELOAD": True,
            "SESSION_COOKIE_SECURE": True,
            "SESSION_COOKIE_NAME": "__Host-desk",
            "CSRF_COOKIE_SECURE": True,
            "CSRF_COOKIE_NAME": "__Host-desk-form",
            "CSRF_TRUSTED_ORIGINS": [about.address],
        }
    return changed(desk_settings, **changes)


def open_desk(archive: ArchiveFolder, *, alone: bool = False) -> Declared:
    """Set this process up as the desk of an archive, and open its vault.

    One that is opened alone answers under the names of this machine, whatever is declared.
    Raises ArchiveError and ConfigError as ``database.open_vault`` and ``declared`` do.
    """
    about = declared(archive)
    if alone:
        about = replace(about, address="", host="")
    if not settings.configured:
        settings.configure(**desk_of(archive, about))
        django.setup(set_prefix=False)
    database.open_vault(archive)
    return about


def opened(archive: ArchiveFolder, host: str, *, alone: bool) -> House:
    """The desk of an archive, with a link from the terminal where it is opened alone.

    So it is by itself as long as nobody could sign in. Raises ServingError where a network is to
    be let in under no name that is declared.
    """
    if not is_this_machine(host) and (alone or not declared(archive).address):
        raise _unguarded(host)
    about = open_desk(archive, alone=alone)
    from reftel.desk import sessions  # noqa: PLC0415 -- models need Django set up
    from reftel.desk.models import Account  # noqa: PLC0415
    from reftel.vault import docket  # noqa: PLC0415
    from reftel.vault.faults import told  # noqa: PLC0415

    with told(archive):
        docket.fill()
        sessions.forget_ended(at=datetime.now(UTC))
    some = Account.objects.filter(is_active=True).exclude(password__startswith="!").exists()  # noqa: S106
    link = OneTimeLink() if alone or not (some or about.address) else None
    return House(archive, about, link, Errands(archive))


def make_administrator(archive: ArchiveFolder, name: str, *, password: str, at: datetime) -> None:
    """An account that keeps the others, made on the terminal.

    Raises ConfigError where the password is too easy, AccountError where the name is taken.
    """
    open_desk(archive)
    from reftel.desk import accounts  # noqa: PLC0415 -- models need Django set up
    from reftel.desk.rights import Role  # noqa: PLC0415

    try:
        with transaction.atomic():
            account = accounts.make(name, password=password, by=TERMINAL, at=at)
            accounts.grant(account, Role.ADMINISTRATOR, by=TERMINAL, at=at)
    except ValidationError as error:
        raise ConfigError(
            " ".join(error.messages),
            "Nothing was made.",
            "Choose another password: four words that nobody would put together, say.",
        ) from error


def keep_time(house: House) -> None:
    """Have batches released when they are due, as long as this process lives."""
    if isinstance(house.errand, Errands):
        house.errand.keep_time()


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


def _unguarded(host: str) -> ServingError:
    return ServingError(
        f"The desk holds unreleased cables, and is not opened on {host} by itself.",
        "Nothing was started.",
        "Put a proxy that does TLS before it, and its address into reftel.toml: "
        '[desk] address = "https://desk.example".',
    )
