"""What of a cable can be searched for: its catalogue card, the same for every back end."""

from collections.abc import Mapping
from typing import NamedTuple

from reftel.gazetteer import markings
from reftel.search.dates import day_number, minute_number
from reftel.search.fields import ValueField
from reftel.search.folding import plain
from reftel.search.values import portion_mark, values
from reftel.telegram.cable import CableRecord

BETWEEN = "\x00"  # stands between the pieces of a body; no phrase reaches across it

# A blank for each byte that parts words, all of which are ASCII in plain text, and x for others.
_OUTLINE = bytes(ord(" " if chr(code).isspace() or not code else "x") for code in range(128))
_OUTLINE += b"x" * 128


class Card(NamedTuple):
    """``body``, ``subject`` and paragraphs are plain text (folding.py); values are as recorded.

    A phrase lies within one piece of the body, never across two. ``values`` holds every
    ValueField.
    """

    id: str
    subject: str
    body: tuple[str, ...]
    paragraphs: tuple[tuple[str, str], ...]  # mark (empty where there is none) and plain text
    values: Mapping[ValueField, tuple[str, ...]]
    year: tuple[str, ...]
    month: tuple[str, ...]
    created: int | None  # dates.day_number
    released: int | None
    created_minute: int | None  # dates.minute_number
    released_minute: int | None
    words: int  # of the paragraphs, as they stand between blanks
    level: int | None  # the rank of a classification that has one


def card(record: CableRecord) -> Card:
    """The card of a record. A repeated value counts once."""
    created = day_number(record["created"])
    year, month = _year_and_month(created)
    level = markings.rank(record["classification"])
    paragraphs = record["paragraphs"]
    texts = [paragraph["text"] for paragraph in paragraphs]
    subject, *pieces = _plain([record["subject"], *_lines(record), *texts])
    texts = pieces[len(pieces) - len(texts) :]
    marks = [portion_mark(paragraph["mark"]) for paragraph in paragraphs]
    return Card(
        id=record["id"],
        subject=subject,
        body=tuple(filter(None, (subject, *pieces))),
        paragraphs=tuple(zip(marks, texts, strict=True)),
        values=values(record),
        year=year,
        month=month,
        created=created,
        released=day_number(record["released"]),
        created_minute=minute_number(record["created"]),
        released_minute=minute_number(record["released"]),
        words=_words_in(texts),
        level=None if level < 0 else level,
    )


def _lines(record: CableRecord) -> list[str]:
    """The words of a cable beside its subject and paragraphs: id, and what its lines name."""
    lines = [record["id"], *record["captions"]]
    lines += [record["classified_by"] or "", record["signer"] or ""]
    for reference in record["references"]:
        lines += [reference["text"], reference["target"] or ""]
    lines += [paragraph["heading"] or "" for paragraph in record["paragraphs"]]
    return lines


def _plain(pieces: list[str]) -> list[str]:
    """Each piece as plain text; all are folded at once, which is faster."""
    joined = BETWEEN.join(pieces)
    if joined.count(BETWEEN) >= len(pieces):
        joined = BETWEEN.join(piece.replace(BETWEEN, " ") for piece in pieces)
    return plain(joined).split(BETWEEN)


def _words_in(texts: list[str]) -> int:
    """How many words of plain text, as ``str.split`` parts it, without making them.

    Each begins where a blank is followed by something else.
    """
    outline = f" {BETWEEN.join(texts)}".encode().translate(_OUTLINE)
    return outline.count(b" x")


def _year_and_month(day: int | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """``2008`` and ``2008-02``; a year may come without a month."""
    if day is None:
        return (), ()
    year, month = f"{day // 10_000:04}", day // 100 % 100
    return (year,), (f"{year}-{month:02}",) if month else ()
