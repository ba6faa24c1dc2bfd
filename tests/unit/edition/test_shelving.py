"""The further ways to browse: what stands where, under which key, and what goes with what."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.sample import addressed, cable_record

from reftel.archive import ArchiveFolder, Audience
from reftel.declaration import Declaration
from reftel.edition.browsing import Day
from reftel.edition.build import build
from reftel.edition.filing import filed
from reftel.edition.keys import unique_keys
from reftel.edition.live import open_live
from reftel.edition.places import addressee
from reftel.edition.read import Edition
from reftel.telegram.cable import CableRecord

MADE = datetime(2031, 5, 4, 3, 2, tzinfo=UTC)


CABLES = [
    cable_record(
        "07VIENTIANE1",
        created="2007-02-14T10:00Z",
        origin="Embassy Vientiane",
        country="LA",
        tags=["KTIP", "LA"],
        captions=["NOFORN"],
        signer="ROE",
        classified_by="Ambassador Jane  Roe",
        to=addressed("SECSTATE WASHDC"),
        info=addressed("AMEMBASSY BANGKOK", "CIA WASHINGTON DC"),
    ),
    cable_record(
        "08BANGKOK2",
        created="2008-02-14T23:59Z",
        origin="Embassy Bangkok",
        country="TH",
        tags=["KTIP"],
        captions=[],
        signer="Roe",
        classified_by="AMBASSADOR JANE ROE",
        to=addressed("AMEMBASSY VIENTIANE", "Cia Washdc"),
        info=addressed("AmEmbassy Vientiane", "SECSTATE WASHDC"),
    ),
    cable_record(
        "08VIENTIANE3",
        created="2008-02-14",
        origin="Embassy Vientiane",
        country="LA",
        tags=["KTIP", "PREL", "ROE, JANE"],
        captions=["NOFORN", "EXDIS"],
        signer="VAN DER ROE",
        to=addressed("AMEMBASSY BANGKOK"),
        info=[],
    ),
    cable_record(
        "09USUNNEWYORK4", created="2009-02", origin="USUN New York", country="US", tags=[], to=[]
    ),
]


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    archive = ArchiveFolder(tmp_path_factory.mktemp("shelving") / "archive")
    archive.create(Declaration())
    build(archive, CABLES, audience=Audience.PUBLIC, made_at=MADE)
    return open_live(archive, audience=Audience.PUBLIC)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("country", {"la LA": "08 07", "th TH": "08", "us US": "09"}),
        ("region", {"eap EAP": "08 08 07", "io IO": "09"}),
        ("kind", {"geographic geographic": "07", "program program": "08 08 07",
                  "subject subject": "08", "person person": "08"}),
        ("caption", {"NOFORN NOFORN": "08 07", "EXDIS EXDIS": "08", "SIPDIS SIPDIS": "09"}),
        ("person", {"roe Roe": "08 09 07", "ambassador-jane-roe Ambassador Jane Roe": "08 07",
                    "van-der-roe VAN DER ROE": "08"}),
        ("addressee", {"cia-washdc Cia Washdc": "08 07", "embassy-bangkok Embassy Bangkok": "08 07",
                       "embassy-vientiane Embassy Vientiane": "08",
                       "secretary-of-state Secretary of State": "08 07"}),
        ("action", {"cia-washdc Cia Washdc": "08", "embassy-bangkok Embassy Bangkok": "08",
                    "embassy-vientiane Embassy Vientiane": "08",
                    "secretary-of-state Secretary of State": "07"}),
    ],
)  # fmt: skip
def test_every_shelf_is_written_out(edition: Edition, kind: str, expected: dict[str, str]) -> None:
    found = {
        f"{shelf.key} {shelf.title}": " ".join(
            entry.id[:2] for entry in edition.entries(shelf, 1, 9)
        )
        for shelf in edition.shelves(kind)
    }
    assert {key: sorted(ids.split()) for key, ids in found.items()} == {
        key: sorted(ids.split()) for key, ids in expected.items()
    }


def test_the_newest_come_first(edition: Edition) -> None:
    shelf = edition.shelf("region", "eap")
    assert shelf is not None
    ids = [entry.id for entry in edition.entries(shelf, 1, 9)]
    assert ids == ["08BANGKOK2", "08VIENTIANE3", "07VIENTIANE1"]


def test_what_goes_with_a_shelf_is_counted(edition: Edition) -> None:
    shelf = edition.shelf("tag", "KTIP")
    assert shelf is not None
    company = edition.browsing.company(shelf, [("kind", "program"), ("country", "zz")])
    told = {
        kind: [(one.shelf.key, one.shared) for one in others]
        for kind, others in company.others.items()
    }
    assert told == {
        "created": [("2007-02", 1), ("2008-02", 2)],
        "origin": [("embassy-vientiane", 2), ("embassy-bangkok", 1)],
        "tag": [("LA", 1), ("PREL", 1), ("ROE-JANE", 1)],
    }
    assert [(kind, one.count) for kind, one in company.also.items()] == [("kind", 3)]


def test_a_shelf_of_one_cable_has_no_company(edition: Edition) -> None:
    shelf = edition.shelf("origin", "embassy-bangkok")
    assert shelf is not None
    assert edition.browsing.company(shelf).others == {}


def test_the_cables_of_a_day_are_a_stretch_of_their_month(edition: Edition) -> None:
    (day,) = edition.browsing.days("2008-02-14", "2008-02-14")
    assert (day.day, day.rank, day.count) == ("2008-02-14", 1, 2)
    found = edition.listing_of([day]).entries(1, 9)
    assert [one.id for one in found] == ["08VIENTIANE3", "08BANGKOK2"]
    assert edition.browsing.days("2009-01-01", "2009-12-31") == []  # only the month is known
    assert edition.browsing.year_round() == {"02-14": 3}


def test_a_day_of_the_year_leads_through_its_years(edition: Edition) -> None:
    days = edition.browsing.days_of_year("02-14")
    assert [one.day for one in days] == ["2007-02-14", "2008-02-14"]
    listing = edition.listing_of(days)
    parts = [[one.id for one in listing.entries(first, first + 1)] for first in (1, 2, 3, 4)]
    assert parts == [
        ["07VIENTIANE1", "08VIENTIANE3"],
        ["08VIENTIANE3", "08BANGKOK2"],
        ["08BANGKOK2"],
        [],
    ]
    assert listing.leaf_of("08BANGKOK2") == listing.leaf(1)._replace(
        entries=tuple(one._replace(edition=0) for one in listing.entries(1, 3))
    )
    assert listing.leaf_of("08X1") is None
    assert edition.listing_of([Day("x", 10**9, 1, 5)]).entries(1, 9) == ()


def test_shelves_are_filed_from_a_to_z(edition: Edition) -> None:
    assert edition.browsing.letters("addressee") == {"B": 1, "C": 1, "V": 1, "W": 1}
    assert [one.key for one in edition.browsing.filed("person")] == [
        "roe", "ambassador-jane-roe", "van-der-roe",
    ]  # fmt: skip
    assert [one.key for one in edition.browsing.filed("person", "R", 2, 1)] == [
        "ambassador-jane-roe"
    ]


@pytest.mark.parametrize(
    ("kind", "title", "name"),
    [
        ("origin", "Embassy Vientiane", "VIENTIANE"),
        ("origin", "Embassy São Tomé", "EMBASSY SAO TOME"),
        ("origin", "", "#"),
        ("country", "LA", "LAOS"),
        ("country", "Q1", "Q1"),
        ("region", "EAP", "EAST ASIA AND THE PACIFIC"),
        ("person", "Ambassador Jane Q. Roe, reasons 1.4 (b)", "ROE, AMBASSADOR JANE Q."),
        ("person", "Dep. Chief John Roe III", "ROE, DEP. CHIEF JOHN"),
        ("person", "LA LIME", "LA LIME"),
        ("person", "...", "#..."),
        ("person", ", ,", "#, ,"),
        ("addressee", "CIA WASHDC", "CIA WASHDC"),
        ("tag", "ktip", "KTIP"),
        ("tag", "1973", "#1973"),
    ],
)
def test_names_from_a_to_z(kind: str, title: str, name: str) -> None:
    assert filed(kind, title) == name


def test_keys_do_not_change_with_another_way_of_writing() -> None:
    assert unique_keys("addressee", ["embassy vientiane", "cia washdc"]) == {
        "embassy vientiane": "embassy-vientiane",
        "cia washdc": "cia-washdc",
    }
    assert unique_keys("caption", ["NOFORN", "noforn"]) == {
        "NOFORN": "NOFORN",
        "noforn": "NOFORN-101b410378",
    }


@pytest.mark.parametrize(
    ("station", "name"),
    [
        ("SECSTATE WASHDC", "Secretary of State"),
        ("AMCONSUL  RIO DE JANEIRO", "Consulate Rio De Janeiro"),
        ("CIA WASHINGTON D.C.", "CIA WASHDC"),
        ("DEPARTMENT OF  JUSTICE WASHINGTON DC", "DEPT OF JUSTICE WASHDC"),
        ("EUROPEAN POLITICAL COLLECTIVE", "EUROPEAN POLITICAL COLLECTIVE"),
        ("HQ USWASHDC FORCES", "HQ USWASHDC FORCES"),
    ],
)
def test_who_is_meant_by_an_addressee(station: str, name: str) -> None:
    assert addressee(station) == name


def test_a_line_of_a_megabyte_is_a_name_of_its_beginning() -> None:
    assert len(addressee("A" * 1_000_000)) == 500
    assert addressee(" \u3000 ") == ""


def test_a_cable_of_ten_thousand_tags_is_counted_under_its_first_by_name(tmp_path: Path) -> None:
    archive = ArchiveFolder(tmp_path / "archive")
    archive.create(Declaration())
    tags = [f"T{number}" for number in range(10_000)]
    many = [cable_record(f"08EXAMPLETOWN{number}", tags=tags) for number in (1, 2)]
    build(archive, many, audience=Audience.PUBLIC, made_at=MADE)
    made = open_live(archive, audience=Audience.PUBLIC)
    shelf = made.shelf("tag", "T9999")
    assert shelf is not None
    others = made.browsing.company(shelf).others["tag"]
    assert len(others) == 12
    assert {one.shelf.key for one in others} <= set(sorted(tags)[:64])


def test_which_of_equal_companions_are_told_hangs_on_no_other_cable(tmp_path: Path) -> None:
    """Else a page would change with a cable that is not on it."""
    tags = [f"T{number}" for number in range(10, 40)]
    both = [cable_record(f"08EXAMPLETOWN{number}", tags=tags) for number in (2, 3)]
    other = cable_record("08EXAMPLETOWN1", tags=["T39"])

    assert _companions(tmp_path / "a", both) == _companions(tmp_path / "b", [other, *both])
    assert _companions(tmp_path / "c", both) == [f"T{number}" for number in range(11, 23)]


def _companions(root: Path, records: list[CableRecord]) -> list[str]:
    archive = ArchiveFolder(root)
    archive.create(Declaration())
    build(archive, records, audience=Audience.PUBLIC, made_at=MADE)
    made = open_live(archive, audience=Audience.PUBLIC)
    shelf = made.shelf("tag", "T10")
    assert shelf is not None
    return [one.shelf.key for one in made.browsing.company(shelf).others["tag"]]
