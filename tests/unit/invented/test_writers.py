"""Invented cables as pages, texts and records of the dump, and the demonstration's files."""

import csv
import io
import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from html import unescape
from pathlib import Path

from reftel.invented import InventedCable, cables
from reftel.invented.demo import write_demo
from reftel.invented.dump import csv_rows, write_csv
from reftel.invented.pages import as_page_2010, as_page_2011, as_raw_text, write_pages

CABLE = InventedCable(
    id="08VIENTIANE999999",
    created=datetime(2008, 2, 29, 18, 48, tzinfo=timezone(timedelta())),
    released=datetime(2010, 12, 5, 0, 30, tzinfo=timezone(timedelta())),
    classification="UNCLASSIFIED//FOR OFFICIAL USE ONLY",
    origin="Embassy Vientiane",
    header="P 291848Z FEB 08\nFM AMEMBASSY VIENTIANE",
    body='UNCLAS VIENTIANE 999999\n\nTAGS: ETRD, LA\nSUBJECT: BELLS & "KITES"\n\n'
    "1. (SBU) More than <three>.\nA. Lettered.\n2001. Not a paragraph.\\\n",
    subject='BELLS & "KITES"',
    tags=("ETRD", "LA"),
    references=("08STATE1", "07VIENTIANE2"),
    captions=(),
    reasons=(),
    numbers=(1,),
    signer=None,
    oddities=frozenset(),
)


def boxes(page: str) -> list[str]:
    """The texts of a page's two boxes, links taken off."""
    found = re.findall(r"<code><pre>(.*?)</pre></code>", page, re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", box)) for box in found]


def cells(page: str) -> list[str]:
    table = page[page.index("<table class='cable'>") :]
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td>\n(.*)\n", table)]


def test_a_page_of_2010_shows_the_hour_in_place_of_the_minutes() -> None:
    page = as_page_2010(CABLE)

    assert cells(page) == [
        "08VIENTIANE999999",
        "2008-02-29 18:06",
        "2010-12-05 00:12",
        "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
        "Embassy Vientiane",
    ]
    assert '<h3>Viewing cable 08VIENTIANE999999, BELLS &amp; "KITES"</h3>' in page


def test_a_page_of_2011_has_its_dates_right() -> None:
    assert cells(as_page_2011(CABLE))[1:3] == ["2008-02-29 18:48", "2010-12-05 00:30"]


def test_a_pages_boxes_hold_the_text_links_and_marks_added() -> None:
    page = as_page_2011(CABLE)

    header, body = boxes(page)
    assert header == CABLE.header
    assert body.replace("¶", "") == CABLE.body
    assert "TAGS: <a href='/tag/ETRD_0.html'>ETRD</a>" in page
    assert "<a id='par1' href='#par1'>¶</a>1. (SBU)" in page
    assert "<a id='parA' href='#parA'>¶</a>A. Lettered" in page
    assert "<a id='par2001' href='#par2001'>¶</a>2001. Not" in page
    assert "&#x000A;" in page


def test_records_of_the_dump_read_back_with_the_csv_module() -> None:
    made = [CABLE, *cables(120)]

    rows = list(
        csv.reader(
            io.StringIO("".join(csv_rows(made)), newline=""), escapechar="\\", doublequote=False
        )
    )

    assert [len(row) for row in rows] == [8] * len(made)
    assert rows[0] == [
        "1",
        "2/29/2008 18:48",
        "08VIENTIANE999999",
        "Embassy Vientiane",
        "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
        "08STATE1|07VIENTIANE2",
        CABLE.header,
        CABLE.body,
    ]
    for number, (row, cable) in enumerate(zip(rows, made, strict=True), start=1):
        assert row[0] == str(number)
        assert row[2:5] == [cable.id, cable.origin, cable.classification]
        assert row[6:] == [cable.header, cable.body]


def test_a_glued_record_swallows_the_one_after_it() -> None:
    made = [replace(CABLE, id=f"08VIENTIANE{number}") for number in (1, 2, 3)]

    text = "".join(csv_rows(made, glue_every=2))
    rows = list(csv.reader(io.StringIO(text, newline=""), escapechar="\\", doublequote=False))

    assert len(rows) == 2
    assert "08VIENTIANE3" in rows[1]
    assert '\\"\n"3","2/29/2008 18:48","08VIENTIANE3"' in text


def test_a_dump_is_written_as_it_is_made(tmp_path: Path) -> None:
    assert write_csv(tmp_path / "cables.csv", cables(5)) == 5
    assert (tmp_path / "cables.csv").read_bytes().count(b'","') == 35


def test_a_raw_text_is_the_telegram_with_or_without_its_transmission_lines() -> None:
    assert as_raw_text(CABLE) == f"{CABLE.header}\n\n{CABLE.body}\n"
    assert as_raw_text(CABLE, body_only=True) == f"{CABLE.body}\n"


def test_pages_lie_where_the_site_had_them(tmp_path: Path) -> None:
    assert write_pages(tmp_path, [CABLE]) == 1
    page = tmp_path / "cable" / "2008" / "02" / "08VIENTIANE999999.html"
    assert page.read_text("utf-8") == as_page_2010(CABLE)


def test_the_demonstration_has_three_hundred_cables_in_every_form(tmp_path: Path) -> None:
    demo = write_demo(tmp_path)

    pages = {path.stem for path in (tmp_path / "pages").rglob("*.html")}
    earlier = {path.stem for path in (tmp_path / "pages-earlier").rglob("*.html")}
    texts = {path.stem for path in (tmp_path / "telegrams").glob("*.txt")}
    with (tmp_path / "cables.csv").open(encoding="utf-8", newline="") as file:
        dump = {row[2] for row in csv.reader(file, escapechar="\\", doublequote=False)}

    assert len(pages | texts | dump) == len(pages) + len(texts) + len(dump) == demo.total == 300
    assert min(len(pages), len(texts), len(dump), len(earlier)) > 5
    assert earlier <= pages
    assert len(set(demo.kept_back)) == 12
    assert set(demo.kept_back) <= pages | texts | dump
    released = {
        match[1]
        for path in (tmp_path / "pages").rglob("*.html")
        if (match := re.search(r"/reldate/(\d{4}-\d\d-\d\d)_0", path.read_text("utf-8")))
    }
    assert len(released) == 9
