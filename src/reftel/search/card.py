"""What of a cable can be searched for: its catalogue card, the same for every back end."""

from dataclasses import dataclass

from reftel.search.dates import day_number, minute_number
from reftel.search.folding import plain
from reftel.telegram.cable import CableRecord


@dataclass(frozen=True, slots=True)
class Card:
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
        body=tuple(plain(piece) for piece in _pieces(record) if piece),
        tags=tuple(dict.fromkeys(record["tags"])),
        origin=_one(record["origin"]),
        country=_one(record["country"]),
        classification=_one(record["classification"]),
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


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()
