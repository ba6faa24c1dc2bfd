"""Rows as CSV that is safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from reftel.reading_room.characters import plain

# A spreadsheet takes a cell that begins so for a formula (CWE-1236).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SUSPECT = frozenset((*_FORMULA, "'", " "))  # what stands before a formula, or is one's first sign


def safe_cell(value: str | None) -> str:
    """A cell that no spreadsheet takes for a formula.

    A quotation mark is put before it; taking one leading ``'`` off any cell gives the text
    back, as cells that begin with ``'`` themselves get one too.
    """
    text = plain(value or "")
    if text[:1].isalnum():  # as nearly all do
        return text
    return f"'{text}" if text.lstrip(" ").startswith((*_FORMULA, "'")) else text


def csv_rows(rows: Iterable[Iterable[str | None]]) -> str:
    """RFC 4180: CRLF, quotes doubled, every cell safe to open."""
    out, some = io.StringIO(), [tuple(row) for row in rows]
    are_safe = _are_safe([cell for row in some for cell in row if cell])
    csv.writer(out).writerows(
        some if are_safe else ([safe_cell(cell) for cell in row] for row in some)
    )
    return out.getvalue()


def _are_safe(cells: Sequence[str]) -> bool:
    """Whether all cells, none of them empty, are what a table says of them, as nearly all are."""
    text = "".join(cells)
    return (
        text.isascii() and text.isprintable() and _SUSPECT.isdisjoint({cell[0] for cell in cells})
    )
