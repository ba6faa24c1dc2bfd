"""Every specimen of tests/specimens reads as its page of expected values says.

The shape of those pages is told in tests/specimens/README.md. They are written by hand from
the format document, never taken from the parser.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from reftel.telegram import parse
from reftel.telegram.cable import read_cable
from reftel.telegram.defects import DefectKind
from reftel.telegram.record import Addressee, Published, Read, Reference, Telegram

SPECIMENS = Path(__file__).parents[2] / "specimens"
WALKED = sorted(
    path for folder in ("valid", "damaged") for path in (SPECIMENS / folder).glob("*.json")
)
HELD = [*WALKED, *sorted((SPECIMENS / "pending").glob("*.json"))]

# The classes of oddities that another part meets, before or after the parser.
ELSEWHERE: Mapping[int, str] = {
    43: "what a code meant in a year: gazetteer.tags, which the parser asks for the kind only",
    81: "what is left of HTML: sources.page decodes once",
    82: "text decoded wrongly: sources.encoding repairs it before a telegram is read",
    83: "the site's help text around a cable: sources.page keeps it outside",
    84: "the minutes of the pages of 2010: sources.published keeps their day alone",
}
CLASSES = range(1, 87)


def _value(read: Read[Any] | None) -> Any:
    return None if read is None else read.value


def _values(reads: tuple[Read[Any], ...]) -> list[Any]:
    return [read.value for read in reads]


def _listed(read: Read[Any] | None) -> list[Any] | None:
    return None if read is None else list(read.value)


def _addressee(one: Addressee) -> list[Any]:
    offices = [list(one.offices)] if one.offices else []
    return [one.routing, one.station, one.precedence, one.serial, *offices]


def _addressees(reads: tuple[Read[Addressee], ...]) -> list[Any]:
    return [_addressee(read.value) for read in reads]


def _mrn(telegram: Telegram) -> list[Any] | None:
    if telegram.mrn is None:
        return None
    station, number, year = telegram.mrn.value
    return [station, number] if year is None else [station, number, year]


def _references(telegram: Telegram) -> list[Any]:
    return [
        [one.label, one.text, one.kind, one.target, *_said(one)]
        for one in _values(telegram.references)
    ]


def _said(one: Reference) -> list[Any]:
    """What is said of an item beside its words, as far as anything is."""
    flags = (
        ("year inferred", one.year_inferred),
        ("notal", one.notal),
        ("previous", one.and_previous),
    )
    sent = [f"{one.dtg:%Y-%m-%dT%H:%MZ}"] if one.dtg else []
    return [name for name, flag in flags if flag] + sent


def _classified_by(telegram: Telegram) -> list[Any] | None:
    by = _value(telegram.classified_by)
    return None if by is None else [by.who, list(by.reasons)]


def _paragraphs(telegram: Telegram) -> list[Any]:
    return [
        [_value(one.number), one.mark and one.mark.value.text, one.text]
        for one in telegram.paragraphs
    ]


SHOWN: Mapping[str, Callable[[Telegram], Any]] = {
    "transmission": lambda read: _value(read.transmission),
    "called": lambda read: _values(read.called),
    "filing": lambda read: _listed(read.filing),
    "security": lambda read: _value(read.security),
    "precedence": lambda read: _values(read.precedence),
    "dtg": lambda read: read.dtg and f"{read.dtg.value:%Y-%m-%dT%H:%MZ}",
    "signals": lambda read: _values(read.signals),
    "sender": lambda read: read.sender and _addressee(read.sender.value),
    "to": lambda read: _addressees(read.to),
    "info": lambda read: _addressees(read.info),
    "exempted": lambda read: _addressees(read.exempted),
    "distribution": lambda read: [
        [kind, list(offices)] for kind, offices in _values(read.distribution)
    ],
    "preamble": lambda read: _value(read.preamble),
    "classification": lambda read: _value(read.classification),
    "mrn": _mrn,
    "section": lambda read: _listed(read.section),
    "captions": lambda read: _values(read.captions),
    "passing": lambda read: [list(one) for one in _values(read.passing)],
    "executive_order": lambda read: _listed(read.executive_order),
    "tags": lambda read: [[one.code, one.kind] for one in _values(read.tags)],
    "subject": lambda read: _value(read.subject),
    "references": _references,
    "classified_by": _classified_by,
    "headings": lambda read: _values(read.headings),
    "paragraphs": _paragraphs,
    "anchors": lambda read: [one.anchor for one in read.paragraphs],
    "summary": lambda read: list(read.summary),
    "quotations": lambda read: _values(read.quotations),
    "page_marks": lambda read: _values(read.page_marks),
    "signer": lambda read: _value(read.signer),
    "truncated": lambda read: read.truncated,
    "defects": lambda read: [one.kind for one in read.defects],
}
TOLD = {"says", "oddity"}
ASKED = {"published", "record"}


def agrees(expected: Any, got: Any) -> bool:
    """Lists item by item; words whatever the blanks between them, unless lines are given.

    What stands before ``…`` is the beginning of what must be there.
    """
    if isinstance(expected, list):
        return (
            isinstance(got, list)
            and len(expected) == len(got)
            and all(agrees(*pair) for pair in zip(expected, got, strict=True))
        )
    if not isinstance(expected, str) or not isinstance(got, str):
        return bool(expected == got) or expected == "…"
    if "\n" not in expected:
        got = " ".join(got.split())
    begun = expected.removesuffix("…")
    return got == expected or (begun != expected and got.startswith(begun))


def differences(page: Mapping[str, Any], text: str) -> dict[str, Any]:
    """By field: what the page expects, and what was read instead."""
    published = Published(source="plain", **page.get("published", {}))
    telegram = parse(text, published=published)
    pairs = {
        field: (page[field], shown(telegram)) for field, shown in SHOWN.items() if field in page
    }
    if "record" in page:
        record: Mapping[str, Any] = read_cable("", text, published)[1] or {}
        pairs |= {
            f"record.{field}": (expected, record.get(field))
            for field, expected in page["record"].items()
        }
    return {
        field: {"expected": expected, "read": got}
        for field, (expected, got) in pairs.items()
        if not agrees(expected, got)
    }


def _page(path: Path) -> dict[str, Any]:
    page: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return page


@pytest.mark.parametrize("path", WALKED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_specimen_is_read_as_it_must_be(path: Path) -> None:
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")

    assert differences(_page(path), text) == {}


def test_every_specimen_has_a_text_and_a_page_of_known_fields() -> None:
    stems = {path.stem for path in SPECIMENS.glob("*/*.txt")}

    assert stems == {path.stem for path in HELD}
    for path in HELD:
        fields = set(_page(path))
        assert fields >= {*TOLD, "mrn", "classification", "subject", "defects"}, path.stem
        assert fields <= {*TOLD, *ASKED, *SHOWN}, path.stem


def test_every_defect_has_a_specimen_and_valid_ones_have_none() -> None:
    pages = {path: _page(path) for path in HELD}

    assert {code for page in pages.values() for code in page["defects"]} == set(DefectKind)
    for path, page in pages.items():
        if path.parent.name == "valid":
            assert page["defects"] == [], path.stem


def test_every_class_of_oddities_has_a_specimen_or_is_met_elsewhere() -> None:
    shown = {_page(path)["oddity"] for path in HELD} - {None}

    assert shown | set(ELSEWHERE) == set(CLASSES)
    assert not shown & set(ELSEWHERE)
