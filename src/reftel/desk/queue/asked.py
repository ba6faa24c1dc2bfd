"""What the address of a queue asks for: state, people, marks, metadata, words. A value.

Nonsense is left out: a filter that is not known narrows nothing, and does not stand on the
page as chosen either.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from urllib.parse import urlencode

from reftel.search.backend import Facet
from reftel.search.narrowing import Choice, narrowed
from reftel.search.query import Query, parse_query
from reftel.vault.models import State

LONGEST = 1000  # of words that are searched for
LONGEST_VALUE = 200
NOBODY = "-"  # in place of an account: given to nobody
_YEAR = re.compile(r"[0-9]{4}")


class Open(StrEnum):
    """What waits within a cable."""

    PROPOSALS = "proposals"  # for somebody to accept or refuse
    MARKS = "marks"  # some of it is held back
    ADRIFT = "adrift"  # a mark is not found in its text


@dataclass(frozen=True, slots=True)
class Asked:
    """Every value is empty where nothing is asked of it."""

    state: str = ""
    assignee: str = ""
    open: str = ""
    batch: str = ""  # under which it came in
    q: str = ""
    origin: str = ""
    year: str = ""
    tag: str = ""
    classification: str = ""

    @property
    def address(self) -> str:
        """As the query of an address, in one order."""
        named = ((field.name, getattr(self, field.name)) for field in fields(self))
        return urlencode([(name, value) for name, value in named if value])

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What is asked of a cable's metadata."""
        asked = (
            Choice(Facet.ORIGIN, self.origin),
            Choice(Facet.YEAR, self.year),
            Choice(Facet.TAG, self.tag),
            Choice(Facet.CLASSIFICATION, self.classification),
        )
        return tuple(choice for choice in asked if choice.value)

    @property
    def searches(self) -> bool:
        """Whether the index has to be asked."""
        return bool(self.q or self.choices)

    @property
    def filters(self) -> int:
        """How many filters are set beside the state."""
        return sum(bool(getattr(self, field.name)) for field in fields(self)) - bool(self.state)

    @property
    def query(self) -> Query:
        return narrowed(parse_query(self.q), self.choices)

    def standing(self, state: str) -> "Asked":
        """The same, of another state."""
        return replace(self, state=state)


def asked_for(values: Mapping[str, str]) -> Asked:
    """What the fields of an address ask for."""
    given = {
        field.name: values.get(field.name, "").strip()[:LONGEST_VALUE] for field in fields(Asked)
    }
    given["q"] = values.get("q", "").strip()[:LONGEST]
    asked = Asked(**given)
    return replace(
        asked,
        state=asked.state if asked.state in State else "",
        open=asked.open if asked.open in set(Open) else "",
        year=asked.year if _YEAR.fullmatch(asked.year) else "",
    )
