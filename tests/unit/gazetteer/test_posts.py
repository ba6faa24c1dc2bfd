"""Posts: every spelling, every origin of the site, and the country of each station."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from reftel.gazetteer import countries, posts

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared"


@pytest.mark.parametrize(
    ("written", "station"),
    [
        ("STATE", "STATE"),
        ("SECSTATE WASHDC", "STATE"),
        ("SecState WashDC", "STATE"),
        ("RIO DE JANEIRO", "RIODEJANEIRO"),
        ("AMCONSUL RIO DE JANEIRO", "RIODEJANEIRO"),
        ("AMEMBASSY KYIV", "KYIV"),
        ("KIEV", "KIEV"),
        ("AMEMBASSYHANOI", "HANOI"),
        ("EFTOLONDON", "LONDON"),
        ("EFTO PORT MORESBY", "PORTMORESBY"),
        ("NOFORN MOGADISHU", "MOGADISHU"),
        ("PORT-AU-PRINCE", "PORTAUPRINCE"),
        ("N'DJAMENA", "NDJAMENA"),
        ("ST. PETERSBURG", "STPETERSBURG"),
        ("USUN", "USUNNEWYORK"),
        ("USMISSION USUN NEW YORK", "USUNNEWYORK"),
        ("USMISSION USNATO", "USNATO"),
        ("USMISSION GENEVA", "GENEVA"),
        ("USMISSION CD GENEVA", "CDGENEVA"),
        ("USMISSION UNVIE", "UNVIEVIENNA"),
        ("USEU", "USEUBRUSSELS"),
        ("USINT HAVANA", "HAVANA"),
        ("AIT TAIPEI", "AITTAIPEI"),
        ("TAIPEI", "TAIPEI"),
        ("RPO DUBAI", "RPODUBAI"),
        ("IRAN RPO DUBAI", "IRANRPODUBAI"),
        ("DUBAI", "DUBAI"),
        ("UNESCO PARIS FR", "UNESCOPARISFR"),
        ("HCMC", "HOCHIMINHCITY"),
        ("REO BASRAH", "BASRAH"),
        ("USLO PEKING", "PEKING"),
        ("MEXICO D.F.", "MEXICO"),
        ("SECDEF", None),  # the Department of Defense is not the Department of State
        ("EXAMPLETOWN", None),
        ("VIENTIANE 145", None),
        ("", None),
        ("A" * 100_000, None),
    ],
)
def test_a_station_is_known_by_any_of_its_spellings(written: str, station: str | None) -> None:
    assert posts.station(written) == station


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("RIO DE JANEIRO 000012 SIPDIS", ("RIODEJANEIRO", 3)),
        ("PARIS 000012", ("PARIS", 1)),
        ("PARIS FR 000012", ("PARISFR", 2)),
        ("HO CHI MINH CITY 000012", ("HOCHIMINHCITY", 4)),
        ("HO CHI MINH 000012", ("HOCHIMINHCITY", 3)),
        ("EFTO LONDON 000012", ("LONDON", 2)),
        ("STATE FOR EAP/MLS", ("STATE", 1)),
        ("EXAMPLETOWN BONN 000012", None),
        ("000012 BONN", None),
        ("", None),
    ],
)
def test_the_longest_name_at_the_start_of_a_line(line: str, found: tuple[str, int] | None) -> None:
    assert posts.leading_station(line.split()) == found


@pytest.mark.parametrize(
    ("origin", "station", "country"),
    [
        ("Embassy Vientiane", "VIENTIANE", "LA"),
        ("EMBASSY  vientiane", "VIENTIANE", "LA"),
        ("Embasy Bonn", "BONN", "DE"),
        ("Secretary of State", "STATE", "US"),
        ("Department of State", "STATE", "US"),
        ("USUN New York", "USUNNEWYORK", "US"),
        ("Mission USNATO", "USNATO", "BE"),
        ("Mission UNESCO", "UNESCOPARISFR", "FR"),
        ("Mission Geneva", "GENEVA", "CH"),
        ("US Mission Geneva", "GENEVA", "CH"),
        ("Consulate Lagos", "LAGOS", "NG"),
        ("American Consulate Hyderabad", "HYDERABAD", "IN"),
        ("American Institute Taiwan, Taipei", "AITTAIPEI", "TW"),
        ("US Interests Section Havana", "HAVANA", "CU"),
        ("Iran RPO Dubai", "IRANRPODUBAI", "AE"),
        ("US Office Almaty", "ALMATY", "KZ"),
        ("Embassy Kyiv", "KYIV", "UA"),
        ("Embassy Kiev", "KIEV", "UA"),
        ("Consulate Jerusalem", "JERUSALEM", "XJ"),
        ("Consulate Leningrad", "LENINGRAD", "SU"),
        ("US Delegation, Secretary", "PARTO", None),
    ],
)
def test_an_origin_names_its_post(origin: str, station: str, country: str | None) -> None:
    post = posts.post_of_origin(origin)

    assert post is not None
    assert (post.station, post.country) == (station, country)


def test_an_origin_that_nobody_knows_names_no_post() -> None:
    assert posts.post_of_origin("Embassy Exampletown") is None
    assert posts.post_of_origin("") is None


def test_a_post_says_where_it_is() -> None:
    assert posts.post("VIENTIANE") == posts.Post(
        station="VIENTIANE",
        place="Vientiane",
        country="LA",
        kind="embassy",
        routing="RUEHVN",
        origin="Embassy Vientiane",
    )
    assert posts.post("Vientiane") is None


@pytest.mark.parametrize(
    ("routing", "station"),
    [
        ("RUEHVN", "VIENTIANE"),
        ("RUEHC", "STATE"),
        ("RUEHKV", "KYIV"),  # Kiev before it was renamed
        ("RUEHBS", "BRUSSELS"),  # shared with the mission to the European Union
        ("RUEHPL", "PORTLOUIS"),  # the routing book of 2010 says Paramaribo
        ("RUEHPO", "PARAMARIBO"),
        ("RUEHDIR", "IRANRPODUBAI"),  # the routing book says Nagoya
        ("RUEHSB", "HARARE"),
        ("RUXXXX", None),
    ],
)
def test_a_routing_indicator_names_a_station(routing: str, station: str | None) -> None:
    assert posts.by_routing(routing) == station


@pytest.mark.parametrize(
    ("written", "stations"),
    [
        ("BRUSELS", ("BRUSSELS",)),
        ("KINHASA", ("KINSHASA",)),
        ("BANGOK", ("BANGKOK",)),
        ("EXAMPLETOWN", ()),
        ("", ()),
    ],
)
def test_one_slip_away(written: str, stations: tuple[str, ...]) -> None:
    assert posts.alike(written) == stations


def test_countries_have_names() -> None:
    nameless = [
        post.station
        for post in posts.POSTS.values()
        if post.country is not None and countries.name(post.country) is None
    ]

    assert nameless == []
    assert countries.name("LA") == "Laos"
    assert countries.name("??") is None


def test_a_renamed_post_leads_to_the_present_one() -> None:
    assert {
        post.station for post in posts.POSTS.values() if post.now and post.now not in posts.POSTS
    } == set()
    assert posts.POSTS["KIEV"].now == "KYIV"


def test_the_compiled_tables_are_what_the_tables_say() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "build_tables.py", "--check"], check=False
    )

    assert done.returncode == 0


def test_every_alias_leads_to_a_station_that_exists() -> None:
    with (ROOT / "tables" / "aliases.csv").open(encoding="utf-8", newline="") as file:
        lost = [row for row in csv.DictReader(file) if row["station"] not in posts.POSTS]

    assert lost == []


@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the shared corpus is not here")
def test_every_origin_of_the_sites_menu_names_a_post() -> None:
    """274 names; the test with origins written out above covers the same forms."""
    page = next((SHARED / "corpus" / "cablegate-2011").rglob("*.html")).read_text("utf-8")
    origins = {
        line.split(">")[1].split("<")[0]
        for line in page.splitlines()
        if line.startswith("<a href='/origin/")
    }
    unknown = {origin for origin in origins if posts.post_of_origin(origin) is None}

    assert len(origins) > 250
    assert unknown == set()
