"""Articles, collections and coverage as readers see them, and what they tell of a cable."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.reader import Markup, Reader, publish, reader
from tests.sample import cable_record

from reftel.archive import Audience
from reftel.edition.live import open_live
from reftel.reading_room.editorial import languages
from reftel.reading_room.editorial.articles import article
from reftel.reading_room.editorial.previews import told

ATOM = "{http://www.w3.org/2005/Atom}"


def between(text: str, start: str, end: str) -> str:
    return text.partition(start)[2].partition(end)[0]


def test_a_citation_leads_to_the_paragraph_and_to_its_note(room: Reader) -> None:
    page = room.get("/articles/barley/").text

    assert (
        '<a class="cited" href="/cable/08EXAMPLETOWN12/#par2" dir="ltr">08EXAMPLETOWN12 ¶2</a>'
        '<sup><a class="to-note" href="#note-1" aria-label="Note 1">1</a></sup>'
    ) in page
    assert '<a class="cited" href="/cable/08EXAMPLETOWN12/#par1">the harvest</a>' in page
    note = between(page, '<li id="note-1">', "</li>")
    for told_of in (
        "HARVEST OF BLUE BARLEY EXCEEDS ALL HOPES",
        "08EXAMPLETOWN12",
        "Embassy Exampletown",
        "2008-02-29",
        "UNCLASSIFIED",
        "The granaries are full.",
        "The harvest was good.",
        'href="/cable/08EXAMPLETOWN12/#par2"',
    ):
        assert told_of in note


def test_a_cited_cable_that_is_not_here_is_told_so(room: Reader) -> None:
    page = room.get("/articles/barley/").text

    assert '<a class="cited absent" href="/reftel/08STATE2731/" dir="ltr">08STATE2731</a>' in page
    assert '<a class="cited absent" href="/cable/08EXAMPLETOWN99/"' in page
    assert '<span class="cited absent" dir="ltr">08EXAMPLETOWN77</span>' in page
    notes = [
        re.sub(r"<[^>]+>|\s+", " ", between(page, f'id="note-{n}">', "</li>")).split()
        for n in (2, 3, 4)
    ]
    assert [" ".join(note) for note in notes] == [
        "Not here; cables here refer to it 08STATE2731",
        "This cable was here, and was withdrawn on 1 January 2026. 08EXAMPLETOWN99",
        "Not here 08EXAMPLETOWN77",
    ]


def test_an_article_has_its_language_and_direction(room: Reader) -> None:
    arabic, barley = (room.get(f"/articles/{one}/").text for one in ("arabic", "barley"))

    assert '<article class="story noted" lang="ar" dir="rtl">' in arabic
    assert '<article class="story noted" lang="en" dir="ltr">' in barley
    assert '<a href="/articles/language/ar/" lang="ar">العربيّة</a>' in arabic
    assert '<a href="/articles/country/thailand/">Thailand</a>' in barley
    assert '<th class="end">Barges</th>' in barley


def test_articles_are_listed_newest_first_by_country_and_by_language(room: Reader) -> None:
    def titles(address: str) -> list[str]:
        return re.findall(r'class="headline" href="/articles/(\w+)/"', room.get(address).text)

    assert titles("/articles/") == ["arabic", "barley", "hostile"]
    assert titles("/articles/country/laos/") == ["arabic", "barley"]
    assert titles("/articles/country/thailand/") == ["barley"]
    assert titles("/articles/language/ar/") == ["arabic"]
    index = room.get("/articles/").text
    assert '<a href="/articles/country/laos/">Laos</a> <span class="count">2</span>' in index
    assert 'lang="ar" dir="rtl">العربيّة</a> <span class="count">1</span>' in index
    assert room.get("/articles/country/LAOS/").to == "/articles/country/laos/"
    assert room.get("/articles/BARLEY/").to == "/articles/barley/"
    assert room.get("/articles/country/").to == "/articles/#country"
    for nothing in ("/articles/country/atlantis/", "/articles/language/what/", "/articles/none/"):
        assert room.get(nothing).status == 404
    for empty in ("/articles/country/france/", "/articles/language/fr/"):
        assert "There are no articles here yet." in room.get(empty).text


def test_articles_as_a_feed_and_as_json(room: Reader) -> None:
    feed = ET.fromstring(room.get("/articles.atom").body)  # noqa: S314 -- our own
    entries = feed.findall(f"{ATOM}entry")
    language = "{http://www.w3.org/XML/1998/namespace}lang"

    assert [one.get(language) for one in entries] == ["ar", "en", "tlh"]
    assert entries[1].findtext(f"{ATOM}updated") == "2026-01-14T00:00:00Z"
    assert entries[1].findtext(f"{ATOM}author/{ATOM}name") == "The keepers"
    told_of = json.loads(room.get("/articles/country/thailand.json").body)
    assert told_of["articles"] == [
        {
            "title": "Where the barley went",
            "address": "/articles/barley/",
            "author": "The keepers",
            "date": "2026-01-14",
            "language": "en",
            "countries": ["Laos", "Thailand"],
            "summary": "Invented, like all that it cites.",
        }
    ]


def test_a_hostile_article_is_text(room: Reader) -> None:
    page = room.get("/articles/hostile/").text
    body = between(page, '<div class="prose">', '<aside class="notes"')

    assert {tag for tag, _ in Markup(body).tags} <= {"p", "a", "sup", "div"}
    assert not re.search(r"javascript:[^)]*\"|elsewhere\.invalid/x\.png\"|style=|onload=", body)
    assert "⟨RLO⟩" in body
    assert 'href="/cable/09EVIL1/"' in page


def test_a_cable_lists_what_names_it(room: Reader) -> None:
    page = room.get("/cable/08EXAMPLETOWN12/").text

    cites = between(page, "Articles that cite this cable</h2>", "</section>")
    assert re.findall(r'href="([^"]+)"', cites) == ["/articles/arabic/", "/articles/barley/"]
    assert '<li lang="ar" dir="rtl">' in cites
    news = between(page, "In the news</h2>", "</section>")
    assert 'href="https://herald.example/barley" rel="noopener noreferrer external"' in news
    assert "The Exampletown Herald, 2026-01-20" in news
    assert "<script>" not in news
    lists = between(page, "Collections and lists</h2>", "</section>")
    assert 'href="/collections/barges/"' in lists
    assert "The first report" in lists
    bare = room.get("/cable/XX/").text
    assert "In the news</h2>" not in bare
    assert "Articles that cite" not in bare


def test_a_collection_keeps_its_order_and_its_notes(room: Reader) -> None:
    page = room.get("/collections/barges/").text
    listed = between(page, '<section class="collected"', "</section>")

    assert re.findall(r'<span class="id">(\w+)<', listed) == [
        "08EXAMPLETOWN12",
        "75SAMPLEVILLE3",
        "08STATE2731",
        "08EXAMPLETOWN99",
        "08EXAMPLETOWN77",
    ]
    assert '<p class="note" dir="ltr">The first report</p>' in listed
    assert '<span class="headline absent">Not here</span>' in listed
    assert room.get("/collections/BARGES/").to == "/collections/barges/"
    assert room.get("/collections/none/").status == 404


@pytest.mark.parametrize("form", ["csv", "json", "atom", "ris", "bib"])
def test_a_collection_comes_in_every_form(room: Reader, form: str) -> None:
    """With those of its cables that are here, and no word of others."""
    body = room.get(f"/collections/barges.{form}").text

    assert "08EXAMPLETOWN12" in body
    assert "75SAMPLEVILLE3" in body
    assert "08EXAMPLETOWN77" not in body


def test_the_notes_of_a_collection_are_taken_along(room: Reader) -> None:
    rows = room.get("/collections/barges.csv").text.splitlines()

    assert rows[0].endswith(",note")
    assert rows[1].endswith(",The first report")
    assert len(rows) == 3
    assert json.loads(room.get("/collections/barges.json").body)["total"] == 5
    assert "N1  - The first report\r\n" in room.get("/collections/barges.ris").text
    assert "annote = {The first report}" in room.get("/collections/barges.bib").text
    (first, _) = json.loads(room.get("/collections/barges.csl.json").body)
    assert first["annote"] == "The first report"


def test_coverage_leads_elsewhere_and_to_the_cable(room: Reader) -> None:
    page = room.get("/coverage/").text

    assert page.index("Barley for all") < page.index("القمح") < page.index("Nothing at all")
    assert 'rel="noopener noreferrer external">Barley for all</a>' in page
    assert '<span class="id">08EXAMPLETOWN77</span> <small>not here</small>' in page
    assert len(json.loads(room.get("/coverage.json").body)["reports"]) == 3
    assert room.get("/coverage.csv").text.splitlines()[0].startswith("id,title,publisher")


def test_an_archive_whose_keepers_wrote_nothing_says_so(tmp_path: Path) -> None:
    bare = reader(publish(tmp_path, [cable_record()]))

    assert "There are no articles yet." in bare.get("/articles/").text
    assert "There are no collections yet." in bare.get("/collections/").text
    assert "Nothing has been written down yet." in bare.get("/coverage/").text
    foot = between(bare.get("/").text, '<footer class="colophon"', "</footer>")
    assert "/articles/" not in foot
    assert '<a href="/about/contact/">Contact</a>' in foot
    assert "have not written yet how they can be reached" in bare.get("/about/contact/").text
    assert "What one can do here" in bare.get("/about/help/").text


def test_the_archive_writes_its_own_contact_page(tmp_path: Path) -> None:
    pages = {"contact.md": "# Reach us\n\nAt noon, about [08EXAMPLETOWN12¶2].\n"}
    page = reader(publish(tmp_path, [cable_record()], pages=pages)).get("/about/contact/").text

    assert "<h1>Reach us</h1>" in page
    assert 'href="/cable/08EXAMPLETOWN12/#par2"' in page
    assert "The granaries are full." in page


def test_a_page_of_the_desk_takes_three_queries_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.small_archive import small_archive  # noqa: PLC0415

    edition = open_live(small_archive(tmp_path), audience=Audience.PUBLIC)
    asked: list[str] = []
    rows = edition._connections.rows
    monkeypatch.setattr(
        edition._connections,
        "rows",
        lambda query, *values: asked.append(query) or rows(query, *values),
    )

    found = edition.desk.article("barley")
    assert found is not None
    told(edition, found.head.title, found.markdown)

    assert len(asked) == 3
    assert article.__doc__


@pytest.mark.parametrize(
    ("code", "name", "direction"),
    [
        ("es", "español", "ltr"),
        ("ar", "العربيّة", "rtl"),
        ("fa-AF", "فارسی", "rtl"),
        ("ps", "پښتو", "rtl"),
        ("lo", "ລາວ", "ltr"),
        ("az-Arab", "Azərbaycanca", "rtl"),
        ("he-Latn", "עברית", "ltr"),
        ("tlh", "tlh", "ltr"),
        ("", "", "auto"),
    ],
)
def test_a_language_is_named_in_its_own_words(code: str, name: str, direction: str) -> None:
    assert languages.name(code) == name
    assert languages.direction(code) == direction
