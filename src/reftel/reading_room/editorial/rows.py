"""Cables with a note each, as collections and readers' lists show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reftel.edition.editorial.collections import Item
from reftel.edition.read import Entry
from reftel.edition.standing import Standing
from reftel.reading_room import addresses

Known = Mapping[str, Entry | Standing]  # what an edition knows of some ids


@dataclass(frozen=True, slots=True)
class Row:
    """A cable that was put on a list. ``entry`` is None for one that is not in the edition."""

    id: str
    note: str
    entry: Entry | None
    address: str  # of the cable, of its notice, or of who refers to it; empty for none of these
    withdrawn: bool


def rows(items: Iterable[Item], known: Known) -> tuple[Row, ...]:
    """These cables in their order, as far as an edition knows them."""
    return tuple(_row(item, known.get(item.id)) for item in items)


def address_of(id_: str, found: Entry | Standing | None) -> str:
    """Where a link to a cable leads, be it here, withdrawn or only referred to."""
    if found is None:
        return ""
    return addresses.reftel(id_) if found is Standing.CITED else addresses.cable(id_)


def _row(item: Item, found: Entry | Standing | None) -> Row:
    entry = found if isinstance(found, Entry) else None
    gone = found is Standing.WITHDRAWN
    return Row(item.id, item.note, entry, address_of(item.id, found), gone)
