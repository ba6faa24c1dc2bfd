"""Dumps cut into raw records, in memory bounded by one record: no field is read here."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from reftel.sources import rows
from reftel.sources.item import Rejected, RejectKind, SourceItem, SourceKind
from reftel.sources.limits import StreamFault
from reftel.sources.streams import CHUNK, Stream

MARK: Final = b"\xef\xbb\xbf"


def csv_items(
    stream: Stream, head: bytes, container: str, most: int
) -> Iterator[SourceItem | Rejected]:
    """Each record of the Cablegate dump, cut where a line begins like one.

    Quotes are not counted: where they are broken, counting glues records together.
    """
    start = rows.pattern(head.removeprefix(MARK))
    numbering = _Numbering(start.match(b"\n" + head.removeprefix(MARK).lstrip()))
    number = 0
    for piece, whole in _pieces(stream, head, start, most, numbering.goes_on):
        raw = (piece.removeprefix(MARK) if number == 0 else piece).strip(b"\r\n")
        if number == 0 and not start.match(b"\n" + raw.lstrip()):
            yield from _before_first(raw, container)
            continue
        number += 1
        here = f"record {number}"
        if not whole:
            yield _too_long(container, here, "record", most)
        elif raw:
            yield SourceItem(container, here, SourceKind.CSV, raw)


def json_items(
    stream: Stream, head: bytes, container: str, most: int
) -> Iterator[SourceItem | Rejected]:
    """Each line of a JSON Lines file that is not blank."""
    for number, (piece, whole) in enumerate(_pieces(stream, head, re.compile(rb"\n"), most), 1):
        line = (piece.removeprefix(MARK) if number == 1 else piece).strip()
        here = f"line {number}"
        if not whole:
            yield _too_long(container, here, "line", most)
        elif line:
            yield SourceItem(container, here, SourceKind.JSONL, line)


class _Numbering:
    """The row numbers of a dump as they come, by which the next row may be told."""

    def __init__(self, first: re.Match[bytes] | None) -> None:
        self._last: int | None = None
        if first:
            self.goes_on(first)

    def goes_on(self, row: re.Match[bytes]) -> bool:
        """Whether a row of the dump begins at this match."""
        if not rows.begins(row, self._last):
            return False
        number = row.group(1)
        self._last = int(number) if number.isdigit() else None
        return True


def _anywhere(_: re.Match[bytes]) -> bool:
    return True


def _pieces(
    stream: Stream,
    head: bytes,
    start: re.Pattern[bytes],
    most: int,
    accepted: Callable[[re.Match[bytes]], bool] = _anywhere,
) -> Iterator[tuple[bytes, bool]]:
    """The bytes between the line feeds that ``start`` begins with, where it is accepted.

    A piece longer than ``most`` is given as its first bytes and False, and read over.
    """
    held, looked_at, dropping = b"", 0, False
    chunk = head
    while chunk:
        held += chunk
        begin = 0
        for match in start.finditer(held, looked_at):
            if not accepted(match):
                continue
            end = match.start() + 1
            if not dropping:
                yield held[begin:end], end - begin <= most
            dropping, begin = False, end
        held = held[begin:]
        if len(held) > most:
            if not dropping:
                yield held[: rows.LONGEST], False
            dropping, held = True, held[-rows.LONGEST :]
        looked_at = max(0, len(held) - rows.LONGEST)
        try:
            chunk = stream.read(CHUNK)
        except StreamFault as fault:
            fault.held = b"" if dropping else held
            raise
    if held and not dropping:
        yield held, True


def _before_first(raw: bytes, container: str) -> Iterator[Rejected]:
    """A line of column names says nothing; anything else before the first record is told."""
    if raw.strip() and not re.match(rb'"?[A-Za-z_ ]{2,30}"?,', raw):
        message = "What stands before the first record is none: the dump's start is missing."
        kind = RejectKind.DAMAGED
        yield Rejected(container, "before record 1", kind, message, raw)


def _too_long(container: str, place: str, what: str, most: int) -> Rejected:
    message = f"This {what} is longer than {most:,} bytes; it was read over."
    return Rejected(container, place, RejectKind.TOO_LARGE, message)
