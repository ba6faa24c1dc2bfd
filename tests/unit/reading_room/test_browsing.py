"""Browsing at full depth: every way, its index, its shelves and what is told of them."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from tests.reader import Markup, Reader, publish, reader
from tests.sample import addressed, cable_record

from reftel.edition.read import Edition
from reftel.errors import IndexUnavailable
from reftel.telegram.cable import CableRecord, ReferenceEntry

FURTHER = ("country", "region", "addressee", "person", "caption", "kind")


def vientiane(number: int, created: str, **changes: object) -> CableRecord:
    fields = {
        "created": created,
        "origin": "Embassy Vientiane",
        "country": "LA",
        "tags": ["KTIP", "PHUM"],
        "captions": ["NOFORN"],
        "info": addressed("AMEMBASSY BANGKOK", "CIA WASHINGTON DC"),
        "classified_by": "Ambassador Jane Q. Roe",
    }
    return cable_record(f"{created[2:4]}VIENTIANE{number}", **fields | changes)


RECORDS = [
    vientiane(1, "2007-02-14T10:00Z"),
    vientiane(2, "2008-02-14T10:00Z", tags=["KTIP", "LA"]),
    vientiane(3, "2008-02-29T10:00Z", to=addressed("AMEMBASSY BANGKOK"), info=[]),
    cable_record(
        "08BANGKOK1",
        created="2008-02-14",
        origin="Embassy Bangkok",
        country="TH",
        tags=["KTIP", "TH"],
        to=addressed("AMEMBASSY VIENTIANE"),
    ),
]


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return reader(publish(tmp_path_factory.mktemp("posts"), RECORDS, total=10))


def told(room: Reader, address: str) -> str:
    """The words that stand beside a list, one blank between them."""
    (aside,) = re.findall(r'<aside class="portrait".*?</aside>', room.get(address).text, re.DOTALL)
    words = re.sub(r"<svg.*?</svg>|<details.*?</details>|<[^>]+>", " ", aside, flags=re.DOTALL)
    return " ".join(words.split())


def listed(room: Reader, address: str) -> list[str]:
    return [one["id"] for one in json.loads(room.get(address).body)["cables"]]


def test_all_ways_stand_on_one_page_with_what_is_here(posts: Reader) -> None:
    page = posts.get("/browse/")
    assert page.status == 200
    links = Markup(page.text).links
    assert {f"/browse/{way}/" for way in (*FURTHER, "released", "origin")} <= links
    assert "/browse/on-this-day/" in links
    assert told(posts, "/browse/") == (
        "How much is here Released so far 4 Of a total of 10 Not released 6 "
        "Withdrawn, with a notice 0 Referred to, not here 1"
    )


MISSING = ("08STATE2731", "75STATE9", "08BANGKOK7", "P760191-0123")


@pytest.fixture(scope="module")
def lacking(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Cables that refer to four telegrams that are not here: to each one more than to the next."""
    records = [
        cable_record(f"08EXAMPLETOWN{at}", references=[referring(one) for one in MISSING[: 4 - at]])
        for at in range(4)
    ]
    return reader(publish(tmp_path_factory.mktemp("lacking"), records))


def referring(target: str) -> ReferenceEntry:
    return {**cable_record()["references"][0], "target": target}


def test_what_is_missing_is_listed_by_how_many_cables_refer_to_it(lacking: Reader) -> None:
    told = json.loads(lacking.get("/browse/missing.json").body)

    assert [(one["title"], one["count"]) for one in told["shelves"]] == [
        ("08STATE2731", 4), ("75STATE9", 3), ("08BANGKOK7", 2), ("P760191-0123", 1)
    ]  # fmt: skip
    assert (told["total"], told["pages"]) == (4, 1)
    page = lacking.get("/browse/missing/").text
    assert re.findall(r'href="/reftel/([^"]+)/"', page) == [*MISSING]
    assert lacking.get("/browse/missing.csv").text.splitlines() == [
        "title,address,count",
        "08STATE2731,/reftel/08STATE2731/,4",
        "75STATE9,/reftel/75STATE9/,3",
        "08BANGKOK7,/reftel/08BANGKOK7/,2",
        "P760191-0123,/reftel/P760191-0123/,1",
    ]
    for address in ("/browse/", "/reftel/08STATE2731/"):
        assert "/browse/missing/" in Markup(lacking.get(address).text).links


@pytest.mark.parametrize(
    ("letter", "found"),
    [
        ("S", ["75STATE9", "08STATE2731"]),
        ("b", ["08BANGKOK7"]),
        ("%23", ["P760191-0123"]),
        ("Q", [*MISSING]),
    ],
)
def test_what_is_missing_is_listed_by_post_and_year(
    lacking: Reader, letter: str, found: list[str]
) -> None:
    """A letter under which none is filed is none."""
    told = json.loads(lacking.get(f"/browse/missing.json?letter={letter}").body)
    assert [one["title"] for one in told["shelves"]] == found
    table = lacking.get(f"/browse/missing.csv?letter={letter}").text.splitlines()
    assert [row.partition(",")[0] for row in table[1:]] == found


def test_what_is_missing_comes_in_pages(lacking: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reftel.reading_room.missing.SIZE", 3)
    monkeypatch.setattr("reftel.reading_room.missing.BATCH", 3)
    told = json.loads(lacking.get("/browse/missing.json?page=2").body)

    assert [one["title"] for one in told["shelves"]] == ["P760191-0123"]
    assert told["previous"] == "/browse/missing/"
    assert lacking.get("/browse/missing.csv").text.count("\n") == 5
    assert lacking.get("/browse/missing.csv?page=2").text.count("\n") == 2


def test_where_nothing_is_missing_the_list_says_so(tmp_path: Path) -> None:
    room = reader(publish(tmp_path, [cable_record(references=[])]))

    assert (
        "Every telegram that a cable here refers to is here." in room.get("/browse/missing/").text
    )
    assert "/browse/missing/" not in Markup(room.get("/browse/").text).links
    assert json.loads(room.get("/browse/missing.json").body)["shelves"] == []


@pytest.mark.parametrize("way", FURTHER)
def test_every_shelf_of_a_way_is_in_its_index_and_holds_what_it_counts(
    posts: Reader, way: str
) -> None:
    shelves = json.loads(posts.get(f"/browse/{way}.json").body)["shelves"]
    table = posts.get(f"/browse/{way}.csv").text.splitlines()
    links = Markup(posts.get(f"/browse/{way}/").text).links
    assert len(table) == len(shelves) + 1 > 1
    for shelf in shelves:
        assert shelf["address"] in links
        page = posts.get(shelf["address"])
        assert page.status == 200
        address = shelf["address"].rstrip("/")
        assert len(listed(posts, f"{address}.json")) == shelf["count"]
        for form in ("csv", "atom", "ris", "bib"):
            assert posts.get(f"{address}.{form}").status == 200


def test_a_post_has_its_place_its_traffic_and_who_it_writes_to(posts: Reader) -> None:
    assert told(posts, "/browse/origin/embassy-vientiane/") == (
        "Place Vientiane Country Laos Routing indicator RUEHVN What it was sent 1 "
        "Sent to it for action 1 Sent February 2007 – February 2008 "
        "Over time "
        "Top tags KTIP Trafficking in persons 3 cables PHUM Human rights 2 cables LA Laos 1 cable "
        "Frequent correspondents Embassy Bangkok 3 cables CIA WASHDC 2 cables "
        "Secretary of State 2 cables"
    )
    links = Markup(posts.get("/browse/origin/embassy-vientiane/").text).links
    assert {"/browse/country/la/", "/browse/addressee/embassy-vientiane/"} <= links
    assert "/search/?origin=Embassy+Vientiane&month=2008-02" in links


def test_a_post_with_a_single_cable_and_one_that_sent_none_lead_to_their_country(
    posts: Reader,
) -> None:
    for address in ("/browse/origin/embassy-bangkok/", "/browse/addressee/embassy-bangkok/"):
        assert '<a href="/browse/country/th/">Thailand</a>' in posts.get(address).text, address


def test_a_tag_says_what_it_means_and_what_goes_with_it(posts: Reader) -> None:
    assert told(posts, "/browse/tag/KTIP/") == (
        "Source TAGS handbook 2010 (5 FAH-3) Sent February 2007 – February 2008 Over time "
        "Goes with PHUM Human rights 2 cables LA Laos 1 cable TH Thailand 1 cable "
        "Top posts Embassy Vientiane 3 cables Embassy Bangkok 1 cable"
    )
    assert "Cables from there 3" in told(posts, "/browse/tag/LA/")


def test_of_a_tag_that_changed_every_meaning_is_told(tmp_path: Path) -> None:
    records = [cable_record(f"08A{n}", tags=["XB"]) for n in (1, 2)]
    room = reader(publish(tmp_path, records))
    assert told(room, "/browse/tag/XB/").startswith(
        "Until 1979 Asia TAGS handbook 1974 Later East Asia and Pacific State geographic TAGS list"
    )


def test_a_country_has_its_posts_and_an_addressee_who_told_it(posts: Reader) -> None:
    assert "Its posts Embassy Vientiane 3 cables" in told(posts, "/browse/country/la/")
    assert "Region East Asia and the Pacific" in told(posts, "/browse/country/la/")
    assert "Its countries Laos 3 cables Thailand 1 cable" in told(posts, "/browse/region/eap/")
    bangkok = told(posts, "/browse/addressee/embassy-bangkok/")
    assert "What it sent 1 Sent to it for action 1 For information 2" in bangkok
    assert "Told by Embassy Vientiane 3 cables" in bangkok
    assert listed(posts, "/browse/action/embassy-bangkok.json") == ["08VIENTIANE3"]


def test_what_is_told_of_a_person_and_a_caption(posts: Reader) -> None:
    page = posts.get("/browse/person/ambassador-jane-q-roe/").text
    assert "/search/?q=by%3A%22Ambassador+Jane+Q.+Roe%22" in Markup(page).links
    assert "not for foreign nationals" in posts.get("/browse/caption/NOFORN/").text
    moved = posts.get("/browse/caption/noforn/")
    assert (moved.status, moved.to) == (301, "/browse/caption/NOFORN/")


@pytest.mark.parametrize("address", ["/browse/origin/embassy-vientiane/", "/browse/tag/KTIP/"])
def test_it_is_told_without_the_index_and_only_on_the_first_page(
    posts: Reader, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [vientiane(n, "2008-02-14T10:00Z") for n in range(120)]
    room = reader(publish(tmp_path, many))
    assert 'class="portrait"' in room.get(address).text
    second = room.get(f"{address}?page=3").to
    assert second != address
    assert 'class="portrait"' not in room.get(second).text

    def closed(_edition: Edition) -> None:
        raise IndexUnavailable("No.", "", "")

    monkeypatch.setattr(Edition, "searcher", property(closed))
    assert posts.get(address).status == 200


@pytest.mark.parametrize("way", [*FURTHER, "origin", "tag", "classification"])
def test_a_column_leads_to_a_search_that_finds_as_many(posts: Reader, way: str) -> None:
    row = r'<th scope="row"><a href="([^"]+)">[^<]+</a></th><td>([0-9]+)</td>'
    for shelf in json.loads(posts.get(f"/browse/{way}.json").body)["shelves"]:
        for address, count in re.findall(row, posts.get(shelf["address"]).text):
            asked = unescape(address).replace("/search/?", "/search.json?")
            assert json.loads(posts.get(asked).body)["total"] == int(count), asked


def test_a_year_shows_its_days_and_a_day_its_cables(posts: Reader) -> None:
    year = posts.get("/browse/created/2008/")
    links = Markup(year.text).links
    assert {"/browse/created/2008/02/", "/browse/created/2008/02/14/"} <= links
    assert "/browse/created/2008/02/15/" not in links
    assert '2008/02/14/" title="2 cables">14</a>' in year.text
    assert listed(posts, "/browse/created/2008/02/14.json") == ["08BANGKOK1", "08VIENTIANE2"]
    month = posts.get("/browse/created/2008/02/").text
    assert '<th scope="row"><a href="/browse/created/2008/02/29/">29 February 2008</a>' in month
    links = Markup(posts.get("/browse/created/2008/02/14/").text).links
    assert {"/browse/created/2008/", "/browse/created/2008/02/"} <= links
    assert "/browse/on-this-day/02-14/" in links


@pytest.mark.parametrize(
    "address",
    [
        "/browse/created/2008/02/15/",
        "/browse/created/2008/02/31/",
        "/browse/created/2006/",
        "/browse/created/0000/",
        "/browse/on-this-day/02-30/",
        "/browse/on-this-day/00-01/",
        "/browse/country/zz/",
        "/browse/nothing/",
    ],
)
def test_there_is_nothing_at_other_addresses(posts: Reader, address: str) -> None:
    assert posts.get(address).status == 404


def test_on_this_day_leads_through_all_years(posts: Reader) -> None:
    calendar = posts.get("/browse/on-this-day/").text
    assert re.search(
        r'<a class="shade-4" href="/browse/on-this-day/02-14/" title="3 cables">14</a>', calendar
    )
    page = posts.get("/browse/on-this-day/02-14/")
    assert "14 February" in page.text
    assert listed(posts, "/browse/on-this-day/02-14.json") == [
        "07VIENTIANE1",
        "08BANGKOK1",
        "08VIENTIANE2",
    ]
    years = {"/browse/created/2007/02/14/", "/browse/created/2008/02/14/"}
    assert years <= Markup(page.text).links
    assert len(posts.get("/browse/on-this-day/02-14.csv").text.splitlines()) == 4
    assert "There are no cables here." in posts.get("/browse/on-this-day/12-25/").text
    shelves = json.loads(posts.get("/browse/on-this-day.json").body)["shelves"]
    assert [one["count"] for one in shelves] == [3, 1]


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """An archive of 1,301 names, 1,100 of them under R and one under no letter."""
    names = [f"R{n:04}" for n in range(1100)] + [f"S{n:04}" for n in range(200)] + ["1st"]
    records = [cable_record(f"08A{n}", signer=name) for n, name in enumerate(names)]
    return reader(publish(tmp_path_factory.mktemp("crowd"), records))


def test_letters_of_a_long_index_have_counts_and_pages_of_their_own(crowd: Reader) -> None:
    first = crowd.get("/browse/person/").text
    assert (
        '<a href="/browse/person/letter/R/" aria-current="page">R <small>1,100</small></a>' in first
    )
    assert first.count('<li><a href="/browse/person/r') == 500
    assert "/browse/person/letter/R/page/3/" in Markup(first).links
    assert crowd.get("/browse/person/letter/R/page/9/").text.count('href="/browse/person/r') == 100
    assert "/browse/person/letter/%23/" in Markup(first).links
    assert "/browse/person/1st/" in Markup(crowd.get("/browse/person/letter/%23/").text).links
    other = crowd.get("/browse/person/?letter=s").text
    assert other.count('<li><a href="/browse/person/s') == 200
    assert len(json.loads(crowd.get("/browse/person.json").body)["shelves"]) == 1301
    assert len(json.loads(crowd.get("/browse/person.json?letter=S").body)["shelves"]) == 200


def test_an_empty_archive_has_all_ways(tmp_path: Path) -> None:
    room = reader(publish(tmp_path, []))
    for way in (*FURTHER, "on-this-day", "created", "origin", "tag"):
        assert room.get(f"/browse/{way}/").status == 200
        assert room.get(f"/browse/{way}.json").status == 200
    assert room.get("/browse/").status == 200
