"""How every search back end orders, pages and counts what it finds, on the same small archive."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.contract.back_ends import BACKENDS, Backend
from tests.contract.cables import ARCHIVE, CITY, FOUO, MISSION, TOWN7, TOWN8, US

from reftel.search.backend import Counts, Facet, Hits, Searcher, SortOrder
from reftel.search.narrowing import Choice, narrowed, without
from reftel.search.query import parse_query

EVERYTHING = parse_query("")
ORDERS = {
    SortOrder.RELEVANCE: [TOWN8, US, TOWN7, CITY, MISSION],
    SortOrder.NEWEST: [TOWN8, US, TOWN7, CITY, MISSION],
    SortOrder.OLDEST: [CITY, TOWN7, TOWN8, US, MISSION],
    SortOrder.RELEASED_NEWEST: [CITY, MISSION, TOWN7, TOWN8, US],
    SortOrder.RELEASED_OLDEST: [TOWN7, TOWN8, CITY, MISSION, US],
    SortOrder.LONGEST: [CITY, TOWN7, TOWN8, US, MISSION],
    SortOrder.SHORTEST: [MISSION, US, TOWN7, TOWN8, CITY],
    SortOrder.MOST_CITED: [CITY, TOWN7, TOWN8, MISSION, US],
}
FACETS: dict[Facet, Counts] = {
    Facet.ORIGIN: [
        ("Embassy Exampletown", 2),
        ("Consulate Samplecity", 1),
        ("Mission Exampletown", 1),
        ("US Mission Exampletown", 1),
    ],
    Facet.COUNTRY: [("LA", 3), ("FR", 1)],
    Facet.REGION: [("EAP", 3), ("EUR", 1)],
    Facet.TAG: [("EAGR", 2), ("ECON", 2), ("PGOV", 2), ("MUGWUMP, ROBIN", 1)],
    Facet.KIND: [("subject", 4), ("person", 1)],
    Facet.YEAR: [("2008", 2), ("2005", 1), ("2007", 1)],
    Facet.MONTH: [("2008-02", 2), ("2005-12", 1), ("2007-02", 1)],
    Facet.CLASSIFICATION: [
        ("CONFIDENTIAL", 1),
        ("SECRET", 1),
        ("SECRET//NOFORN", 1),
        ("UNCLASSIFIED", 1),
        (FOUO, 1),
    ],
    Facet.PRECEDENCE: [("routine", 2), ("immediate", 1), ("priority", 1)],
    Facet.CAPTION: [("SIPDIS", 2), ("NOFORN", 1)],
    Facet.SIGNER: [("ROE", 2), ("O'DOE", 1)],
}


def walked(searcher: Searcher, text: str, sort: SortOrder, limit: int) -> Iterator[Hits]:
    """All pages, from the first to the last."""
    page = searcher.find(parse_query(text), sort=sort, limit=limit)
    yield page
    while page.after:
        page = searcher.find(parse_query(text), sort=sort, limit=limit, cursor=page.after)
        yield page


@pytest.mark.parametrize("sort", SortOrder)
def test_every_order_is_total_and_equal_ones_stand_by_id(
    searcher: Searcher, sort: SortOrder
) -> None:
    assert list(searcher.find(EVERYTHING, sort=sort).ids) == ORDERS[sort]
    assert list(searcher.every(EVERYTHING, sort=sort)) == ORDERS[sort]


def test_what_answers_better_comes_first(searcher: Searcher) -> None:
    found = searcher.find(parse_query("barley"))

    assert found.ids[0] in {TOWN7, TOWN8}  # those that have it in the subject
    assert found.hits[0].score > found.hits[-1].score > 0
    assert found.ids[-1] in {CITY, US}
    assert list(searcher.every(parse_query("barley"))) == list(found.ids)


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 20])
@pytest.mark.parametrize("sort", SortOrder)
@pytest.mark.parametrize("text", ["", "barley"])
def test_pages_follow_each_other_forwards_and_backwards(
    searcher: Searcher, text: str, sort: SortOrder, limit: int
) -> None:
    every = list(searcher.every(parse_query(text), sort=sort))
    pages = list(walked(searcher, text, sort, limit))

    assert [id_ for page in pages for id_ in page.ids] == every
    assert [page.offset for page in pages] == list(range(0, len(every), limit))
    assert {page.total for page in pages} == {len(every)}
    assert not pages[0].before
    page = pages.pop()
    while page.before:
        page = searcher.find(parse_query(text), sort=sort, limit=limit, cursor=page.before)
        assert page == pages.pop()
    assert pages == []


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "1",
        "%",
        "é",
        "created-newest>0/0",
        "A" * 10_000,
        urlsafe_b64encode(b"created-newest>1000000000/9223372036854775807").decode().rstrip("="),
        urlsafe_b64encode(b"created-newest<3/-9223372036854775807").decode().rstrip("="),
        urlsafe_b64encode(b"relevance>1000000000/0").decode().rstrip("="),
        urlsafe_b64encode(b"longest>1/7").decode().rstrip("="),
    ],
)
@pytest.mark.parametrize("text", ["", "barley"])
def test_a_cursor_that_leads_nowhere_gives_the_first_page(
    searcher: Searcher, text: str, cursor: str
) -> None:
    for sort in (SortOrder.RELEVANCE, SortOrder.NEWEST):
        first = searcher.find(parse_query(text), sort=sort, limit=2)
        assert searcher.find(parse_query(text), sort=sort, limit=2, cursor=cursor) == first


def test_a_cursor_of_another_order_gives_the_first_page(searcher: Searcher) -> None:
    second = searcher.find(EVERYTHING, sort=SortOrder.OLDEST, limit=2).after

    found = searcher.find(EVERYTHING, sort=SortOrder.SHORTEST, limit=2, cursor=second)

    assert found.ids == (MISSION, US)


def test_hits_are_counted_where_none_is_wanted(searcher: Searcher) -> None:
    assert searcher.find(EVERYTHING, limit=0) == Hits(5, ())


def test_facets_count_what_was_found(searcher: Searcher) -> None:
    assert searcher.counts(EVERYTHING) == FACETS
    assert searcher.count(parse_query("blue -tag:ECON"), Facet.TAG) == [
        ("PGOV", 2),
        ("EAGR", 1),
        ("MUGWUMP, ROBIN", 1),
    ]
    assert searcher.count(EVERYTHING, Facet.TAG, 2) == [("EAGR", 2), ("ECON", 2)]
    assert searcher.count(parse_query("zebra"), Facet.TAG) == []


def test_choosing_a_value_finds_as_many_as_it_counted(searcher: Searcher) -> None:
    for text in ("", "barley OR organs", "-zebra", '"unfinished'):
        asked = parse_query(text)
        for facet, counted in searcher.counts(asked).items():
            total = searcher.find(asked).total
            for value, n in counted:
                only, but = Choice(facet, value), Choice(facet, value, excluded=True)
                assert searcher.find(narrowed(asked, [only])).total == n, (facet, value)
                assert searcher.find(narrowed(asked, [but])).total == total - n, (facet, value)


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ([], {CITY, TOWN7, TOWN8, US}),
        # of a facet of which a cable has one: any of them
        ([Choice(Facet.YEAR, "2005"), Choice(Facet.YEAR, "2007")], {CITY, TOWN7}),
        ([Choice(Facet.SIGNER, "ROE"), Choice(Facet.SIGNER, "O'DOE")], {CITY, TOWN7, TOWN8}),
        # of a facet of which it may have several: all of them
        ([Choice(Facet.TAG, "EAGR"), Choice(Facet.TAG, "PGOV")], {TOWN7}),
        # of different facets: all of them
        ([Choice(Facet.MONTH, "2008-02"), Choice(Facet.CAPTION, "SIPDIS")], {TOWN8}),
        ([Choice(Facet.REGION, "EAP"), Choice(Facet.KIND, "person")], set()),
        # excluded
        ([Choice(Facet.TAG, "ECON", excluded=True)], {CITY, TOWN7}),
        (
            [Choice(Facet.PRECEDENCE, "routine"), Choice(Facet.YEAR, "2007", excluded=True)],
            {TOWN8},
        ),
        # what no cable can have narrows nothing
        ([Choice(Facet.TAG, "//"), Choice(Facet.YEAR, "soon")], {CITY, TOWN7, TOWN8, US}),
    ],
)
def test_choices_narrow_a_query(
    searcher: Searcher, choices: list[Choice], expected: set[str]
) -> None:
    assert set(searcher.find(narrowed(parse_query("barley"), choices)).ids) == expected


def test_a_facet_of_single_values_offers_its_others_once_one_is_chosen(
    searcher: Searcher,
) -> None:
    chosen = [Choice(Facet.YEAR, "2008"), Choice(Facet.TAG, "ECON")]

    others = narrowed(EVERYTHING, without(chosen[:1], Facet.YEAR))
    assert searcher.count(others, Facet.YEAR) == FACETS[Facet.YEAR]
    others = narrowed(EVERYTHING, without(chosen, Facet.YEAR))
    assert searcher.count(others, Facet.YEAR) == [("2008", 2)]
    others = narrowed(EVERYTHING, without(chosen, Facet.TAG))
    assert searcher.count(others, Facet.TAG) == [("ECON", 2), ("EAGR", 1)]


def test_a_timeline_counts_by_classification(searcher: Searcher) -> None:
    assert searcher.timeline(EVERYTHING, Facet.YEAR) == {
        "2005": {"SECRET//NOFORN": 1},
        "2007": {"CONFIDENTIAL": 1},
        "2008": {FOUO: 1, "SECRET": 1},
    }
    assert searcher.timeline(parse_query("blue"), Facet.MONTH) == {
        "2005-12": {"SECRET//NOFORN": 1},
        "2007-02": {"CONFIDENTIAL": 1},
        "2008-02": {FOUO: 1},
    }
    assert list(searcher.timeline(EVERYTHING, Facet.YEAR)) == ["2005", "2007", "2008"]
    assert searcher.timeline(parse_query("zebra"), Facet.YEAR) == {}


def test_cables_that_share_telling_words_are_alike(searcher: Searcher) -> None:
    town8 = next(record for record in ARCHIVE if record["id"] == TOWN8)
    found = searcher.alike(town8)

    assert found[0] in {CITY, TOWN7}  # blue barley, cafés and signers; with US only barley
    assert TOWN8 not in found
    assert len(set(found)) == len(found)
    assert len(searcher.alike(town8, 1)) == 1


def test_cables_that_share_phrases_come_by_how_much_these_tell(searcher: Searcher) -> None:
    sale, barley, blue = ("not", "for", "sale"), ("barley",), ("blue", "barley")

    assert searcher.sharing([sale, barley])[0] == CITY  # which has both, and one alone
    assert set(searcher.sharing([blue])) == {CITY, TOWN8}
    assert set(searcher.sharing([barley])) == {CITY, TOWN7, TOWN8, US}
    assert searcher.sharing([sale, barley], 1) == (CITY,)
    assert searcher.sharing([("barley", "blue"), ("zebra",), ("a" * 70,)]) == ()
    assert searcher.sharing([]) == ()


def test_words_of_the_index_are_counted_by_the_cables_that_have_them(searcher: Searcher) -> None:
    assert searcher.frequency("barley") == 4
    assert searcher.frequency("trafficking") == 1
    assert searcher.frequency("traffick") == 0
    assert searcher.frequency("") == 0
    assert searcher.beginning("traf") == [("traffic", 1), ("traffickers", 1), ("trafficking", 1)]
    assert searcher.beginning("organ", 2) == [("organic", 1), ("organization", 1)]
    assert searcher.beginning("b")[:2] == [("barley", 4), ("blue", 3)]
    assert searcher.beginning("zeb") == []


def test_words_are_known_wherever_they_stand(searcher: Searcher) -> None:
    """In a text, a tag, an address, a portion mark, an id or a month."""
    asked = {"barley", "eagr", "ruehvn", "nf", "08mission1", "02", "zebra", "trafficks", ""}

    assert searcher.standing(asked) == asked - {"zebra", "trafficks", ""}
    assert searcher.standing(()) == set()


@pytest.mark.parametrize("backend", BACKENDS.values(), ids=list(BACKENDS))
def test_an_index_of_nothing_answers(backend: Backend, tmp_path: Path) -> None:
    empty = backend.build(tmp_path, [], {})

    assert empty.find(parse_query("barley OR created:2008")) == Hits(0, ())
    assert list(empty.every(EVERYTHING)) == []
    assert empty.counts(EVERYTHING) == {facet: [] for facet in Facet}
    assert empty.timeline(EVERYTHING, Facet.MONTH) == {}
    assert empty.alike(ARCHIVE[0]) == ()
    assert empty.sharing([("barley",)]) == ()
    assert empty.frequency("barley") == 0
    assert empty.beginning("b") == []
    assert empty.standing({"barley"}) == set()
