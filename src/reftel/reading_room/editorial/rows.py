"""Cables with a note each, as collections and readers' lists show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reftel.edition.contents import Withdrawal
from reftel.edition.editorial.collections import Item
from reftel.edition.entries import Entry
from reftel.edition.standing import Known, Standing
from reftel.reading_room import addresses


@dataclass(frozen=True, slots=True)
class Row:
    """A cable that somebody named. ``entry`` is None for one that is not in the edition."""

    id: str
    note: str
    entry: Entry | None
    address: str  # of the cable, its notice, its card, or who refers to it; empty for none of these
    withdrawn: str  # the day on which it was
    carded: bool = False  # a withdrawal card stands for it


def rows(items: Iterable[Item], known: Mapping[str, Known]) -> tuple[Row, ...]:
    """These cables in their order, as far as an edition knows them."""
    return tuple(_row(item, known.get(item.id)) for item in items)


def _row(item: Item, found: Known | None) -> Row:
    match found:
        case None:
            return Row(item.id, item.note, None, "", "")
        case Entry():
            return Row(item.id, item.note, found, addresses.cable(item.id), "")
        case Withdrawal():
            return Row(item.id, item.note, None, addresses.cable(item.id), found.on)
    return Row(item.id, item.note, None, addresses.reftel(item.id), "", found is Standing.CARD)
