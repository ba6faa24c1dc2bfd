"""Dates in queries and in the index: a year, a month or a day, and ranges of them.

In the index a date is a number, year * 10000 + month * 100 + day, with 00 for what is not
known: so a month is the range of all its days, and 200802 without a day lies inside it.
"""

import re
from calendar import monthrange

from reftel.search.ranges import ends

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T[0-9:.]{1,12}Z?)?", re.ASCII)
_STORED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d))?)?)?", re.ASCII)


def date(written: str) -> str | None:
    """``2008-2`` as ``2008-02``; None for what is no date of the calendar."""
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or year == 0 or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return f"{year:04}"
    if day is None:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= monthrange(year, month)[1] else None


def date_range(written: str) -> tuple[str | None, str | None] | None:
    """First and last date of ``2008``, ``2007..2008-02``, ``..2008``, ``>2007``, ``<=2008-02``.

    Both ends are included; None stands for an open end, and for a range that cannot be read.
    """
    return ends(written, date, _after, _before)


def _after(day: str) -> str | None:
    """The next year, month or day; None after the last that can be written."""
    parts = [int(part) for part in day.split("-")]
    limits = [9999, 12, monthrange(parts[0], parts[1])[1] if len(parts) == 3 else 0]
    for place in reversed(range(len(parts))):
        if parts[place] < limits[place]:
            parts[place] += 1
            return _joined(parts)
        parts[place] = 1
    return None


def _before(day: str) -> str | None:
    """The year, month or day before; None before the first that can be written."""
    parts = [int(part) for part in day.split("-")]
    for place in reversed(range(len(parts))):
        if parts[place] > 1:
            parts[place] -= 1
            if place < 1 and len(parts) > 1:
                parts[1] = 12
            if place < 2 and len(parts) > 2:
                parts[2] = monthrange(parts[0], parts[1])[1]
            return _joined(parts)
    return None


def _joined(parts: list[int]) -> str:
    return "-".join(f"{part:0{width}}" for part, width in zip(parts, (4, 2, 2), strict=False))


def first_day(day: str) -> int:
    """The number at which a year, month or day begins."""
    return int(day.replace("-", "").ljust(8, "0"))


def last_day(day: str) -> int:
    """The number at which a year, month or day ends."""
    return int(day.replace("-", "").ljust(8, "9"))


def day_number(stored: str | None) -> int | None:
    """The day of a record's ISO date, to the precision it has; None where there is none."""
    match = _STORED.match(stored or "")
    return match and int("".join((part or "00") for part in match.groups()[:3]))


def minute_number(stored: str | None) -> int | None:
    """A number that orders a record's ISO dates to the minute; None where there is none."""
    match = _STORED.match(stored or "")
    if match is None:
        return None
    year, month, day, hour, minute = (int(part or 0) for part in match.groups())
    return (((year * 13 + month) * 32 + day) * 25 + hour) * 61 + minute
