"""What is written behind the number of a REF item: ``(06)``, ``OF 2006``, ``(NOTAL)``, a DTG.

A year, a date or ``CIRCULAR`` belongs to the item's words; what is said of it does not.
"""

import re
from datetime import datetime
from typing import Final, NamedTuple

from reftel.telegram.clock import date_time_group, full_year

MONTH: Final = r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6}\.?"
DTG: Final = re.compile(r"\b\d{6}Z\s{0,3}[A-Z]{3,9}\.?\s{0,3}(?:\d{4}|\d\d)\b", re.IGNORECASE)
DATE: Final = re.compile(
    rf"""(?:OF|DATED|DTD)?\s{{0,3}}(?:
    \d{{1,2}}[/.\-]\d{{1,2}}[/.\-](?P<slashed>\d{{4}}|\d\d)
    |{MONTH}\s{{1,3}}\d{{1,2}}(?:,?\s{{1,3}}(?P<named>\d{{4}}))?
    |\d{{1,2}}\s{{1,3}}{MONTH}(?:,?\s{{1,3}}(?P<after>\d{{4}}|\d\d))?
    |(?:CY)?'?(?P<year>(?:19|20)\d\d|\d\d)
    )(?![\d/])""",
    re.IGNORECASE | re.VERBOSE,
)
BEHIND: Final = re.compile(
    r"""\s{0,3}(?P<brackets>\([^()]{1,60}\))
    |[\s,]{1,3}(?:(?P<notal>NOTAL\b)
        |(?P<previous>(?:AND|&)\s{1,3}(?:ALL\s{1,3})?PREV(?:IOUS)?\b)
        |(?P<circular>CIRC(?:ULAR)?\b)
        |(?P<place>PARAS?\.?\s{1,3}\d{1,2}(?:\s?(?:-|AND|&)\s?\d{1,2})?\b)
        |(?:DTG:?\s{1,3})?(?P<dtg>\d{6}Z\s{0,3}[A-Z]{3,9}\.?\s{0,3}(?:\d{4}|\d\d)\b)
        |(?P<date>(?:OF|DATED|DTD)\b))""",
    re.IGNORECASE | re.VERBOSE,
)
PREVIOUS: Final = re.compile(r"\bPREV(?:IOUS)?\b", re.IGNORECASE)
ANOTHER: Final = re.compile(  # what makes an item of its own of the words in brackets
    r"\b(?!(?:PARAS?|AND)\b)[A-Z]{3,}\s{1,3}\d|E-?MAIL|MEM(?:O|CON)|TELE?CON|LETTER|\bFAX|REPORT|@",
    re.IGNORECASE,
)
MOST: Final = 6  # such things behind one number


class Appended(NamedTuple):
    """``words_end`` is where the item's words end, ``end`` where all that is said of it does."""

    words_end: int
    end: int
    year: int | None = None
    notal: bool = False
    and_previous: bool = False
    dtg: datetime | None = None


def appended(text: str, at: int, end: int) -> Appended:
    """What stands behind a number that ends at ``at``."""
    found = Appended(at, at)
    for _ in range(MOST):
        match = BEHIND.match(text, found.end, end)
        if match is None:
            break
        further = _further(found, text, match, end)
        if further is None:
            break
        found = further
    return found


def _further(found: Appended, text: str, match: re.Match[str], end: int) -> Appended | None:
    stop = match.end()
    if match["brackets"]:
        return _in_brackets(found, match["brackets"][1:-1].strip(), stop)
    if match["notal"] or match["place"]:
        return found._replace(end=stop, notal=found.notal or match["notal"] is not None)
    if match["previous"]:
        return found._replace(end=stop, and_previous=True)
    if match["dtg"]:
        return _dated(found, match["dtg"], stop)
    if match["circular"]:
        return found._replace(words_end=stop, end=stop)
    date = DATE.match(text, match.start("date"), end)
    return None if date is None else _of(found, date, date.end())


def _in_brackets(found: Appended, inside: str, stop: int) -> Appended | None:
    """What brackets say of the number; None where it is something else."""
    date = DATE.fullmatch(inside)
    if date is not None:
        return _of(found, date, stop)
    group = DTG.search(inside)
    notal, previous = "NOTAL" in inside.upper(), PREVIOUS.search(inside) is not None
    if not (group or notal or previous):
        remark = len(inside) > 1 and ANOTHER.search(inside) is None
        return found._replace(end=stop) if remark else None
    if group is not None:
        found = _dated(found, group.group(), stop)
    return found._replace(
        end=stop, notal=found.notal or notal, and_previous=found.and_previous or previous
    )


def _of(found: Appended, date: re.Match[str], stop: int) -> Appended:
    """With the year of a date, which belongs to the words."""
    written = date["slashed"] or date["named"] or date["after"] or date["year"]
    year = full_year(written) if written else found.year
    return found._replace(words_end=stop, end=stop, year=year)


def _dated(found: Appended, group: str, stop: int) -> Appended:
    """With the date-time group under which it was sent."""
    moment, _ = date_time_group(group.upper(), None)
    year = moment.year if moment else found.year
    return found._replace(end=stop, dtg=moment or found.dtg, year=year)
