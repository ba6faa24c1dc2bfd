"""What of a cable can be searched for: its catalogue card, the same for every back end."""

from typing import NamedTuple

from reftel.search.dates import day_number, minute_number
from reftel.search.folding import plain
from reftel.telegram.cable import CableRecord

BETWEEN = "\x00"  # stands between the pieces of a body; no phrase reaches across it

LONGEST_VALUE = 500  # characters of an origin or tag that are compared and shown


class Card(NamedTuple):
    """``body`` and ``subject`` are plain text (folding.py); values are as the record has them.

    A phrase lies within one piece of the body, never across two.
    """

    id: str
    subject: str
    body: tuple[str, ...]
    tags: tuple[str, ...]
    origin: tuple[str, ...]  # one, or none where the record names none
    country: tuple[str, ...]
    classification: tuple[str, ...]
    year: tuple[str, ...]
    created: int | None  # dates.day_number
    released: int | None
    created_minute: int | None  # dates.minute_number
    released_minute: int | None


def card(record: CableRecord) -> Card:
    """The card of a record. A repeated tag counts once."""
    created = day_number(record["created"])
    return Card(
        id=record["id"],
        subject=plain(record["subject"]),
        body=tuple(filter(None, plain(BETWEEN.join(_pieces(record))).split(BETWEEN))),
        tags=_values(*record["tags"]),
        origin=_values(record["origin"]),
        country=_values(record["country"]),
        classification=_values(record["classification"]),
        year=() if created is None else (f"{created // 10_000:04}",),
        created=created,
        released=day_number(record["released"]),
        created_minute=minute_number(record["created"]),
        released_minute=minute_number(record["released"]),
    )


def _pieces(record: CableRecord) -> list[str]:
    """The words of a cable: id, subject, what its lines name, and every paragraph."""
    pieces = [record["id"], record["subject"], *record["captions"]]
    pieces += [record["classified_by"] or "", record["signer"] or ""]
    for reference in record["references"]:
        pieces += [reference["text"], reference["target"] or ""]
    for paragraph in record["paragraphs"]:
        pieces += [paragraph["heading"] or "", paragraph["text"]]
    return pieces


def _values(*values: str | None) -> tuple[str, ...]:
    """Each value once, cut where it is absurdly long."""
    return tuple(dict.fromkeys(_writable(value[:LONGEST_VALUE]) for value in values if value))


def _writable(value: str) -> str:
    """The value without what UTF-8 cannot write: half a surrogate pair."""
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
