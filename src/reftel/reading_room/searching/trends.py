"""How often something was written over time: a line a query, as a share of all cables.

A share, since the number of cables itself rises and falls: of a thousand cables that were
created in a period, how many answer the query. Exact, from the counts of the index.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.http import HttpRequest, HttpResponse

from reftel.edition.read import Edition
from reftel.reading_room import addresses
from reftel.reading_room.frame import edition_of, shown
from reftel.reading_room.lists import Crumb
from reftel.reading_room.renderings import csv_answer, json_answer
from reftel.reading_room.searching.asked import LONGEST
from reftel.reading_room.shelves import home_crumb
from reftel.reading_room.wording import said as _
from reftel.search.backend import Facet
from reftel.search.batch import question
from reftel.search.query import Query

MOST = 6  # lines in one picture
WIDTH, HEIGHT = 960, 300  # of the picture, in its own units
MOST_PERIODS = 3_000
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
PERIODS = {"year": Facet.YEAR, "month": Facet.MONTH}


@dataclass(frozen=True, slots=True)
class Point:
    """One period: ``count`` of its ``of`` cables answer the query."""

    period: str
    count: int
    of: int
    x: float
    y: float
    address: str

    @property
    def share(self) -> float:
        """Cables in a thousand."""
        return 1000 * self.count / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Series:
    """One query over all periods. ``number`` counts from 1 and chooses how its line is drawn."""

    number: int
    q: str
    read_as: str
    notices: tuple[str, ...]
    total: int
    points: tuple[Point, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Its points, as the picture wants them, parted where a period has no cables at all."""
        runs = (tuple(run) for known, run in groupby(self.points, lambda one: one.of > 0) if known)
        return tuple(" ".join(f"{one.x:.1f},{one.y:.1f}" for one in run) for run in runs)


@dataclass(frozen=True, slots=True)
class TrendsPage:
    """What trends.html may use."""

    title: str
    by: str
    series: tuple[Series, ...]
    periods: tuple[str, ...]
    top: float  # cables in a thousand at the upper edge of the picture
    crumbs: tuple[Crumb, ...]
    asked: tuple[str, ...]

    def address(self, by: str, suffix: str = "") -> str:
        """This page by year or month, or its numbers as json or csv."""
        page = addresses.trends(self.asked, by)
        return addresses.rendering(page, suffix) if suffix else page


def trends(request: HttpRequest, form: str | None = None) -> HttpResponse:
    """The picture with its table; the numbers alone as JSON or CSV."""
    given = (q.strip()[:LONGEST] for q in request.GET.getlist("q"))
    asked = tuple(dict.fromkeys(filter(None, given)))[:MOST]
    by = request.GET.get("by", "")
    page = trends_page(edition_of(request), asked, by if by in PERIODS else "year")
    if form == "json":
        return json_answer(_told(page))
    if form == "csv":
        return csv_answer(_rows(page))
    return shown(request, "trends.html", page)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What every line is drawn on: all periods, and the cables created in each."""

    facet: Facet
    every: Mapping[str, int]
    periods: tuple[str, ...]

    @property
    def step(self) -> float:
        return WIDTH / max(1, len(self.periods) - 1)


def trends_page(edition: Edition, asked: Sequence[str], by: str) -> TrendsPage:
    """How often each query is answered in each period."""
    facet = PERIODS[by]
    every = _every(edition, facet)
    ground = _Ground(facet, every, tuple(_between(every, by)))
    series = tuple(_series(edition, ground, number, q) for number, q in enumerate(asked, 1))
    highest = max((point.share for one in series for point in one.points), default=0.0)
    top = _rounded_up(highest)
    return TrendsPage(
        title=_("How often, and when"),
        by=by,
        series=tuple(_drawn(one, top) for one in series),
        periods=ground.periods,
        top=top,
        crumbs=(home_crumb(), Crumb(_("Search"), addresses.SEARCH)),
        asked=tuple(asked),
    )


def _series(edition: Edition, ground: _Ground, number: int, q: str) -> Series:
    query = question(q, edition.spellings)
    found = _counts(edition, query, ground.facet)
    points = tuple(
        Point(
            period,
            found.get(period, 0),
            ground.every.get(period, 0),
            x=ground.step * place,
            y=0.0,
            address=addresses.search(("q", q), (ground.facet.value, period)),
        )
        for place, period in enumerate(ground.periods)
    )
    notices = tuple(notice.message for notice in query.notices)
    return Series(number, q, query.describe(), notices, sum(found.values()), points)


def _every(edition: Edition, facet: Facet) -> dict[str, int]:
    """How many cables there are of each period, as the shelves of the edition have them."""
    if facet is Facet.YEAR:
        return {f"{year:04}": count for year, count in edition.years()}
    months = (one for one in edition.shelves("created") if _MONTH.fullmatch(one.key))
    return {shelf.key: shelf.count for shelf in months}


def _counts(edition: Edition, query: Query, facet: Facet) -> dict[str, int]:
    return dict(edition.searcher.count(query, facet, MOST_PERIODS))


def _drawn(series: Series, top: float) -> Series:
    points = (
        replace(point, y=HEIGHT - HEIGHT * point.share / top if top else HEIGHT)
        for point in series.points
    )
    return replace(series, points=tuple(points))


def _between(counts: Iterable[str], by: str) -> Iterator[str]:
    """Every period from the first to the last, those without cables too."""
    known = sorted(counts)
    if not known:
        return
    first, last = known[0], known[-1]
    for year in range(int(first[:4]), int(last[:4]) + 1):
        if by == "year":
            yield f"{year:04}"
            continue
        months = (f"{year:04}-{month:02}" for month in range(1, 13))
        yield from (month for month in months if first <= month <= last)


def _rounded_up(share: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50 … at or above; 1000 at the most."""
    top = 0.001
    while top < share:
        for step in (1, 2, 5):
            if top * step >= share:
                return min(1000.0, top * step)
        top *= 10
    return min(1000.0, top) if share else 0.0


def _told(page: TrendsPage) -> dict[str, object]:
    return {
        "title": page.title,
        "address": page.address(page.by),
        "by": page.by,
        "series": [
            {
                "q": one.q,
                "read_as": one.read_as,
                "total": one.total,
                "points": [
                    {"period": point.period, "count": point.count, "of": point.of}
                    for point in one.points
                ],
            }
            for one in page.series
        ],
    }


def _rows(page: TrendsPage) -> Iterator[list[str]]:
    yield ["query", "period", "cables", "of"]
    for one in page.series:
        for point in one.points:
            yield [one.q, point.period, str(point.count), str(point.of)]
