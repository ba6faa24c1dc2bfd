"""Who types: the name that stands with what is done from the command line."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reftel.machine import user

if TYPE_CHECKING:
    from reftel.vault.audit import Hand


def hand() -> "Hand":
    """Whoever types, and the time now."""
    from reftel.vault.audit import Hand  # noqa: PLC0415 -- models need Django set up

    return Hand(user(), datetime.now(UTC))
