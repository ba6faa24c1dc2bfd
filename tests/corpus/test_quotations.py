"""Sentences of the real cables, quoted rightly and wrongly. Skipped where they are absent."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.quotations import Quoter, prose, rightly, wrongly
from tests.reader import publish

from reftel.archive import Audience
from reftel.edition.live import open_live
from reftel.reading_room.quoting.checking import Verdict, checked
from reftel.sources import Reading, items, readings
from reftel.sources.item import SourceItem
from reftel.telegram.cable import CableRecord, read_cable

COUNT = 200

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def quoter(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Quoter:
    held = {record["id"]: record for record in _records(corpus)}
    archive = publish(tmp_path_factory.mktemp("corpus"), [held[id_] for id_ in sorted(held)])
    return Quoter.of(open_live(archive, audience=Audience.PUBLIC), seed=2010)


def _records(corpus: Path) -> Iterator[CableRecord]:
    for item in items(corpus):
        for reading in readings(item) if isinstance(item, SourceItem) else ():
            assert isinstance(reading, Reading)
            _, record = read_cable(reading.header, reading.body, reading.published)
            if record is not None:
                yield record


def test_sentences_are_found_at_their_paragraph(quoter: Quoter) -> None:
    assert rightly(quoter, COUNT) == []


def test_changed_words_are_told_and_no_others(quoter: Quoter) -> None:
    assert wrongly(quoter, COUNT) == []


def test_invented_sentences_are_not_found(quoter: Quoter) -> None:
    """Words of the cables in a row, words that follow each other somewhere, and prose."""
    some = COUNT // 2
    for kind in (quoter.scattered(some), quoter.chained(some), prose(some)):
        found = [checked(quoter.edition, text) for text in kind]
        assert [answer.verdict for answer in found] == [Verdict.NOT_FOUND] * some
