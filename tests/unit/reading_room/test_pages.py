import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.template import engines
from tests.reader import Markup, Reader, publish, reader
from tests.sample import cable_record

from reftel.archive import Audience
from reftel.edition.read import Edition
from reftel.reading_room.characters import UNSEEN
from reftel.reading_room.policy import SECURITY_HEADERS

PAGES = [
    "/",
    "/browse/",
    "/browse/country/",
    "/browse/country/la/",
    "/browse/region/",
    "/browse/addressee/",
    "/browse/addressee/secretary-of-state/",
    "/browse/action/secretary-of-state/",
    "/browse/person/",
    "/browse/person/roe/",
    "/browse/caption/",
    "/browse/caption/SIPDIS/",
    "/browse/kind/",
    "/browse/kind/subject/",
    "/browse/created/2008/02/01/",
    "/browse/on-this-day/",
    "/browse/on-this-day/02-29/",
    "/browse/missing/",
    "/browse/missing/?letter=S",
    "/browse/missing/cards/",
    "/browse/missing/cards/by-post/",
    "/browse/released/",
    "/browse/released/2011-08-26/",
    "/browse/released/undated/",
    "/browse/created/",
    "/browse/created/2008/",
    "/browse/created/2008/02/",
    "/browse/created/undated/",
    "/browse/origin/",
    "/browse/origin/embassy-exampletown/",
    "/browse/origin/unknown/",
    "/browse/tag/",
    "/browse/tag/ECON/",
    "/browse/classification/",
    "/browse/classification/confidential/",
    "/cable/08EXAMPLETOWN12/",
    "/cable/08EXAMPLETOWN12/?view=sent",
    "/cable/08EXAMPLETOWN12/places.html",
    "/alike/",
    "/alike/?cable=08EXAMPLETOWN12",
    "/cable/08EXAMPLETOWN12/cite.html",
    "/cable/08EXAMPLETOWN12/cite.html?par=2&words=granaries",
    "/cable/08EXAMPLETOWN12/?words=granaries&par=2",
    "/cable/09EVIL1/cite.html?par=%22%3E%3Cscript%3E&words=%22%3E%3Cscript%3E",
    "/cable/09EVIL1/?words=%22%3E%3Cscript%3E",
    "/cable/XX/cite.html",
    "/verify/",
    "/verify/?citation=08EXAMPLETOWN12+%C2%B62+@1+%2300000000",
    "/verify/?citation=%22%3E%3Cscript%3E",
    "/cable/75SAMPLEVILLE3/",
    "/cable/09EVIL1/",
    "/cable/09EVIL1/?view=sent",
    "/cable/09EVIL1/places.html",
    "/cable/XX/",
    "/cable/XX/places.html",
    "/cable/XX/?view=sent",
    "/reftel/08STATE2731/",
    "/reftel/75SAMPLEVILLE9/",
    "/reftel/09EVIL9/",
    "/search/",
    "/search/?q=granaries",
    "/search/?q=%3Cscript%3Ealert(1)%3C/script%3E+OR+(",
    "/search/?q=script&tag=ECON&origin=%22%3E%3Cscript%3E&sort=created",
    "/search/?-origin=%22%3E%3Cscript%3E&year=2008&plain=%22%3E",
    "/search/?q=nothingatall",
    "/search/?q=nothingatall+harvest&tag=ECON&-year=1975",
    "/search/facet/?facet=origin",
    "/search/facet/?facet=tag&q=%22%3E%3Cscript%3E&by=name",
    "/about/",
    "/about/understanding-cables/",
    "/about/discussing-cables/",
    "/about/faq/",
    "/about/community/",
    "/about/glossary/",
    "/quote/?q=the+harvest+was+bad",
    "/about/tags/",
    "/about/contact/",
    "/about/help/",
    "/articles/",
    "/articles/barley/",
    "/articles/arabic/",
    "/articles/hostile/",
    "/articles/country/laos/",
    "/articles/language/ar/",
    "/collections/",
    "/collections/barges/",
    "/coverage/",
    "/list/",
    "/list/?id=08EXAMPLETOWN12&note=%22%3E%3Cscript%3E%E2%80%AE&id=%22%3E%3Cscript%3E%00+x&id=08X1",
    "/browse/released/?list=08EXAMPLETOWN12&note=%22%3E%3Cscript%3E&list=%22%3E%3Cscript%3E",
    "/cable/08EXAMPLETOWN12/?list=08EXAMPLETOWN10&list=%22%3E%3Cscript%3E",
]


PAGES_WITHOUT_CABLES = ("/browse/missing/", "/search/?q=rice", "/trends/?q=rice", "/quote/?q=rice")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_and_holds_no_markup_but_ours(room: Reader, address: str) -> None:
    """No script of a stranger, no handler, no style, no other host, no unseen character."""
    answer = room.get(address)
    page = Markup(answer.text)

    assert answer.status == 200
    for tag, attributes in page.tags:
        assert tag not in {"img", "iframe", "object", "style"}
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        if tag == "script":
            assert re.fullmatch(r"/static/[a-z-]+\.[0-9a-f]{12}\.js", attributes["src"] or "")
        scheme, host, *_ = urlsplit(attributes.get("href") or "/")
        if scheme or host:  # named by coverage.csv; nothing is fetched from there, nor told
            assert (tag, attributes["rel"]) == ("a", "noopener noreferrer external")
    assert not any(link.startswith("//") for link in page.links)
    assert UNSEEN.search(answer.text) is None
    names = [name for _, attributes in page.tags if (name := attributes.get("id"))]
    assert len(names) == len(set(names))
    assert {link[1:] for link in page.links if link.startswith("#")} <= {*names}
    assert "All cables here are invented" in answer.text


@pytest.mark.parametrize("address", PAGES)
def test_every_page_guards_its_reader(room: Reader, address: str) -> None:
    answer = room.get(address)
    assert SECURITY_HEADERS.items() <= answer.headers.items()
    assert "Set-Cookie" not in answer.headers
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_no_link_of_any_page_is_broken(room: Reader) -> None:
    """All that can be reached from the front page by links answers 200, or is a notice."""
    seen = {}
    for address, answer in room.walk():
        assert answer.status == (410 if address == "/cable/08EXAMPLETOWN99/" else 200), address
        seen[address] = answer
    assert {"/cable/08EXAMPLETOWN12/", "/reftel/08STATE2731/", "/browse/tag.csv"} <= seen.keys()
    assert len(seen) > 60


def test_no_link_of_an_empty_archive_is_broken(tmp_path: Path) -> None:
    found = dict(reader(publish(tmp_path, [])).walk(*PAGES_WITHOUT_CABLES))

    assert {answer.status for answer in found.values()} == {200}
    assert len(found) > 60


def test_the_front_page_counts_what_is_released(room: Reader, tmp_path: Path) -> None:
    front = room.get("/").text
    assert re.search(
        r"Released so far <strong>5</strong><span class=\"of\"> / 251,287</span>", front
    )
    alone = reader(publish(tmp_path, [cable_record()])).get("/").text
    assert "Released so far <strong>1</strong></p>" in alone


def test_a_cable_says_who_when_and_where_to(room: Reader) -> None:
    page = room.get("/cable/08EXAMPLETOWN12/").text
    for expected in (
        '<dd class="id">08EXAMPLETOWN12</dd>',
        '<time datetime="2008-02-29T05:44Z">2008-02-29 05:44</time>',
        "date-time group of the transmission",
        '<a href="/browse/origin/embassy-exampletown/">Embassy Exampletown</a>',
        '<a href="/browse/tag/ECON/">ECON</a> <span class="meaning">Economic conditions</span>',
        '<a href="/reftel/08STATE2731/" title="08STATE2731">STATE 2731</a> <small>not here</small>',
        '<a href="/cable/08EXAMPLETOWN10/" title="08EXAMPLETOWN10">EXAMPLETOWN 10</a><li>',
        "ROE E-MAIL 2/1/08",
        "<span>#testcables</span> <span>#08EXAMPLETOWN12</span>",
        'rel="prev" href="/cable/08EXAMPLETOWN10/"',
    ):
        assert expected in page


def test_a_cable_explains_its_words_and_what_it_is(tmp_path: Path) -> None:
    gap = {"kind": "number-gap", "start": 30, "end": 31, "message": "A number is missing"}
    info = [
        {"routing": None, "station": station, "precedence": None, "serial": None}
        for station in ("NATO EU COLLECTIVE", "ALL DIPLOMATIC AND CONSULAR POSTS", "AMEMBASSY BONN")
    ]
    record = cable_record(defects=[gap], info=info)
    record["paragraphs"][0]["text"] = "The DCM praised the harvest."
    room = reader(publish(tmp_path, [record]))
    page = room.get("/cable/08EXAMPLETOWN12/").text
    for expected in (
        'The <a href="#w-DCM">DCM</a> praised',
        '<li id="w-DCM"><b>DCM</b> deputy chief of mission (number two of an embassy)<li',
        '<a class="caption" href="#w-SIPDIS">SIPDIS</a>',
        "<b>(SBU)</b> sensitive but unclassified",
        "3 addressees, 2 of them collectives",
        "<li>ALL DIPLOMATIC AND CONSULAR POSTS <small>collective</small><li>",
        "<li>NATO EU COLLECTIVE<li>",
        "form of August 2011",
        '<a href="/cable/08EXAMPLETOWN12/places.html#defect-1">A number is missing</a>',
        "revision <code>0000000000000000</code>",
        'data-marking="UNCLASSIFIED" data-id="08EXAMPLETOWN12"',
    ):
        assert expected in page
    assert 'id="defect-1"' in room.get("/cable/08EXAMPLETOWN12/places.html").text
    sent = room.get("/cable/08EXAMPLETOWN12/?view=sent").text
    assert '<li id="w-DCM">' in sent
    assert 'href="#w-DCM"' not in sent


def test_dates_that_differ_are_told_with_the_one_that_was_taken(tmp_path: Path) -> None:
    dates = [
        {"kind": "created", "value": "2008-02-29T05:44Z", "source": "dtg"},
        {"kind": "created", "value": "2008-03-01", "source": "page-2010"},
    ]
    room = reader(publish(tmp_path, [cable_record(dates=dates)]))
    page = room.get("/cable/08EXAMPLETOWN12/").text
    assert "The sources disagree on when it was created." in page
    assert "The date above is that of the date-time group of the transmission." in page
    assert '<span class="when">2008-03-01</span> <small>page of December 2010, day only' in page


def test_a_date_is_told_once_with_all_who_gave_it(tmp_path: Path) -> None:
    dates = [
        {"kind": "created", "value": "2008-02-29T05:44Z", "source": "dtg"},
        {"kind": "created", "value": "2008-02-29T05:44Z", "source": "page-2011"},
        {"kind": "released", "value": "2011-08-26T00:00Z", "source": "page-2011"},
    ]
    page = reader(publish(tmp_path, [cable_record(dates=dates)])).get("/cable/08EXAMPLETOWN12/")
    assert "<small>date-time group of the transmission, page of August 2011</small>" in page.text
    assert page.text.count("2008-02-29 05:44") == 1
    assert "Other dates" not in page.text


def test_the_cited_cable_lists_who_cites_it(room: Reader) -> None:
    page = room.get("/cable/08EXAMPLETOWN10/").text
    assert re.search(r"Cited by.*?/cable/08EXAMPLETOWN12/", page, re.DOTALL)
    assert "/cable/08EXAMPLETOWN12/" in room.get("/reftel/08STATE2731/").text


def test_the_editions_lead_to_copies_and_packages_where_the_archive_declares_them(
    room: Reader, tmp_path: Path
) -> None:
    page = room.get("/editions/").text
    assert '<a href="https://mirror.example/cables/" rel="noopener noreferrer external">' in page
    assert '<a href="https://barley.example/downloads/" rel="external">Packages' in page

    bare = reader(publish(tmp_path, [])).get("/editions/").text
    assert "Copies elsewhere" not in bare
    assert "carry away" not in bare


def test_plain_text_is_the_transmission_to_the_character(room: Reader) -> None:
    record = cable_record()
    answer = room.get("/cable/08EXAMPLETOWN12/raw.txt")
    assert answer.text == f"{record['header']}\n\n{record['text']}"
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_a_withdrawn_cable_leaves_a_tombstone(room: Reader) -> None:
    answer = room.get("/cable/08EXAMPLETOWN99/")
    assert answer.status == 410
    assert "withdrawn on 1 January 2026" in answer.text
    assert "Asked for by a &lt;person&gt;." in answer.text
    assert room.get("/cable/08EXAMPLETOWN99/raw.txt").status == 410


@pytest.mark.parametrize(
    "address",
    [
        "/cable/08NOWHERE1/",
        "/reftel/08NOWHERE1/",
        "/browse/tag/NONE/",
        "/browse/created/1900/",
        "/browse/created/2008/13/",
        "/browse/origin/x/",
        "/about/nothing/",
        "/nothing",
        "/cable/",
        "/static/none.css",
        "/cable/%F0%28/",
    ],
)
def test_what_is_not_here_answers_404_with_a_way_on(room: Reader, address: str) -> None:
    answer = room.get(address)
    assert answer.status == 404
    assert '<a href="/browse/origin/">' in answer.text


def test_a_missing_cable_that_others_cite_says_so(room: Reader) -> None:
    answer = room.get("/cable/08STATE2731/")
    assert answer.status == 404
    assert '<a href="/reftel/08STATE2731/">' in answer.text


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("/cable/08exampletown12/", "/cable/08EXAMPLETOWN12/"),
        ("/cable/08exampletown12/raw.txt", "/cable/08EXAMPLETOWN12/raw.txt"),
        ("/cable/08EXAMPLETOWN12", "/cable/08EXAMPLETOWN12/"),
        ("/cable/08EXAMPLETOWN12/raw/", "/cable/08EXAMPLETOWN12/raw.txt"),
        ("/cable/08EXAMPLETOWN12/sent/?q=a%20b", "/cable/08EXAMPLETOWN12/sent.html?q=a%20b"),
        ("/cable/08EXAMPLETOWN12/history/1/raw/", "/cable/08EXAMPLETOWN12/history/1/raw.txt"),
        ("/browse/tag/econ/", "/browse/tag/ECON/"),
        ("/browse/origin/Embassy-Exampletown/", "/browse/origin/embassy-exampletown/"),
        ("/reftel/08state2731/", "/reftel/08STATE2731/"),
        ("/cable/2008/02/08EXAMPLETOWN12.html", "/cable/08EXAMPLETOWN12/"),
        ("/tag/ECON_0.html", "/browse/tag/ECON/"),
        ("/tag/ECON_2.html", "/browse/tag/ECON/page/3/"),
        ("/tag/ECON_99999999999999999999.html", "/browse/tag/ECON/page/1000000000/"),
        ("/date/2008-02_0.html", "/browse/created/2008/02/"),
        ("/reldate/2011-08-26_1.html", "/browse/released/2011-08-26/page/2/"),
        ("/classification/1_0.html", "/browse/classification/confidential/"),
        ("/classification/3_0.html", "/browse/classification/"),
        ("/classification/9_0.html", "/browse/classification/"),
        ("/origin/42_0.html", "/browse/origin/"),
        ("/static/html/faq.html", "/about/faq/"),
    ],
)
def test_other_spellings_and_old_addresses_lead_to_the_right_one(
    room: Reader, asked: str, given: str
) -> None:
    answer = room.get(asked)
    assert (answer.status, answer.to) == (301, given)


@pytest.mark.parametrize("number", ["0", "-1", "2", "999999999999999999999", "x", "٣", "1e9", ""])
@pytest.mark.parametrize("address", ["/browse/tag/ECON/", "/browse/released/", "/search/"])
def test_no_page_number_is_an_error(room: Reader, address: str, number: str) -> None:
    answer = room.get(f"{address}?page={number}")
    assert answer.status == 200 or (answer.status, answer.to) == (301, address)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Of 600 cables, all on one list; no two of them were sent on one day."""
    begun = date(2008, 1, 1)
    days = [f"{begun + timedelta(days=n)}T05:44Z" for n in range(600)]
    records = [cable_record(f"08EXAMPLETOWN{1000 + n}", created=day) for n, day in enumerate(days)]
    return reader(publish(tmp_path_factory.mktemp("many"), records))


def ids_of(page: str) -> list[str]:
    return re.findall(r'<td><a class="caps" href="/cable/(\w+)/"', page)


def test_lists_are_paged_to_their_end(many: Reader) -> None:
    address, found = "/browse/tag/ECON/", list[str]()
    pages = []
    while address:
        pages.append(many.get(address).text)
        told = json.loads(many.get(f"{address.rstrip('/').removesuffix('.html')}.json").body)
        ids = ids_of(pages[-1])
        assert [cable["id"] for cable in told["cables"]] == ids
        below = f"from/{ids[0]}.html" if found else ""
        assert told["address"] == address == f"/browse/tag/ECON/{below}"
        assert f'<link rel="canonical" href="{address}">' in pages[-1]
        assert ("total" in told) is (not found)
        found += ids
        address = told["next"]
    assert found == [f"08EXAMPLETOWN{n}" for n in range(1599, 999, -1)]
    assert len(pages) > 8
    assert f"600 cables · shown here: 1 to {len(ids_of(pages[0]))}" in pages[0]
    assert not [page for page in pages[1:] if "600" in page]
    assert " – 1 January 2008</p>" in pages[-1]
    leaps = [one for one in Markup(pages[0]).links if "/from/" in one]
    assert len(leaps) >= 8
    assert {many.get(one).status for one in leaps} == {200}


@pytest.mark.parametrize("asked", ["/page/3/", "/?page=3", "/from/08EXAMPLETOWN1499.html"])
def test_a_page_that_was_moved_leads_to_the_one_that_has_its_first_cable(
    many: Reader, asked: str
) -> None:
    """Of the newest first, 1499 is the 101st: the third page of fifty began with it."""
    answer = many.get(f"/browse/tag/ECON{asked}")
    page = many.get(answer.to).text if answer.status == 301 else answer.text
    assert "08EXAMPLETOWN1499" in ids_of(page)


@pytest.mark.parametrize(
    ("asked", "to"),
    [
        ("/browse/tag/ECON/page/1000000000/", "08EXAMPLETOWN1000"),
        ("/browse/tag/ECON/from/08EXAMPLETOWN9.html", "08EXAMPLETOWN1599"),
        ("/browse/tag/ECON/from/08EXAMPLETOWN1599.html", "08EXAMPLETOWN1599"),
        ("/browse/tag/ECON.json?page=1000000000&list=08X1", "08EXAMPLETOWN1000"),
    ],
)
def test_what_no_page_begins_with_leads_to_one(many: Reader, asked: str, to: str) -> None:
    answer = many.get(asked)
    assert answer.status == 301
    assert answer.to.endswith(".json?list=08X1") is ("list" in asked)
    assert to in many.get(answer.to).text


def test_a_list_as_csv_is_whole_unless_a_page_is_asked_for(many: Reader) -> None:
    for address in ("/browse/tag/ECON.csv", "/browse/released.csv"):
        rows = many.get(address).text.splitlines()
        assert len(rows) == 601
        assert len({row.partition(",")[0] for row in rows}) == 601
        moved = many.get(f"{address}?page=2").to
        shown = ids_of(many.get(moved.replace(".csv", ".html")).text)
        assert [row.partition(",")[0] for row in many.get(moved).text.splitlines()[1:]] == shown
        assert many.get(address, "HEAD").body == b""


def test_a_cable_whose_fields_are_not_what_they_should_be_has_all_its_pages(
    tmp_path: Path,
) -> None:
    """Half a surrogate pair wherever text may stand, and a date of creation that is none."""
    half = "\ud800"
    odd = {"label": half, "text": half, "kind": "telegram", "target": f"08{half}"}
    record = cable_record(
        subject=half, origin=half, tags=[half], captions=[half], signer=half, text=half
    )
    record |= {
        "created": "some day",
        "references": [{**odd, "notal": False, "and_previous": False, "dtg": None}],
    }
    room = reader(publish(tmp_path, [record]))
    views = ("", "?view=sent", "raw.txt", "history/", "cite.html", "places.html")
    for below in (*(f"/{view}" for view in views), ".ris", ".json"):
        assert room.get(f"/cable/08EXAMPLETOWN12{below}").status == 200, below


def test_megabytes_in_a_field_do_not_fill_the_lists(tmp_path: Path) -> None:
    huge = cable_record(subject="A B " * 400_000, origin="Embassy " + "x" * 1_000_000)
    huge["text"] = huge["text"] + "word " * 400_000
    huge["paragraphs"][1] |= {"text": "word " * 400_000, "end": len(huge["text"])}
    one = reader(publish(tmp_path, [huge]))
    for address in ("/", "/browse/released/", "/browse/released.atom"):
        assert len(one.get(address).body) < 20_000
    for address in ("/cable/08EXAMPLETOWN12/", "/cable/08EXAMPLETOWN12/?view=sent"):
        assert one.get(address).status == 200
    assert len(one.get("/search/?q=word").body) < 30_000


def test_no_page_asks_the_catalogue_more_than_three_times(
    room: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    query = Edition._all

    def counted(edition: Edition, text: str, *values: str | int) -> list[Any]:
        asked.append(text)
        return query(edition, text, *values)

    monkeypatch.setattr(Edition, "_all", counted)
    for address in PAGES:
        room.get(address)
        asked.clear()
        room.get(address)
        assert len(asked) <= 3, address


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_only_reading_is_allowed(room: Reader, method: str) -> None:
    answer = room.get("/", method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert "Pages here are only read" in answer.text


@pytest.mark.parametrize("address", ["/search/", "/", "/browse/tag/ECON.csv"])
def test_an_address_with_too_many_fields_is_refused_and_not_logged(
    room: Reader, address: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = room.get(f"{address}?" + "&".join(["tag=ECON"] * 1500))
    assert answer.status == 400
    assert "This address cannot be read" in answer.text
    assert SECURITY_HEADERS.items() <= answer.headers.items()
    assert caplog.records == []
    assert capsys.readouterr().err == ""


def test_the_five_ways_to_browse_are_on_the_front_page_and_all_are_one_step_further(
    room: Reader,
) -> None:
    front = Markup(room.get("/").text).links
    five = {f"/browse/{way}/" for way in ("released", "created", "origin", "tag", "classification")}
    assert five | {"/browse/", "/browse/on-this-day/"} <= front
    assert "/browse/country/" not in front
    assert "/browse/country/" in Markup(room.get("/browse/").text).links


def test_a_citation_begins_with_the_address_that_the_archive_declares(
    room: Reader, tmp_path: Path
) -> None:
    link = '<a class="permanent citable" href="/cable/08EXAMPLETOWN12/">'
    path = "/cable/<wbr>08EXAMPLETOWN12/"
    assert f"{link}{path}</a>" in room.get("/cable/08EXAMPLETOWN12/").text
    one = reader(publish(tmp_path, [cable_record()], address="https://cables.example"))
    whole = f"https://cables.example<wbr>{path}"
    assert f"{link}{whole}</a>" in one.get("/cable/08EXAMPLETOWN12/").text
    assert f"{whole}<wbr>#par2" in one.get("/about/discussing-cables/").text


@pytest.mark.parametrize("address", ["/", "/cable/08EXAMPLETOWN12/", "/nothing", "/browse/tag.csv"])
def test_head_is_get_without_the_body(room: Reader, address: str) -> None:
    whole, head = room.get(address), room.get(address, "HEAD")
    assert head.body == b""
    assert head.status == whole.status
    assert head.headers["Content-Length"] == str(len(whole.body))


def test_the_same_question_is_cheap_until_the_next_edition(tmp_path: Path) -> None:
    """A page is asked for again with its tag; a release changes the tag, without a restart."""
    archive = publish(tmp_path, [cable_record()])
    one = reader(archive)
    first = one.get("/cable/08EXAMPLETOWN12/")
    again = one.get("/cable/08EXAMPLETOWN12/", if_none_match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert "must-revalidate" in first.headers["Cache-Control"]

    publish(tmp_path, [cable_record(subject="CORRECTED")])
    after = one.get("/cable/08EXAMPLETOWN12/", if_none_match=first.headers["ETag"])
    assert after.status == 200
    assert "CORRECTED" in after.text


def test_the_staff_edition_is_never_kept(tmp_path: Path) -> None:
    archive = publish(tmp_path, [cable_record()], audience=Audience.STAFF)
    answer = reader(archive, Audience.STAFF).get("/")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer.headers
    assert "staff edition" in answer.text
    assert "Held <strong>" in answer.text
    assert "Released so far" not in answer.text


def test_no_reader_waits_for_a_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are loaded when the room opens, not when the first page is asked for."""

    def loaded(*_: object) -> None:
        raise AssertionError

    archive = publish(tmp_path, [cable_record()])
    templates = engines["jinja2"].env
    templates.cache.clear()
    one = reader(archive)
    monkeypatch.setattr(templates.loader, "get_source", loaded)
    for address in ("/", "/cable/08EXAMPLETOWN12/", "/search/?q=barley", "/nothing"):
        assert "The Test Archive" in one.get(address).text


def test_a_fault_of_ours_gives_a_page_that_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = reader(publish(tmp_path, [cable_record()]))
    monkeypatch.setattr("reftel.reading_room.home.LATEST", "not a number")
    answer = one.get("/")
    assert answer.status == 500
    assert "This page could not be made" in answer.text
    assert "Traceback" not in answer.text


def test_the_archive_writes_its_own_pages_and_none_of_its_script_runs(room: Reader) -> None:
    own = room.get("/about/community/").text
    assert "<h1>Our people</h1>" in own
    assert "at <strong>noon</strong>." in own
    assert "alert(1)" not in own
    assert "Questions and answers" in room.get("/about/faq/").text


def test_assets_are_kept_for_ever_under_names_that_change(room: Reader) -> None:
    (style,) = re.findall(r'href="(/static/reading-room\.[0-9a-f]{12}\.css)"', room.get("/").text)
    answer = room.get(style)
    assert answer.status == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
