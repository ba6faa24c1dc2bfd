"""What every search back end must answer, on a small archive that can be read at a glance.

A back end joins by a line in ``BACKENDS``; what is expected was written by hand.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from tests.sample import cable_record

from reftel.search.backend import Facet, Searcher, SortOrder, under
from reftel.search.embedded import IndexWriter
from reftel.search.embedded import Searcher as EmbeddedSearcher
from reftel.search.memory import MemoryIndex
from reftel.search.query import parse_query
from reftel.telegram.cable import CableRecord


def _paragraphs(*texts: str) -> list[dict[str, object]]:
    return [
        {
            "anchor": f"par{number}",
            "number": str(number),
            "mark": "U",
            "heading": None,
            "text": text,
            "start": 0,
            "end": 0,
        }
        for number, text in enumerate(texts, 1)
    ]


FOUO = "UNCLASSIFIED//FOR OFFICIAL USE ONLY"

ARCHIVE: list[CableRecord] = [
    cable_record(
        "05SAMPLECITY7",
        created="2005-12-31T23:59Z",
        released="2011-08-26T00:00Z",
        origin="Consulate Samplecity",
        country="ZZ",
        classification="SECRET//NOFORN",
        subject="CAFÉ OWNERS AND COUNTER-SMUGGLING POLICY",
        tags=["PGOV", "MUGWUMP, ROBIN"],
        captions=["NOFORN"],
        signer="O'DOE",
        references=[],
        paragraphs=_paragraphs(
            "The U.S. post's view of the trafficking policies:\nblue barley was not for sale.",
            "Organization of the harvest.",
        ),
    ),
    cable_record(
        "07EXAMPLETOWN3",
        created="2007-02-28T10:00Z",
        released="2010-12-01T23:11Z",
        origin="Embassy Exampletown",
        country="YY",
        classification="CONFIDENTIAL",
        subject="BARLEY",
        tags=["EAGR", "PGOV"],
        captions=["SIPDIS"],
        signer="ROE",
        references=[],
        paragraphs=_paragraphs("Blue.", "Barley traffickers were dying to be traced."),
    ),
    cable_record(
        "08EXAMPLETOWN12",
        created="2008-02-29T05:44Z",
        released="2010-12-01T23:11Z",
        origin="Embassy Exampletown",
        country="YY",
        classification=FOUO,
        subject="HARVEST OF BLUE BARLEY",
        tags=["EAGR", "ECON"],
        captions=["SIPDIS"],
        signer="ROE",
        paragraphs=_paragraphs("The café is closed.", "They will not traffic."),
    ),
    cable_record(
        "08MISSION1",
        created=None,
        released="2011-08-26T00:00Z",
        origin="Mission Exampletown",
        country=None,
        classification="UNCLASSIFIED",
        subject="",
        tags=[],
        captions=[],
        signer=None,
        references=[],
        paragraphs=[],
    ),
    cable_record(
        "08USMISSION1",
        created="2008-02-29T05:44Z",
        released=None,
        origin="US Mission Exampletown",
        country="YY",
        classification="SECRET",
        subject="ORGANS",
        tags=["ECON", "ECON"],
        captions=[],
        signer=None,
        references=[],
        paragraphs=_paragraphs("Organic organs, no barley; die Orgel."),
    ),
]

CITY, TOWN7, TOWN8, MISSION, US = (record["id"] for record in ARCHIVE)
ALL = {CITY, TOWN7, TOWN8, MISSION, US}


def _memory(folder: Path, records: Iterable[CableRecord]) -> Searcher:
    del folder
    return MemoryIndex(records)


def _embedded(folder: Path, records: Iterable[CableRecord]) -> Searcher:
    with IndexWriter(folder) as writer:
        for record in records:
            writer.add(record)
    return EmbeddedSearcher(folder)


Backend = Callable[[Path, Iterable[CableRecord]], Searcher]
BACKENDS: dict[str, Backend] = {"memory": _memory, "tantivy": _embedded}


@pytest.fixture(scope="module", params=list(BACKENDS))
def searcher(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    return BACKENDS[request.param](tmp_path_factory.mktemp("index"), ARCHIVE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ALL),
        # words: all must be there, in any form, case or accent
        ("barley", {CITY, TOWN7, TOWN8, US}),
        ("BARLEY blue", {CITY, TOWN7, TOWN8}),
        ("policy", {CITY}),
        ("trafficked", {CITY, TOWN7}),
        ("dies", {TOWN7, US}),
        ("cafe", {CITY, TOWN8}),
        ("CAFÉS", {CITY, TOWN8}),
        ("zebra", set()),
        ("barley zebra", set()),
        # what parts words and what joins them
        ("counter", {CITY}),
        ("counter-smuggling", {CITY}),
        ("smuggling-counter", set()),
        ("US", {CITY}),
        ("u.s.", {CITY}),
        ("odoe", {CITY}),
        ("O’Doe's", {CITY}),
        ("post", {CITY}),
        # words that are not in a paragraph: id, captions, signer, references
        ("08example12", set()),
        ("08EXAMPLETOWN12", {TOWN8}),
        ("noforn", {CITY}),
        ("roe", {TOWN7, TOWN8}),
        ("08STATE2731", {TOWN8}),
        # phrases lie within one paragraph, and may cross a line end
        ('"blue barley"', {CITY, TOWN8}),
        ('"barley blue"', set()),
        ('"policies blue"', {CITY}),
        ('"policy blues"', {CITY}),
        ('"sale organization"', set()),
        # prefixes are of words as written, not of their stems
        ("organiz*", {CITY}),
        ("organ*", {CITY, US}),
        ("traffick*", {CITY, TOWN7}),
        ("polic*", {CITY}),
        ("zeb*", set()),
        # joined
        ("blue OR closed", {CITY, TOWN7, TOWN8}),
        ("blue closed OR organs", {TOWN8, US}),
        ("blue (closed OR dying)", {TOWN7, TOWN8}),
        ("barley -blue", {US}),
        ("barley NOT (blue OR organs)", set()),
        ("-barley", {MISSION}),
        ("NOT barley OR organic", {MISSION, US}),
        ("NOT NOT organic", {US}),
        # fields
        ("subject:barley", {TOWN7, TOWN8}),
        ("subject:organ", {US}),
        ("subject:(barley -harvest)", {TOWN7}),
        ('subject:"blue barley"', {TOWN8}),
        ("subject:harv*", {TOWN8}),
        ("tag:econ", {TOWN8, US}),
        ("tag:(EAGR PGOV)", {TOWN7}),
        ("tag:mugwump", {CITY}),
        ('tag:="Mugwump, Robin"', {CITY}),
        ("tag:=mugwump", set()),
        ("tag:E*", ALL - {CITY, MISSION}),
        ("tag:zzzz", set()),
        ("origin:exampletown", {TOWN7, TOWN8, MISSION, US}),
        ("from:samplecity", {CITY}),
        ('origin:"mission exampletown"', {MISSION, US}),
        ('origin:="mission exampletown"', {MISSION}),
        ("origin:sample*", {CITY}),
        ("class:secret", {US}),
        ("class:noforn", {CITY}),
        ("class:secret*", {CITY, US}),
        ("class:unclassified", {MISSION}),
        ("class:unclassified//fouo", {TOWN8}),
        ('class:"FOR OFFICIAL USE ONLY"', {TOWN8}),
        ("country:yy", {TOWN7, TOWN8, US}),
        # dates
        ("created:2008", {TOWN8, US}),
        ("created:2008-02", {TOWN8, US}),
        ("created:2008-02-29", {TOWN8, US}),
        ("created:2008-02-28", set()),
        ("created:2005..2007", {CITY, TOWN7}),
        ("created:2005-12-31..2007-02", {CITY, TOWN7}),
        ("created:>2005", {TOWN7, TOWN8, US}),
        ("created:>=2007-02-28", {TOWN7, TOWN8, US}),
        ("created:<2007-02-28", {CITY}),
        ("created:..2006", {CITY}),
        ("-created:0001..", {MISSION}),
        ("released:2010-12", {TOWN7, TOWN8}),
        ("released:2011 -country:zz", {MISSION}),
    ],
)
def test_a_query_finds_exactly_these(searcher: Searcher, text: str, expected: set[str]) -> None:
    query = parse_query(text)
    found = searcher.find(query)

    assert not query.notices
    assert set(found.ids) == expected
    assert found.total == len(expected)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (SortOrder.NEWEST, (TOWN8, US, TOWN7, CITY, MISSION)),
        (SortOrder.OLDEST, (CITY, TOWN7, TOWN8, US, MISSION)),
        (SortOrder.RELEASED_NEWEST, (CITY, MISSION, TOWN7, TOWN8, US)),
        (SortOrder.RELEASED_OLDEST, (TOWN7, TOWN8, CITY, MISSION, US)),
        (SortOrder.RELEVANCE, (TOWN8, US, TOWN7, CITY, MISSION)),
    ],
)
def test_dates_order_hits_then_ids_and_the_undated_come_last(
    searcher: Searcher, sort: SortOrder, expected: tuple[str, ...]
) -> None:
    assert searcher.find(parse_query(""), sort=sort).ids == expected
    assert searcher.find(parse_query(""), sort=sort, offset=1, limit=2).ids == expected[1:3]


def test_what_answers_better_comes_first(searcher: Searcher) -> None:
    found = searcher.find(parse_query("barley"))

    assert found.ids[0] in {TOWN7, TOWN8}  # those that have it in the subject
    assert found.hits[0].score > found.hits[-1].score > 0
    assert found.ids[-1] in {CITY, US}


@pytest.mark.parametrize(("offset", "limit"), [(0, 0), (5, 20), (10**9, 20), (10**9, 10**9)])
def test_pages_past_the_end_are_empty_and_still_counted(
    searcher: Searcher, offset: int, limit: int
) -> None:
    found = searcher.find(parse_query(""), offset=offset, limit=limit)

    assert found.ids == ()
    assert found.total == 5


def test_facets_count_what_was_found(searcher: Searcher) -> None:
    assert searcher.counts(parse_query("")) == {
        Facet.ORIGIN: [
            ("Embassy Exampletown", 2),
            ("Consulate Samplecity", 1),
            ("Mission Exampletown", 1),
            ("US Mission Exampletown", 1),
        ],
        Facet.COUNTRY: [("YY", 3), ("ZZ", 1)],
        Facet.TAG: [("EAGR", 2), ("ECON", 2), ("PGOV", 2), ("MUGWUMP, ROBIN", 1)],
        Facet.YEAR: [("2008", 2), ("2005", 1), ("2007", 1)],
        Facet.CLASSIFICATION: [
            ("CONFIDENTIAL", 1),
            ("SECRET", 1),
            ("SECRET//NOFORN", 1),
            ("UNCLASSIFIED", 1),
            (FOUO, 1),
        ],
    }
    assert searcher.count(parse_query("blue -tag:ECON"), Facet.TAG) == [
        ("PGOV", 2),
        ("EAGR", 1),
        ("MUGWUMP, ROBIN", 1),
    ]
    assert searcher.count(parse_query(""), Facet.TAG, 2) == [("EAGR", 2), ("ECON", 2)]
    assert searcher.count(parse_query("zebra"), Facet.TAG) == []


def test_choosing_a_value_finds_as_many_as_it_counted(searcher: Searcher) -> None:
    for text in ("", "barley OR organs", "-zebra", '"unfinished'):
        asked = parse_query(text)
        for facet, counted in searcher.counts(asked).items():
            for value, n in counted:
                assert searcher.find(under(asked, facet, value)).total == n, (facet, value)


@pytest.mark.parametrize("backend", BACKENDS.values(), ids=list(BACKENDS))
def test_an_index_of_nothing_answers(backend: Backend, tmp_path: Path) -> None:
    empty = backend(tmp_path, [])

    assert empty.find(parse_query("barley OR created:2008")).total == 0
    assert empty.counts(parse_query("")) == {facet: [] for facet in Facet}
