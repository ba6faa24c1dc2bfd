"""Who types: the name that stands with what is done from the command line."""

import getpass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reftel.vault.audit import Hand


def user() -> str:
    """The name of the user at this machine; empty where it knows none by this number."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def hand() -> "Hand":
    """Whoever types, and the time now."""
    from reftel.vault.audit import Hand  # noqa: PLC0415 -- models need Django set up

    return Hand(user(), datetime.now(UTC))
