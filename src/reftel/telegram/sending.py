"""When a telegram was sent, where FL 5 cannot be read whole: what is left of it, or a date line.

A date-time group of which the hour is garbled still has its day and year; where its day or
month is garbled too, the day of the year in FL 3 has them. Extracts have a line with the
weekday and date above the text; what is typed again may have it anywhere in the opening.
"""

import re
from datetime import UTC, datetime
from typing import Final, NamedTuple

from reftel.telegram.clock import MONTH_NUMBERS, filing_date, full_year
from reftel.telegram.record import Telegram

MOST_CHARACTERS: Final = 8192  # of a text, in which its date is looked for
MOST_OPENING: Final = 1500  # of the body, where no paragraph has a number
# FL 5 with the hour, day or month damaged; letters may be of either case.
GROUP: Final = re.compile(
    r"^[> \t]{0,12}(?:(?:[ZOPR]\s{1,3}){1,3}(?P<day>[0-9A-Z]{2})(?P<time>[0-9A-Z]{3,5})"
    r"|(?P<bare_day>\d\d)(?P<bare_time>\d{4}))[ \t]?Z[ \t]{0,3}(?P<month>[A-Z0-9]{3,9})"
    r"\.?[ \t]{1,3}(?P<year>\d{4}|\d\d)(?!\d)",
    re.IGNORECASE | re.MULTILINE,
)
_WEEKDAY: Final = r"(?:SUN|MON|TUES?|WED(?:NES)?|THUR?S?|FRI|SAT(?:UR)?)(?:DAY)?[,.]?\s{1,3}"
_MONTH: Final = (
    r"JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?"
    r"|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?"
)
DATE_LINE: Final = re.compile(
    rf"^[> \t]{{0,12}}(?:{_WEEKDAY})?(?:(?P<day>\d{{1,2}})(?:ST|ND|RD|TH)?\s{{1,3}}"
    rf"(?P<month>{_MONTH})[,.]?\s{{1,3}}"
    rf"|(?P<month_first>{_MONTH})\.?\s{{1,3}}(?P<day_second>\d{{1,2}})(?:ST|ND|RD|TH)?,?\s{{1,3}})"
    r"(?P<year>(?:19|20)\d\d)(?:,?\s{1,3}(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::\d\d)?"
    r"\s{0,2}(?:Z|UTC|GMT)?)?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
MINUTE: Final = "%Y-%m-%dT%H:%MZ"
DAY: Final = "%Y-%m-%d"
CLOCK: Final = re.compile(r"([01]\d|2[0-3])([0-5]\d)$")


class Sent(NamedTuple):
    """The year, the date as far as it is known (ISO 8601), and where it was read."""

    year: int
    value: str | None
    source: str  # dtg or dateline


def sent(telegram: Telegram) -> Sent | None:
    """When this telegram was sent, whose date-time group could not be read."""
    numbered = (one.span.start for one in telegram.paragraphs if one.number is not None)
    end = min(next(numbered, telegram.body_at + MOST_OPENING), MOST_CHARACTERS)
    return _by_group(telegram, end) or date_line(telegram.text, end)


def _by_group(telegram: Telegram, end: int) -> Sent | None:
    found = GROUP.search(telegram.text, 0, end)
    if found is None:
        return None
    year = full_year(found["year"])
    month = MONTH_NUMBERS.get(found["month"][:3].upper(), 0)
    filed = filing_date(telegram.filing.value.day, year) if telegram.filing else None
    day = found["day"] or found["bare_day"]
    moment = _moment(year, month, day, found["time"] or found["bare_time"])
    value = moment or (filed.strftime(DAY) if filed else None)
    # Without any of its parts but the year it may be anything.
    return Sent(year, value, "dtg") if value or month else None


def _moment(year: int, month: int, day: str, time: str) -> str | None:
    """To the minute, or to the day where the hour is garbled; None where the day is too."""
    if not (month and day.isdecimal()):
        return None
    try:
        on = datetime(year, month, int(day), tzinfo=UTC)
    except ValueError:
        return None
    whole = CLOCK.match(time)
    return f"{on:{DAY}}T{whole[1]}:{whole[2]}Z" if whole else f"{on:{DAY}}"


def date_line(text: str, end: int) -> Sent | None:
    """A line that holds a date and nothing else, before ``end``."""
    for found in DATE_LINE.finditer(text, 0, end):
        month = MONTH_NUMBERS[(found["month"] or found["month_first"])[:3].upper()]
        year, day = int(found["year"]), int(found["day"] or found["day_second"])
        hour = found["hour"]
        try:
            moment = datetime(
                year, month, day, int(hour or 0), int(found["minute"] or 0), tzinfo=UTC
            )
        except ValueError:
            continue
        return Sent(year, moment.strftime(MINUTE if hour else DAY), "dateline")
    return None
