"""The cable record: one JSON object a cable, shared by the API, the export and ``parse``.

The JSON Schema is docs/formats/cable.schema.json. Fields added later are additions only.
"""

import hashlib
import json
from typing import Any, TypedDict

import orjson

from reftel.gazetteer import posts
from reftel.gazetteer.posts import Post
from reftel.telegram.checks import standing
from reftel.telegram.parser import parse
from reftel.telegram.record import (
    Addressee,
    Defect,
    Paragraph,
    Published,
    Read,
    Reference,
    Telegram,
)
from reftel.telegram.redactions import STRUCK_OUT
from reftel.telegram.seam import seam
from reftel.telegram.sending import sent
from reftel.telegram.station import sender_station


class DateEntry(TypedDict):
    """One date: ``kind`` is created or released, ``source`` is dtg, page-2011 and so on."""

    kind: str
    value: str
    source: str


class AddresseeEntry(TypedDict):
    routing: str | None
    station: str
    precedence: str | None
    serial: str | None


class ExecutiveOrderEntry(TypedDict):
    order: str | None
    declassify: str | None
    raw: str


class ReferenceEntry(TypedDict):
    label: str | None
    text: str
    kind: str  # telegram, dtg, email, memo, other
    target: str | None
    notal: bool  # not to all: some addressees lack it
    and_previous: bool  # and those before it
    dtg: str | None  # the date-time group that the item gives, ISO 8601


class ParagraphEntry(TypedDict):
    """``start`` and ``end`` are offsets into the record's ``text``."""

    anchor: str
    number: str | None
    mark: str | None
    heading: str | None
    text: str
    start: int
    end: int


class PageMarkEntry(TypedDict):
    """Furniture of the transmission inside ``text``, which the readable view leaves out."""

    start: int
    end: int


class DefectEntry(TypedDict):
    """``start`` and ``end`` are offsets into ``header + "\\n\\n" + text``."""

    kind: str
    start: int
    end: int
    message: str


CableRecord = TypedDict(
    "CableRecord",
    {
        "id": str,
        "created": str | None,  # ISO 8601, UTC, to the minute: 2008-02-29T05:44Z
        "dates": list[DateEntry],
        "released": str | None,  # as published, or the day of the release that made it public
        "classification": str,  # as published: UNCLASSIFIED//FOR OFFICIAL USE ONLY
        "origin": str,  # Embassy Vientiane
        "country": str | None,  # ISO 3166-1 alpha-2
        "subject": str,
        "tags": list[str],
        "captions": list[str],
        "executive_order": ExecutiveOrderEntry | None,
        "classified_by": str | None,
        "reasons": list[str],
        "precedence": str | None,  # the action precedence
        "from": AddresseeEntry | None,
        "to": list[AddresseeEntry],
        "info": list[AddresseeEntry],
        "references": list[ReferenceEntry],
        "sections": int | None,
        "summary": list[str],  # anchors
        "paragraphs": list[ParagraphEntry],
        "page_marks": list[PageMarkEntry],
        "signer": str | None,
        "text": str,
        "header": str,
        "revision": str,  # sha256, hex
        "edition": int | None,
        "defects": list[DefectEntry],
    },
)


SEAM = "\n\n"  # between header and text: ``header + SEAM + text`` is what was parsed
CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
MINUTE = "%Y-%m-%dT%H:%MZ"
READ_FROM_TEXT = frozenset(("dtg", "dateline"))  # sources of dates that are no publication
UNKNOWN = "UNKNOWN"  # the classification of a cable that shows none


def read_cable(header: str, body: str, published: Published) -> tuple[Telegram, CableRecord | None]:
    """Read one cable, and its record unless no reference id can be had for it.

    An empty ``header`` means that the transmission lines may stand in ``body``.

    >>> header = "R 040544Z JAN 08\\nFM AMEMBASSY BONN"
    >>> body = "UNCLAS BONN 000012\\n\\nSUBJECT: RAIN"
    >>> _, record = read_cable(header, body, Published(source="plain"))
    >>> record["id"], record["created"], record["origin"]
    ('08BONN12', '2008-01-04T05:44Z', 'Embassy Bonn')
    """
    if not header:
        at = seam(_in_capitals(body))
        header, body = body[:at].rstrip(), body[at:]
    body_at = len(header) + len(SEAM)
    telegram = parse(header + SEAM + body, body_at=body_at, published=published)
    id_ = reference_id(telegram, published)
    return telegram, None if id_ is None else _record(id_, header, body, telegram, published)


def _in_capitals(text: str) -> str:
    """A text without any capital, typed again, as it was sent: each letter in its place."""
    capitals = text.upper() if text.islower() else text
    return capitals if len(capitals) == len(text) else text


def as_json(record: Any) -> bytes:
    """Canonical JSON: UTF-8, sorted keys, no spaces.

    Half a surrogate pair, which is no UTF-8, is written as its three bytes: only the
    standard library does that, and the rest as orjson does.

    >>> as_json({"b": 1, "a": "é"}).decode()
    '{"a":"é","b":1}'
    """
    try:
        return orjson.dumps(record, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError:
        return CANONICAL.encode(record).encode("utf-8", "surrogatepass")


def from_json(written: bytes) -> Any:
    """What ``as_json`` wrote; a ValueError where this is no JSON."""
    try:
        return orjson.loads(written)
    except orjson.JSONDecodeError:
        return json.loads(written.decode("utf-8", "surrogatepass"))


def reference_id(telegram: Telegram, published: Published) -> str | None:
    """``08VIENTIANE145``: as published, else year of the DTG, station and number.

    Where the first line of the text has no station or number, FL 6 and FL 3 have them.
    """
    if published.id:
        return published.id
    station, number, year = _station(telegram), _number(telegram), _year(telegram, published)
    if station is None or not number or year is None:
        return None
    return f"{year % 100:02}{station}{number}"


def _station(telegram: Telegram) -> str | None:
    station = telegram.mrn.value.station if telegram.mrn else None
    if station is None or STRUCK_OUT.match(station):
        station = sender_station(telegram.sender.value.station) if telegram.sender else None
    return station


def _number(telegram: Telegram) -> int | None:
    return telegram.mrn.value.number if telegram.mrn else _filed(telegram)


def _filed(telegram: Telegram) -> int | None:
    serial = telegram.filing.value.serial if telegram.filing else ""
    return int(serial) if serial else None


def _year(telegram: Telegram, published: Published) -> int | None:
    if telegram.dtg is not None:
        return telegram.dtg.value.year
    if published.created and published.created[:4].isdigit():
        return int(published.created[:4])
    found = sent(telegram)
    if found is not None:
        return found.year
    return telegram.mrn.value.year if telegram.mrn else None


def lacking(telegram: Telegram, published: Published) -> tuple[str, ...]:
    """What a reference id would take and this telegram does not show: year, station, number."""
    there = {
        "year": _year(telegram, published),
        "station": _station(telegram),
        "number": _number(telegram),
    }
    return tuple(name for name, value in there.items() if value in (None, 0))


def revision(record: CableRecord) -> str:
    """The digest by which two readings are the same revision, whatever file they came from.

    The sha256 over seven values as netstrings, so that none can run into the next; a date
    that was not published is an empty one.
    """
    dates = [entry for entry in record["dates"] if entry["source"] not in READ_FROM_TEXT]
    published = {entry["kind"]: entry["value"] for entry in dates}
    values = (
        record["id"],
        published.get("created", ""),
        published.get("released", ""),
        record["classification"],
        record["origin"],
        record["header"],
        record["text"],
    )
    return hashlib.sha256(b"".join(map(_netstring, values))).hexdigest()


def _netstring(value: str) -> bytes:
    """``5:hello,``: the length in bytes, then the bytes (D. J. Bernstein, 1997)."""
    written = value.encode("utf-8", "surrogatepass")
    return b"%d:%b," % (len(written), written)


def _record(
    id_: str, header: str, body: str, telegram: Telegram, published: Published
) -> CableRecord:
    at = telegram.body_at
    post = _post(telegram, published)
    by = telegram.classified_by
    record: CableRecord = {
        "id": id_,
        "created": _created(telegram, published),
        "dates": _dates(telegram, published),
        "released": published.released,
        "classification": published.classification or classification(telegram),
        "origin": published.origin or (post.origin if post else _sender(telegram)),
        "country": post.country if post else None,
        "subject": telegram.subject.value if telegram.subject else published.subject or "",
        "tags": list(dict.fromkeys(tag.value.code for tag in telegram.tags)),
        "captions": list(dict.fromkeys(caption.value for caption in telegram.captions)),
        "executive_order": _order(telegram),
        "classified_by": by.value.who if by else None,
        "reasons": list(by.value.reasons) if by else [],
        "precedence": telegram.precedence[0].value.value if telegram.precedence else None,
        "from": _addressee(telegram.sender) if telegram.sender else None,
        "to": [_addressee(one) for one in telegram.to],
        "info": [_addressee(one) for one in telegram.info],
        "references": [_reference(one.value) for one in telegram.references],
        "sections": telegram.section.value.of if telegram.section else None,
        "summary": list(telegram.summary),
        "paragraphs": [_paragraph(one, at) for one in telegram.paragraphs],
        "page_marks": [
            {"start": span.start - at, "end": span.end - at} for _, span in telegram.page_marks
        ],
        "signer": telegram.signer.value if telegram.signer else None,
        "text": body,
        "header": header,
        "revision": "",
        "edition": None,
        "defects": [_defect(one) for one in telegram.defects],
    }
    record["revision"] = revision(record)
    return record


def classification(telegram: Telegram) -> str:
    """The stored name that the text itself calls for: its first line and its captions."""
    if telegram.classification is None:
        return UNKNOWN
    return standing(telegram.classification.value, telegram.captions)


def _post(telegram: Telegram, published: Published) -> Post | None:
    """Who sent it: as published, else by the number, else by FL 6."""
    post = posts.post_of_origin(published.origin) if published.origin else None
    if post is None and telegram.mrn is not None:
        post = posts.post(telegram.mrn.value.station)
    if post is None and telegram.sender is not None:
        station = sender_station(telegram.sender.value.station)
        post = posts.post(station) if station else None
    return post


def _created(telegram: Telegram, published: Published) -> str | None:
    """When it was sent: by its date-time group, else as published, else by what is left of it."""
    if telegram.dtg is not None:
        return telegram.dtg.value.strftime(MINUTE)
    found = None if published.created else sent(telegram)
    return found.value if found else published.created


def _sender(telegram: Telegram) -> str:
    return telegram.sender.value.station if telegram.sender else ""


def _order(telegram: Telegram) -> ExecutiveOrderEntry | None:
    if telegram.executive_order is None:
        return None
    value = telegram.executive_order.value
    return {"order": value.order, "declassify": value.declassify, "raw": value.raw}


def _reference(one: Reference) -> ReferenceEntry:
    return {
        "label": one.label,
        "text": one.text,
        "kind": one.kind.value,
        "target": one.target,
        "notal": one.notal,
        "and_previous": one.and_previous,
        "dtg": one.dtg.strftime(MINUTE) if one.dtg else None,
    }


def _paragraph(one: Paragraph, body_at: int) -> ParagraphEntry:
    return {
        "anchor": one.anchor,
        "number": one.number.value if one.number else None,
        "mark": one.mark.value.text if one.mark else None,
        "heading": one.heading.value if one.heading else None,
        "text": one.text,
        "start": one.span.start - body_at,
        "end": one.span.end - body_at,
    }


def _defect(one: Defect) -> DefectEntry:
    start, end = one.span
    return {"kind": one.kind.value, "start": start, "end": end, "message": one.message}


def _addressee(one: Read[Addressee]) -> AddresseeEntry:
    value = one.value
    return {
        "routing": value.routing,
        "station": value.station,
        "precedence": value.precedence,
        "serial": value.serial,
    }


def _dates(telegram: Telegram, published: Published) -> list[DateEntry]:
    found: list[DateEntry] = []
    if telegram.dtg is not None:
        value = telegram.dtg.value.strftime(MINUTE)
        found.append({"kind": "created", "value": value, "source": "dtg"})
    elif (read := sent(telegram)) is not None and read.value:
        found.append({"kind": "created", "value": read.value, "source": read.source})
    for kind, when in (("created", published.created), ("released", published.released)):
        if when is not None:
            found.append({"kind": kind, "value": when, "source": published.source})
    return found
