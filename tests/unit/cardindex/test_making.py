"""A card index hangs on its edition alone, and says where everything lies."""

import json
from pathlib import Path

import pytest
from tests.reader import live, publish
from tests.sample import cable_record

from reftel.archive import ArchiveFolder
from reftel.cardindex.blocks import block, number
from reftel.cardindex.drawers import ALONE, Card, laid
from reftel.cardindex.making import Done, made
from reftel.cardindex.merging import cards
from reftel.cardindex.numbering import Numbering
from reftel.cardindex.stretches import ENTRY, PARTS, Run


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> ArchiveFolder:
    records = [cable_record(f"08EXAMPLETOWN{n}", tags=["ECON", f"T{n}"]) for n in (1, 2, 3)]
    return publish(tmp_path_factory.mktemp("indexed"), records)


def contents(out: Path) -> dict[str, bytes]:
    every = sorted(path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in every}


def test_it_says_where_everything_lies_and_made_again_nothing_is_written(
    archive: ArchiveFolder, tmp_path: Path
) -> None:
    *_, first = made(live(archive), tmp_path / "a")
    *_, again = made(live(archive), tmp_path / "a")
    held = contents(tmp_path / "a")
    assert first == Done(3, tuple((place, True) for place, _ in first.files))
    assert {place for place, _ in first.files} == set(held)
    assert again.files == tuple((place, False) for place, _ in first.files)
    root = json.loads(held["search/index.json"])
    assert (root["format"], root["cables"], root["years"]) == (1, 3, [[2008, 0, 3]])
    lines = json.loads(held[f"search/{root['folder']}/lines/0000/000.json"])
    assert lines[2][:1] + lines[2][2:] == [
        "08EXAMPLETOWN3",
        "Embassy Exampletown",
        "2008-02-29T05:44",
        "UNCLASSIFIED",
    ]


def test_cables_are_numbered_by_year_and_the_newest_of_a_year_are_told() -> None:
    numbering = Numbering.of(["2007-05-01T00:00Z", None, "2008-01-02", "2008-03", "2007-06"])

    assert list(numbering.places) == [3, 4, 1, 5, 2]
    assert [(one.year, one.first, one.count) for one in numbering.years] == [
        (2008, 0, 2),
        (2007, 2, 2),
        (0, 4, 1),
    ]
    assert list(numbering.newest(numbering.years[0])) == [b"\x01\0\0\0\0\0"]


def run(path: Path, words: dict[str, list[int]]) -> Run:
    """A stretch that has these words in its first part."""
    entries = [(word.encode(), places, block(places)) for word, places in sorted(words.items())]
    path.write_bytes(
        b"".join(
            ENTRY.pack(len(name), len(places), len(held)) + name + held
            for name, places, held in entries
        )
    )
    size = path.stat().st_size
    return Run(path, (0, *(size for _ in PARTS[1:])))


def test_the_list_of_a_word_passes_over_the_stretches_that_have_it_not(tmp_path: Path) -> None:
    runs = [run(tmp_path / "0", {"a": [5]}), run(tmp_path / "1", {"b": [1]})]
    runs.append(run(tmp_path / "2", {"a": [0, 1], "b": [2]}))

    assert list(cards(runs, 0)) == [
        Card("a", 3, b"\0" + block([5]) + b"\1" + block([0, 1])),
        Card("b", 2, b"\1" + block([1]) + b"\0" + block([2])),
    ]


def test_a_drawer_holds_short_lists_and_names_those_that_lie_alone(tmp_path: Path) -> None:
    long = b"x" * (ALONE + 1)
    begins = list(laid([Card("barge", 2, b"ab"), Card("barley", 9, long)], tmp_path))

    assert begins == ["b"]
    assert contents(tmp_path) == {
        "0000.bin": b"\2" + b"\0\5barge\2\2" + b"\3\3ley\x09" + number(len(long)) + b"ab",
        "0000-1.bin": long,
    }
