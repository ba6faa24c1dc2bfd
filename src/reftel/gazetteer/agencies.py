"""Agencies: who answers a request for a telegram, by the year in which it was sent."""

from typing import Final, NamedTuple

from reftel.gazetteer import _tables


class Agency(NamedTuple):
    """An agency, the lines of its address, and the years of telegrams that it answers for."""

    name: str
    address: tuple[str, ...]
    first_year: int | None
    last_year: int | None

    def answers_for(self, year: int | None) -> bool:
        """Whether telegrams of a year are its own; one without years answers for all."""
        if self.first_year is None or self.last_year is None:
            return True
        return year is not None and self.first_year <= year <= self.last_year


AGENCIES: Final = tuple(
    Agency(name, tuple(address.split(";")), first, last)
    for name, address, first, last in _tables.AGENCIES
)


def agency(year: int | None) -> Agency:
    """The agency that telegrams of a year are asked of; the Department of State if in doubt.

    >>> agency(1975).name, agency(2008).name
    ('National Archives and Records Administration', 'U.S. Department of State')
    """
    return next(one for one in AGENCIES if one.answers_for(year))
