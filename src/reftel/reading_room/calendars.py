"""Calendars: the months of a year with their days, the days of a month, and on this day."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.dates import MONTHS, WEEKDAYS

from reftel.edition.browsing import Day
from reftel.edition.read import Edition
from reftel.reading_room import addresses, shelves
from reftel.reading_room.charts import Chart, chart
from reftel.reading_room.lists import Crumb
from reftel.reading_room.shelves import day_title
from reftel.reading_room.wording import said as _

SHADES = 4  # in which days are told apart, the darkest for those with most cables
LEAP = 2000  # a year that has every day


@dataclass(frozen=True, slots=True)
class Box:
    """A day of a calendar; ``shade`` is 0 where it has no cables."""

    number: int
    address: str
    count: int
    shade: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a calendar; ``begins`` is its first weekday, Monday 1, or 0 for none."""

    title: str
    address: str
    count: int
    begins: int
    days: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """What calendar.html may use. Months that have no cables have no address."""

    title: str
    standfirst: str
    address: str
    crumbs: tuple[Crumb, ...]
    months: tuple[Month, ...]
    total: int
    before: Crumb | None = None
    after: Crumb | None = None

    @property
    def weekdays(self) -> tuple[str, ...]:
        """The first letters of the weekdays, from Monday."""
        return tuple(str(WEEKDAYS[day])[:1].upper() for day in range(7))


def year(edition: Edition, written: str) -> Calendar | None:
    """The months and days of a year; None where it has no cables."""
    months = {one.key: one.count for one in edition.shelves("created")}
    total = sum(count for key, count in months.items() if key.startswith(f"{written}-"))
    if not total:
        return None
    days = {one.day: one.count for one in edition.browsing.days(f"{written}-01", f"{written}-99")}
    most = max(days.values(), default=1)
    made = tuple(_month(f"{written}-{month:02}", months, days, most) for month in range(1, 13))
    before, after = _beside(written, [f"{one:04}" for one, _count in edition.years()])
    return Calendar(
        title=written,
        standfirst="",
        address=addresses.shelf("created", written),
        crumbs=shelves.way_crumbs("created"),
        months=made,
        total=total,
        before=before,
        after=after,
    )


def year_round(days: Mapping[str, int]) -> Calendar:
    """The days of the year, all years together, by how many cables each has."""
    most = max(days.values(), default=1)
    months = tuple(_month_of_every_year(month, days, most) for month in range(1, 13))
    return Calendar(
        title=_("On this day"),
        standfirst=_("What was sent on one day of the year, in all years. The days are UTC."),
        address=addresses.ON_THIS_DAY,
        crumbs=(shelves.home_crumb(), shelves.browse_crumb()),
        months=months,
        total=sum(days.values()),
    )


def on_this_day_crumbs() -> tuple[Crumb, ...]:
    """The steps that lead down to one day of the year."""
    here = Crumb(_("On this day"), addresses.ON_THIS_DAY)
    return (shelves.home_crumb(), shelves.browse_crumb(), here)


def days_of_month(edition: Edition, month: str) -> Chart | None:
    """A column for each day of a month; None where no day is known."""
    found = {one.day: one.count for one in edition.browsing.days(f"{month}-01", f"{month}-99")}
    if not found:
        return None
    keys = [f"{month}-{day:02}" for day in range(1, _length(month) + 1)]
    return chart(found, day_title, lambda key: addresses.shelf("created", key), keys)


def month_and_day_title(written: str) -> str:
    """``14 February`` for ``02-14``."""
    return f"{int(written[3:])} {MONTHS[int(written[:2])]}"


def is_month_and_day(written: str) -> bool:
    """Whether some year has this day."""
    try:
        date.fromisoformat(f"{LEAP}-{written}")
    except ValueError:
        return False
    return True


def years_of(days: list[Day]) -> tuple[Crumb, ...]:
    """The days of a day of the year, each under its year."""
    return tuple(Crumb(one.day[:4], addresses.shelf("created", one.day)) for one in days)


def in_all_years(day: str) -> Crumb:
    """The day of the year that a day is, in all years."""
    named = month_and_day_title(day[5:])
    return Crumb(_("%(day)s in all years", day=named), addresses.on_this_day(day[5:]))


def _month(key: str, months: Mapping[str, int], days: Mapping[str, int], most: int) -> Month:
    first = date.fromisoformat(f"{key}-01")
    count = months.get(key, 0)
    return Month(
        title=str(MONTHS[first.month]),
        address=addresses.shelf("created", key) if count else "",
        count=count,
        begins=first.isoweekday(),
        days=tuple(
            _box(f"{key}-{day:02}", addresses.shelf("created", f"{key}-{day:02}"), days, most)
            for day in range(1, _length(key) + 1)
        ),
    )


def _month_of_every_year(month: int, days: Mapping[str, int], most: int) -> Month:
    written = [f"{month:02}-{day:02}" for day in range(1, _length(f"{LEAP}-{month:02}") + 1)]
    return Month(
        title=str(MONTHS[month]),
        address="",
        count=sum(days.get(one, 0) for one in written),
        begins=0,
        days=tuple(_box(one, addresses.on_this_day(one), days, most) for one in written),
    )


def _box(key: str, address: str, days: Mapping[str, int], most: int) -> Box:
    count = days.get(key, 0)
    shade = -(-SHADES * count // most)
    return Box(int(key[-2:]), address if count else "", count, shade)


def _beside(written: str, years: list[str]) -> tuple[Crumb | None, Crumb | None]:
    """The years with cables before and after one."""
    before = max((one for one in years if one < written), default="")
    after = min((one for one in years if one > written), default="")
    found = (
        Crumb(one, addresses.shelf("created", one)) if one else None for one in (before, after)
    )
    return next(found), next(found)


def _length(month: str) -> int:
    """How many days a month has."""
    return monthrange(int(month[:4]), int(month[5:7]))[1]
