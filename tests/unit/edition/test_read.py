"""What an edition answers, on five invented cables with every list written out."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.sample import cable_record

from reftel.archive import ArchiveFolder, Audience
from reftel.declaration import Declaration
from reftel.edition.browsing import Shelf
from reftel.edition.build import build
from reftel.edition.contents import Withdrawal
from reftel.edition.entries import Entry
from reftel.edition.live import open_live
from reftel.edition.missing import Ghost
from reftel.edition.read import Edition
from reftel.edition.standing import Numbered, Standing
from reftel.telegram.cable import CableRecord

NORTH, EAST = "Embassy Northtown", "Consulate Eastport"


def cable(id_: str, created: str | None, released: str | None, **rest: Any) -> CableRecord:
    targets = rest.pop("targets", [])
    references = [
        {"label": None, "text": "REF", "kind": "telegram", "target": target} for target in targets
    ]
    return cable_record(id_, created=created, released=released, references=references, **rest)


CABLES = [
    cable(
        "07NORTHTOWN3",
        "2007-11-30T10:00Z",
        "2011-01-05",
        origin=NORTH,
        classification="SECRET",
        tags=["ECON"],
        targets=["08NORTHTOWN1"],
    ),
    cable(
        "08EASTPORT9",
        "2008-02-10T23:59Z",
        "2011-01-05T00:00Z",
        origin=EAST,
        classification="UNCLASSIFIED",
        tags=["ECON", "PREL", "ECON"],
    ),
    cable(
        "08NORTHTOWN1",
        "2008-02-01T08:00Z",
        "2011-01-07",
        origin=NORTH,
        classification="SECRET",
        tags=[],
        targets=["06GONE7"],
    ),
    cable(
        "08NORTHTOWN10",
        "2008-02-29",
        "2011-01-05",
        origin=NORTH,
        classification="SECRET//NOFORN",
        tags=["PREL"],
        targets=["08NORTHTOWN1", "06GONE7", "06GONE7", "08NORTHTOWN10"],
    ),
    cable(
        "08NORTHTOWN2",
        None,
        None,
        origin="",
        classification="UNKNOWN",
        tags=["PREL"],
        country="LA",
        subject="",
        targets=[None],
    ),
]


@pytest.fixture
def edition(archive: ArchiveFolder) -> Edition:
    (archive.pages / "faq.md").write_text("# Questions\n\nNone yet.\n", "utf-8")
    build(
        archive,
        CABLES,
        audience=Audience.PUBLIC,
        made_at=datetime(2031, 5, 4, tzinfo=UTC),
        withdrawn=[Withdrawal("08NORTHTOWN5", "2012-02-03", "Withdrawn on request.")],
    )
    return open_live(archive, audience=Audience.PUBLIC)


def ids(entries: list[Entry]) -> list[str]:
    return [entry.id for entry in entries]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            "created",
            {
                ("2007-11", "2007-11"): ["07NORTHTOWN3"],
                ("2008-02", "2008-02"): ["08NORTHTOWN1", "08EASTPORT9", "08NORTHTOWN10"],
                ("undated", "undated"): ["08NORTHTOWN2"],
            },
        ),
        (
            "released",
            {
                ("2011-01-05", "2011-01-05"): ["07NORTHTOWN3", "08EASTPORT9", "08NORTHTOWN10"],
                ("2011-01-07", "2011-01-07"): ["08NORTHTOWN1"],
                ("undated", "undated"): ["08NORTHTOWN2"],
            },
        ),
        (
            "origin",
            {
                ("consulate-eastport", EAST): ["08EASTPORT9"],
                ("embassy-northtown", NORTH): ["08NORTHTOWN10", "08NORTHTOWN1", "07NORTHTOWN3"],
                ("unknown", ""): ["08NORTHTOWN2"],
            },
        ),
        (
            "tag",
            {
                ("ECON", "ECON"): ["08EASTPORT9", "07NORTHTOWN3"],
                ("PREL", "PREL"): ["08NORTHTOWN10", "08EASTPORT9", "08NORTHTOWN2"],
            },
        ),
        (
            "classification",
            {
                ("secret", "SECRET"): ["08NORTHTOWN1", "07NORTHTOWN3"],
                ("secret-noforn", "SECRET//NOFORN"): ["08NORTHTOWN10"],
                ("unclassified", "UNCLASSIFIED"): ["08EASTPORT9"],
                ("unknown", "UNKNOWN"): ["08NORTHTOWN2"],
            },
        ),
        ("no such kind", {}),
    ],
)
def test_every_shelf_holds_its_cables_in_order(
    edition: Edition, kind: str, expected: dict[tuple[str, str], list[str]]
) -> None:
    assert list(edition.shelves(kind)) == [
        Shelf(kind, key, title, len(cables)) for (key, title), cables in expected.items()
    ]
    for (key, _), cables in expected.items():
        shelf = edition.shelf(kind, key)
        assert shelf is not None
        assert ids(edition.entries(shelf, 1, 50)) == cables


def test_the_latest_release_comes_first_and_what_has_no_day_last(edition: Edition) -> None:
    everything = [
        "08NORTHTOWN1",
        "08EASTPORT9",
        "07NORTHTOWN3",
        "08NORTHTOWN10",
        "08NORTHTOWN2",
    ]

    assert ids(edition.latest(1, 9)) == everything
    assert [ids(edition.latest(page, 2)) for page in (1, 2, 3, 4)] == [
        everything[:2],
        everything[2:4],
        everything[4:],
        [],
    ]
    assert edition.latest(10**30, 50) == []


def test_an_entry_is_what_a_list_shows(edition: Edition) -> None:
    assert edition.latest(3, 2) == [
        Entry("08NORTHTOWN2", None, None, "UNKNOWN", "", "", "LA"),
    ]


def test_a_record_is_what_was_given_with_the_number_of_the_edition(edition: Edition) -> None:
    expected = [{**record, "edition": 1} for record in CABLES]

    assert list(edition.records()) == expected
    assert [edition.record(record["id"]) for record in CABLES] == expected
    assert edition.record("08northtown10") == expected[3]
    assert edition.record("08NORTHTOWN5") is None
    assert edition.record("08NORTHTOWN\ud800") is None


def test_cables_are_told_by_their_place_in_the_order_of_ids(edition: Edition) -> None:
    assert list(edition.arrived())[:2] == [(1, "2007-11-30T10:00Z"), (2, "2008-02-10T23:59Z")]
    assert list(edition.blobs([3, 99]))[1:] == []
    assert [one["id"] for one in edition.placed([3, 99, 1])] == ["08NORTHTOWN1", "07NORTHTOWN3"]


def test_what_refers_to_a_cable_comes_as_it_was_sent(edition: Edition) -> None:
    assert ids(edition.cited_by("08northtown1")) == ["07NORTHTOWN3", "08NORTHTOWN10"]
    assert ids(edition.cited_by("08NORTHTOWN1", page=2, size=1)) == ["08NORTHTOWN10"]
    assert ids(edition.cited_by("06GONE7")) == ["08NORTHTOWN1", "08NORTHTOWN10"]
    assert edition.cited_by("08NORTHTOWN10") == []  # by itself, which says nothing


def test_a_ghost_is_referred_to_and_not_here(edition: Edition) -> None:
    assert edition.ghost("06gone7") == Ghost("06GONE7", 2)
    assert edition.ghost("08NORTHTOWN1") is None
    assert edition.ghost("99NEVER1") is None


def test_neighbours_are_what_the_same_origin_sent_before_and_after(edition: Edition) -> None:
    def around(id_: str) -> tuple[str | None, str | None]:
        before, after = edition.neighbours(id_)
        return before.id if before else None, after.id if after else None

    assert around("07NORTHTOWN3") == (None, "08NORTHTOWN1")
    assert around("08northtown1") == ("07NORTHTOWN3", "08NORTHTOWN10")
    assert around("08NORTHTOWN10") == ("08NORTHTOWN1", None)
    assert around("08EASTPORT9") == (None, None)
    assert around("06GONE7") == (None, None)


def test_held_gives_ids_back_as_they_were_spelt(edition: Edition) -> None:
    many = [f"99NEVER{number}" for number in range(2_000)]

    found = edition.held([*many, "08eastport9", "08NORTHTOWN2", "08NORTHTOWN5", "", "\ud800"])

    assert found == {"08eastport9", "08NORTHTOWN2"}
    assert edition.held([]) == frozenset()


def test_a_withdrawn_cable_has_its_notice_and_no_more(edition: Edition) -> None:
    notice = Withdrawal("08NORTHTOWN5", "2012-02-03", "Withdrawn on request.")

    assert edition.withdrawn("08northtown5") == notice
    assert edition.withdrawn("08NORTHTOWN1") is None
    assert edition.held(["08NORTHTOWN5"]) == frozenset()


def test_the_edition_counts_what_it_holds(edition: Edition) -> None:
    assert edition.counts() == {
        "cables": 5,
        "withdrawn": 1,
        "missing": 1,
        "pages": 1,
        "articles": 0,
        "collections": 0,
        "coverage": 0,
        "cards": 0,
        "created": 3,
        "released": 3,
        "origin": 3,
        "tag": 2,
        "classification": 4,
        "country": 1,
        "region": 1,
        "addressee": 1,
        "person": 1,
        "caption": 1,
        "kind": 1,
        "action": 1,
    }
    assert edition.years() == ((2007, 1), (2008, 3))
    assert edition.pages == (("faq", "Questions", "# Questions\n\nNone yet.\n"),)


@pytest.mark.parametrize(
    ("field", "kind", "dates"),
    [
        (
            "created",
            "created",
            {
                "2008-02": "2008-02",
                "2008-02-29": "2008-02",
                "2008-02-29T05:44Z": "2008-02",
                "2007-02-29": "undated",
                "2008-13": "undated",
                "2008-02-29T25:00Z": "undated",
                "2008": "undated",
                "２００８-02": "undated",
                "2008-02-29T05:44Z\n": "undated",
                "yesterday": "undated",
                "": "undated",
            },
        ),
        (
            "released",
            "released",
            {"2011-08-26T00:00Z": "2011-08-26", "2011-08": "undated", "soon": "undated"},
        ),
    ],
)
def test_a_date_is_read_as_far_as_it_is_one(
    archive: ArchiveFolder, field: str, kind: str, dates: dict[str, str]
) -> None:
    given = {f"08NORTHTOWN{at:03}": written for at, written in enumerate(dates)}
    cables = [cable_record(id_, **{field: written}) for id_, written in given.items()]

    build(archive, cables, audience=Audience.PUBLIC, made_at=datetime(2031, 5, 4, tzinfo=UTC))

    edition = open_live(archive, audience=Audience.PUBLIC)
    found = {
        entry.id: shelf.key
        for shelf in edition.shelves(kind)
        for entry in edition.entries(shelf, 1, 50)
    }
    assert found == {id_: dates[written] for id_, written in given.items()}


Lookup = Callable[[Edition], object]


@pytest.mark.parametrize(
    ("lookup", "statements"),
    [
        (lambda edition: edition.latest(1, 50), 1),
        (lambda edition: edition.latest(40_000, 50), 1),
        (lambda edition: edition.record("08NORTHTOWN1"), 1),
        (lambda edition: edition.held(["08NORTHTOWN1"] * 400), 1),
        (lambda edition: edition.neighbours("08NORTHTOWN1"), 3),
        (lambda edition: edition.cited_by("08NORTHTOWN1"), 1),
        (lambda edition: edition.beginning("08N", 5), 1),
    ],
)
def test_each_answer_takes_a_fixed_number_of_queries_and_no_scan(
    edition: Edition, lookup: Lookup, statements: int
) -> None:
    asked: list[str] = []
    with edition._connections.one() as database:
        database.set_trace_callback(asked.append)
    lookup(edition)
    with edition._connections.one() as database:
        database.set_trace_callback(None)
        plans = [row[3] for one in asked for row in database.execute(f"EXPLAIN QUERY PLAN {one}")]

    assert len(asked) == statements
    scans = [plan for plan in plans if plan.startswith("SCAN") or "TEMP B-TREE" in plan]
    few = ("(subquery-", "SCAN step")  # of the rows that were found, which have a limit
    assert [plan for plan in scans if not any(of in plan for of in few)] == []


def test_what_stands_round_a_cable_comes_at_once(edition: Edition) -> None:
    """Its neighbours from the same origin, who cites it, which of its targets are here."""
    record = edition.record("08NORTHTOWN1")
    assert record is not None
    found = edition.surroundings(record)
    assert found.before is not None
    assert found.after is not None
    assert (found.before.id, found.after.id) == ("07NORTHTOWN3", "08NORTHTOWN10")
    assert ids(list(found.cited_by)) == ["07NORTHTOWN3", "08NORTHTOWN10"]
    assert found.held == frozenset()

    newest = edition.record("08NORTHTOWN10")
    assert newest is not None
    assert edition.surroundings(newest).after is None
    assert "08NORTHTOWN1" in edition.surroundings(newest).held
    assert "06GONE7" not in edition.surroundings(newest).held


def test_several_records_come_in_the_order_asked_for(edition: Edition) -> None:
    asked = ["08NORTHTOWN2", "06GONE7", "07NORTHTOWN3"]
    assert [record["id"] for record in edition.some(asked)] == ["08NORTHTOWN2", "07NORTHTOWN3"]


@pytest.mark.parametrize(("total", "told"), [(1, None), (2, 2), (3, 3)])
def test_a_declared_total_smaller_than_what_is_here_is_not_told(
    tmp_path: Path, total: int, told: int | None
) -> None:
    archive = ArchiveFolder(tmp_path)
    archive.create(Declaration(total=total))
    build(archive, CABLES[:2], audience=Audience.PUBLIC, made_at=datetime(2026, 1, 1, tzinfo=UTC))

    assert open_live(archive, audience=Audience.PUBLIC).manifest.declaration.total == told


def test_several_entries_come_in_the_order_asked_for(edition: Edition) -> None:
    asked = ["08NORTHTOWN2", "06GONE7", "07NORTHTOWN3"]
    assert ids(edition.listed(asked)) == ["08NORTHTOWN2", "07NORTHTOWN3"]


def test_an_id_stands_for_a_cable_that_is_held_withdrawn_or_only_cited(edition: Edition) -> None:
    asked = ["08NORTHTOWN1", "08NORTHTOWN5", "06GONE7", "99NEVER1", "", "\ud800"]
    assert edition.standing(asked) == {
        "08NORTHTOWN1": Standing.HELD,  # though it is cited too
        "08NORTHTOWN5": Standing.WITHDRAWN,
        "06GONE7": Standing.CITED,
    }
    (held,) = edition.listed(["08NORTHTOWN1"])
    assert edition.known(asked) == {
        "08NORTHTOWN1": held,
        "08NORTHTOWN5": Withdrawal("08NORTHTOWN5", "2012-02-03", "Withdrawn on request."),
        "06GONE7": Standing.CITED,
    }


def test_ids_that_begin_so_come_with_what_is_known_of_them(edition: Edition) -> None:
    assert [(one.id, one.standing) for one in edition.beginning("08NORTHTOWN1", 9)] == [
        ("08NORTHTOWN1", Standing.HELD),
        ("08NORTHTOWN10", Standing.HELD),
    ]
    assert [one.id for one in edition.beginning("0", 2)] == ["06GONE7", "07NORTHTOWN3"]
    assert edition.beginning("06", 2) == [Numbered("06GONE7", Standing.CITED, "")]
    assert edition.beginning("%", 2) == []
    assert edition.beginning("\ud800", 2) == []
