"""What holds for the real cables (tests/corpus) holds for cables in words of no language."""

import pytest
from tests.quotations import Quoter, babble, rightly, wrongly
from tests.reader import publish

from reftel.archive import Audience
from reftel.edition.live import open_live
from reftel.reading_room.quoting.checking import Verdict, checked


@pytest.fixture(scope="module")
def quoter(tmp_path_factory: pytest.TempPathFactory) -> Quoter:
    archive = publish(tmp_path_factory.mktemp("babel"), list(babble(60, seed=1)))
    return Quoter.of(open_live(archive, audience=Audience.PUBLIC), seed=3)


def test_sentences_are_found_at_their_paragraph(quoter: Quoter) -> None:
    assert rightly(quoter, 200) == []


def test_changed_words_are_told_and_no_others(quoter: Quoter) -> None:
    assert wrongly(quoter, 200) == []


def test_invented_sentences_are_not_found(quoter: Quoter) -> None:
    answers = [checked(quoter.edition, text).verdict for text in quoter.scattered(200)]
    assert answers == [Verdict.NOT_FOUND] * 200
