"""Invented cable records for tests that need some: every name and place here is made up."""

from typing import Any

from reftel.telegram.cable import AddresseeEntry, CableRecord


def cable_record(id: str = "08EXAMPLETOWN12", **changes: Any) -> CableRecord:  # noqa: A002
    """A whole, sound record of an invented cable, with the given fields changed."""
    text = (
        "UNCLAS EXAMPLETOWN 000012\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: ECON, EAGR, ZZ\n"
        "SUBJECT: HARVEST OF BLUE BARLEY EXCEEDS ALL HOPES\n\nREF: STATE 2731\n\n"
        "1. (U) The harvest was good.\n\n2. (SBU) The granaries are full.\n\nROE\n"
    )
    first, second = text.index("1. (U)"), text.index("2. (SBU)")
    record: CableRecord = {
        "id": id,
        "created": "2008-02-29T05:44Z",
        "dates": [
            {"kind": "created", "value": "2008-02-29T05:44Z", "source": "dtg"},
            {"kind": "created", "value": "2008-02-29T05:44Z", "source": "page-2011"},
            {"kind": "released", "value": "2011-08-26T00:00Z", "source": "page-2011"},
        ],
        "released": "2011-08-26T00:00Z",
        "classification": "UNCLASSIFIED",
        "origin": "Embassy Exampletown",
        "country": None,
        "subject": "HARVEST OF BLUE BARLEY EXCEEDS ALL HOPES",
        "tags": ["ECON", "EAGR", "ZZ"],
        "captions": ["SIPDIS"],
        "executive_order": {"order": "12958", "declassify": None, "raw": "E.O. 12958: N/A"},
        "classified_by": None,
        "reasons": [],
        "precedence": "priority",
        "from": {
            "routing": None,
            "station": "AMEMBASSY EXAMPLETOWN",
            "precedence": None,
            "serial": None,
        },
        "to": [
            {
                "routing": "RUEHC",
                "station": "SECSTATE WASHDC",
                "precedence": "priority",
                "serial": "1866",
            }
        ],
        "info": [],
        "references": [
            {
                "label": None,
                "text": "STATE 2731",
                "kind": "telegram",
                "target": "08STATE2731",
                "notal": False,
                "and_previous": False,
                "dtg": None,
            }
        ],
        "sections": None,
        "summary": [],
        "paragraphs": [
            {
                "anchor": "par1",
                "number": "1",
                "mark": "U",
                "heading": None,
                "text": "The harvest was good.",
                "start": first,
                "end": second - 2,
            },
            {
                "anchor": "par2",
                "number": "2",
                "mark": "SBU",
                "heading": None,
                "text": "The granaries are full.",
                "start": second,
                "end": text.index("\n\nROE"),
            },
        ],
        "page_marks": [],
        "signer": "ROE",
        "text": text,
        "header": "P 290544Z FEB 08\nFM AMEMBASSY EXAMPLETOWN\n"
        "TO RUEHC/SECSTATE WASHDC PRIORITY 1866",
        "revision": "0" * 64,
        "edition": None,
        "defects": [],
    }
    return {**record, **changes}  # type: ignore[typeddict-item]


def addressed(*stations: str) -> list[AddresseeEntry]:
    """Addressees of whom the station alone is known."""
    return [
        {"routing": None, "station": one, "precedence": None, "serial": None} for one in stations
    ]
