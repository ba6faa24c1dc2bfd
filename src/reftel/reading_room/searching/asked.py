"""What the address of a search asks for: words, filters, order, place; and what cannot be read.

An ``Asked`` is a value. Asking for one filter more, or one less, gives another, which knows
its own address; so every link of a results page is made here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from django.http import QueryDict

from reftel.reading_room import addresses
from reftel.search.backend import Facet, SortOrder
from reftel.search.meanings import Spellings, expanded
from reftel.search.narrowing import Choice, chosen, narrowed
from reftel.search.query import Query, parse_query
from reftel.search.tokens import MOST_CHARACTERS

LONGEST = MOST_CHARACTERS + 1  # kept of a query: enough for it to be told that it is too long
LONGEST_VALUE = 200  # of a filter; a longer one can be searched for, not clicked
LONGEST_CURSOR = 200
MOST_CHOICES = 24
MOST_LEFT_OUT = 5  # of what could not be read, that which is named
MOST_NUMBERED = 50  # pages that have a number; those after them are reached from page to page
EXCLUDED = "-"  # stands before the name of a facet whose value is excluded

ORDERS: Mapping[str, SortOrder] = {
    "": SortOrder.RELEVANCE,
    "created": SortOrder.NEWEST,
    "oldest": SortOrder.OLDEST,
    "released": SortOrder.RELEASED_NEWEST,
    "longest": SortOrder.LONGEST,
    "shortest": SortOrder.SHORTEST,
    "cited": SortOrder.MOST_CITED,
}
PERIODS = frozenset({Facet.YEAR, Facet.MONTH})
_PERIOD = {Facet.YEAR: re.compile(r"[0-9]{4}"), Facet.MONTH: re.compile(r"[0-9]{4}-[0-9]{2}")}
_NUMBER = re.compile(r"[0-9]{1,9}")

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """``plain`` are the expansions that the reader took off; ``page`` is of old addresses."""

    q: str = ""
    choices: tuple[Choice, ...] = ()
    order: str = ""
    plain: tuple[str, ...] = ()
    cursor: str = ""
    page: int = 1
    left_out: Fields = ()

    @property
    def sort(self) -> SortOrder:
        return ORDERS[self.order]

    @property
    def fields(self) -> Fields:
        """This search as fields of an address, from its first page."""
        filters = ((_name(one), one.value) for one in self.choices)
        plain = (("plain", key) for key in self.plain)
        return tuple(chain([("q", self.q)], filters, plain, [("sort", self.order)]))

    @property
    def kept(self) -> Fields:
        """What stays while other words are typed: filters and order."""
        return tuple((name, one) for name, one in self.fields if one and name not in {"q", "plain"})

    def address(self, cursor: str = "") -> str:
        """The address of this search; with a cursor, that of the page that stands there."""
        return addresses.search(*self.fields, ("cursor", cursor))

    def query(self, spellings: Spellings) -> Query:
        """The query with what else it means, without its filters."""
        return expanded(parse_query(self.q), spellings, self.plain)

    def narrowed(self, spellings: Spellings) -> Query:
        """The whole query, filters included."""
        return narrowed(self.query(spellings), self.choices)

    # ---- Other searches, one step from here

    def ordered(self, order: str) -> "Asked":
        return replace(self, order=order)

    def choosing(self, facet: Facet, value: str) -> "Asked":
        """With a value more. A year lets go of chosen months, and a month of chosen years."""
        other = PERIODS - {facet} if facet in PERIODS else ()
        kept = (
            one
            for one in self.without(facet, value).choices
            if one.excluded or one.facet not in other
        )
        return replace(self, choices=(*kept, Choice(facet, value)))

    def only(self, facet: Facet, period: str) -> "Asked":
        """With this year or month as the only one."""
        kept = (one for one in self.choices if one.excluded or one.facet not in PERIODS)
        return replace(self, choices=(*kept, Choice(facet, period)))

    def excluding(self, facet: Facet, value: str) -> "Asked":
        """Without the cables that have a value."""
        return replace(
            self,
            choices=(*self.without(facet, value).choices, Choice(facet, value, excluded=True)),
        )

    def without(self, facet: Facet, value: str) -> "Asked":
        """With a value neither chosen nor excluded."""
        pair = (facet, value)
        kept = tuple(one for one in self.choices if (one.facet, one.value) != pair)
        return replace(self, choices=kept)

    def reworded(self, q: str) -> "Asked":
        """With other words, from the first page."""
        return replace(self, q=q, plain=(), cursor="", page=1)

    def unfiltered(self) -> "Asked":
        return replace(self, choices=())

    def as_written(self, key: str) -> "Asked":
        """Without an expansion."""
        return replace(self, plain=tuple(dict.fromkeys((*self.plain, key))))

    def as_meant(self, key: str) -> "Asked":
        """With an expansion that had been taken off."""
        return replace(self, plain=tuple(one for one in self.plain if one != key))


def asked_for(fields: QueryDict) -> Asked:
    """What the fields of an address ask for; nonsense is named in ``left_out``, never an error."""
    if not fields:
        return Asked()
    given = list(_filters(fields))
    readable = dict.fromkeys(one for one in given if _is_readable(one))
    choices = _undisputed(readable)[:MOST_CHOICES]
    order, number = fields.get("sort", ""), fields.get("page", "")
    left_out = [(_name(one), one.value) for one in dict.fromkeys(given) if one not in choices]
    left_out += [("sort", order)] if order not in ORDERS else []
    left_out += [("page", number)] if number and not _page(number) else []
    return Asked(
        q=fields.get("q", "").strip()[:LONGEST],
        choices=choices,
        order=order if order in ORDERS else "",
        plain=tuple(_plain(fields.getlist("plain"))),
        cursor=fields.get("cursor", "")[:LONGEST_CURSOR],
        page=_page(number) or 1,
        left_out=tuple(left_out[:MOST_LEFT_OUT]),
    )


def _filters(fields: QueryDict) -> Iterable[Choice]:
    """Every filter of the address, the chosen ones of a facet before the excluded."""
    for facet in Facet:
        for excluded in (False, True):
            name = _name(Choice(facet, "", excluded))
            yield from (Choice(facet, one, excluded) for one in fields.getlist(name) if one)


def _undisputed(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Of a value that is both chosen and excluded, only that it is chosen."""
    first: dict[tuple[Facet, str], Choice] = {}
    for one in choices:
        first.setdefault((one.facet, one.value), one)
    return tuple(first.values())


def _is_readable(one: Choice) -> bool:
    period = _PERIOD.get(one.facet)
    if period is not None and not period.fullmatch(one.value):
        return False
    return len(one.value) <= LONGEST_VALUE and chosen(one.facet, one.value) != ""


def _plain(keys: Iterable[str]) -> Iterable[str]:
    kept = (key[:LONGEST_VALUE] for key in keys if key)
    return tuple(dict.fromkeys(kept))[:MOST_CHOICES]


def _page(written: str) -> int | None:
    """The number of a page that has one; None for any other writing."""
    if not _NUMBER.fullmatch(written):
        return None
    return max(1, int(written)) if int(written) <= MOST_NUMBERED else None


def _name(one: Choice) -> str:
    """The name of a filter in an address."""
    return f"{EXCLUDED if one.excluded else ''}{one.facet}"
