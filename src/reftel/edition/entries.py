"""The entries: a cable as every list shows it, and the queries that give lists of them."""

from typing import NamedTuple, Self

from reftel.telegram.cable import CableRecord

# The edition in which the present text of a cable first stood; 0 where none is told.
SINCE = "(SELECT coalesce(max(number), 0) FROM text WHERE text.cable = cable.number)"
OWN = (
    "cable.id, cable.created, cable.released, cable.classification, cable.origin, "
    "cable.subject, cable.country"
)
COLUMNS = f"{OWN}, {SINCE}"
ENTRY = f"SELECT {COLUMNS}"
LISTED = f"{ENTRY} FROM cable WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
PLACED = f"{ENTRY} FROM place JOIN cable ON cable.number = place.cable"
ON_SHELF = "place.shelf = (SELECT number FROM shelf WHERE kind = ? AND key = ?)"
RANKS = f"{PLACED} WHERE {ON_SHELF} AND place.rank BETWEEN ? AND ? ORDER BY place.rank"


class Entry(NamedTuple):
    """A cable as lists show it. What was published as a date and is none is None here.

    ``edition`` is the one in which its present text first stood; 0 where none is told.
    """

    id: str
    created: str | None
    released: str | None
    classification: str
    origin: str
    subject: str
    country: str | None
    edition: int = 0

    @classmethod
    def of(cls, record: CableRecord) -> Self:
        """The same of a whole record, its dates as published."""
        return cls(
            record["id"],
            record["created"],
            record["released"],
            record["classification"],
            record["origin"],
            record["subject"],
            record["country"],
            record["edition"] or 0,
        )
