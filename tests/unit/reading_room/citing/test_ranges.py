"""Words that an address points to."""

import pytest
from tests.reader import Reader
from tests.sample import cable_record

from reftel.reading_room.citing.ranges import BETWEEN, WHOLE, asked, brief
from reftel.telegram.cable import CableRecord


def told(text: str) -> CableRecord:
    """A cable whose third paragraph is this text."""
    paragraph = cable_record()["paragraphs"][0]
    return cable_record(paragraphs=[{**paragraph, "anchor": "par3", "text": text}])


@pytest.mark.parametrize(
    ("words", "ink"),
    [
        ("harvest was", "harvestwas"),
        ("harvest\n  was", "harvestwas"),
        ("The harvest…granaries", "Theharvestwasgood.Thegranaries"),
        ("was good. The", "wasgood.The"),
    ],
)
def test_words_are_found_whatever_lines_they_stand_on(words: str, ink: str) -> None:
    found = asked(told("The harvest was\ngood. The granaries are full."), words)

    assert found is not None
    assert found.light is not None
    assert "Theharvestwasgood.Thegranariesarefull."[found.light.first : found.light.end] == ink


@pytest.mark.parametrize("words", ["harvest is", "HARVEST", "granaries…harvest", "…", "x" * 900])
def test_other_words_are_not(words: str) -> None:
    found = asked(told("The harvest was\ngood. The granaries are full."), words)

    assert found is not None
    assert not found.found


def test_no_words_are_no_range() -> None:
    assert asked(told("a"), " \n") is None


def test_the_paragraph_that_is_named_is_looked_at_and_no_other() -> None:
    record = cable_record()

    in_any, in_first = asked(record, "The"), asked(record, "granaries", "1")
    assert in_any is not None
    assert in_any.anchor == "par1"
    assert in_first is not None
    assert not in_first.found


def test_an_address_is_bounded_and_finds_the_same_words() -> None:
    text = " ".join(f"word{n}" for n in range(500))
    record = told(f"Before. {text} After.")
    found = asked(record, brief(text))

    assert found is not None
    assert found.light is not None
    assert found.light.end - found.light.first == len(text.replace(" ", ""))
    address = found.address("08EXAMPLETOWN12")
    assert address.startswith("/cable/08EXAMPLETOWN12/?words=word0+word1+")
    assert address.endswith("+word499&par=3#par3")
    assert len(brief("y" * 10_000)) <= 2 * WHOLE + len(BETWEEN)


def test_a_text_fragment_escapes_what_has_a_meaning_in_it() -> None:
    found = asked(told("pro-rice, & more"), "pro-rice, & more")

    assert found is not None
    assert found.fragment("08EXAMPLETOWN12") == (
        "/cable/08EXAMPLETOWN12/#par3:~:text=pro%2Drice%2C%20%26%20more"
    )


def test_the_words_are_lit_in_both_views(room: Reader) -> None:
    for view in ("", "sent.html"):
        page = room.get(f"/cable/08EXAMPLETOWN12/{view}?words=granaries+are&par=2").text
        assert '<a class="hit" id="hit1" href="#hit1"><mark>granaries are</mark></a>' in page
        assert '<meta name="robots" content="noindex">' in page
        assert '<link rel="canonical" href="/cable/08EXAMPLETOWN12/">' in page
    assert "/sent.html?words=granaries+are&amp;par=2" in page


def test_words_that_are_not_there_are_told(room: Reader) -> None:
    page = room.get("/cable/08EXAMPLETOWN12/?words=empty+%3Cb%3Egranaries").text

    assert "do not stand in this cable as edition 1 has it" in page
    assert "<q>empty &lt;b&gt;granaries</q>" in page
