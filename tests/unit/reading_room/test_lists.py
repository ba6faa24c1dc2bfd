import pytest

from reftel.reading_room.lists import CableList


@pytest.mark.parametrize(
    ("total", "number", "offered"),
    [
        (10, 1, [1]),
        (120, 2, [1, 2, 3]),
        (5000, 1, [1, 2, 3, None, 100]),
        (5000, 5, [1, 2, 3, 4, 5, 6, 7, None, 100]),
        (5000, 50, [1, None, 48, 49, 50, 51, 52, None, 100]),
        (5000, 96, [1, None, 94, 95, 96, 97, 98, 99, 100]),
        (5000, 100, [1, None, 98, 99, 100]),
    ],
)
def test_page_numbers_near_by_and_at_both_ends_are_offered(
    total: int, number: int, offered: list[int | None]
) -> None:
    page = CableList(title="x", address="/x/", entries=(), total=total, number=number)
    assert list(page.numbers) == offered


def test_a_page_knows_its_ranks_and_addresses() -> None:
    page = CableList(title="x", address="/search/?q=a", entries=(), total=120, number=3)
    assert (page.first, page.last, page.pages) == (101, 120, 3)
    assert page.here == "/search/?q=a&page=3"
    assert page.rendering("csv") == "/search.csv?q=a&page=3"
    assert page.at(1) == "/search/?q=a"
