"""What a container says about its cable, brought to one form: ISO dates, plain strings."""

import re
from typing import Final

from reftel.telegram.record import Published

STAMP: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d):(\d\d))?\Z")
AMERICAN: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}) (\d{1,2}):(\d\d)(?::\d\d)?\Z")
ID: Final = re.compile(r"\d\d[A-Z][A-Z0-9]*\Z|\d{4}[A-Z0-9]+\Z")


def is_id(written: str) -> bool:
    """Whether this has the form of a reference id, odd ones of the site included."""
    return len(written) <= 80 and ID.match(written) is not None


def stamp(written: str, *, exact: bool) -> str | None:
    """``2008-02-29 05:44`` as ``2008-02-29T05:44Z``, or its day where minutes are wrong."""
    match = STAMP.match(written.strip())
    if match is None:
        return None
    day, hour, minute = match.groups()
    return f"{day}T{hour}:{minute}Z" if exact and hour else day


def american(written: str) -> str | None:
    """``2/29/2008 5:44`` as ``2008-02-29T05:44Z``: the dates of the CSV dump."""
    match = AMERICAN.match(written.strip())
    if match is None:
        return None
    month, day, year, hour, minute = map(int, match.groups())
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60):
        return None
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}Z"


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
