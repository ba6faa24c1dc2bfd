"""What the desk of one process serves, and how: handed to each request by the wiring."""

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock
from typing import Any

from django.http import HttpRequest

from reftel.archive import ArchiveFolder
from reftel.declaration import unclear

HOUSE = "reftel.desk"  # where the wiring leaves it
RELEASE = ("release", "--due")  # the errand that makes public what is due, and follows decisions

_ADDRESS = re.compile(r"(https?)://([A-Za-z0-9.-]{1,255})(:[0-9]{1,5})?/?")


class SecondFactor(StrEnum):
    """Of whom a second factor is asked."""

    BY_ROLE = "by role"  # publishers and administrators
    REQUIRED = "required"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Declared:
    """What the table ``[desk]`` of ``reftel.toml`` says."""

    address: str = ""  # under which editors open it, behind a proxy that does TLS
    host: str = ""  # its name
    second_factor: SecondFactor = SecondFactor.BY_ROLE

    @property
    def secure(self) -> bool:
        return self.address.startswith("https://")


class OneTimeLink:
    """The secret in the link that opens the desk from the terminal, once."""

    def __init__(self) -> None:
        self._secret: str | None = secrets.token_urlsafe(32)
        self._lock = Lock()

    @property
    def secret(self) -> str:
        return self._secret or ""

    def take(self, shown: str) -> bool:
        """Whether this is it; it is no more afterwards."""
        with self._lock:
            secret = self._secret
            if secret is None or not secrets.compare_digest(secret.encode(), shown.encode()):
                return False
            self._secret = None
            return True


@dataclass(frozen=True, slots=True)
class House:
    """One desk: its archive, what is declared of it, and the link where it is opened alone."""

    archive: ArchiveFolder
    declared: Declared = field(default_factory=Declared)
    link: OneTimeLink | None = None
    errand: Callable[[Sequence[str]], object] = lambda _words: None  # a command, run elsewhere


def house_of(request: HttpRequest) -> House:
    """The desk that this request is asked of."""
    house: House = request.META[HOUSE]
    return house


def declared(archive: ArchiveFolder) -> Declared:
    """Raises ConfigError where the table makes no sense, and as ``archive.declaration`` does."""
    table = archive.table("desk")
    for key in table:
        if key not in {"address", "second_factor"}:
            raise unclear(archive.config, f"[desk] knows no '{key}'")
    address, host = _address(archive, table.get("address", ""))
    try:
        factor = SecondFactor(table.get("second_factor", SecondFactor.BY_ROLE))
    except ValueError as error:
        asked = '\'second_factor\' of [desk] should be "required", "optional" or left out'
        raise unclear(archive.config, asked) from error
    return Declared(address, host, factor)


def _address(archive: ArchiveFolder, said: Any) -> tuple[str, str]:
    found = _ADDRESS.fullmatch(said) if isinstance(said, str) else None
    if said and found is None:
        why = "'address' of [desk] should be like \"https://desk.example\""
        raise unclear(archive.config, why)
    return ("", "") if found is None else (said.rstrip("/"), found[2].lower())
