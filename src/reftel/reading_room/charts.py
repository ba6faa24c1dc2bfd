"""Little column charts: how many cables in each year, month or day.

All numbers of a drawing are worked out here, in percent across and pixels down; the
template only writes them, and says the same in a table.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.dates import MONTHS_3

HEIGHT = 56  # pixels of the highest column
MOST_BY_MONTH = 4  # years that are drawn month by month
MOST_COLUMNS = 120
_COLUMN = 0.8  # of its room that a column takes
_TICKS = 7  # labels below the columns, about
_BY_QUARTER = 24  # months that have a label each quarter


@dataclass(frozen=True, slots=True)
class Column:
    """One period and its column; ``address`` is empty where it leads nowhere."""

    title: str
    address: str
    count: int
    x: str
    width: str
    y: str
    height: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A label below the columns."""

    text: str
    x: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template draws, and says in a table."""

    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    most: int

    @property
    def filled(self) -> tuple[Column, ...]:
        """The periods that have cables, as the table has them."""
        return tuple(one for one in self.columns if one.count)


def chart(
    counts: Mapping[str, int],
    title: Callable[[str], str],
    address: Callable[[str], str],
    keys: Sequence[str] = (),
) -> Chart | None:
    """A column for each period, those without cables too; None where there would be but one.

    Periods are years, months or days by their keys, ``2008-02``; ``keys`` are those to draw
    where they are not all from the first to the last.
    """
    drawn = keys or _drawn(counts)
    if len(drawn) < 2:
        return None
    most = max(counts.values(), default=0) or 1
    columns = tuple(
        _column(at, len(drawn), most, (title(key), address(key), counts.get(key, 0)))
        for at, key in enumerate(drawn)
    )
    return Chart(columns, ticks(drawn), most)


def by_period(months: Mapping[str, int]) -> dict[str, int]:
    """The counts of months as they are, or of their years where these lie far apart."""
    known = {key: count for key, count in months.items() if key[:4].isdigit()}
    if is_short({key[:4] for key in known}):
        return known
    years: dict[str, int] = {}
    for key, count in known.items():
        years[key[:4]] = years.get(key[:4], 0) + count
    return years


def is_short(years: Iterable[str]) -> bool:
    """Whether these years lie so near to each other that their months can be drawn."""
    known = [int(year) for year in years]
    return bool(known) and max(known) - min(known) < MOST_BY_MONTH


def every(keys: Iterable[str], *, by_month: bool) -> list[str]:
    """Every year from the first to the last, those without cables too; or the months of them."""
    known = sorted(keys)
    if not known:
        return []
    years = [f"{year:04}" for year in range(int(known[0][:4]), int(known[-1][:4]) + 1)]
    if not by_month:
        return years
    return [f"{year}-{month:02}" for year in years for month in range(1, 13)]


def fullest(counts: Mapping[str, int]) -> list[str]:
    """The periods with most cables, in their order: where every one would be too many."""
    ranked = sorted(counts, key=lambda key: (-counts[key], key))
    return sorted(ranked[:MOST_COLUMNS])


def across(at: float, of: int) -> str:
    """A place among the rooms of so many columns, in percent."""
    return f"{100 * at / of:.3f}%"


def ticks(keys: Sequence[str]) -> tuple[Tick, ...]:
    """Labels below some columns: of years round ones, of months each January or quarter."""
    return tuple(
        Tick(words, across(at + 0.5, len(keys)))
        for at, key in enumerate(keys)
        if (words := _tick(key, len(keys)))
    )


def _drawn(counts: Mapping[str, int]) -> list[str]:
    found = every(counts, by_month=any("-" in key for key in counts))
    return found if len(found) <= MOST_COLUMNS else fullest(counts)


def _column(at: int, of: int, most: int, period: tuple[str, str, int]) -> Column:
    title, address, count = period
    height = max(1.0, HEIGHT * count / most) if count else 0.0
    return Column(
        title=title,
        address=address,
        count=count,
        x=across(at + (1 - _COLUMN) / 2, of),
        width=across(_COLUMN, of),
        y=f"{HEIGHT - height:.1f}",
        height=f"{height:.1f}",
    )


def _tick(key: str, many: int) -> str:
    if key.count("-") == 2:
        day = int(key[8:])
        return str(day) if day == 1 or day % 5 == 0 else ""
    if "-" not in key:
        step = next(one for one in (1, 2, 5, 10, 20) if many <= one * _TICKS or one == 20)
        return key if int(key) % step == 0 else ""
    year, month = key[:4], int(key[5:])
    if month == 1:
        return year
    return str(MONTHS_3[month]).capitalize() if many <= _BY_QUARTER and month % 3 == 1 else ""
