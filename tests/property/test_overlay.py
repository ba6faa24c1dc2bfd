"""Marks laid over a text for the eye take nothing out of it and add nothing but their letters."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.desk import open_desk

TEXTS = st.text(alphabet="ab <&\n\r\u202e\x00é😀", max_size=60)
PLACES = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6)
LETTER = re.compile(r'<a class="letter[^>]*>[A-Z]+</a>')
LINE = re.compile(
    r'<span class="line" data-at="(\d+)">(.*?)</span>(?=\n<span class="line"|\Z)', re.DOTALL
)
UNSEEN = re.compile(r'<span class="unseen"[^>]*>[^<]*</span>')


@pytest.fixture(scope="module", autouse=True)
def desk(tmp_path_factory: pytest.TempPathFactory) -> object:
    """The package of the desk is loaded with its settings alone."""
    with open_desk(tmp_path_factory.mktemp("overlay") / "archive") as opened:
        yield opened


@given(text=TEXTS, places=PLACES)
def test_the_text_is_all_there_and_every_line_knows_its_place(
    text: str, places: list[tuple[int, int]]
) -> None:
    from reftel.desk.cable.overlay import Shown, overlaid  # noqa: PLC0415

    marks = [
        Shown(number, start, end, "standing", "A")
        for number, (start, end) in enumerate(places)
        if start < end <= len(text)
    ]
    html = LETTER.sub("", str(overlaid(text, marks)))

    lines = LINE.findall(html)
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    assert [int(at) for at, _ in lines] == starts
    for (_, inside), line in zip(lines, text.split("\n"), strict=True):
        shown = re.sub(r"</?mark[^>]*>", "", UNSEEN.sub("?", inside))
        assert unescape(shown) == re.sub("[\u202e\x00\r]", "?", line.removesuffix("\r"))


@given(text=TEXTS, places=PLACES)
def test_what_is_marked_is_shown_under_a_mark_and_nothing_else(
    text: str, places: list[tuple[int, int]]
) -> None:
    from reftel.desk.cable.overlay import Shown, overlaid  # noqa: PLC0415

    marks = [
        Shown(number, start, end, "standing", "A")
        for number, (start, end) in enumerate(places)
        if start < end <= len(text)
    ]
    covered = {at for mark in marks for at in range(mark.start, mark.end)}
    html = UNSEEN.sub("?", LETTER.sub("", str(overlaid(text, marks))))

    found = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", html, re.DOTALL))
    expected = "".join(
        re.sub("[\u202e\x00\r]", "?", text[at])
        for at in sorted(covered)
        if text[at] != "\n" and not (text[at] == "\r" and text[at + 1 : at + 2] in {"\n", ""})
    )
    assert unescape(found) == expected
