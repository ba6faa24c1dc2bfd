"""Dates of the transmission lines: date-time groups, filing days, two-digit years."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from reftel.telegram.record import Filing

MONTHS: Final = (
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
)  # fmt: skip
MONTH_NUMBERS: Final = {name: number for number, name in enumerate(MONTHS, start=1)}
GROUP: Final = re.compile(r"(\d\d)(\d\d)(\d\d)\s?Z\s*([A-Z0-9]{3,9})\.?\s*(\d{4}|\d\d)$")
FIRST_YEAR_OF_1900S: Final = 45  # a year written 45 to 99 is of the 1900s, 00 to 44 of the 2000s


def full_year(written: str) -> int:
    """``08`` is 2008 and ``66`` is 1966."""
    year = int(written)
    if len(written) > 2:
        return year
    return year + (1900 if year >= FIRST_YEAR_OF_1900S else 2000)


def filing_date(day: int | None, year: int) -> datetime | None:
    """The date of a day of the year (FL 3), leap years counted."""
    if not day:
        return None
    moment = datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=day - 1)
    return moment if moment.year == year else None


def date_time_group(written: str, filing: Filing | None) -> tuple[datetime | None, bool]:
    """The moment of ``290544Z FEB 08`` in UTC, and whether it was sound as written.

    A garbled month is taken from the day of the year in FL 3 where there is one.
    """
    found = GROUP.match(written)
    if found is None:
        return None, False
    day, hour, minute, name, written_year = found.groups()
    year = full_year(written_year)
    month = MONTH_NUMBERS.get(name[:3])
    sound = month is not None
    if month is None:
        filed = filing_date(filing.day, year) if filing else None
        if filed is None or abs(filed.day - int(day)) > 1:
            return None, False
        month = filed.month
    try:
        return datetime(year, month, int(day), int(hour), int(minute), tzinfo=UTC), sound
    except ValueError:
        return None, False
