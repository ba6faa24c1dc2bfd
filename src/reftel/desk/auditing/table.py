"""The audit log as a table for spreadsheets."""

from collections.abc import Iterator

from reftel.reading_room.tables import csv_rows
from reftel.vault.chain import Entry


def table(entries: Iterator[tuple[Entry, str]]) -> Iterator[str]:
    """The entries with their digests, a row each, below the names of the columns."""
    yield csv_rows([[*Entry._fields, "digest"]])
    for one, digest in entries:
        yield csv_rows([[*map(str, one), digest]])
