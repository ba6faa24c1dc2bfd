"""What stands in lists, calendars, facets and histograms many times, as safe HTML: filters.

As ``pieces`` they are functions rather than template loops, since a page has up to 366 of them;
so their markup is short, and style sheets tell columns by their place.
"""

from collections.abc import Container, Iterable, Iterator
from itertools import islice

from markupsafe import Markup, escape

from reftel.edition.entries import Entry
from reftel.reading_room import addresses
from reftel.reading_room.calendars import Box
from reftel.reading_room.characters import plain, short, typeset, typeset_all
from reftel.reading_room.charts import Column
from reftel.reading_room.editorial.collecting import OwnList
from reftel.reading_room.indexes import Place
from reftel.reading_room.pieces import caps, day, subject_words, tinted
from reftel.reading_room.searching.facets import FacetValue
from reftel.reading_room.searching.timeline import Bar
from reftel.reading_room.wording import LANGUAGE, counted
from reftel.reading_room.wording import said as _

HATCHED = frozenset({"sbu", "s", "ts"})  # the patterns stand in search.html

_CURRENT, _EXCLUDED = ' aria-current="true"', ' class="excluded"'


def rows(entries: Iterable[Entry], own: OwnList | None = None) -> Markup:
    """Cables of a list, a row each; with a box to tick where a list of the reader's is open."""
    each = list(entries)
    ticked = None if own is None else frozenset(own.ids)
    cells = iter(typeset_all([text for one in each for text in _cells(one)]))
    return _html(
        "".join(_row(one, cells, "" if ticked is None else _tick(one.id, ticked)) for one in each)
    )


def days(boxes: Iterable[Box], page: str) -> Markup:
    """The days of a month, each leading to its list, which stands below ``page``."""
    return _html("".join(f"<li>{_day(one, page)}</li>" for one in boxes))


def values(offered: Iterable[FacetValue], label: str) -> Markup:
    """Values of a facet, each with how many cables it has, to choose or to leave out."""
    said = escape(_("%(facet)s, and how many cables of each", facet=label))
    return _html(f'<ul aria-label="{said}">{"".join(map(_value, offered))}</ul>')


def bars(drawn: Iterable[Bar]) -> Markup:
    """The bars of a histogram that have cables; where in its room each stands, its style says."""
    return _html("".join(_bar(one) for one in drawn if one.count))


def columns(drawn: Iterable[Column]) -> Markup:
    """The columns of a chart that have cables, those that lead somewhere as links."""
    return _html("".join(_column(one) for one in drawn if one.count))


def periods(drawn: Iterable[Column]) -> Markup:
    """What the columns say, a row of a table each."""
    return _html("".join(map(_period, drawn)))


def leaders(places: Iterable[Place]) -> Markup:
    """Shelves that go with one, each with how many cables they share."""
    each = list(places)
    titles = typeset_all([short(one.title, 60) for one in each])
    return _html("".join(map(_leader, each, titles)))


def inked(level: str) -> Markup:
    """How what is of a level is drawn: in its colour, and hatched where two would look alike."""
    return _html(f'fill="url(#{level})"' if level in HATCHED else f'class="fill-{level}"')


def _value(one: FacetValue) -> str:
    meaning = f' <span class="meaning">{escape(one.meaning)}</span>' if one.meaning else ""
    count = "" if one.count is None else f" <small>{one.count:,}</small>"
    chosen = f'<span class="hidden">, {escape(_("chosen; follow to remove"))}</span>'
    left_out = f", {_('left out; follow to take it back')}" if one.excluded else ""
    said = escape(f"{_('not')} {plain(one.title)}{left_out}")
    return (
        f"<li{_EXCLUDED if one.excluded else ''}>"
        f'<a href="{escape(one.address)}"{_CURRENT if one.chosen else ""}>'
        f"<span>{typeset(one.title)}{meaning}</span>{count}{chosen if one.chosen else ''}</a> "
        f'<a href="{escape(one.exclude)}" aria-label="{said}"{_CURRENT if one.excluded else ""}>'
        f"{escape(_('not'))}</a>{values(one.parts, one.title) if one.parts else ''}</li>\n"
    )


def _bar(one: Bar) -> str:
    title = f"{one.title}: {_cables(one.count)}"
    parts = "".join(
        f'<rect {inked(part.level)} y="{part.y}" height="{part.height}"/>' for part in one.segments
    )
    return (
        f'<a href="{escape(one.address)}" tabindex="-1"><title>{escape(title)}</title>'
        f'<svg x="{one.begin}" width="{one.room}"><rect class="reach"/>{parts}</svg></a>\n'
    )


def _cells(one: Entry) -> tuple[str, ...]:
    """What a row says in words of the cable, in the order of its cells."""
    return one.id, short(one.subject), day(one.created), day(one.released), short(one.origin)


def _row(one: Entry, cells: Iterator[str], tick: str) -> str:
    """A row; its cells are the next, typeset."""
    style = ' class="caps"' if caps(one.subject) else ""
    id_, subject, created, released, origin = islice(cells, 5)
    tint, classified = tinted(one.classification, LANGUAGE.get())
    return (
        f'<tr><th scope="row">{tick}{id_}</th>'
        f'<td><a{style} href="{addresses.cable(one.id)}">{subject or subject_words("")}</a></td>'
        f"<td>{created}</td><td>{released}</td>"
        f'<td class="class level-{tint}">{classified}</td><td>{origin}</td></tr>\n'
    )


def _column(one: Column) -> str:
    drawn = f'<rect x="{one.x}" y="{one.y}" width="{one.width}" height="{one.height}"/>'
    return f'<a href="{escape(one.address)}" tabindex="-1">{drawn}</a>' if one.address else drawn


def _period(one: Column) -> str:
    title: str = escape(one.title)
    if one.address:
        title = f'<a href="{escape(one.address)}">{title}</a>'
    return f'<tr><th scope="row">{title}</th><td>{one.count:,}</td></tr>\n'


def _leader(one: Place, title: str) -> str:
    meaning = f' <span class="meaning">{escape(one.meaning)}</span>' if one.meaning else ""
    cables = escape(counted("cable", "cables", one.count))
    return (
        f'<li><a href="{escape(one.address)}">{title}</a>{meaning} <span class="count">'
        f'{one.count:,}<span class="hidden"> {cables}</span></span></li>\n'
    )


def _tick(id_: str, ticked: Container[str]) -> str:
    if id_ in ticked:
        said = escape(_("On your list"))
        return f'<span class="ticked" title="{said}">✓<span class="hidden"> {said}</span></span> '
    name = escape(_("Add %(id)s", id=plain(id_)))
    return f'<input type="checkbox" name="add" value="{escape(id_)}" aria-label="{name}"> '


def _day(one: Box, page: str) -> str:
    if not one.count:
        return str(one.number)
    below, said = escape(one.address.removeprefix(page)), escape(_cables(one.count))
    return f'<a class="shade-{one.shade}" href="{below}" title="{said}">{one.number}</a>'


def _cables(count: int) -> str:
    return counted("%(count)s cable", "%(count)s cables", count, count=f"{count:,}")


def _html(pieces: str) -> Markup:
    return Markup(pieces)  # noqa: S704 -- every piece went through typeset or escape
