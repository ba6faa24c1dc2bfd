"""How a query was read, what it finds beside its own words, and what of it could not be read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reftel.reading_room.characters import short
from reftel.reading_room.searching.asked import Asked
from reftel.reading_room.wording import said as _
from reftel.search.meanings import Spellings
from reftel.search.query import Query
from reftel.search.snippets import Fragments
from reftel.search.tokens import Notice

_BESIDE = 30  # characters shown at each side of what a notice is about
_ABOUT = 60  # characters shown of it


@dataclass(frozen=True, slots=True)
class Remark:
    """A notice, and the place of the query that it is about, which is lit in it."""

    message: str
    place: Fragments


@dataclass(frozen=True, slots=True)
class Meaning:
    """What some words were taken to mean as well; ``address`` takes it off, or back in."""

    written: str
    also: str
    why: str
    taken_off: bool
    address: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What stands between the search box and the hits."""

    read_as: str
    remarks: tuple[Remark, ...] = ()
    meanings: tuple[Meaning, ...] = ()


def understood(query: Query, asked: Asked, spellings: Spellings) -> Understood:
    """How the query was read: of its words, and of the filters beside it."""
    remarks = (Remark(notice.message, _place(query.text, notice)) for notice in query.notices)
    meanings = tuple(_meanings(query, asked, spellings))
    return Understood(query.describe(), (*remarks, *_left_out(asked)), meanings)


def _meanings(query: Query, asked: Asked, spellings: Spellings) -> Iterator[Meaning]:
    """All that the query was or could be taken to mean, what the reader took off too."""
    whole = replace(asked, plain=()).query(spellings) if asked.plain else query
    for key, written, also, why in whole.expansions:
        off = key in asked.plain
        other = asked.as_meant(key) if off else asked.as_written(key)
        yield Meaning(written, also, why, off, other.address())


def _left_out(asked: Asked) -> Iterator[Remark]:
    for field, value in asked.left_out:
        message = _(
            "%(field)s=%(value)s could not be read, or was one filter too many; it is left out."
        ) % {"field": field, "value": short(value, 60)}
        yield Remark(message, [])


def _place(text: str, notice: Notice) -> Fragments:
    """The place with some of the query round it; nothing where it is all of the query."""
    start, end = notice.start, min(notice.end, len(text))
    if start >= end or (not text[:start].strip() and not text[end:].strip()):
        return []
    before, about, after = text[:start], text[start:end], text[end:]
    if len(before) > _BESIDE:
        before = f"… {before[-_BESIDE:].partition(' ')[2] or before[-_BESIDE:]}"
    if len(after) > _BESIDE:
        after = f"{after[:_BESIDE].rpartition(' ')[0] or after[:_BESIDE]} …"
    pieces = [(before, False), (short(about, _ABOUT), True), (after, False)]
    return [piece for piece in pieces if piece[0]]
