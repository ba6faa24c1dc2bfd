"""Two texts word by word: what a reader is shown, and that hostile ones cost no more."""

from typing import ClassVar

import pytest

from reftel.analysis.alignment import aligned
from reftel.analysis.wording import LONGEST, Kind, compared


def told(before: str, after: str) -> str:
    """The runs as a copy editor writes them: [-gone-] {+come+}."""
    signs = {Kind.EQUAL: "{}", Kind.REMOVED: "[-{}-]", Kind.ADDED: "{{+{}+}}"}
    return "".join(signs[run.kind].format(run.text) for run in compared(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("Rain.", "Rain.", "Rain."),
        ("", "Rain.", "{+Rain.+}"),
        ("Rain.", "", "[-Rain.-]"),
        ("The barley was sold.", "The barley was not sold.", "The barley was {+not +}sold."),
        ("Roe met Doe in May.", "Roe met Poe in May.", "Roe met [-Doe -]{+Poe +}in May."),
        ("(C) Harvest.", "(U) Harvest.", "([-C-]{+U+}) Harvest."),
        ("The U.S. sold\nit.", "The U.S.  sold it.", "The U.S.  sold it."),
        ("a a a a a a", "a a a a a", "a a a a a[-a-]"),
        (
            "Talks on grain failed on Monday in Exampletown.",
            "A barge with salt sank today.",
            "[-Talks on grain failed on Monday in Exampletown-]{+A barge with salt sank today+}.",
        ),
    ],
)
def test_what_changed_is_what_a_copy_editor_would_mark(
    before: str, after: str, expected: str
) -> None:
    assert told(before, after) == expected


def test_moved_words_are_marked_where_they_went_and_where_they_came() -> None:
    assert told("one two three four five", "four five one two three") == (
        "{+four five +}one two three[-four five-]"
    )


def test_a_text_that_is_a_book_is_replaced_as_a_whole() -> None:
    book = "word " * LONGEST

    assert [run.kind for run in compared(book, f"{book}end")] == [Kind.REMOVED, Kind.ADDED]


class Item:
    """Counts how often two of it are held against each other."""

    times: ClassVar[int] = 0

    def __init__(self, value: int) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        Item.times += 1
        return isinstance(other, Item) and self.value == other.value

    def __hash__(self) -> int:
        return self.value


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([0], [0, 1]),  # one word for ever
        ([0, 1], [1, 0, 0]),
        ([0, 1, 2], [2, 1, 0]),
        (list(range(7)), list(range(6, -1, -1))),
        (list(range(300)), list(range(299, -1, -1))),
        (list(range(97)), list(range(89))),
    ],
)
def test_the_work_grows_with_the_length_alone(before: list[int], after: list[int]) -> None:
    costs = []
    for length in (3_000, 12_000):
        Item.times = 0
        left, right = (
            [Item(part[at % len(part)]) for at in range(length)] for part in (before, after)
        )
        aligned(left, [*right, Item(-1)])
        costs.append(Item.times)

    assert costs[1] < 6 * costs[0]
    assert costs[1] < 40 * 24_000
