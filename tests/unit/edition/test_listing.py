"""A list can be read from any cable on, and its pages stay where they are when others come."""

import sqlite3
from itertools import pairwise
from random import Random

import pytest

from reftel.edition.cuts import MOST, REACH, begun, cuts, sign, signs
from reftel.edition.listing import Kept, Leaf, Listing, Stretch

CREATED = [f"200{n % 9}-0{n % 7 + 1}-1{n % 3}T05:44Z" for n in range(3_000)]
CABLE = "INSERT INTO cable VALUES (?, ?, ?, ?, '', '', '', NULL)"


def listing(numbers: list[int], kind: str = "tag") -> Listing:
    """A list of these cables, each called after its number, in the order of its kind."""
    database = sqlite3.connect(":memory:")
    database.executescript(
        "CREATE TABLE cable (number INTEGER PRIMARY KEY, id, created, released, classification,"
        " origin, subject, country); CREATE TABLE text (cable, number);"
        "CREATE TABLE shelf (number, kind, key); INSERT INTO shelf VALUES (7, 'tag', 'ECON');"
        "CREATE TABLE place (shelf, rank, cable, PRIMARY KEY (shelf, rank))"
    )
    rows = [(n, f"08A{n}", CREATED[n] if n % 10 else None, "2011-08-26") for n in numbers]
    database.executemany(CABLE, rows)
    orders = {
        "tag": "created IS NULL, created DESC, number",
        "created": "created, number",
        "released": "number",
        "latest": "released IS NULL, released DESC, number",
    }
    ordered = database.execute(f"SELECT number FROM cable ORDER BY {orders[kind]}")  # noqa: S608
    places = [(7, rank, number) for rank, (number,) in enumerate(ordered.fetchall(), 1)]
    database.executemany("INSERT INTO place VALUES (?, ?, ?)", places)
    return Listing(
        lambda query, *values: database.execute(query, values).fetchall(),
        kind,
        [Stretch(None, 1, len(numbers), "tag", "ECON")],
        lambda: signs(f"08A{number}" for number in range(1, max(numbers, default=0) + 1)),
    )


def leaf_of(one: Listing, id_: str) -> Leaf:
    """The page on which a cable stands that is in the list."""
    leaf = one.leaf_of(id_)
    assert leaf is not None
    return leaf


def pages(one: Listing) -> list[tuple[str, ...]]:
    """The ids on each page, as a reader goes from one to the next."""
    found, rank = [], 1
    while rank <= one.total:
        leaf = one.leaf(rank)
        assert leaf.first == rank
        assert leaf.entries == (*one.entries(leaf.first, leaf.last),)
        found.append(tuple(entry.id for entry in leaf.entries))
        rank = leaf.last + 1
    return found


@pytest.mark.parametrize("count", [1, 50])
def test_a_list_of_up_to_fifty_has_one_page(count: int) -> None:
    leaf = listing(list(range(1, count + 1))).leaf(count)

    assert leaf[1:] == (1, count, "", None, None, ())
    assert len(leaf.entries) == count


def test_pages_have_some_forty_five_cables_and_each_is_on_one() -> None:
    one = listing(list(range(1, 2_001)))
    found = pages(one)

    assert sorted(id_ for page in found for id_ in page) == sorted(
        f"08A{n}" for n in range(1, 2_001)
    )
    assert min(map(len, found)) >= REACH
    assert max(map(len, found)) <= MOST
    assert 40 <= 2_000 / len(found) <= 55
    signs = [sign(id_) for page in found for id_ in page]
    begins = begun(signs, [0, *cuts(signs), len(signs)])
    assert [end - begin for begin, end in pairwise(begins)] == [*map(len, found)]
    for before, page, after in zip(["", *found], found, [*found[1:], None], strict=False):
        leaf = leaf_of(one, page[-1])
        assert leaf.begins == ("" if page == found[0] else page[0])
        assert leaf.before == (None if not before else "" if before == found[0] else before[0])
        assert leaf.after == (after[0] if after else None)


def test_what_a_page_shows_of_a_list_takes_few_queries_however_long_it_is() -> None:
    one = listing(list(range(1, 2_001)))
    asked: list[str] = []
    whole = Listing(
        lambda query, *values: asked.append(query) or one._ask(query, *values),
        "tag",
        one._stretches,
        one._signs,
    )

    leaf = leaf_of(whole, "08A777")
    assert "08A777" in [entry.id for entry in leaf.entries]
    assert len(asked) == 2
    far = whole.first([400, 800, 1_990]).ahead
    assert len(asked) == 4
    assert [leaf_of(one, cable.id).begins for cable in far] == [one.id for one in far]
    assert 400 <= leaf_of(one, far[0].id).first < 500
    assert len(far) == 2


@pytest.mark.parametrize("count", [3, 60, 130, 160, 2_000])
def test_the_first_page_is_the_same_with_what_lies_ahead_and_without(count: int) -> None:
    one = listing(list(range(1, count + 1)))
    ranks = [count // 3, count // 3, count // 2, count]
    first = one.first(ranks)

    assert first._replace(ahead=()) == one.leaf(1)
    assert len({cable.id for cable in first.ahead}) == len(first.ahead)
    assert {leaf_of(one, cable.id).begins for cable in first.ahead} == {
        cable.id for cable in first.ahead
    }


@pytest.mark.parametrize("kind", ["tag", "created", "released", "latest"])
def test_a_cable_is_found_where_it_stands(kind: str) -> None:
    one = listing(list(range(1, 300, 2)), kind)
    every = one.entries(1, 150)

    for rank, entry in enumerate(every, start=1):
        leaf = leaf_of(one, entry.id)
        assert leaf.first <= rank <= leaf.last
        assert leaf.entries == every[leaf.first - 1 : leaf.last]
    assert one.leaf_of("08A2") is None


@pytest.mark.parametrize("count", [0, 3, 51, 160, 2_000])
def test_who_keeps_where_pages_begin_gets_the_same_pages(count: int) -> None:
    one = listing(list(range(1, count + 1)))
    asked: list[str] = []
    kept: Kept = {}
    keeping = Listing(
        lambda query, *values: asked.append(query) or one._ask(query, *values),
        "tag",
        one._stretches,
        one._signs,
        kept,
    )
    every = pages(one) if count else []

    for page in every:
        assert leaf_of(keeping, page[0]) == leaf_of(one, page[0])
    assert len(asked) == (1 + 2 * len(every) if every else 0)
    for elsewhere in (page[-1] for page in every):
        assert leaf_of(keeping, elsewhere) == leaf_of(one, elsewhere)
    assert keeping.leaf_of("08B1") is None
    assert [len(one.cables) for one in kept.values()] == [len(every)]


def test_a_list_of_several_stretches_has_the_pages_of_one() -> None:
    one = listing(list(range(1, 601)))
    whole = one._stretches[0]
    cut = [whole._replace(cables=40), whole._replace(rank=41, cables=300)]
    several = Listing(one._ask, "tag", [*cut, whole._replace(rank=341, cables=260)], one._signs)

    assert pages(several) == pages(one)
    for entry in one.entries(1, 600):
        assert leaf_of(several, entry.id) == leaf_of(one, entry.id)


def test_a_list_that_holds_fewer_than_it_says_is_shown_and_not_looked_for_ever() -> None:
    one = listing(list(range(1, 61)))
    several = Listing(one._ask, "tag", [one._stretches[0]._replace(cables=100)], one._signs)

    assert len(several.leaf(1).entries) == 60
    assert len(leaf_of(several, "08A7").entries) == 60


def test_a_cable_that_comes_changes_its_own_page_and_hardly_any_other() -> None:
    numbers = list(range(1, 2_001, 2))
    before = {*pages(listing(numbers))}
    chance = Random(5)  # noqa: S311 -- no secret
    touched = [
        len({*pages(listing(sorted({*numbers, chance.randrange(2, 2_000, 2)})))} - before)
        for _ in range(30)
    ]

    assert sum(touched) < 30 * 1.3
    assert max(touched) <= 3
