"""A desk that is open within a test, and those who work there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.test import Client, override_settings

from reftel.archive import ArchiveFolder
from reftel.desk.house import Declared, House, SecondFactor
from reftel.site import database
from tests.holdings import DECLARED, NOW  # prepares Django

if TYPE_CHECKING:
    from reftel.desk.models import Account

PASSWORD = "barley barges in the harvest"  # of every account here
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@dataclass
class Desk:
    """One archive's desk, asked as browsers ask it: ``desk.client("anna").get("/desk/")``."""

    archive: ArchiveFolder
    house: House
    clients: dict[str, Client] = field(default_factory=dict)
    errands: list[tuple[str, ...]] = field(default_factory=list)  # what it sent for

    def account(self, name: str, *roles: str, batch: str | None = None) -> "Account":
        """An account with these roles, over all cables or those of one batch."""
        from reftel.desk import accounts  # noqa: PLC0415 -- models need the desk's settings
        from reftel.desk.models import Account  # noqa: PLC0415
        from reftel.desk.rights import Role  # noqa: PLC0415

        found = Account.objects.filter(name=name).first()
        made = found or accounts.make(name, password=PASSWORD, by="terminal", at=NOW)
        for role in roles:
            accounts.grant(made, Role(role), batch=batch, by="terminal", at=NOW)
        return made

    def signed_in(self, name: str) -> Any:
        """Whom Django takes a session of this account for: nobody, where it is closed or none."""
        from allauth.account.auth_backends import AuthenticationBackend  # noqa: PLC0415
        from django.contrib.auth.models import AnonymousUser  # noqa: PLC0415

        from reftel.desk.models import Account  # noqa: PLC0415

        account = Account.objects.filter(name=name).first()
        found = account and AuthenticationBackend().get_user(account.pk)
        return found or AnonymousUser()

    def get(self, address: str, who: str, status: int = 200) -> str:
        """The page that somebody finds there."""
        answer = self.client(who).get(address)
        assert answer.status_code == status, address
        return answer.content.decode()

    def post(self, address: str, who: str, status: int = 302, **sent: object) -> str:
        """What somebody who sends this is answered."""
        answer = self.client(who).post(address, sent)
        assert answer.status_code == status, answer.content.decode()[:3000]
        return answer.content.decode()

    def anonymous(self, **environ: Any) -> Client:
        """A browser in which nobody is signed in."""
        return Client(**{"reftel.desk": self.house, **environ})

    def client(self, name: str) -> Client:
        """The browser of an account, signed in; the same each time."""
        from reftel.desk.models import Account  # noqa: PLC0415

        if name not in self.clients:
            client = self.anonymous()
            client.force_login(Account.objects.get(name=name))
            self.clients[name] = client
        return self.clients[name]


def fresh(client: Client) -> Client:
    """The same browser, after it was asked for the password again."""
    client.post("/desk/me/again/", {"password": PASSWORD})
    return client


@contextmanager
def open_desk(root: Path, *, second_factor: str = "optional", address: str = "") -> Iterator[Desk]:
    """The desk of a fresh archive; Django has its settings meanwhile, and ours again after it."""
    from reftel.site.desk import desk_of  # noqa: PLC0415

    archive = ArchiveFolder(root)
    archive.create(DECLARED)
    host = address.partition("://")[2] or "testserver"
    declared = Declared(address, host, SecondFactor(second_factor))
    settings = desk_of(archive, declared) | {"PASSWORD_HASHERS": QUICK}
    apps = settings.pop("INSTALLED_APPS")
    settings.pop("DATABASES")
    # allauth's apps look at the settings when they are loaded, so those come first.
    with override_settings(**settings), override_settings(INSTALLED_APPS=apps):
        cache.clear()  # a process begins without any attempt counted
        _open(archive)
        try:
            errands: list[tuple[str, ...]] = []
            house = House(archive, declared, errand=lambda words: errands.append(tuple(words)))
            yield Desk(archive, house, errands=errands)
        finally:
            database.close_vault()


_MIGRATED: list[bytes] = []  # the database of a desk as it is made: a hundred tests have one each


def _open(archive: ArchiveFolder) -> None:
    if _MIGRATED and not archive.database.exists():
        archive.database.write_bytes(_MIGRATED[0])
    database.open_vault(archive)
    if not _MIGRATED:
        database.close_vault()  # and with it what the write-ahead log holds
        _MIGRATED.append(archive.database.read_bytes())
        database.open_vault(archive)
