"""The boxes beside the hits: each facet with its values, to choose, to exclude, to let go."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reftel.gazetteer import countries
from reftel.reading_room import addresses
from reftel.reading_room.characters import short
from reftel.reading_room.searching.asked import LONGEST_VALUE, PERIODS, Asked
from reftel.reading_room.searching.timeline import Periods
from reftel.reading_room.shelves import day_title, kind_title, tag_meaning
from reftel.reading_room.wording import said as _
from reftel.search.backend import SEVERAL, Facet, Searcher
from reftel.search.narrowing import chosen, narrowed, without
from reftel.search.query import Query

VALUES = 8  # shown of each facet
MOST_YEARS = 12  # that are shown; of more, those with most cables
_FURTHER = 1000  # values that are looked at where one is chosen, so that its count is known
OPEN = frozenset({Facet.ORIGIN, Facet.TAG, Facet.CLASSIFICATION})
BOXES = (  # below that of the years
    Facet.ORIGIN,
    Facet.TAG,
    Facet.CLASSIFICATION,
    Facet.COUNTRY,
    Facet.REGION,
    Facet.KIND,
    Facet.PRECEDENCE,
    Facet.CAPTION,
    Facet.SIGNER,
)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet. ``address`` chooses it, or lets it go; ``exclude`` leaves it out.

    ``count`` is None where it is not among the values that were counted; ``parts`` are the
    months of a year.
    """

    title: str
    count: int | None
    address: str
    exclude: str
    chosen: bool = False
    excluded: bool = False
    meaning: str = ""
    parts: tuple["FacetValue", ...] = ()


@dataclass(frozen=True, slots=True)
class FacetBox:
    """A facet with its most frequent values, chosen ones first; ``whole`` leads to all of them."""

    title: str
    values: tuple[FacetValue, ...]
    open: bool
    whole: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that stands, and the address of the search without it."""

    facet: str
    title: str
    excluded: bool
    address: str


Counts = Sequence[tuple[str, int | None]]


def facet_title(facet: Facet) -> str:
    """What a facet is called."""
    return {
        Facet.ORIGIN: _("Origin"),
        Facet.COUNTRY: _("Country"),
        Facet.REGION: _("Region"),
        Facet.TAG: _("Tag"),
        Facet.KIND: _("Kind of tag"),
        Facet.YEAR: _("Year"),
        Facet.MONTH: _("Month"),
        Facet.CLASSIFICATION: _("Classification"),
        Facet.PRECEDENCE: _("Precedence"),
        Facet.CAPTION: _("Caption"),
        Facet.SIGNER: _("Signer"),
    }[facet]


def value_title(facet: Facet, value: str) -> str:
    """What a value of a facet is called."""
    if facet in PERIODS:
        return day_title(value)
    if facet is Facet.KIND:
        return kind_title(value)
    names = {Facet.COUNTRY: countries.NAMES, Facet.REGION: countries.REGIONS}.get(facet, {})
    return names.get(value) or short(value, 120)


def chips(asked: Asked) -> tuple[Chip, ...]:
    """Every filter that stands."""
    return tuple(
        Chip(
            facet_title(one.facet),
            value_title(one.facet, one.value),
            one.excluded,
            asked.without(one.facet, one.value).address(),
        )
        for one in asked.choices
    )


def counted(searcher: Searcher, query: Query, asked: Asked) -> Mapping[Facet, Counts]:
    """The values of every facet under the whole query, in one question.

    One question more is asked for each facet whose values exclude each other and of which one
    is chosen: its values are counted as if none were.
    """
    whole = narrowed(query, asked.choices)
    found: dict[Facet, Counts] = dict(searcher.counts(whole, BOXES, VALUES + 1))
    for facet in dict.fromkeys(one.facet for one in asked.choices if not one.excluded):
        if facet not in SEVERAL | PERIODS:
            wide = narrowed(query, without(asked.choices, facet))
            found[facet] = searcher.count(wide, facet, _FURTHER)
    return found


def boxes(counts: Mapping[Facet, Counts], found: Periods, asked: Asked) -> tuple[FacetBox, ...]:
    """The boxes that have something to offer."""
    every = [_year_box(found, asked), *(_box(facet, counts[facet], asked) for facet in BOXES)]
    return tuple(box for box in every if box.values)


def values(facet: Facet, counts: Counts, asked: Asked) -> Iterator[FacetValue]:
    """The values of a facet, each with the searches that choose and exclude it."""
    standing = {one.value: one.excluded for one in asked.choices if one.facet is facet}
    for value, count in counts:
        if len(value) <= LONGEST_VALUE and chosen(facet, value):
            free = asked.without(facet, value).address()
            is_excluded = standing.get(value, False)
            is_chosen = value in standing and not is_excluded
            yield FacetValue(
                title=value_title(facet, value),
                count=count,
                address=free if is_chosen else asked.choosing(facet, value).address(),
                exclude=free if is_excluded else asked.excluding(facet, value).address(),
                chosen=is_chosen,
                excluded=is_excluded,
                meaning=tag_meaning(value) if facet is Facet.TAG else "",
            )


def _box(facet: Facet, counts: Counts, asked: Asked) -> FacetBox:
    standing = [one.value for one in asked.choices if one.facet is facet]
    known = dict(counts)
    free = [value for value in known if value not in standing]
    shown = [(value, known.get(value)) for value in [*standing, *free[:VALUES]]]
    return FacetBox(
        facet_title(facet),
        tuple(values(facet, shown, asked)),
        open=facet in OPEN or bool(standing),
        whole=addresses.facet(facet, *asked.fields) if len(free) > VALUES else "",
    )


def _year_box(found: Periods, asked: Asked) -> FacetBox:
    """The years in their order, a chosen one with its months."""
    sums = _sums(found.years)
    standing = {one.value[:4] for one in asked.choices if one.facet in PERIODS}
    opened = {one.value[:4] for one in asked.choices if one.facet in PERIODS and not one.excluded}
    fullest = sorted(sums, key=lambda year: (-sums[year], year))
    kept = standing | set(fullest if len(sums) <= MOST_YEARS else fullest[:VALUES])
    shown = [(year, sums.get(year)) for year in sorted(kept)]
    months = list(_sums(found.months).items())
    return FacetBox(
        facet_title(Facet.YEAR),
        tuple(
            replace(one, parts=tuple(_months(year, months, asked))) if year in opened else one
            for year, count in shown
            for one in values(Facet.YEAR, [(year, count)], asked)
        ),
        open=True,
        whole=addresses.facet(Facet.YEAR, *asked.fields) if len(kept) < len(sums) else "",
    )


def _months(year: str, months: Counts, asked: Asked) -> Iterator[FacetValue]:
    of_year = [(month, count) for month, count in months if month[:4] == year]
    return values(Facet.MONTH, of_year, asked)


def _sums(counts: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    return {key: sum(by_class.values()) for key, by_class in sorted(counts.items())}
