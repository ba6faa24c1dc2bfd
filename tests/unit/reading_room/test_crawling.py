"""What crawlers are told, and what each of their questions costs."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.reader import Reader, publish, reader
from tests.sample import cable_record
from tests.small_archive import records

from reftel.reading_room import crawling

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_crawlers_are_asked_to_leave_alone_what_has_no_end(room: Reader) -> None:
    lines = room.get("/robots.txt").text.splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /search", "Disallow: /*?view=", "Disallow: /*.csv"} <= set(lines)
    assert lines[-1] == "Sitemap: http://localhost/sitemap.xml"
    assert "Disallow: /" not in lines
    assert "X-Robots-Tag" not in room.get("/").headers


def test_every_cable_stands_in_one_part_of_the_sitemap(
    room: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of five cables, two to a part; hostile ids and dates and all."""
    monkeypatch.setattr(crawling, "MOST", 2)
    monkeypatch.setattr(crawling, "AT_ONCE", 1)
    whole = ET.fromstring(room.get("/sitemap.xml").body)  # noqa: S314 -- our own
    parts = [loc.text or "" for loc in whole.iter(f"{SPACE}loc")]
    assert parts == [f"http://localhost/sitemap/{number}.xml" for number in (1, 2, 3)]
    found = [
        [loc.text for loc in ET.fromstring(room.get(one[16:]).body).iter(f"{SPACE}loc")]  # noqa: S314
        for one in parts
    ]
    assert [len(one) for one in found] == [2, 2, 1]
    expected = sorted(record["id"] for record in records())
    assert [one for some in found for one in some] == [
        f"http://localhost/cable/{id_}/" for id_ in expected
    ]
    assert room.get("/sitemap/4.xml").status == 404
    assert room.get("/sitemap/0.xml").status == 404


def test_a_cable_in_the_sitemap_has_its_day_of_release(room: Reader) -> None:
    text = room.get("/sitemap/1.xml").text
    assert "<loc>http://localhost/cable/75SAMPLEVILLE3/</loc><lastmod>2011-08-30</lastmod>" in text
    assert "<loc>http://localhost/cable/XX/</loc></url>" in text


def test_an_archive_may_stay_out_of_search_engines(tmp_path: Path) -> None:
    one = reader(publish(tmp_path, [cable_record()], search_engines=False))
    assert one.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"
    assert one.get("/sitemap.xml").status == one.get("/sitemap/1.xml").status == 404
    for address in ("/", "/cable/08EXAMPLETOWN12/", "/nothing/", "/browse/released.csv"):
        assert "noindex" in one.get(address).headers["X-Robots-Tag"]


def test_the_declared_address_is_the_one_that_is_listed(tmp_path: Path) -> None:
    one = reader(publish(tmp_path, [cable_record()], address="https://cables.example"))
    for address in ("/robots.txt", "/sitemap.xml", "/sitemap/1.xml"):
        assert "https://cables.example/" in one.get(address).text
        assert "localhost" not in one.get(address).text
