"""What somebody asks of the log: the fields of its address, as far as they can be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from reftel.desk.narrowing import Narrowing, day, typed
from reftel.vault.entries import Wanted

FIELDS = ("act", "about", "author", "since", "until")


@dataclass(frozen=True, slots=True)
class Asked(Narrowing):
    """The filters as they were typed, what they mean, and from which entry on."""

    wanted: Wanted
    below: int | None = None  # entries with a smaller number only
    above: int | None = None

    def address(self, **place: int) -> str:
        """The page with these filters from another entry on."""
        return "?" + "&".join(filter(None, (self.query, urlencode(place))))


def asked(fields: Mapping[str, str]) -> Asked:
    """What the fields of a request ask for. Nothing in them is an error."""
    said = typed(fields, FIELDS)
    wanted = Wanted(
        act=said["act"],
        about=said["about"],
        author=said["author"],
        since=day(said["since"]),
        until=day(said["until"]),
    )
    below, above = (_number(fields.get(name, "")) for name in ("below", "above"))
    return Asked(said, wanted, below, above)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
