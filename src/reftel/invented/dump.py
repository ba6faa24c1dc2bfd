"""Cables as records of the dump: eight quoted columns, escapes with a backslash, no header row.

Row, created (month/day/year hour:minute), id, origin, classification, references with bars
between, header, body. Records are written as they come; nothing is held.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from reftel.invented.cable import InventedCable


def csv_rows(cables: Iterable[InventedCable], *, glue_every: int | None = None) -> Iterator[str]:
    """The records with their line ends.

    ``glue_every`` loses the end of every so manieth body as the dump did: a backslash before
    the closing quote makes it part of the text, and the record after it too. One record in
    ten has a backslash before each line end of its text, which a reader takes off.
    """
    for row, cable in enumerate(cables, start=1):
        fields = (
            str(row),
            _date(cable.created),
            cable.id,
            cable.origin,
            cable.classification,
            "|".join(cable.references),
            cable.header,
            cable.body,
        )
        line = '","'.join([field.replace("\\", "\\\\").replace('"', '\\"') for field in fields])
        if row % 10 == 0:
            line = line.replace("\n", "\\\n")
        glue = "\\" if glue_every and row % glue_every == 0 else ""
        yield f'"{line}{glue}"\n'


def write_csv(path: Path, cables: Iterable[InventedCable], *, glue_every: int | None = None) -> int:
    """Write a dump; how many records it holds."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for count, line in enumerate(csv_rows(cables, glue_every=glue_every), start=1):  # noqa: B007
            file.write(line)
    return count


def _date(moment: datetime) -> str:
    """``2/29/2008 5:44``."""
    return f"{moment.month}/{moment.day}/{moment.year} {moment.hour}:{moment:%M}"
