"""From the box to the cable: numbers, suggestions, other wordings, browsers."""

import json
import re
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from tests.reader import Markup, Reader, publish, reader
from tests.sample import cable_record

OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def suggested(room: Reader, typed: str) -> dict[str, str]:
    """Query text and description of each suggestion."""
    answer = room.get(f"/suggest.json?q={quote(typed)}")
    assert answer.headers["Content-Type"].startswith("application/x-suggestions+json")
    echo, texts, notes, addresses, more = json.loads(answer.body)
    assert echo == typed
    assert len(texts) == len(notes) == len(addresses) == len(more["titles"])
    return dict(zip(texts, notes, strict=True))


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Cables of one number from one post in two years, of another in one."""
    vientiane = {"origin": "Embassy Vientiane", "country": "LA", "tags": ["KTIP"]}
    records = [
        cable_record("07VIENTIANE145", created="2007-02-01T10:00Z", subject="Rice", **vientiane),
        cable_record("08VIENTIANE145", created="2008-02-01T10:00Z", subject="Silk", **vientiane),
        cable_record("08VIENTIANE2008", created="2008-12-01T10:00Z", **vientiane),
        cable_record("08VIENTIANE7", created="2008-03-01T10:00Z", **vientiane),
    ]
    return reader(publish(tmp_path_factory.mktemp("posts"), records))


def test_a_number_of_one_year_only_leads_straight_there(posts: Reader) -> None:
    assert posts.get("/search/?q=Amembassy+Vientiane+000007").to == "/cable/08VIENTIANE7/"
    assert posts.get("/search/?q=State+2731").to == "/reftel/08STATE2731/"


def test_of_a_number_of_several_years_each_is_offered_above_the_hits(posts: Reader) -> None:
    answer = posts.get("/search/?q=vientiane+145")
    assert answer.status == 200
    offered = re.search(r'<nav class="meant".*?</nav>', answer.text, re.DOTALL)
    assert offered is not None
    assert Markup(offered[0]).links == {"/cable/07VIENTIANE145/", "/cable/08VIENTIANE145/"}
    assert "Rice" in offered[0]


def test_a_number_that_may_be_a_year_is_offered_and_not_followed(posts: Reader) -> None:
    answer = posts.get("/search/?q=Vientiane+2008")
    assert answer.status == 200
    assert '<nav class="meant"' in answer.text


@pytest.mark.parametrize(
    "asked", ['?q="Vientiane+7"', "?q=Vientiane+7&tag=KTIP", "?q=from:vientiane+7"]
)
def test_quotation_marks_filters_and_fields_ask_for_words(posts: Reader, asked: str) -> None:
    answer = posts.get(f"/search/{asked}")
    assert answer.status == 200
    assert 'class="meant"' not in answer.text


@pytest.mark.parametrize(
    ("pasted", "to"),
    [
        (
            "https://wikileaks.org/cable/2008/02/08EXAMPLETOWN12.html#par2",
            "/cable/08EXAMPLETOWN12/#par2",
        ),
        ("https://wikileaks.org/plusd/cables/08STATE2731_a.html", "/reftel/08STATE2731/"),
        ("/cable/08EXAMPLETOWN12/raw.txt", "/cable/08EXAMPLETOWN12/raw.txt"),
        ("/cable/08EXAMPLETOWN12/places.html#tags", "/cable/08EXAMPLETOWN12/places.html#tags"),
        (
            "http://a.invalid/cable/08EXAMPLETOWN12/?view=sent#par1",
            "/cable/08EXAMPLETOWN12/sent.html#par1",
        ),
        ("1975SAMPLEVILLE0003_b", "/cable/75SAMPLEVILLE3/"),
        ("http://old.invalid/cable/2008/02/08EXAMPLETOWN99.html", "/cable/08EXAMPLETOWN99/"),
    ],
)
def test_a_pasted_address_leads_to_the_same_place_here(room: Reader, pasted: str, to: str) -> None:
    answer = room.get(f"/search/?q={quote(pasted)}")
    assert (answer.status, answer.to) == (302, to)


@pytest.mark.parametrize(
    ("typed", "text", "note"),
    [
        ("vien", 'origin:="Embassy Vientiane"', "Laos · post, 4 cables"),
        ("laos", 'origin:="Embassy Vientiane"', "Laos · post, 4 cables"),
        ("laos", "country:=LA", "LA · country, 4 cables"),
        ("kt", "tag:=KTIP", "Trafficking in persons · tag, 4 cables"),
        ("trafficking in p", "tag:=KTIP", "Trafficking in persons · tag, 4 cables"),
        ("rice kti", "rice tag:=KTIP", "Trafficking in persons · tag, 4 cables"),
        ("-tag:k", "-tag:=KTIP", "Trafficking in persons · tag, 4 cables"),
        ('rice origin:"emb', 'rice origin:="Embassy Vientiane"', "Laos · post, 4 cables"),
        ("uncl", "class:=UNCLASSIFIED", "classification, 4 cables"),
        (
            "sipd",
            "caption:=SIPDIS",
            "released to the shared secret-level web (SIPRNet distribution) · caption, 4 cables",
        ),
        ("08vien", "08VIENTIANE145", "Silk"),
        ("#08 Vientiane 14", "08VIENTIANE145", "Silk"),
        ("08st", "08STATE2731", "referred to, not here"),
        ("granar", "granaries", "word, 4 cables"),
        ("blue granar", "blue granaries", "word, 4 cables"),
    ],
)
def test_what_was_begun_is_suggested(posts: Reader, typed: str, text: str, note: str) -> None:
    assert suggested(posts, typed)[text] == note


@pytest.mark.parametrize("typed", ["", " ", "zzz", "tag:zzz", "\x00", "*", '"', "0" * 500, "😀"])
def test_where_nothing_begins_so_nothing_is_suggested(posts: Reader, typed: str) -> None:
    assert suggested(posts, typed) == {}


def test_what_is_hostile_is_only_text(room: Reader) -> None:
    assert room.get("/suggest/").status == 200
    assert "<script>alert" not in room.get("/suggest/?q=" + quote("<script>alert(1)")).text
    answer = room.get("/suggest.json?q=script")
    assert "\u202e" not in json.loads(answer.body)[4]["titles"][0]


def test_the_same_suggestions_are_a_page_of_links(posts: Reader) -> None:
    page = posts.get("/suggest/?q=vien").text
    assert '<a href="/search/?q=origin%3A%3D%22Embassy+Vientiane%22">Embassy Vientiane</a>' in page
    assert "post, 4 cables" in page
    for address in Markup(page).links:
        if address.startswith("/search/?q=origin"):
            assert "<strong>4</strong> cables" in posts.get(address).text


def test_before_anything_is_typed_the_page_has_the_most_frequent_names(posts: Reader) -> None:
    assert "Embassy Vientiane" in posts.get("/suggest/").text


def test_a_browser_is_told_how_to_search_here(room: Reader) -> None:
    assert "/opensearch.xml" in Markup(room.get("/").text).links
    answer = room.get("/opensearch.xml")
    assert answer.headers["Content-Type"].startswith("application/opensearchdescription+xml")
    root = ET.fromstring(answer.body)  # noqa: S314 -- our own
    urls = {url.get("type"): url.get("template") for url in root.findall(f"{OPENSEARCH}Url")}
    assert urls["text/html"] == "http://localhost/search/?q={searchTerms}"
    assert urls["application/x-suggestions+json"] == (
        "http://localhost/suggest.json?q={searchTerms}"
    )


def test_a_declared_address_and_a_long_hostile_name_are_described(tmp_path: Path) -> None:
    name = "The <Archive> & \u202e of everything"
    room = reader(publish(tmp_path, [], name=name, address="https://cables.invalid"))
    root = ET.fromstring(room.get("/opensearch.xml").body)  # noqa: S314 -- our own
    assert root.findtext(f"{OPENSEARCH}ShortName") == "The <Archive> &…"
    template = root.findall(f"{OPENSEARCH}Url")[0].get("template") or ""
    assert template.startswith("https://cables.invalid/search/")


def test_another_wording_is_offered_where_it_finds_more(room: Reader) -> None:
    page = room.get("/search/?q=harvset&tag=ECON").text
    better = re.search(r'class="did-you-mean">.*?<a href="([^"]*)">harvest</a>', page, re.DOTALL)
    assert better is not None
    assert better[1] == "/search/?q=harvest&amp;tag=ECON"
    assert 'class="did-you-mean"' not in room.get("/search/?q=harvest").text
    assert 'class="did-you-mean"' not in room.get("/search/?q=harvset&tag=KTIP").text
    assert 'class="did-you-mean"' not in room.get("/search/?q=xylophone").text
