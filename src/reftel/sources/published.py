"""What a container says about its cable, brought to one form: ISO dates, plain strings."""

import re
from datetime import UTC, date, datetime
from typing import Final

from reftel.telegram.record import Published

STAMP: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d):(\d\d)(?::\d\d)?Z?)?\Z", re.ASCII)
AMERICAN: Final = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{4})(?: (\d{1,2}):(\d\d)(?::\d\d)?)?\Z", re.ASCII
)
# The form of docs/formats/cable.schema.json.
DATE: Final = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?Z?)?)?\Z", re.ASCII)
FIRST_YEAR: Final = 1900
ID: Final = re.compile(r"\d\d[A-Z][A-Z0-9]*\Z|\d{4}[A-Z0-9]+\Z", re.ASCII)


def is_id(written: str) -> bool:
    """Whether this has the form of a reference id, odd ones of the site included."""
    return len(written) <= 80 and ID.match(written) is not None


def is_date(written: str) -> bool:
    """Whether this is a date as records hold them: month, day or minute, and in the calendar.

    Cables are of 1900 at the earliest, and of next year at the latest: clocks differ.
    """
    match = DATE.match(written)
    if match is None:
        return False
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    if not FIRST_YEAR <= year <= datetime.now(UTC).year + 1:
        return False
    try:
        date(year, month, day if match[3] else 1)
    except ValueError:
        return False
    return hour < 24 and minute < 60 and second < 60


def stamp(written: str, *, exact: bool) -> str | None:
    """``2008-02-29 05:44`` as ``2008-02-29T05:44Z``, or its day where minutes are wrong."""
    match = STAMP.match(written.strip())
    if match is None:
        return None
    day, hour, minute = match.groups()
    found = f"{day}T{hour}:{minute}Z" if exact and hour else day
    return found if is_date(found) else None


def american(written: str) -> str | None:
    """``2/29/2008 5:44`` as ``2008-02-29T05:44Z``: the dates of the CSV dump."""
    match = AMERICAN.match(written.strip())
    if match is None:
        return None
    month, day, year, hour, minute = match.groups()
    found = f"{year}-{month:0>2}-{day:0>2}"
    if hour is not None:
        found += f"T{hour:0>2}:{minute}Z"
    return found if is_date(found) else None


def hour_for_minutes(*stamps: str) -> bool:
    """Whether all these show the fault of December 2010: 18:06 where 18:48 was meant.

    The template printed the hour of the twelve-hour clock in the place of the minutes
    (2,590 of 2,590 values of that build; docs/formats/sources.md).
    """
    clocks = [match for match in map(STAMP.match, stamps) if match and match.group(2)]
    return bool(clocks) and all(
        int(clock.group(3)) == (int(clock.group(2)) - 1) % 12 + 1 for clock in clocks
    )


def of_page(
    source: str, values: tuple[str, str, str, str, str], *, subject: str | None, exact: bool
) -> Published:
    """The five values of the table, in its order: id, created, released, class, origin."""
    id_, created, released, classification, origin = values
    return Published(
        source=source,
        id=id_ or None,
        created=stamp(created, exact=exact),
        released=stamp(released, exact=exact),
        classification=classification or None,
        origin=origin or None,
        subject=subject or None,
    )
