"""What somebody asks of the log: the fields of its address, as far as they can be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from reftel.vault.entries import Wanted

LONGEST = 200  # letters of a field; no account, cable or batch has a longer name
FIELDS = ("act", "about", "author", "since", "until")


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters as they were typed, what they mean, and from which entry on."""

    typed: Mapping[str, str]
    wanted: Wanted
    unread: tuple[str, ...]  # fields that hold no day
    below: int | None = None  # entries with a smaller number only
    above: int | None = None

    @property
    def query(self) -> str:
        """The filters as they stand in an address; empty for none."""
        return urlencode({name: said for name, said in self.typed.items() if said})

    def address(self, **place: int) -> str:
        """The page with these filters from another entry on."""
        return "?" + "&".join(filter(None, (self.query, urlencode(place))))


def asked(fields: Mapping[str, str]) -> Asked:
    """What the fields of a request ask for. Nothing in them is an error."""
    typed = {name: fields.get(name, "").strip()[:LONGEST] for name in FIELDS}
    days = {name: _day(typed[name]) for name in ("since", "until")}
    wanted = Wanted(
        act=typed["act"],
        about=typed["about"],
        author=typed["author"],
        since=days["since"],
        until=days["until"],
    )
    unread = tuple(name for name, day in days.items() if typed[name] and day is None)
    below, above = (_number(fields.get(name, "")) for name in ("below", "above"))
    return Asked(typed, wanted, unread, below, above)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
