"""What narrows a list, as it stands in the fields of its address. Nothing in them is an error."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

LONGEST = 200  # letters of a field; no account, cable or batch has a longer name
DAYS = ("since", "until")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The fields as they were typed."""

    typed: Mapping[str, str]

    @property
    def query(self) -> str:
        """As they stand in an address; empty where nothing is asked."""
        return urlencode({name: said for name, said in self.typed.items() if said})

    @property
    def unread(self) -> tuple[str, ...]:
        """The fields that hold no day."""
        return tuple(name for name in DAYS if self.typed[name] and day(self.typed[name]) is None)


def typed(fields: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    """The fields of these names."""
    return {name: fields.get(name, "").strip()[:LONGEST] for name in names}


def day(text: str) -> date | None:
    """The day that a field holds; None for none, or nonsense."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
