"""When the cables found were created: a histogram by year or month, stacked by classification.

All numbers of the drawing are worked out here, in percent across and pixels down; the
template only writes them. Each bar leads to its period.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from reftel.reading_room import charts
from reftel.reading_room.charts import Tick, across, is_short
from reftel.reading_room.pieces import level
from reftel.reading_room.searching.asked import Asked
from reftel.reading_room.shelves import day_title
from reftel.reading_room.wording import said as _
from reftel.search.backend import Facet, Searcher
from reftel.search.narrowing import narrowed, without
from reftel.search.query import Query

HEIGHT = 96  # pixels of the highest bar
_BAR = 0.8  # of its place that a bar takes
LEVELS = ("u", "sbu", "c", "s", "ts", "other")  # from the ground up

Counts = Mapping[str, Mapping[str, int]]  # of each period, by classification


@dataclass(frozen=True, slots=True)
class Periods:
    """How many cables each year has, and each month where months are told."""

    years: Counts
    months: Counts


@dataclass(frozen=True, slots=True)
class Segment:
    """The part of a bar that is of one level of classification."""

    level: str
    count: int
    y: str
    height: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One period; ``segments`` from the ground up."""

    title: str
    address: str
    count: int
    segments: tuple[Segment, ...]
    x: str
    width: str
    begin: str  # of its room: bar and gap
    room: str


@dataclass(frozen=True, slots=True)
class Level:
    """A row of the legend, and a column of the table."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the template draws, and says in a table; ``gaps`` where empty years are left out."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    levels: tuple[Level, ...]
    by_month: bool
    gaps: bool
    most: int
    undrawn: int  # cables without a date, or in years that are left out

    @property
    def rows(self) -> Iterable[tuple[Bar, tuple[int, ...]]]:
        """The bars with a count for each level, as a table has them."""
        for bar in self.bars:
            counts = {segment.level: segment.count for segment in bar.segments}
            yield bar, tuple(counts.get(level.code, 0) for level in self.levels)


def periods(searcher: Searcher, query: Query, asked: Asked) -> Periods:
    """What the query finds in each period, were none chosen: at most two questions."""
    free = without(without(asked.choices, Facet.YEAR), Facet.MONTH)
    wide = narrowed(query, free)
    years = searcher.timeline(wide, Facet.YEAR)
    wanted = len(free) < len(asked.choices) or is_short(years)
    return Periods(years, searcher.timeline(wide, Facet.MONTH) if wanted else {})


def timeline(found: Periods, asked: Asked, total: int) -> Timeline | None:
    """The histogram of all that was found; None where it would have but one bar."""
    by_month, counts = _drawn(found, asked)
    keys = every = charts.every(counts, by_month=by_month)
    if len(every) > charts.MOST_COLUMNS:
        keys = charts.fullest({key: sum(one.values()) for key, one in counts.items()})
    if len(counts) < 2:
        return None
    stacks = [_by_level(counts.get(key, {})) for key in keys]
    most = max(sum(stack.values()) for stack in stacks)
    bars = tuple(
        _bar(key, asked, stack, _Room(at, len(keys), most))
        for at, (key, stack) in enumerate(zip(keys, stacks, strict=True))
    )
    return Timeline(
        bars=bars,
        ticks=charts.ticks(keys),
        levels=tuple(_levels(stacks)),
        by_month=by_month,
        gaps=len(keys) < len(every),
        most=most,
        undrawn=max(0, total - sum(bar.count for bar in bars)),
    )


class _Room(NamedTuple):
    """The room of one bar: which of how many it is, and the count of the highest."""

    at: int
    of: int
    most: int

    def across(self, within: float) -> str:
        return across(self.at + within, self.of)


def _drawn(found: Periods, asked: Asked) -> tuple[bool, Counts]:
    """Whether months are drawn, and the periods that lie in what was chosen."""
    months = {one.value for one in asked.choices if one.facet is Facet.MONTH and not one.excluded}
    years = {one.value for one in asked.choices if one.facet is Facet.YEAR and not one.excluded}
    if months:
        return True, {key: one for key, one in found.months.items() if key in months}
    within = {key: one for key, one in found.years.items() if key in years or not years}
    if not found.months or not is_short(within):
        return False, within
    return True, {key: one for key, one in found.months.items() if key[:4] in within}


def _by_level(counts: Mapping[str, int]) -> Counter[str]:
    """How many cables of each level; the two ways to limit official use are one."""
    stack: Counter[str] = Counter()
    for name, count in counts.items():
        code = level(name)
        stack["sbu" if code == "lou" else code] += count
    return stack


def _bar(key: str, asked: Asked, stack: Counter[str], room: _Room) -> Bar:
    facet = Facet.MONTH if "-" in key else Facet.YEAR
    return Bar(
        title=day_title(key),
        address=asked.only(facet, key).address(),
        count=sum(stack.values()),
        segments=tuple(_segments(stack, room.most)),
        x=room.across((1 - _BAR) / 2),
        width=across(_BAR, room.of),
        begin=room.across(0),
        room=across(1, room.of),
    )


def _segments(stack: Counter[str], most: int) -> Iterator[Segment]:
    """From the ground up; what is there is never too low to be seen."""
    top = float(HEIGHT)
    for code in LEVELS:
        if stack[code]:
            height = max(1.0, HEIGHT * stack[code] / most)
            top -= height
            yield Segment(code, stack[code], f"{max(0.0, top):.1f}", f"{height:.1f}")


def _levels(stacks: Iterable[Counter[str]]) -> Iterator[Level]:
    """The levels that occur, each with its name."""
    present = {code for stack in stacks for code in stack}
    titles = {
        "u": _("Unclassified"),
        "sbu": _("Official use only"),
        "c": _("Confidential"),
        "s": _("Secret"),
        "ts": _("Top secret"),
        "other": _("Other"),
    }
    return (Level(code, title) for code, title in titles.items() if code in present)
