"""Facts of real cables, written out by eye, against what is read. Skipped without the corpus.

Each file of ``facts`` holds the values of one page. Running text of real cables never stands
here: a paragraph has its number, mark, count of words and digest, a heading its digest.
"""

import hashlib
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reftel.sources import Reading, items, readings
from reftel.sources.item import SourceItem
from reftel.telegram.cable import MINUTE, read_cable
from reftel.telegram.record import Addressee, ClassifiedBy, ExecutiveOrder, Paragraph, Telegram

FACTS = Path(__file__).with_name("facts")
FILES = sorted(FACTS.glob("*.json"))


def digest(text: str) -> str:
    """The first 16 hex characters of the SHA-256 of a text, its blanks made single."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def addressee(one: Addressee) -> list[str | None]:
    return [one.routing, one.station, one.precedence, one.serial]


def order(one: ExecutiveOrder) -> dict[str, str | None]:
    return {"order": one.order, "declassify": one.declassify}


def classified_by(one: ClassifiedBy) -> dict[str, str | list[str]]:
    return {"who_digest": digest(one.who), "reasons": list(one.reasons)}


def paragraph(one: Paragraph) -> list[str | int | None]:
    return [
        one.number and one.number.value,
        one.mark and one.mark.value.text,
        len(one.text.split()),
        digest(one.text),
    ]


def summary(telegram: Telegram) -> list[str | None]:
    numbers = {one.anchor: one.number and one.number.value for one in telegram.paragraphs}
    return [numbers[anchor] for anchor in telegram.summary]


FIELDS: dict[str, Callable[[Telegram], object]] = {
    "precedence": lambda of: [one.value for one in of.precedence],
    "dtg": lambda of: of.dtg and of.dtg.value.strftime(MINUTE),
    "sender": lambda of: of.sender and addressee(of.sender.value)[:2],
    "to": lambda of: [addressee(one.value) for one in of.to],
    "info": lambda of: [addressee(one.value) for one in of.info],
    "classification": lambda of: of.classification and of.classification.value,
    "mrn": lambda of: of.mrn and [of.mrn.value.station, of.mrn.value.number],
    "section": lambda of: of.section and list(of.section.value),
    "captions": lambda of: list(dict.fromkeys(one.value for one in of.captions)),
    "passing": lambda of: [list(one.value) for one in of.passing],
    "order": lambda of: of.executive_order and order(of.executive_order.value),
    "tags": lambda of: [[one.value.code, one.value.kind] for one in of.tags],
    "subject": lambda of: of.subject and of.subject.value,
    "references": lambda of: [list(one.value[:4]) for one in of.references],
    "classified_by": lambda of: of.classified_by and classified_by(of.classified_by.value),
    "headings": lambda of: [digest(one.value) for one in of.headings],
    "paragraphs": lambda of: [paragraph(one) for one in of.paragraphs],
    "summary": summary,
    "signer": lambda of: of.signer and of.signer.value,
    "truncated": lambda of: of.truncated,
}


@cache
def facts(file: Path) -> dict[str, Any]:
    written: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return written


@cache
def telegram(page: Path) -> Telegram:
    (item,) = items(page)
    assert isinstance(item, SourceItem)
    (reading,) = readings(item)
    assert isinstance(reading, Reading)
    return read_cable(reading.header, reading.body, reading.published)[0]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_facts_are_complete(file: Path) -> None:
    assert list(facts(file)) == ["page", *FIELDS]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_cable_is_read_as_it_was_by_eye(file: Path, field: str, corpus: Path) -> None:
    written = facts(file)

    read = FIELDS[field](telegram(corpus / written["page"]))

    assert read == written[field], f"{file.stem}, {field}"
