"""The shelves that a cable stands on, by kind and title; all that it takes is the cable."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from reftel.edition.row import Row, storable
from reftel.gazetteer import posts
from reftel.search.fields import ValueField
from reftel.telegram.cable import AddresseeEntry, CableRecord

UNDATED = "undated"  # the shelf, by month or by day, of what has no such date
LATEST = "latest"  # the kind of the one shelf that holds every cable

Place = tuple[str, str]  # kind and title of a shelf

LONGEST_NAME = 500  # characters of a name that are looked at: no name has as many
_DEPARTMENT = re.compile(r"DEPARTMENT OF\b")
_WASHINGTON = re.compile(r"WASH(?:INGTON)?,? ?D\.? ?C\.?\Z")


def places(
    row: Row, record: CableRecord, values: Mapping[ValueField, tuple[str, ...]]
) -> tuple[Place, ...]:
    """The shelves that a cable stands on, each once; ``values`` are those of its card."""
    return tuple(dict.fromkeys((*_classic(row, record["tags"]), *_further(row, record, values))))


def _classic(row: Row, tags: list[str]) -> Iterator[Place]:
    """The five ways of the original site."""
    yield LATEST, ""
    yield "created", row.created[:7] if row.created else UNDATED
    yield "released", row.released[:10] if row.released and len(row.released) > 7 else UNDATED
    yield "origin", row.origin
    yield "classification", row.classification
    for tag in tags:
        yield "tag", storable(tag)


def _further(
    row: Row, record: CableRecord, values: Mapping[ValueField, tuple[str, ...]]
) -> Iterator[Place]:
    """What a cable lacks, it has no shelf for."""
    if row.country:
        yield "country", row.country
    for region in values[ValueField.REGION]:
        yield "region", region
    for kind in values[ValueField.KIND]:
        yield "kind", kind
    for caption in record["captions"]:
        yield "caption", storable(caption)
    for person in (record["signer"], record["classified_by"]):
        if person and (name := written(person)):
            yield "person", name
    for title in _named(record["to"]):
        yield "action", title
        yield "addressee", title
    for title in _named(record["info"]):
        yield "addressee", title


def _named(entries: list[AddresseeEntry]) -> Iterator[str]:
    return filter(None, (addressee(entry["station"]) for entry in entries))


@lru_cache(maxsize=10_000)
def addressee(station: str) -> str:
    """Who is meant: a post by the name that its own cables have, anyone else as written.

    Offices in Washington are told by ``WASHDC`` and ``WASHINGTON DC`` alike, departments by
    ``DEPT OF`` and ``DEPARTMENT OF``.

    >>> addressee("AMEMBASSY  VIENTIANE"), addressee("DEPARTMENT OF LABOR WASHINGTON DC")
    ('Embassy Vientiane', 'DEPT OF LABOR WASHDC')
    """
    known = posts.station(station)
    post = posts.post(known) if known else None
    if post is not None:
        return post.origin
    return _WASHINGTON.sub("WASHDC", _DEPARTMENT.sub("DEPT OF", written(station)))


@lru_cache(maxsize=10_000)
def written(name: str) -> str:
    """A name as it is written, its blanks aside, cut where it is absurdly long."""
    return storable(" ".join(name[:LONGEST_NAME].split()))
