"""The whole values of a cable, by field: what it is from, to, about, under and by."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain

from reftel.gazetteer import posts, tags
from reftel.search.dates import day_number
from reftel.search.fields import ValueField
from reftel.search.holdings import holdings
from reftel.telegram.cable import AddresseeEntry, CableRecord

LONGEST_VALUE = 500  # characters of an origin or tag that are compared and shown


def values(record: CableRecord) -> Mapping[ValueField, tuple[str, ...]]:
    """The values of every ValueField, each once, as the record has them."""
    country, origin, sender = record["country"], record["origin"], record["from"]
    return {
        ValueField.TAG: _each_once(record["tags"]),
        ValueField.KIND: _each_once(_kinds(record)),
        ValueField.ORIGIN: _one(origin),
        ValueField.FROM: _each_once(
            (origin, sender and sender["station"], sender and sender["routing"])
        ),
        ValueField.TO: _addressed(record["to"]),
        ValueField.INFO: _addressed(record["info"]),
        ValueField.CLASSIFICATION: _one(record["classification"]),
        ValueField.COUNTRY: _one(country),
        ValueField.REGION: _one(posts.region(origin, country)),
        ValueField.CAPTION: _each_once(record["captions"]),
        ValueField.PRECEDENCE: _one(record["precedence"]),
        ValueField.SIGNER: _one(record["signer"]),
        ValueField.BY: _one(record["classified_by"]),
        ValueField.REFERENCE: _each_once(one["target"] for one in record["references"]),
        ValueField.ID: _one(record["id"]),
        ValueField.MARK: _each_once(map(portion_mark, _marks(record))),
        ValueField.HAS: holdings(record),
    }


def _marks(record: CableRecord) -> dict[str | None, None]:
    """As they are written, each once."""
    return dict.fromkeys([one["mark"] for one in record["paragraphs"]])


@lru_cache(maxsize=1000)
def portion_mark(written: str | None) -> str:
    """A portion mark as it is compared: ``S//NF``; empty where there is none."""
    return " ".join((written or "").upper().split())


def _kinds(record: CableRecord) -> Iterator[str]:
    """What kinds of TAGS a cable has; the name of a person has a comma in it."""
    day = day_number(record["created"])
    year = None if day is None else day // 10_000
    return (_kind(tag, year) for tag in record["tags"])


@lru_cache(maxsize=10_000)
def _kind(tag: str, year: int | None) -> str:
    entry = tags.entry(tag, year)
    if entry is not None:
        return entry.kind
    return "person" if "," in tag else "unknown"


def _addressed(entries: list[AddresseeEntry]) -> tuple[str, ...]:
    each = [_called(entry["station"], entry["routing"]) for entry in entries]
    return tuple(dict.fromkeys(chain.from_iterable(each)))


@lru_cache(maxsize=10_000)
def _called(station: str, routing: str | None) -> tuple[str, ...]:
    """Station and routing indicator as they are written, and the place where the post is."""
    known = posts.station(station)
    post = posts.post(known) if known else None
    return _each_once((station, routing, post.place if post else None))


def _one(value: str | None) -> tuple[str, ...]:
    return (_kept(value),) if value else ()


def _each_once(of_field: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_kept, filter(None, of_field))))


@lru_cache(maxsize=50_000)
def _kept(value: str) -> str:
    """The value, cut where it is absurdly long, without half a surrogate pair."""
    value = value[:LONGEST_VALUE]
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
