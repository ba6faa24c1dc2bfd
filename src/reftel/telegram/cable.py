"""The cable record: one JSON object a cable, shared by the API, the export and ``parse``.

The JSON Schema is docs/formats/cable.schema.json. Fields added later are additions only.
"""

from typing import TypedDict


class DateEntry(TypedDict):
    """One date of the cable: ``kind`` is created or released, ``source`` is dtg, page-2011, …"""

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
