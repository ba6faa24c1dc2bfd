"""The cable record: id, dates, classification, revision, canonical JSON."""

import hashlib
import json
from dataclasses import replace

from reftel.telegram.cable import CableRecord, as_json, from_json, read_cable, revision
from reftel.telegram.record import Published

from .message import HEADER

BODY = (
    "UNCLAS VIENTIANE 000012\n\nSENSITIVE\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: ECON, ECON, LA\n"
    "SUBJECT: THE BARLEY HARVEST\n\nREF: STATE 12\n\n1. (U) Good.\n\nROE\n"
)
PAGE = Published(
    source="page-2011",
    id="08VIENTIANE12",
    created="2008-01-04T05:44Z",
    released="2011-08-26T00:00Z",
    classification="UNCLASSIFIED",
    origin="Embassy Vientiane",
)
BARE = Published(source="plain")


def record(header: str, body: str, published: Published) -> CableRecord:
    found = read_cable(header, body, published)[1]
    assert found is not None
    return found


def test_what_was_published_wins_and_the_text_fills_the_rest() -> None:
    page = record(HEADER.rstrip(), BODY, PAGE)
    bare = record("", HEADER + "\n" + BODY, BARE)

    assert page["id"] == bare["id"] == "08VIENTIANE12"
    assert page["classification"] == "UNCLASSIFIED"
    assert bare["classification"] == "UNCLASSIFIED//FOR OFFICIAL USE ONLY"
    assert page["origin"] == bare["origin"] == "Embassy Vientiane"
    assert page["country"] == bare["country"] == "LA"
    assert bare["header"] == HEADER.rstrip()
    assert bare["text"] == BODY
    assert page["tags"] == ["ECON", "LA"]
    assert page["created"] == bare["created"] == "2008-01-04T05:44Z"
    assert page["dates"] == [
        {"kind": "created", "value": "2008-01-04T05:44Z", "source": "dtg"},
        {"kind": "created", "value": "2008-01-04T05:44Z", "source": "page-2011"},
        {"kind": "released", "value": "2011-08-26T00:00Z", "source": "page-2011"},
    ]
    assert page["from"] == {
        "routing": None,
        "station": "AMEMBASSY VIENTIANE",
        "precedence": None,
        "serial": None,
    }


def test_offsets_count_in_the_text_and_in_what_was_parsed() -> None:
    found = record(HEADER.rstrip(), BODY.replace("12958", "12598"), PAGE)

    (paragraph,) = found["paragraphs"]
    assert found["text"][paragraph["start"] : paragraph["end"]] == "1. (U) Good."
    told = {one["kind"]: one for one in found["defects"]}
    assert set(told) == {"order-mistyped", "classification-differs"}
    defect = told["order-mistyped"]
    parsed = found["header"] + "\n\n" + found["text"]
    assert parsed[defect["start"] : defect["end"]] == "E.O. 12598: N/A"
    assert defect["message"] == "The number of the executive order is mistyped: 12598 for 12958"


def test_the_revision_is_of_what_is_shown_and_not_of_the_file_it_came_from() -> None:
    first = record(HEADER.rstrip(), BODY, PAGE)

    def changed(**changes: str) -> str:
        return record(HEADER.rstrip(), BODY, replace(PAGE, **changes))["revision"]  # type: ignore[arg-type]

    assert changed(source="csv") == first["revision"]
    assert changed(released="2011-08-27T00:00Z") != first["revision"]
    assert changed(classification="SECRET") != first["revision"]
    other = record(HEADER.rstrip(), BODY.replace("Good", "Bad"), PAGE)
    assert other["revision"] != first["revision"]


def test_the_revision_is_the_digest_of_seven_netstrings() -> None:
    found = record(HEADER.rstrip(), BODY, PAGE)
    found.update(id="08ROME1", origin="Rome", header="", text="Größe\n\ud800")
    found["dates"] = [
        {"kind": "created", "value": "2008-01-04T05:44Z", "source": "dtg"},
        {"kind": "released", "value": "2011-08-26", "source": "page-2010"},
    ]

    told = b"7:08ROME1,0:,10:2011-08-26,12:UNCLASSIFIED,4:Rome,0:,"
    told += b"11:Gr\xc3\xb6\xc3\x9fe\n\xed\xa0\x80,"
    assert revision(found) == hashlib.sha256(told).hexdigest()


def test_the_number_may_stand_in_the_transmission_lines_alone() -> None:
    redacted = BODY.replace("VIENTIANE 000012", "XXXXXXXXXXXX 000012")
    without = BODY.replace("UNCLAS VIENTIANE 000012", "UNCLAS")

    assert record("", HEADER + "\n" + redacted, BARE)["id"] == "08VIENTIANE12"
    assert record("", HEADER + "\n" + without, BARE)["id"] == "08VIENTIANE12"


def test_without_station_number_or_year_there_is_no_record() -> None:
    for text in (BODY, "Nothing of a telegram.", ""):
        telegram, found = read_cable("", text, BARE)
        assert found is None
        assert telegram.text.endswith(text)


def test_json_is_canonical() -> None:
    found = record(HEADER.rstrip(), BODY + "Größe \u2028 \ud800\n", PAGE)
    written = as_json(found)

    assert b"Gr\xc3\xb6\xc3\x9fe" in written
    assert json.loads(written.decode("utf-8", "surrogatepass")) == found == from_json(written)
    assert written == as_json(dict(reversed(list(found.items()))))


def test_json_of_a_text_with_half_a_surrogate_pair_is_as_that_of_any_other() -> None:
    everything = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x10FFFF, 7)]))
    whole = {"b": everything, "a": [1, None, {"é": True, "e": -2}]}
    halved = {**whole, "c": "\udfff"}

    assert as_json(halved) == as_json(whole)[:-1] + b',"c":"\xed\xbf\xbf"}'
    assert from_json(as_json(whole)) == whole
    assert from_json(as_json(halved)) == halved
