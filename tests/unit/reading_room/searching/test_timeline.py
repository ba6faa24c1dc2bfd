"""The numbers of the histogram: what is drawn, where, and how high."""

from typing import Any

import pytest

from reftel.reading_room.charts import MOST_COLUMNS
from reftel.reading_room.searching.asked import Asked
from reftel.reading_room.searching.timeline import HEIGHT, Periods, Timeline, timeline
from reftel.search.backend import Facet
from reftel.search.narrowing import Choice

SPREAD = Periods(
    {
        "1975": {"UNCLASSIFIED": 1},
        "1977": {"UNCLASSIFIED": 1, "LIMITED OFFICIAL USE": 2, "SECRET//NOFORN": 1},
        "1979": {"": 2},
    },
    {},
)
NEAR = Periods(
    {"2008": {"SECRET": 3}, "2009": {"SECRET": 1}},
    {"2008-11": {"SECRET": 3}, "2009-01": {"SECRET": 1}},
)


def drawn(found: Periods, total: int, *choices: Choice) -> Timeline:
    line = timeline(found, Asked(q="a", choices=choices), total)
    assert line is not None
    return line


def test_every_year_has_its_room_and_its_cables_from_the_ground_up() -> None:
    line = drawn(SPREAD, 8)
    assert [(bar.title, bar.count) for bar in line.bars] == [
        ("1975", 1),
        ("1976", 0),
        ("1977", 4),
        ("1978", 0),
        ("1979", 2),
    ]
    assert [bar.begin for bar in line.bars] == [
        "0.000%",
        "20.000%",
        "40.000%",
        "60.000%",
        "80.000%",
    ]
    highest = line.bars[2]
    assert (highest.x, highest.width, highest.room) == ("42.000%", "16.000%", "20.000%")
    assert [(part.level, part.count, part.y, part.height) for part in highest.segments] == [
        ("u", 1, "72.0", "24.0"),
        ("sbu", 2, "24.0", "48.0"),
        ("s", 1, "0.0", "24.0"),
    ]
    assert HEIGHT == 96
    assert (line.most, line.undrawn, line.by_month, line.gaps) == (4, 1, False, False)


def test_the_legend_and_the_table_name_the_levels_that_occur() -> None:
    line = drawn(SPREAD, 7)
    assert [level.code for level in line.levels] == ["u", "sbu", "s", "other"]
    assert [counts for _, counts in line.rows] == [
        (1, 0, 0, 0),
        (0, 0, 0, 0),
        (1, 2, 1, 0),
        (0, 0, 0, 0),
        (0, 0, 0, 2),
    ]


def test_few_years_are_drawn_month_by_month() -> None:
    line = drawn(NEAR, 5)
    assert len(line.bars) == 24
    assert [(bar.title, bar.count) for bar in line.bars[9:13]] == [
        ("October 2008", 0),
        ("November 2008", 3),
        ("December 2008", 0),
        ("January 2009", 1),
    ]
    assert line.bars[10].address == "/search/?q=a&month=2008-11"
    assert [tick.text for tick in line.ticks] == [
        *("2008", "Apr", "Jul", "Oct"),
        *("2009", "Apr", "Jul", "Oct"),
    ]
    assert line.undrawn == 1  # without a month
    assert line.by_month


def test_a_bar_stands_for_its_period_alone() -> None:
    line = drawn(SPREAD, 7, Choice(Facet.YEAR, "1975"), Choice(Facet.YEAR, "1977"))
    assert [bar.count for bar in line.bars] == [1, 0, 4]
    assert line.bars[2].address == "/search/?q=a&year=1977"


def test_chosen_months_are_drawn_and_no_others() -> None:
    months = (Choice(Facet.MONTH, "2008-11"), Choice(Facet.MONTH, "2009-01"))
    line = drawn(NEAR, 4, *months)
    assert [(bar.title, bar.count) for bar in line.bars if bar.count] == [
        ("November 2008", 3),
        ("January 2009", 1),
    ]
    assert timeline(NEAR, Asked(choices=months[:1]), 3) is None


@pytest.mark.parametrize("found", [Periods({}, {}), Periods({"2008": {"SECRET": 9}}, {})])
def test_a_single_period_is_no_histogram(found: Periods) -> None:
    assert timeline(found, Asked(), 9) is None


def test_years_far_apart_are_not_all_drawn() -> None:
    years: dict[str, Any] = {f"{year:04}": {"SECRET": 1 + year % 7} for year in range(0, 9999, 11)}
    line = drawn(Periods(years, {}), 10_000)
    assert len(line.bars) == MOST_COLUMNS
    assert line.gaps
    assert min(bar.count for bar in line.bars) == 7
    assert line.undrawn == 10_000 - 7 * MOST_COLUMNS


def test_what_is_there_can_be_seen() -> None:
    line = drawn(Periods({"1975": {"SECRET": 1}, "1985": {"SECRET": 100_000}}, {}), 100_001)
    assert [part.height for part in line.bars[0].segments] == ["1.0"]
    assert [tick.text for tick in line.ticks] == ["1976", "1978", "1980", "1982", "1984"]
