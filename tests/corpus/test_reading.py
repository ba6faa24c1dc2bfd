"""All pages of the corpus, read: what must hold for each of them. Skipped where it is absent."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.soundness import checked

from reftel.sources import Reading, items, readings
from reftel.sources.item import SourceItem
from reftel.telegram.cable import CableRecord, as_json, read_cable
from reftel.telegram.record import TagKind, Telegram

LABEL = re.compile(r"\b(?:REFS?|TAGS|SUBJECT|SUBJ|Classified By)\s?:|^\((?:U|C|S|SBU)\)")
STOP = re.compile(r"(?i:refs?|reftel|classified by)\b|SIPDIS|-{3}|1\.|[A-Z ]+\d{8} +\d{3}")


@pytest.fixture(scope="module")
def cables(corpus: Path) -> list[tuple[Telegram, CableRecord]]:
    return list(_cables(corpus))


def _cables(corpus: Path) -> Iterator[tuple[Telegram, CableRecord]]:
    for item in items(corpus):
        if not isinstance(item, SourceItem):
            continue
        for reading in readings(item):
            assert isinstance(reading, Reading)
            telegram, record = read_cable(reading.header, reading.body, reading.published)
            assert record is not None
            yield telegram, record


def test_every_page_is_read(cables: list[tuple[Telegram, CableRecord]]) -> None:
    assert len(cables) == 111
    assert len({record["id"] for _, record in cables}) == 108
    assert len({record["revision"] for _, record in cables}) == 111
    for telegram, record in cables:
        assert record["header"] + "\n\n" + record["text"] == telegram.text
        assert as_json(record)


def test_every_reading_is_sound(cables: list[tuple[Telegram, CableRecord]]) -> None:
    """Each character in one part, spans inside the text, values where their spans say."""
    for telegram, _ in cables:
        checked(telegram, telegram.text)


def test_anchors_are_unique(cables: list[tuple[Telegram, CableRecord]]) -> None:
    for _, record in cables:
        anchors = [one["anchor"] for one in record["paragraphs"]]
        assert len(anchors) == len(set(anchors)), record["id"]


def test_no_subject_is_cut_or_holds_a_label(
    cables: list[tuple[Telegram, CableRecord]],
) -> None:
    for telegram, record in cables:
        subject = record["subject"]
        assert not LABEL.search(subject), record["id"]
        assert not subject.endswith(("-", ",")), record["id"]
        last = subject.rsplit(" ", 1)[-1].upper()
        assert last not in {"THE", "OF", "AND", "TO", "FOR", "WITH", "IN"}, record["id"]
        if telegram.subject is not None:
            below = telegram.text[telegram.subject.span.end :].split("\n", 2)[1].strip()
            assert not below or STOP.match(below), record["id"]


def test_no_tag_is_prose(cables: list[tuple[Telegram, CableRecord]]) -> None:
    for telegram, record in cables:
        for tag in telegram.tags:
            assert tag.value.code == tag.value.code.upper(), record["id"]
            assert len(tag.value.code) <= 5, record["id"]
        unknown = [one.value.code for one in telegram.tags if one.value.kind is TagKind.UNKNOWN]
        assert set(unknown) <= {"INRB", "DEAX"}, record["id"]


def test_what_every_cable_of_the_period_has(
    cables: list[tuple[Telegram, CableRecord]],
) -> None:
    for telegram, record in cables:
        assert telegram.mrn is not None, record["id"]
        assert telegram.classification is not None, record["id"]
        assert record["created"], record["id"]
        assert all(one["target"] for one in record["references"] if one["kind"] == "telegram")
