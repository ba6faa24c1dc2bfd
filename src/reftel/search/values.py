"""The whole values of a cable, by field: what it is from, to, about, under and by."""

from collections.abc import Mapping
from functools import lru_cache

from reftel.gazetteer import posts, tags
from reftel.search.dates import day_number
from reftel.search.fields import ValueField
from reftel.search.holdings import holdings
from reftel.telegram.cable import AddresseeEntry, CableRecord

LONGEST_VALUE = 500  # characters of an origin or tag that are compared and shown


def values(record: CableRecord) -> Mapping[str, tuple[str, ...]]:
    """The values of every ValueField, each once, as the record has them."""
    country, origin, sender = record["country"], record["origin"], record["from"]
    found: dict[ValueField, tuple[str | None, ...]] = {
        ValueField.TAG: tuple(record["tags"]),
        ValueField.KIND: _kinds(record),
        ValueField.ORIGIN: (origin,),
        ValueField.FROM: (origin, sender and sender["station"], sender and sender["routing"]),
        ValueField.TO: _addressed(record["to"]),
        ValueField.INFO: _addressed(record["info"]),
        ValueField.CLASSIFICATION: (record["classification"],),
        ValueField.COUNTRY: (country,),
        ValueField.REGION: (posts.region(origin, country),),
        ValueField.CAPTION: tuple(record["captions"]),
        ValueField.PRECEDENCE: (record["precedence"],),
        ValueField.SIGNER: (record["signer"],),
        ValueField.BY: (record["classified_by"],),
        ValueField.REFERENCE: tuple(one["target"] for one in record["references"]),
        ValueField.ID: (record["id"],),
        ValueField.MARK: tuple(portion_mark(one["mark"]) for one in record["paragraphs"]),
        ValueField.HAS: holdings(record),
    }
    return {field.value: _each_once(of_field) for field, of_field in found.items()}


@lru_cache(maxsize=1000)
def portion_mark(written: str | None) -> str:
    """A portion mark as it is compared: ``S//NF``; empty where there is none."""
    return " ".join((written or "").upper().split())


def _kinds(record: CableRecord) -> tuple[str, ...]:
    """What kinds of TAGS a cable has; the name of a person has a comma in it."""
    day = day_number(record["created"])
    year = None if day is None else day // 10_000
    return tuple(_kind(tag, year) for tag in record["tags"])


@lru_cache(maxsize=10_000)
def _kind(tag: str, year: int | None) -> str:
    entry = tags.entry(tag, year)
    if entry is not None:
        return entry.kind
    return "person" if "," in tag else "unknown"


def _addressed(entries: list[AddresseeEntry]) -> tuple[str | None, ...]:
    """Station and routing indicator as they are written, and the place where the post is."""
    return tuple(
        value
        for entry in entries
        for value in (entry["station"], entry["routing"], _place(entry["station"]))
    )


@lru_cache(maxsize=10_000)
def _place(station: str) -> str | None:
    known = posts.station(station)
    post = posts.post(known) if known else None
    return post.place if post else None


def _each_once(of_field: tuple[str | None, ...]) -> tuple[str, ...]:
    kept = [_kept(one) for one in of_field if one]
    return tuple(dict.fromkeys(kept)) if len(kept) > 1 else tuple(kept)


@lru_cache(maxsize=50_000)
def _kept(value: str) -> str:
    """The value, cut where it is absurdly long, without half a surrogate pair."""
    value = value[:LONGEST_VALUE]
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
