"""The policy: what has to hold before anything becomes public, as ``reftel.toml`` says it.

::

    [policy]
    two_people = true           # who approves is not who reviewed
    open_proposals = "refuse"   # or "allow": those that nobody decided hold nothing back
    open_elsewhere = "refuse"   # or "allow": words that are marked here and public there
    markings = ["UNCLASSIFIED", "FOR OFFICIAL USE ONLY"]   # all others stay in
    embargo = 2026-12-01T06:00:00Z                         # nothing before this

    [policy.embargoes]
    spring = 2026-12-24                                    # nor the batch of this name

It is private: no edition holds a word of it. A key that is not known is refused, since one
that was misspelt would be a rule that nobody follows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

REFUSE, ALLOW = "refuse", "allow"
_KEYS = ("two_people", "open_proposals", "open_elsewhere", "markings", "embargo", "embargoes")


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules; each has a default."""

    two_people: bool = False
    open_proposals: str = REFUSE
    open_elsewhere: str = REFUSE
    markings: frozenset[str] | None = None  # in capitals; None allows all
    embargo: datetime | None = None
    embargoes: tuple[tuple[str, datetime], ...] = ()  # by the name of a batch

    @classmethod
    def of(cls, table: object) -> "Policy":
        """The policy that a table of TOML gives; ValueError says what is wrong with it."""
        if not isinstance(table, Mapping):
            raise ValueError("'policy' should be a table: [policy]")  # noqa: TRY004 -- of a file
        for key in table:
            if key not in _KEYS:
                raise ValueError(f"'policy.{key}' is no rule; there are {', '.join(_KEYS)}")
        return cls(
            two_people=_truth(table.get("two_people", False)),
            open_proposals=_either("open_proposals", table),
            open_elsewhere=_either("open_elsewhere", table),
            markings=_markings(table.get("markings")),
            embargo=_moment("embargo", table["embargo"]) if "embargo" in table else None,
            embargoes=tuple(_embargoes(table.get("embargoes", {}))),
        )

    @property
    def asks_always(self) -> bool:
        """Whether a release has to be looked at, in whatever way it is made."""
        return bool(self.two_people or self.embargo or self.embargoes) or self.markings is not None

    def not_before(self, batch: str) -> datetime | None:
        """The moment before which nothing of a batch may become public."""
        moments = [moment for name, moment in self.embargoes if name == batch]
        return max([*moments, *([self.embargo] if self.embargo else [])], default=None)

    def allows(self, markings: Iterator[str] | tuple[str, ...]) -> bool:
        """Whether each of these may become public."""
        return self.markings is None or all(one.upper() in self.markings for one in markings)


def in_utc(moment: datetime) -> datetime:
    """A moment in UTC; one without a zone is meant so."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("'policy.two_people' should be true or false")  # noqa: TRY004
    return value


def _either(key: str, table: Mapping[str, object]) -> str:
    value = table.get(key, REFUSE)
    if value not in {REFUSE, ALLOW}:
        raise ValueError(f'\'policy.{key}\' should be "{REFUSE}" or "{ALLOW}"')
    return str(value)


def _markings(value: object) -> frozenset[str] | None:
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError("'policy.markings' should be a list of strings")
    return frozenset(one.strip().upper() for one in value)


def _embargoes(value: object) -> Iterator[tuple[str, datetime]]:
    if not isinstance(value, Mapping):
        raise ValueError("'policy.embargoes' should be a table: [policy.embargoes]")  # noqa: TRY004
    for name, moment in value.items():
        yield name, _moment(f"embargoes.{name}", moment)


def _moment(key: str, value: Any) -> datetime:
    """A date or a time of TOML; one without a zone is UTC, a day begins at midnight."""
    if isinstance(value, datetime):
        return in_utc(value)
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    raise ValueError(f"'policy.{key}' should be a date or a time, without quotation marks")
