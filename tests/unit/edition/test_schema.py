"""docs/formats/cable.schema.json says of the cable record what the code says."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.sample import cable_record

from reftel.sources import items, readings
from reftel.sources.item import Rejected
from reftel.telegram import cable
from reftel.telegram.cable import CableRecord, read_cable
from reftel.telegram.record import Published

SCHEMA = json.loads(
    (Path(__file__).parents[3] / "docs" / "formats" / "cable.schema.json").read_text("utf-8")
)
RECORD = Draft202012Validator(SCHEMA)


def object_of(*path: str) -> dict[str, Any]:
    """The schema of an object inside the record: of a field, or of each item in its list."""
    found = SCHEMA
    for name in path:
        found = found["properties"][name]
        found = found.get("items", found)
        found = next(iter(found.get("anyOf", [found])))
        if "$ref" in found:
            found = SCHEMA["$defs"][found["$ref"].rpartition("/")[2]]
    return found


@pytest.mark.parametrize(
    ("described", "typed"),
    [
        ((), cable.CableRecord),
        (("dates",), cable.DateEntry),
        (("executive_order",), cable.ExecutiveOrderEntry),
        (("from",), cable.AddresseeEntry),
        (("to",), cable.AddresseeEntry),
        (("info",), cable.AddresseeEntry),
        (("references",), cable.ReferenceEntry),
        (("paragraphs",), cable.ParagraphEntry),
        (("page_marks",), cable.PageMarkEntry),
        (("defects",), cable.DefectEntry),
    ],
)
def test_the_schema_has_the_fields_of_the_code_and_requires_each(
    described: tuple[str, ...], typed: type
) -> None:
    found = object_of(*described)

    assert set(found["properties"]) == set(typed.__annotations__)
    assert set(found["required"]) == set(typed.__annotations__)


def test_a_sound_record_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    RECORD.validate(cable_record())
    RECORD.validate(cable_record(edition=7, created=None, released=None, country="LA"))


@pytest.mark.parametrize(
    "change",
    [
        {"id": ""},
        {"created": "last week"},
        {"country": "Laos"},
        {"tags": None},
        {"edition": 0},
        {"precedence": "hurried"},
        {"revision": "0"},
        {"references": [{"label": None, "text": "", "kind": "telephone", "target": None}]},
        {"paragraphs": [{"anchor": "par1"}]},
        {"from": {"station": "EXAMPLETOWN"}},
    ],
)
def test_what_is_no_record_is_none(change: dict[str, Any]) -> None:
    assert not RECORD.is_valid(cable_record(**change))


def test_what_the_parser_makes_of_a_bare_text_is_a_record() -> None:
    _, record = read_cable("", "no telegram at all", Published(source="plain", id="08NOWHERE1"))

    RECORD.validate(record)


def test_every_cable_of_the_corpus_is_a_record(corpus: Path) -> None:
    records: list[CableRecord] = []
    for item in items(corpus):
        for reading in [] if isinstance(item, Rejected) else readings(item):
            assert not isinstance(reading, Rejected)
            _, record = read_cable(reading.header, reading.body, reading.published)
            assert record is not None
            records.append(record)

    assert len(records) == 111
    for record in records:
        RECORD.validate(record)
