"""Keyword in context: the right places, what is around them, and in which order."""

from typing import Any

import pytest
from hypothesis import given
from tests.sample import cable_record
from tests.strategies import archives, texts

from reftel.search.concordance import MOST_EACH, WIDTH, Sorting, concordance
from reftel.search.query import parse_query
from reftel.telegram.cable import CableRecord


def cable(id_: str, created: str | None, *paragraphs: str) -> CableRecord:
    made: list[dict[str, Any]] = [
        {"anchor": f"par{n}", "number": str(n), "mark": None, "heading": None, "text": text}
        for n, text in enumerate(paragraphs, 1)
    ]
    return cable_record(id_, created=created, paragraphs=made)


CABLES = [
    cable("06TOWN1", "2006-05-01T10:00Z", "Sour cherries\n were  sold.", "No oats, no cherries."),
    cable("05TOWN9", "2005-05-01T10:00Z", "A cherry, brandied!"),
    cable("07TOWN2", None, "Fresh CHERRIES arrived."),
    cable("08TOWN3", "2008-05-01T10:00Z", "Only oats."),
]


@pytest.mark.parametrize(
    ("sorting", "expected"),
    [
        (
            Sorting.RIGHT,
            [
                ("06TOWN1", "par2", "No oats, no |cherries|."),
                ("07TOWN2", "par1", "Fresh |CHERRIES| arrived."),
                ("05TOWN9", "par1", "A |cherry|, brandied!"),
                ("06TOWN1", "par1", "Sour |cherries| were sold."),
            ],
        ),
        (
            Sorting.LEFT,
            [
                ("05TOWN9", "par1", "A |cherry|, brandied!"),
                ("07TOWN2", "par1", "Fresh |CHERRIES| arrived."),
                ("06TOWN1", "par2", "No oats, no |cherries|."),
                ("06TOWN1", "par1", "Sour |cherries| were sold."),
            ],
        ),
        (
            Sorting.DATE,
            [
                ("05TOWN9", "par1", "A |cherry|, brandied!"),
                ("06TOWN1", "par1", "Sour |cherries| were sold."),
                ("06TOWN1", "par2", "No oats, no |cherries|."),
                ("07TOWN2", "par1", "Fresh |CHERRIES| arrived."),
            ],
        ),
    ],
)
def test_lines_are_sorted_by_what_is_around(
    sorting: Sorting, expected: list[tuple[str, str, str]]
) -> None:
    found = concordance(CABLES, parse_query("cherry"), sorting)

    shown = [(one.id, one.anchor, f"{one.left}|{one.keyword}|{one.right}") for one in found.lines]
    assert shown == expected
    assert (found.cables, found.places) == (4, 4)


def test_the_left_is_read_backwards_from_the_keyword() -> None:
    texts = ["old red barley", "new green barley", "one red barley"]
    records = [cable(f"08TOWN{n}", None, text) for n, text in enumerate(texts)]

    found = concordance(records, parse_query("barley"), Sorting.LEFT)

    assert [one.left for one in found.lines] == ["new green ", "old red ", "one red "]


def test_context_ends_at_words_and_a_phrase_is_one_keyword() -> None:
    text = f"{'wordy ' * 30}the blue\n barley {'wordy ' * 30}"

    (line,) = concordance([cable("08TOWN1", None, text)], parse_query('"blue barley"')).lines

    assert line.keyword == "blue barley"
    assert line.left == "wordy " * 9 + "the "
    assert line.right == " " + " ".join(["wordy"] * 10)
    assert max(len(line.left), len(line.right)) <= WIDTH


def test_a_run_without_blanks_is_cut() -> None:
    (line,) = concordance(
        [cable("08TOWN1", None, "-" * 99 + "barley" + "=" * 99)], parse_query("barley")
    ).lines

    assert (line.left, line.right) == ("-" * WIDTH, "=" * WIDTH)


def test_work_is_bounded_and_what_was_looked_at_is_told() -> None:
    records = [cable(f"08TOWN{n}", None, "barley " * 50) for n in range(5)]

    found = concordance(iter(records), parse_query("barley"), cables=3)

    assert len(found.lines) == 3 * MOST_EACH
    assert (found.cables, found.places) == (3, 150)
    assert concordance(records, parse_query("tag:ECON")) == ((), 5, 0)
    assert concordance(records, parse_query("barley"), each=0) == ((), 5, 250)
    assert concordance([], parse_query("barley")) == ((), 0, 0)


@given(archives(), texts)
def test_every_line_is_part_of_its_paragraph(archive: list[CableRecord], asked: str) -> None:
    by_place = {
        (record["id"], paragraph["anchor"]): paragraph["text"]
        for record in archive
        for paragraph in record["paragraphs"]
    }
    found = concordance(archive, parse_query(asked))

    assert found.cables == len(archive)
    for line in found.lines:
        whole = " ".join(f"{line.left}{line.keyword}{line.right}".split())
        assert whole in " ".join(by_place[line.id, line.anchor].split())
