"""A reader's own list: it stands in an address, and is kept nowhere else.

``/list/?id=08EXAMPLETOWN12&note=The+first+report&id=08EXAMPLETOWN10`` is a whole list: a
note belongs to the id before it. A list is open on another page where the fields of that
page have ``list`` in the place of ``id``. Nothing is looked up here.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar
from urllib.parse import parse_qsl, unquote

from reftel.edition.editorial.collections import Item
from reftel.edition.editorial.facts import cable_id
from reftel.reading_room import addresses
from reftel.reading_room.characters import written
from reftel.reading_room.searching.straight import meant

MOST = 200  # cables of one list: an address of that length is taken everywhere
LONGEST_NOTE = 300
LONGEST_ADDED = 20_000  # characters of ids typed or pasted into the form
MOST_TOLD = 10  # of what could not be read

_ADDRESS = re.compile(r"/cable/([^/?#\s]+)")

Fields = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class OwnList:
    """The cables of a list in its order; and what its address had that is not in it."""

    MOST: ClassVar[int] = MOST

    items: tuple[Item, ...] = ()
    unread: tuple[str, ...] = ()
    left_over: int = 0  # cables beyond the last that a list can have

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(item.id for item in self.items)

    @property
    def address(self) -> str:
        return addresses.own_list(self.fields("id"))

    def fields(self, name: str) -> Iterator[tuple[str, str]]:
        """The list as fields of an address, each id under this name."""
        for id_, note in self.items:
            yield name, id_
            if note:
                yield "note", note

    def with_(self, id_: str) -> str:
        """The address of the list with one cable more."""
        return replace(self, items=(*self.items, Item(id_, ""))).address

    def without(self, id_: str) -> str:
        """The address of the list with one cable less."""
        return replace(self, items=tuple(item for item in self.items if item.id != id_)).address

    def opened(self, address: str) -> str:
        """Another page's address, on which this list is open."""
        return addresses.opened(address, self.fields("list"))


def own_list(query: str) -> OwnList:
    """The list that the fields of an address make, whatever they hold.

    Beside ``id`` and ``note`` there may be ``add``, typed or pasted ids and addresses, and
    ``without``, an id to be taken off.
    """
    fields = parse_qsl(query, keep_blank_values=True, errors="replace")
    off = {id_ for name, value in fields if name == "without" and (id_ := _id(value))}
    return _read(_ids(fields), off)


def open_list(query: str) -> OwnList | None:
    """The list that is open on a page; None where none is. It may be empty."""
    if "list=" not in query and query != "list":
        return None
    fields = parse_qsl(query, keep_blank_values=True, errors="replace")
    if all(name != "list" for name, _ in fields):
        return None
    return _read(
        ((name.replace("list", "id"), value) for name, value in fields if name in {"list", "note"}),
        set(),
    )


def _ids(fields: Fields) -> Iterator[tuple[str, str]]:
    """The fields, with each id of what was typed in a field of its own."""
    for name, value in fields:
        if name == "add":
            yield from (("id", id_) for id_ in typed(value))
        elif name in {"id", "note"}:
            yield name, value


def typed(text: str) -> Iterator[str]:
    """Ids as somebody types them: in any spelling, or as addresses; a line or a word each."""
    for line in text[:LONGEST_ADDED].replace(",", "\n").replace(";", "\n").splitlines():
        known = meant(line)
        for piece in (line.strip(),) if known and known.sure else line.split():
            known, address = meant(piece), _ADDRESS.search(piece)
            odd = unquote(address[1]) if address else piece  # no number of a post
            yield known.ids[0] if known and known.sure else odd


def _read(fields: Fields, off: set[str]) -> OwnList:
    notes = dict[str, str]()
    unread = dict[str, None]()
    left_over = 0
    last = ""
    for name, value in fields:
        if name == "note":
            if last and not notes[last]:
                notes[last] = written(" ".join(value.split())[:LONGEST_NOTE])
            continue
        last = ""
        id_ = _id(value)
        if id_ is None:
            if value.strip():
                unread[value.strip()[:80]] = None
        elif id_ in off:
            continue
        elif id_ in notes or len(notes) < MOST:
            notes.setdefault(id_, "")
            last = id_
        else:
            left_over += 1
    items = tuple(Item(id_, note) for id_, note in notes.items())
    return OwnList(items, tuple(unread)[:MOST_TOLD], left_over)


def _id(value: str) -> str | None:
    return cable_id(value.strip())
