"""Cables like another one, for the rail of its page; found once an edition."""

from weakref import WeakKeyDictionary

from reftel.edition.read import Edition, Entry
from reftel.errors import IndexUnavailable
from reftel.telegram.cable import CableRecord

FEW = 5
KEPT = 4096  # cables of which it is remembered

_FOUND: WeakKeyDictionary[Edition, dict[str, tuple[Entry, ...]]] = WeakKeyDictionary()


def alike(edition: Edition, record: CableRecord) -> tuple[Entry, ...]:
    """A few cables whose words are like those of this one; none where no index can be read."""
    known = _FOUND.setdefault(edition, {})
    if record["id"] not in known:
        if len(known) >= KEPT:
            known.clear()
        try:
            known[record["id"]] = tuple(edition.listed(edition.searcher.alike(record, FEW)))
        except IndexUnavailable:
            return ()
    return known[record["id"]]
