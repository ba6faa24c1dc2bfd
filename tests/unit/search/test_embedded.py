"""The index on disk: whole or refused, shared by threads, bounded on hostile input."""

import random
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from tests.sample import cable_record

from reftel.errors import IndexUnavailable
from reftel.search.backend import Facet, SortOrder
from reftel.search.card import card
from reftel.search.clauses import Near
from reftel.search.cursor import LARGEST, Cursor
from reftel.search.embedded import (
    IndexParts,
    IndexWriter,
    Searcher,
    counting,
    entry,
    translation,
    writer,
)
from reftel.search.embedded import paragraphs as module
from reftel.search.embedded.parts import Part, Segment
from reftel.search.memory import MemoryIndex
from reftel.search.query import parse_query

ROOT = Path(__file__).resolve().parents[3]
OLDEST = SortOrder.OLDEST


def paragraphs(*texts: str) -> list[dict[str, Any]]:
    return [
        {"anchor": f"p{n}", "number": None, "mark": None, "heading": None, "text": text}
        for n, text in enumerate(texts)
    ]


def written(folder: Path, *records: Any) -> Path:
    with IndexWriter(folder) as writer:
        for record in records:
            writer.add(record)
    return folder


def test_an_index_left_by_an_exception_holds_nothing_and_is_refused(tmp_path: Path) -> None:
    def stop_in_the_middle() -> None:
        with IndexWriter(tmp_path) as writer:
            writer.add(cable_record("08A1"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop_in_the_middle()

    with pytest.raises(IndexUnavailable, match="never finished"):
        Searcher(tmp_path)


def test_facts_are_the_same_whoever_writes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five parts of two cables each; the processes know nothing of how they were cut."""
    monkeypatch.setattr(writer, "FULL", 2)
    entries = [entry(card(cable_record(f"08A{n}", tags=["ECON"] * (n % 2)))) for n in range(10)]

    def facts_by(workers: int) -> list[bytes]:
        folder = tmp_path / str(workers)
        with IndexParts(folder, heap=15_000_000) as parts:
            for place, one in enumerate(entries):
                parts.add(place, one.words)
            cited = range(10, 20)
            parts.finish(lambda some: [entries[n].facts for n in some], cited, workers=workers)
        mosts = Searcher(folder).find(parse_query("*"), sort=SortOrder.MOST_CITED, limit=10)
        assert [hit.id for hit in mosts.hits] == [f"08A{n}" for n in range(9, -1, -1)]
        return [path.read_bytes() for path in sorted((folder / "cables").glob("*.fast"))]

    here, there = facts_by(0), facts_by(2)

    assert len(here) == 5
    assert sorted(there) == sorted(here)


def test_ids_that_do_not_ascend_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="08A1 came after 08A1"):
        written(tmp_path, cable_record("08A1"), cable_record("08A1"))


def test_a_second_writer_is_refused_in_three_sentences(tmp_path: Path) -> None:
    with IndexWriter(tmp_path), pytest.raises(IndexUnavailable) as refused:
        IndexWriter(tmp_path)

    assert "could not be started" in refused.value.happened
    assert refused.value.untouched.endswith("untouched.")
    assert "rebuild" in refused.value.next_step


def test_an_index_is_opened_without_writing_into_its_folder(tmp_path: Path) -> None:
    """A lock that nobody can take stands for all that forbids to write there."""
    folder = written(tmp_path / "index", cable_record())
    locks = [folder / part / ".tantivy-meta.lock" for part in ("cables", "paragraphs")]
    for lock in locks:
        lock.mkdir()

    assert Searcher(folder).find(parse_query("para:harvest")).total == 1
    assert [list(lock.iterdir()) for lock in locks] == [[], []]


def test_where_no_links_can_be_made_the_folder_itself_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = written(tmp_path / "index", cable_record())

    def refused(*_: object) -> None:
        raise OSError("not on this system")

    monkeypatch.setattr(Path, "symlink_to", refused)

    assert Searcher(folder).find(parse_query("harvest")).total == 1


def test_the_links_are_gone_when_the_index_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = written(tmp_path / "index", cable_record())
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(room))

    searcher = Searcher(folder)

    assert list(room.iterdir()) == []
    assert searcher.find(parse_query("harvest")).total == 1
    assert searcher.counts(parse_query(""))[Facet.TAG] != []


def test_who_may_read_the_stamp_may_read_the_whole_index(tmp_path: Path) -> None:
    folder = written(tmp_path / "index", cable_record())
    mode = (folder / "layout.json").stat().st_mode

    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.parent.name for path in files} == {"index", "cables", "paragraphs"}
    assert {path.stat().st_mode for path in files} == {mode}


@pytest.mark.parametrize("part", ["cables", "paragraphs"])
def test_an_index_that_may_not_be_read_says_who_has_to_be_let(tmp_path: Path, part: str) -> None:
    folder = written(tmp_path / "index", cable_record())
    (folder / part / "meta.json").unlink()

    with pytest.raises(IndexUnavailable, match="cannot be opened") as refused:
        Searcher(folder)

    assert "Let this user read every file in that folder" in refused.value.next_step
    assert "disk space" not in str(refused.value)


@pytest.mark.parametrize("damage", ["missing", "torn", "no index", "other layout"])
def test_an_index_that_cannot_be_read_is_told(tmp_path: Path, damage: str) -> None:
    folder = written(tmp_path / "index", cable_record())
    if damage == "missing":
        shutil.rmtree(folder)
    elif damage == "torn":
        (folder / "layout.json").write_bytes(b'{"layout"')
    elif damage == "no index":
        shutil.rmtree(folder / "paragraphs")
    else:
        (folder / "layout.json").write_text('{"layout": 99}', encoding="utf-8")

    with pytest.raises(IndexUnavailable):
        Searcher(folder)


def test_a_full_disk_is_told_and_nothing_is_finished(tmp_path: Path) -> None:
    """No file may grow past 20 kB, as if the disk were full; in a process of its own."""
    script = """
import resource, signal, sys
from pathlib import Path
from reftel.errors import IndexUnavailable
from reftel.search.embedded import IndexWriter
from tests.sample import cable_record

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
try:
    with IndexWriter(Path(sys.argv[1]), heap=30_000_000) as writer:
        for n in range(1000):
            words = " ".join(f"w{n}x{m}" for m in range(500))
            writer.add(cable_record(f"08T{n:04}", subject=words))
except IndexUnavailable as error:
    print(error.happened)
"""
    run = [sys.executable, "-c", script, str(tmp_path)]
    done = subprocess.run(run, capture_output=True, text=True, check=False, cwd=ROOT)

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"The search index in {tmp_path} could not")
    with pytest.raises(IndexUnavailable, match="never finished"):
        Searcher(tmp_path)


def test_threads_share_a_searcher(tmp_path: Path) -> None:
    records = [
        cable_record(f"08TOWN{n:03}", subject=f"word{n % 7}ing harvests") for n in range(200)
    ]
    searcher = Searcher(written(tmp_path, *records))
    oracle = MemoryIndex(records)
    queries = [parse_query(f"word{n}ed OR harvest -word{n + 1}ing") for n in range(7)]
    expected = [(oracle.find(query).total, oracle.counts(query)) for query in queries]
    wrong: list[object] = []

    def ask() -> None:
        for _ in range(5):
            for query, (total, counts) in zip(queries, expected, strict=True):
                if searcher.find(query).total != total or searcher.counts(query) != counts:
                    wrong.append(query)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_words_near_each_other_are_found_as_the_plain_back_end_finds_them(tmp_path: Path) -> None:
    """All words of three to five, in every order and repeated, over texts of few words."""
    chance = random.Random(7)  # noqa: S311 -- the same texts each time
    texts = [" ".join(chance.choices("pqrsxxxx", k=chance.randint(2, 12))) for _ in range(250)]
    records = [
        cable_record(f"08TOWN{n:03}", subject=text[:9], paragraphs=paragraphs(text[9:], text))
        for n, text in enumerate(texts)
    ]
    searcher, oracle = Searcher(written(tmp_path, *records)), MemoryIndex(records)

    for words in ("p q", "p p", "p q r", "p q p", "q q q", "p q r s", "p q r s x"):
        for between in (0, 1, 2, 3, 5, 8):
            for field in ("", "subject:"):
                query = parse_query(f'{field}"{words}"~{between}')
                assert isinstance(query.root, Near)
                found, expected = searcher.every(query), oracle.every(query)
                assert sorted(found) == sorted(expected), query.describe()


def test_what_stands_in_one_paragraph_is_found_however_many_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More paragraphs than are taken one by one, in more cables than are counted at once."""
    monkeypatch.setattr(module, "MOST_HITS", 5)
    monkeypatch.setattr(module, "SLICE", 7)
    monkeypatch.setattr(translation, "FEW", 0)
    records = [
        cable_record(f"08TOWN{n:02}", paragraphs=paragraphs("oats", f"oats word{n % 3}", "rye"))
        for n in range(40)
    ]
    searcher, oracle = Searcher(written(tmp_path, *records)), MemoryIndex(records)

    for text in (
        "para:oats",
        "para:(oats word1)",
        "para:(word1 rye)",
        "para:(NOT oats)",
        "para:oats para:word1 -id:08TOWN04",
        "para:word1 id:08TOWN1*",
        "para:word2 id:08TOWN05",
        "para:word1 word2",
        "(para:word1 OR id:08TOWN05) para:rye",
    ):
        query = parse_query(text)
        assert searcher.every(query, sort=OLDEST) == oracle.every(query, sort=OLDEST), text


def test_phrases_beside_all_else_that_is_asked(tmp_path: Path) -> None:
    """Written in several ways, a phrase is looked for only where the rest of the query holds."""
    bodies = ("a barley field.", "barleys fields rye.", "fields barley oats.", "rye fields oats.")
    records = [
        cable_record(
            f"08TOWN{n:02}",
            origin=f"Embassy {'EFG'[n % 3]}",
            created=f"20{n % 5 + 5:02}-02-03T00:00Z",
            paragraphs=paragraphs(bodies[n % 4]),
        )
        for n in range(60)
    ]
    searcher, oracle = Searcher(written(tmp_path, *records)), MemoryIndex(records)

    for text in (
        '"barley field"',
        '"barley field" origin:E',
        '"barley field" -origin:E',
        '"barley field" created:2006..2007 rye',
        '-"barley field" created:2006..2007',
        '("barley field" OR "fields oats") origin:E -created:2008',
        '("barley field" OR origin:E) created:2008',
        '"barley field" (origin:E OR rye)',
        '"barley field" "rye" "fields rye" origin:F',
        'subject:"barley field" origin:E',
        'para:(barley fields) "barley field" origin:G',
    ):
        query = parse_query(text)
        assert searcher.every(query, sort=OLDEST) == oracle.every(query, sort=OLDEST), text


def test_facets_are_exact_however_they_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [
        cable_record(f"08TOWN{n:02}", tags=[f"T{n % 9}", f"U{n % 50:02}"], signer=f"S{n}")
        for n in range(90)
    ]
    searcher, oracle = Searcher(written(tmp_path, *records)), MemoryIndex(records)

    for least in (-1, 2):  # the share of all cables above which values are listed
        monkeypatch.setattr(counting, "LISTED", least)
        for text in ("", "-tag:U07", "NOT id:08TOWN05", "tag:T2", "08town*", "nowhere"):
            query = parse_query(text)
            for limit in (0, 3, 80):
                expected = oracle.counts(query, limit=limit)
                assert searcher.counts(query, limit=limit) == expected, text


def test_facets_are_exact_where_many_values_tie(tmp_path: Path) -> None:
    records = [
        cable_record(f"08TOWN{n:03}", tags=[f"T{n:03}", f"U{n % 50:02}", "ALL"]) for n in range(200)
    ]
    searcher, oracle = Searcher(written(tmp_path, *records)), MemoryIndex(records)

    for limit in (0, 1, 5, 51, 60, 300):
        for text in ("", "created:2008", "08TOWN007 OR 08TOWN057"):
            query = parse_query(text)
            expected = oracle.count(query, Facet.TAG, limit)
            assert searcher.count(query, Facet.TAG, limit) == expected


def test_hostile_records_and_queries_are_answered(tmp_path: Path) -> None:
    hostile = cable_record(
        "08A1",
        subject="\x00\u202e=cmd|' /C calc'!A0\ud800",
        tags=["T" * 70_000, "\x00", "\ud800", "\u202e", ""],
        origin="O" * 1_000_000,
        classification="\n\n",
        created="9999-99-99T99:99Z",
        captions=["x" * 100_000],
        paragraphs=[
            {
                "anchor": "p1",
                "number": None,
                "mark": None,
                "heading": None,
                "text": "a" * 1_000_000 + " barley",
            }
        ],
    )
    searcher, oracle = Searcher(written(tmp_path, hostile)), MemoryIndex([hostile])

    for text in (
        "",
        "barley",
        "a*",
        "aa*",
        "a" * 999,
        " ".join(["barley"] * 500),
        '"' + "barley " * 60 + '"',
        "(" * 500 + "barley",
        "NOT " * 200 + "zebra",
        " OR ".join(f"z{n}*" for n in range(90)),
        "created:9999",
        "created:0001..",
        "tag:TTTT*",
        '"',
        "\ud800",
        "para:\ud800",
        "ba\ud800rley~2",
        "tag:\ud800",
        '"barley ' + "a" * 100 + '"~9',
        '"' + "barley a b c d e f g h i j " * 5 + '"~99',
        "para:(NOT (barley OR aaa*))",
        "mark:c barley",
        "words:>99999999999999999999999",
        "cited:..99999999999999999999999",
        "has:*",
        "\u202ebarley\x00",
    ):
        query = parse_query(text)
        assert searcher.find(query).ids == oracle.find(query).ids, text[:40]
        assert searcher.counts(query) == oracle.counts(query)


def test_made_up_cursors_and_sizes_are_answered(tmp_path: Path) -> None:
    records = [cable_record(f"08TOWN{n}", subject=f"oats {'barley ' * n}") for n in range(6)]
    searcher, oracle = Searcher(written(tmp_path, *records)), MemoryIndex(records)
    barley, everything = parse_query("barley"), parse_query("")
    largest = [0, 1, 10**9, LARGEST]

    for query, sort in ((everything, OLDEST), (everything, SortOrder.SHORTEST)):
        for key in (-LARGEST, -(2**26), *largest):
            for backwards in (False, True):
                cursor = Cursor(sort, 10**9, key, backwards=backwards).encode()
                found = searcher.find(query, cursor=cursor, limit=4, sort=sort)
                assert found.total == 6
                assert (found.before == "") == (found.offset == 0)
                rest = list(searcher.every(query, sort=sort))[found.offset :]
                assert 0 < len(found.ids) <= 4
                assert list(found.ids) == rest[: len(found.ids)]
    for offset in largest:
        for backwards in (False, True):
            cursor = Cursor(SortOrder.RELEVANCE, offset, backwards=backwards).encode()
            found = searcher.find(barley, cursor=cursor, limit=4)
            assert found.total == 5
            rest = list(searcher.every(barley))[found.offset :]
            assert 0 < len(found.ids) <= 4
            assert list(found.ids) == rest[: len(found.ids)]
    for limit in (-1, 0, 10**9):
        for cursor in ("", "\ud800", "x" * 10**6, "../../etc/passwd"):
            found = searcher.find(everything, cursor=cursor, limit=limit)
            assert found == oracle.find(everything, cursor=cursor, limit=limit)
        assert searcher.counts(everything, limit=limit) == oracle.counts(everything, limit=limit)
        assert len(searcher.alike(records[5], limit)) <= max(limit, 0)
        assert len(searcher.beginning("b", limit)) <= max(limit, 0)
    assert searcher.frequency("\ud800") == searcher.frequency("a" * 99_999) == 0
    assert searcher.beginning("\ud800") == searcher.beginning("\x00") == []
    assert searcher.standing({"\ud800", "\x00", "a" * 99_999}) == set()


def test_cables_are_counted_in_slices_that_span_parts_and_gaps() -> None:
    parts = [Part(first, (Segment("", size),), ()) for first, size in ((90, 3), (0, 16), (20, 2))]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "SLICE", 7)
        found = list(module._slices(parts))

    assert found == [(0, 6), (7, 13), (14, 92)]
