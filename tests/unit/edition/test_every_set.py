"""What holds for every set of cables, however odd."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sample import cable_record

from reftel.archive import ArchiveFolder, Audience
from reftel.declaration import Declaration
from reftel.edition.build import build
from reftel.edition.contents import Sealed, Withdrawal
from reftel.edition.live import open_live
from reftel.edition.prepared import Prepared
from reftel.edition.read import Edition
from reftel.edition.verify import verify
from reftel.gazetteer import posts
from reftel.sources import items, readings
from reftel.sources.item import Rejected
from reftel.telegram.cable import AddresseeEntry, CableRecord, read_cable

MADE = datetime(2031, 5, 4, tzinfo=UTC)
ODD = st.text(st.characters(categories=None), max_size=8)
IDS = st.from_regex(r"[0-9]{2}[A-C]{1,2}[0-9]{1,2}", fullmatch=True)
DATES = st.sampled_from(["2008-02-29T05:44Z", "2008-02-29", "2008-03", "2008-02-30", "", None])

ADDRESSEES = st.lists(
    st.builds(
        lambda station: {"routing": None, "station": station, "precedence": None, "serial": None},
        st.sampled_from(["AMEMBASSY VIENTIANE", "Amembassy  Vientiane", "CIA WASHDC"]) | ODD,
    ),
    max_size=3,
)
RECORDS = st.builds(
    cable_record,
    id=IDS,
    created=DATES | ODD,
    released=DATES | ODD,
    origin=st.sampled_from(["Embassy Northtown", "EMBASSY NORTHTOWN", ""]) | ODD,
    classification=st.sampled_from(["SECRET", "SECRET//NOFORN"]) | ODD,
    country=st.none() | ODD,
    subject=ODD,
    captions=st.lists(st.sampled_from(["NOFORN", "EXDIS"]) | ODD, max_size=3),
    signer=st.sampled_from(["ROE", "Roe", None]) | ODD,
    classified_by=st.sampled_from(["DCM  Rae Roe", "ROE", None]) | ODD,
    to=ADDRESSEES,
    info=ADDRESSEES,
    tags=st.lists(st.sampled_from(["ECON", "econ", "ZZ"]) | ODD, max_size=4),
    references=st.lists(
        st.builds(
            lambda target: {"label": None, "text": "", "kind": "telegram", "target": target},
            st.none() | IDS | ODD,
        ),
        max_size=3,
    ),
)
SETS = st.lists(RECORDS, max_size=7, unique_by=lambda record: record["id"]).map(
    lambda records: sorted(records, key=lambda record: record["id"])
)


def archive_in(folder: str) -> ArchiveFolder:
    archive = ArchiveFolder(Path(folder))
    archive.create(Declaration())
    return archive


def listed_once(edition: Edition, records: list[CableRecord]) -> None:
    """Each cable on one shelf of each kind, and once on each that it has something for."""
    for kind, each in NAMED.items():
        found: list[str] = []
        for shelf in edition.shelves(kind):
            pages = -(-shelf.count // 2)
            listed = [
                entry.id
                for page in range(1, pages + 1)
                for entry in edition.entries(shelf, page, 2)
            ]
            assert len(listed) == len(set(listed)) == shelf.count > 0
            assert edition.entries(shelf, pages + 1, 2) == []
            found += listed
        assert sorted(found) == [one["id"] for one in records for _ in each(one)], kind


def names(*written: str | None) -> set[str]:
    """Names that differ by more than case and blanks."""
    folded = (storable(" ".join(one.split())).casefold() for one in written if one)
    return {name for name in folded if name}


def addressed(entries: list[AddresseeEntry]) -> set[str]:
    found = [(entry["station"], posts.station(entry["station"])) for entry in entries]
    return names(
        *(posts.POSTS[known].origin for _, known in found if known),
        *(
            written.replace("WASHINGTON DC", "WASHDC")
            .replace("WASHINGTON D.C.", "WASHDC")
            .replace("DEPARTMENT OF", "DEPT OF")
            for written, known in found
            if not known
        ),
    )


# What a cable is listed under, by kind of shelf.
NAMED: dict[str, Callable[[CableRecord], Collection[str]]] = {
    **dict.fromkeys(("created", "released", "origin", "classification", "latest"), lambda _: "1"),
    "tag": lambda one: {*map(storable, one["tags"])},
    "caption": lambda one: {*map(storable, one["captions"])},
    "country": lambda one: {one["country"]} - {None, ""},
    "person": lambda one: names(one["signer"], one["classified_by"]),
    "action": lambda one: addressed(one["to"]),
    "addressee": lambda one: addressed([*one["to"], *one["info"]]),
}


def storable(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@settings(max_examples=25)
@given(records=SETS, earlier=SETS, days=st.integers(0, 40_000))
def test_any_cables_are_listed_once_read_back_and_digested_alike(
    records: list[CableRecord], earlier: list[CableRecord], days: int
) -> None:
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        first, second = archive_in(one), archive_in(other)
        build(first, iter(records), audience=Audience.PUBLIC, made_at=MADE)
        build(second, earlier, audience=Audience.PUBLIC, made_at=MADE)
        build(
            second,
            (Prepared.of(Sealed.of(record)) for record in records),
            audience=Audience.PUBLIC,
            made_at=MADE + timedelta(days=days),
        )

        edition, again = (open_live(each, audience=Audience.PUBLIC) for each in (first, second))

        assert edition.manifest.content_digest == again.manifest.content_digest
        assert verify(edition.folder) == verify(again.folder) == ()
        assert list(edition.records()) == [{**record, "edition": 1} for record in records]
        listed_once(edition, records)
        for record in records:
            assert all(
                record["id"] in {entry.id for entry in edition.cited_by(one["target"])}
                for one in record["references"]
                if one["target"] and one["target"] != record["id"]
            )


@settings(max_examples=20)
@given(days=st.lists(st.integers(1, 28), min_size=2, max_size=9))
def test_neighbours_lead_through_all_that_an_origin_sent_and_back(days: list[int]) -> None:
    records = [
        cable_record(f"08A{number:02}", created=f"2008-02-{day:02}")
        for number, day in enumerate(days)
    ]
    with TemporaryDirectory() as folder:
        archive = archive_in(folder)
        build(archive, records, audience=Audience.PUBLIC, made_at=MADE)
        edition = open_live(archive, audience=Audience.PUBLIC)

        (first,) = [r["id"] for r in records if edition.neighbours(r["id"])[0] is None]
        way = [first]
        while (after := edition.neighbours(way[-1])[1]) is not None:
            way.append(after.id)

        assert sorted(way) == [record["id"] for record in records]
        for before, after_id in pairwise(way):
            entry = edition.neighbours(after_id)[0]
            assert entry is not None
            assert entry.id == before


@pytest.mark.parametrize("ids", [["08A1"], ["08A1", "08A2"]])
def test_notices_count_whatever_their_order(ids: list[str]) -> None:
    notices = [Withdrawal(id_, "2031-05-01", "Withdrawn.") for id_ in ids]
    with TemporaryDirectory() as folder:
        archive = archive_in(folder)
        first, second = (
            build(archive, [], audience=Audience.PUBLIC, made_at=MADE, withdrawn=given)
            for given in (iter(notices), reversed(notices))
        )

    assert first == second


def test_every_cable_of_the_corpus_stands_once_under_each_of_its_headings(
    corpus: Path, archive: ArchiveFolder
) -> None:
    records: dict[str, CableRecord] = {}
    for item in items(corpus):
        for reading in [] if isinstance(item, Rejected) else readings(item):
            assert not isinstance(reading, Rejected)
            _, record = read_cable(reading.header, reading.body, reading.published)
            assert record is not None
            records[record["id"]] = record
    cables = [records[id_] for id_ in sorted(records)]

    build(archive, cables, audience=Audience.PUBLIC, made_at=MADE)

    edition = open_live(archive, audience=Audience.PUBLIC)
    assert edition.counts()["cables"] == 108
    listed_once(edition, cables)
    assert edition.record("08VIENTIANE145") == {**records["08VIENTIANE145"], "edition": 1}
