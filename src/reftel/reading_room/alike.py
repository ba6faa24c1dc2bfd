"""Cables like another one, for the rail of its page."""

from reftel.edition.entries import Entry
from reftel.edition.read import Edition
from reftel.errors import IndexUnavailable
from reftel.telegram.cable import CableRecord

FEW = 5


def alike(edition: Edition, record: CableRecord) -> tuple[Entry, ...]:
    """A few cables whose words are like those of this one; none where no index can be read."""
    try:
        return tuple(edition.listed(edition.searcher.alike(record, FEW)))
    except IndexUnavailable:
        return ()
