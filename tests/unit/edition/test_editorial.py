"""Articles, collections and coverage are read from files, or say which line is wrong."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.sample import cable_record

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.build import build
from reftel.edition.editorial import tables
from reftel.edition.editorial.articles import Article, articles_of
from reftel.edition.editorial.collections import Collection, Item, collections_of
from reftel.edition.editorial.coverage import Report, coverage_of
from reftel.edition.editorial.desk import Desk
from reftel.edition.editorial.head import Head
from reftel.edition.editorial.published import Mention, Mentions
from reftel.edition.live import open_live
from reftel.edition.read import Edition
from reftel.edition.verify import verify
from reftel.errors import ConfigError

CABLES = [
    cable_record("08EXAMPLETOWN10", references=[]),
    cable_record("08EXAMPLETOWN12", references=[]),
]
HEADER = "id,title,publisher,date,address,language\n"
ARTICLE = """---
title: Where: the barley went
author: The keepers
date: 2026-01-14
# for the desk only
language: pt-br

countries: Laos, the Gambia
summary: "It went by barge."
---
# Barley

See [08exampletown12¶2] and [this](/cable/08EXAMPLETOWN10/#par1), not `[08EXAMPLETOWN77]`.
"""
COLLECTION = """---
title: Barges
---
Barges are *late*.

- 08EXAMPLETOWN12: The first report
* [08nowhere7] – never seen
- 08EXAMPLETOWN10
- a barge
"""


def release(archive: ArchiveFolder) -> Edition:
    made_at = datetime(2031, 5, 4, tzinfo=UTC)
    build(archive, CABLES, audience=Audience.PUBLIC, made_at=made_at)
    return open_live(archive, audience=Audience.PUBLIC)


def write(folder: Path, **files: str | bytes) -> Path:
    folder.mkdir(exist_ok=True)
    for name, written in files.items():
        data = written.encode() if isinstance(written, str) else written
        (folder / f"{name}.md").write_bytes(data)
    return folder


def test_an_article_is_its_head_and_the_text_below(tmp_path: Path) -> None:
    found = articles_of(write(tmp_path, barley=ARTICLE, bare="# Old news\n\nNone.\n"))

    head = Head(
        title="Where: the barley went",
        author="The keepers",
        day="2026-01-14",
        language="pt-BR",
        countries=("LA", "GM"),
        summary="It went by barge.",
    )
    text = ARTICLE.partition("\n---\n")[2]
    bare = Article("bare", Head("Old news"), "# Old news\n\nNone.\n")
    assert found == (Article("barley", head, text), bare)


def test_a_collection_is_the_lines_that_begin_with_an_id_and_the_text_around_them(
    tmp_path: Path,
) -> None:
    found = collections_of(write(tmp_path, barges=COLLECTION))

    items = (
        Item("08EXAMPLETOWN12", "The first report"),
        Item("08NOWHERE7", "never seen"),
        Item("08EXAMPLETOWN10", ""),
    )
    text = "Barges are *late*.\n\n- a barge\n"
    assert found == (Collection("barges", Head("Barges"), text, items),)


def test_coverage_is_a_row_a_report_the_newest_first(tmp_path: Path) -> None:
    file = tmp_path / "coverage.csv"
    file.write_text(
        f"\ufeff# Gathered by readers\n{HEADER}"
        "08exampletown12,Barley for all,The Herald,2011-09,https://herald.example/a?b=c,en\n"
        '08EXAMPLETOWN12,"Bark, later",Radio Uptown,2012-01-30,,\n',
        "utf-8",
    )

    assert coverage_of(file) == (
        Report("08EXAMPLETOWN12", "Bark, later", "Radio Uptown", "2012-01-30", "", ""),
        Report(
            "08EXAMPLETOWN12",
            "Barley for all",
            "The Herald",
            "2011-09",
            "https://herald.example/a?b=c",
            "en",
        ),
    )
    assert coverage_of(tmp_path / "none.csv") == ()


def test_hidden_files_and_links_out_of_the_folder_are_not_the_archives(
    archive: ArchiveFolder, tmp_path: Path
) -> None:
    outside = write(tmp_path / "outside", private=ARTICLE)
    (outside / "coverage.csv").write_text("private", "utf-8")
    for folder in (archive.articles, archive.collections):
        write(folder).joinpath("linked.md").symlink_to(outside / "private.md")
        folder.joinpath(".draft.md").write_text("draft", "utf-8")
    archive.coverage.symlink_to(outside / "coverage.csv")

    assert articles_of(archive.articles) == collections_of(archive.collections) == ()
    assert coverage_of(archive.coverage) == ()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("---\ntitle: x\n", "line 1: the head that begins here has no line '---' at its end"),
        ("---\nheadline: x\n---\n", "line 2: “headline” is none of the words of a head: title,"),
        ("---\ntitle: x\ntitle: y\n---\n", "line 3: 'title' stands twice"),
        ("---\n\ndate: 14 January\n---\n", "line 3: “14 January” is no date like 2026-01-14"),
        ("---\ndate: 2026-02-30\n---\n", "line 2: “2026-02-30” is no date"),
        ("---\nlanguage: Klingon?\n---\n", "line 2: “Klingon\\?” is no language tag"),
        ("---\ncountries: Laos, Atlantis\n---\n", "line 2: “Atlantis” is no country that reftel"),
        (f"---\ntitle: {'x' * 501}\n---\n", "line 2: 'title' has more than 500 characters"),
        (b"---\ntitle: caf\xe9\n---\n", "line 2: this is not UTF-8"),
        ("x" * 1_000_001, "line 1: the file has more than 1,000,000 bytes"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_a_bad_article_stops_a_release_and_leaves_the_live_edition(
    archive: ArchiveFolder, written: str | bytes, said: str
) -> None:
    before = release(archive).manifest
    write(archive.articles, wrong=written)

    with pytest.raises(ConfigError, match=rf"wrong\.md, {said}") as raised:
        release(archive)

    assert raised.value.untouched == "No edition was made; the live one is as it was."
    assert open_live(archive, audience=Audience.PUBLIC).manifest == before


@pytest.mark.parametrize("slug", ["country", "language"])
def test_an_article_has_no_name_that_an_address_needs(tmp_path: Path, slug: str) -> None:
    with pytest.raises(ConfigError, match=f"an article cannot be named '{slug}'"):
        articles_of(write(tmp_path, **{slug: "x"}))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("---\ntitle: x\n---\nNothing.\n", "line 4: this collection has no cable"),
        ("\n- 08X1: a\n- 08x1: b\n", "line 3: 08X1 stands twice"),
        (f"- 08X1: {'x' * 501}\n", "line 1: the note on 08X1 has more than 500 characters"),
        ("".join(f"- 08X{n}\n" for n in range(10_001)), "line 10001: .* 10,000 cables at the most"),
    ],
)
def test_a_bad_collection_says_which_line(tmp_path: Path, written: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        collections_of(write(tmp_path, wrong=written))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("id,title\n", "line 1: the first row should be id,title,publisher,date,address,language"),
        (f"{HEADER}08X1,a,b\n", "line 2: a row has 6 cells, and this one 3"),
        (f"{HEADER}08 X 1,a,b,,,\n", "line 2: “08 X 1” is no reference id"),
        (f"{HEADER}08X1,,b,,,\n", "line 2: a report needs a title and a publisher"),
        (f"{HEADER}\n08X1,a,b,soon,,\n", "line 3: “soon” is no date like 2011-09-02, 2011-09"),
        (f"{HEADER}08X1,a,b,,javascript:alert(1),\n", "line 2: .* is no address that begins"),
        (f"{HEADER}08X1,a,b,,//x.example/,\n", "line 2: .* is no address that begins with http"),
        (f"{HEADER}08X1,a,b,,https://[x/,\n", "line 2: .* is no address that begins with http"),
        (f"{HEADER}08X1,a,b,,,?\n", "line 2: “\\?” is no language tag"),
        (f"{HEADER}08X1,a,b,,,\n08X1,a,b,,,\n", "line 3: this report stands twice"),
        (f"{HEADER}08X1,{'a' * 501},b,,,\n", "line 2: a title or a publisher has more than 500"),
    ],
)
def test_bad_coverage_says_which_line(tmp_path: Path, written: str, said: str) -> None:
    file = tmp_path / "coverage.csv"
    file.write_text(written, "utf-8")

    with pytest.raises(ConfigError, match=said):
        coverage_of(file)


def test_what_the_desk_wrote_is_part_of_the_edition_and_its_digest(archive: ArchiveFolder) -> None:
    plain = release(archive)
    write(archive.articles, barley=ARTICLE)
    write(archive.collections, barges=COLLECTION)
    archive.coverage.write_text(f"{HEADER}08EXAMPLETOWN12,Bark,Radio Uptown,2012,,\n", "utf-8")

    edition = release(archive)

    assert edition.manifest.content_digest != plain.manifest.content_digest
    told = ("articles", "collections", "coverage")
    assert [edition.counts()[one] for one in told] == [1, 1, 1]
    assert verify(edition.folder) == verify(plain.folder) == ()
    assert edition.desk.article("barley") == articles_of(archive.articles)[0]
    assert edition.desk.article("other") is None
    assert [(one.slug, size) for one, size in edition.desk.collections] == [("barges", 3)]
    assert edition.desk.items("barges", 2, 3) == [
        Item("08NOWHERE7", "never seen"),
        Item("08EXAMPLETOWN10", ""),
    ]
    assert edition.desk.coverage(1, 9) == list(coverage_of(archive.coverage))


def test_a_cable_knows_what_names_it(archive: ArchiveFolder) -> None:
    write(archive.articles, barley=ARTICLE)
    write(archive.collections, barges=COLLECTION)
    archive.coverage.write_text(f"{HEADER}08EXAMPLETOWN12,Bark,Uptown,2012,,en\n", "utf-8")
    edition = release(archive)

    record = edition.record("08EXAMPLETOWN12")
    assert record is not None
    assert edition.surroundings(record).mentions == Mentions(
        articles=(
            Mention(
                "barley",
                "Where: the barley went",
                "The keepers",
                "2026-01-14",
                "pt-BR",
                "",
            ),
        ),
        collections=(Mention("barges", "Barges", "", "", "", "The first report"),),
        coverage=(Mention("", "Bark", "Uptown", "2012", "en", ""),),
    )


def test_the_tables_give_back_the_desk_that_went_in(archive: ArchiveFolder) -> None:
    write(archive.articles, barley=ARTICLE, bare="# Old news\n")
    write(archive.collections, barges=COLLECTION, more="- 08X1\n")
    archive.coverage.write_text(f"{HEADER}08X1,Bark,Uptown,2012,,en\n", "utf-8")

    database = sqlite3.connect(release(archive).folder / "catalogue.sqlite")
    desk = tables.read(database)
    database.close()

    assert desk == Desk.of(archive)
    assert len(desk.articles) == len(desk.collections) == 2
