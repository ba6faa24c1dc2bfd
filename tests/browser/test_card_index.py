"""The card index asked in a browser: it finds what the archive's own search finds."""

import json
import threading
from collections.abc import Iterator, Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.invented_record import invented_record
from tests.reader import Reader, publish
from tests.sample import cable_record

from reftel.archive import ArchiveFolder, Audience
from reftel.cardindex import making
from reftel.cardindex.blocks import block, number
from reftel.cardindex.making import made
from reftel.edition.contents import Withdrawal
from reftel.edition.live import open_live
from reftel.edition.past import Change, What
from reftel.edition.read import Edition
from reftel.invented import cables
from reftel.search.backend import Facet, SortOrder
from reftel.search.folding import words
from reftel.search.narrowing import Choice, narrowed
from reftel.search.query import parse_query
from reftel.search.stems import stem
from reftel.site.wiring import reading_room

pytestmark = pytest.mark.browser

ODD = [
    cable_record("09CAFETOWN1", subject="CAFÉ SOCIETY IN THE U.S. AND O'DOE'S BARGES"),
    cable_record("09CAFETOWN2", subject="S E C R E T counter-smuggling", created=None, tags=[]),
    cable_record("75CAFETOWN3", origin="Mission Café (Old Town)", classification="LOU"),
]
# How many cables are found at the least, and what is asked.
ASKED = """
20 minister
20 ministers minister's
5 MINISTER deputy
3 harvest
3 embassy government
1 minister -deputy
1 minister NOT (deputy OR prime)
20 -minister
3 harvest OR ferry
1 harvest ferry OR puppet (river OR lamp)
1 =officers
1 =office -=officers
20 minist*
1 def* minister
5 "deputy minister"
1 "deputy ministers" -puppet
5 ="deputy minister"
1 minister -"deputy minister"
3 "the government" OR harvest
1 subject:minister
1 subject:(barges OR ferry)
1 subject:"blue barley"
1 cafe
1 us barges
1 odoe
1 secret counter-smuggling
5 tag:PGOV
1 tag:pgov tag:prel
1 tag:(ECON OR EAGR) minister
20 origin:embassy
0 origin:"new delhi"
1 origin:="Mission Café (Old Town)"
1 origin:cafe
1 class:secret
5 class:confidential minister
0 class:noforn
10 year:2009
3 created:2005..2007 minister
10 year:>=2009
3 year:<2000
3 created:..1999
1 09CAFETOWN1
0 zebraless
20 xyzzy OR minister
1 a
0 1966
1 1 minister
20 (minister
20 minister)
20 "minister
1 OR minister AND
0 minister AND OR
"""
FIND = Path(__file__).with_name("find.js").read_text()


class Files(SimpleHTTPRequestHandler):
    """Hands out files, and says nothing of it."""

    def log_message(self, *_said: object) -> None:
        pass


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    records = [*ODD, *(invented_record(one) for one in cables(120, seed=1966))]
    ordered = sorted(records, key=itemgetter("id"))
    gone = Withdrawal("08GONETOWN1", "2026-01-02", "", (Change(None, What.ADDED, ""),))
    archive = publish(tmp_path_factory.mktemp("asked"), ordered, withdrawn=[gone])
    return open_live(archive, audience=Audience.PUBLIC)


@pytest.fixture(scope="module")
def page(
    chromium: Browser, edition: Edition, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """A page of a host that has the index of the edition and its cables as JSON, and no more."""
    out = tmp_path_factory.mktemp("index")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "IN_FOLDER", 64)  # so that there are several
        for _ in made(edition.folder, out):
            pass
    root = json.loads((out / "search/index.json").read_text())
    assert (len(root["stands"]), root["stands"][1]) == (3, 1)  # a number of a cable that went
    (out / "cable").mkdir()
    for record in edition.records():
        (out / f"cable/{record['id']}.json").write_text(json.dumps(record))
    asked_for = reading_room(archive_of(edition), audience=Audience.PUBLIC)
    (out / "search/index.html").write_bytes(Reader(asked_for).get("/search/").body)
    (out / "index.html").write_text("<!doctype html><title>x</title>")
    handler = partial(Files, directory=str(out))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        opened = chromium.new_page(base_url=f"http://127.0.0.1:{server.server_port}/")
        opened.goto("/")
        yield opened
        opened.close()
        server.shutdown()


def asked() -> Iterator[tuple[str, int]]:
    for line in ASKED.strip().splitlines():
        least, _, q = line.partition(" ")
        yield q, int(least)


def archive_of(edition: Edition) -> ArchiveFolder:
    return ArchiveFolder(edition.folder.parents[1])


def found(page: Page, *questions: tuple[str, Sequence[Any]]) -> list[dict[str, Any]]:
    fields = [{"q": q, "filters": filters} for q, filters in questions]
    answers: list[dict[str, Any]] = page.evaluate(FIND, fields)
    return answers


def test_a_question_finds_the_cables_that_the_archive_finds(page: Page, edition: Edition) -> None:
    answers = found(page, *((q, []) for q, _ in asked()))
    for (q, least), answer in zip(asked(), answers, strict=True):
        expected = edition.searcher.every(parse_query(q))
        assert sorted(answer["ids"]) == sorted(expected), q
        assert len(expected) >= least, q


def test_what_nobody_would_type_is_read_as_well(page: Page) -> None:
    """Long texts without a blank are cut, as in the archive, and odd addresses are words."""
    long = page.evaluate(
        """async (texts) => {
          const { asked } = await import("/search/asking.js");
          return texts.map((text) => asked(text).notices.map(({ why }) => why));
        }""",
        ["(" * 50_000, "\u201e" * 50_000, "minister " * 50_000],
    )
    assert [notices.count("long") for notices in long] == [1, 1, 1]
    assert [len(notices) <= 1_002 for notices in long] == [True, True, True]
    meant = """async (text) => (await import("/search/straight.js")).meant(text).ids"""
    assert page.evaluate(meant, "/cable/%zz") == []
    assert page.evaluate(meant, "/cable/09CAFETOWN1.html") == ["09CAFETOWN1"]


def test_values_are_counted_as_the_archive_counts_them(page: Page, edition: Edition) -> None:
    plain = ["", *(q for q, _ in asked() if '"' not in q)]
    facets = {
        "origin": Facet.ORIGIN,
        "tag": Facet.TAG,
        "year": Facet.YEAR,
        "class": Facet.CLASSIFICATION,
    }
    for q, answer in zip(plain, found(page, *((q, []) for q in plain)), strict=True):
        for name, facet in facets.items():
            counted = edition.searcher.count(parse_query(q), facet, 6)
            assert [tuple(one) for one in answer["counts"][name]] == counted, (q, name)


def test_the_newest_come_in_the_order_of_the_archive(page: Page, edition: Edition) -> None:
    for q, answer in zip(("", "minister"), found(page, ("", []), ("minister", [])), strict=True):
        by_newest = edition.searcher.every(parse_query(q), sort=SortOrder.NEWEST)
        assert answer["newest"] == list(by_newest[3:13])


def test_filters_narrow_as_the_archive_narrows(page: Page, edition: Edition) -> None:
    chosen = (
        [("tag", ["PGOV", "PREL"], False)],
        [("origin", ["Embassy Ankara", "Mission Café (Old Town)"], False)],
        [("year", ["2009", "2006"], False), ("class", ["SECRET"], True)],
    )
    for filters, answer in zip(chosen, found(page, *(("", one) for one in chosen)), strict=True):
        choices = [
            Choice(Facet("classification" if name == "class" else name), value, excluded)
            for name, values, excluded in filters
            for value in values
        ]
        expected = edition.searcher.every(narrowed(parse_query(""), choices))
        assert sorted(answer["ids"]) == sorted(expected), filters
        assert expected, filters


def test_what_a_copy_cannot_look_for_is_said(page: Page) -> None:
    told = {
        "minister from:ankara": ["elsewhere"],
        "vientiane~1": ["elsewhere"],
        '"minister harvest"~5': ["near"],
        "year:2009-02": ["year"],
        "year:soon": ["date"],
        "m*": ["star"],
        "colour:red": ["unknown"],
        '"open': ["quote"],
        "…": ["none"],
        " ".join(["minister"] * 17): ["many"],
    }
    answers = found(page, *((q, []) for q in told))
    assert {q: one["notices"] for q, one in zip(told, answers, strict=True)} == told


def test_a_word_and_its_stem_are_those_of_the_archive(page: Page, edition: Edition) -> None:
    texts = [record["text"] for record in edition.records()]
    texts += [
        "U.S. O'Doe's S E C R E T\u2019s XA B C D EF",
        "Ørsted ŁÓDŹ ĳ ½ Ⅷ ﬁne İst 日本 e\u0301 a\u00adb A.1.B",
        "vying dying skies past paste evening obbed added universities organization emergency",
        "generously theologist apologist ecologist innings succeeded 1990s x" + "y" * 70,
    ]
    run = """async (texts) => {
      const { words } = await import("/search/words.js");
      const { stem } = await import("/search/stem.js");
      const all = [...new Set(texts.flatMap(words))];
      return JSON.stringify(Object.fromEntries(all.map((word) => [word, stem(word)])));
    }"""

    assert json.loads(page.evaluate(run, texts)) == {
        one: stem(one) for text in texts for one in words(text)
    }


def test_a_list_is_read_as_it_was_written(page: Page) -> None:
    """Blocks of each way, over stretches that are passed over, with weights."""
    wanted = [[3, 4, 9, 200, 4095], list(range(0, 4096, 3)), [*range(7, 900), 1000], [4095]]
    parts = [number(gap) + block(one) for gap, one in zip((2, 0, 1, 0), wanted, strict=True)]
    run = """async ([bytes, stem]) => {
      const { members, read } = await import("/search/lists.js");
      const weights = [];
      const told = (cable, weight) => weights.push([cable, weight]);
      const set = read(Uint8Array.from(stem), 9000, told);
      const plain = read(Uint8Array.from(bytes), 30000);
      return [[...members(plain)], [...members(set)], weights];
    }"""
    many = list(range(1, 2000, 3))
    stem = b"\0" + block([0, 5, 9]) + b"\xf2\x01\0" + block(many) + block([4]) + b"\x0f"
    found, of_stem, weights = page.evaluate(run, [list(b"".join(parts)), list(stem)])

    firsts = (2 * 4096, 3 * 4096, 5 * 4096, 6 * 4096)
    expected = [first + at for first, one in zip(firsts, wanted, strict=True) for at in one]
    assert found == expected
    assert of_stem == [0, 5, 9, *(4096 + at for at in many)]
    assert weights[:3] == [[0, 2], [5, 15], [9, 1]]
    assert weights[3:6] == [[4097, 4], [4100, 15], [4103, 4]]


def test_of_a_phrase_it_is_said_how_many_texts_were_looked_through(
    page: Page, edition: Edition
) -> None:
    """Those that have its words, twenty at first, and more when told to."""
    words_of_it = len(edition.searcher.every(parse_query("end summary")))
    exact = len(edition.searcher.every(parse_query('"end summary"')))
    assert 80 < words_of_it <= 320
    page.goto("search/")
    show = """async (asked) => {
      const { show } = await import("/search/showing.js");
      await show(new URLSearchParams(asked));
    }"""
    page.evaluate(show, 'q="end summary"')

    said = page.locator("[data-why=phrase]")
    expect(said).to_contain_text(f"of {words_of_it} cables that have the words")
    expect(page.locator(".tally [role=status]")).to_contain_text("cables so far")
    for looked in ("20", "80"):
        expect(said).to_contain_text(f"{looked} were looked through")
        more = said.get_by_role("link", name="Look through more").get_attribute("href")
        page.evaluate(show, (more or "").removeprefix("?"))
    expect(page.locator(".tally strong")).to_have_text(str(exact))
    expect(page.locator(".notices")).to_have_count(0)
