"""A card index hangs on its edition alone, and says where everything lies."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.holdings import lines, open_vault, take_in
from tests.reader import live, publish
from tests.sample import cable_record

from reftel.archive import ArchiveFolder, Audience
from reftel.cardindex import making, stretches
from reftel.cardindex.blocks import block, number
from reftel.cardindex.drawers import ALONE, FULL, Card, laid
from reftel.cardindex.filed import Files, digest
from reftel.cardindex.making import Done, made
from reftel.cardindex.merging import cards
from reftel.cardindex.numbering import Numbering
from reftel.cardindex.stock import STOCK
from reftel.cardindex.stretches import ENTRY
from reftel.search.stems import stem
from reftel.telegram.cable import as_json


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> ArchiveFolder:
    records = [cable_record(f"08EXAMPLETOWN{n}", tags=["ECON", f"T{n}"]) for n in (1, 2, 3)]
    return publish(tmp_path_factory.mktemp("indexed"), records)


def contents(out: Path) -> dict[str, bytes]:
    """The files of an index; the stock lies beside them."""
    every = sorted(path for path in out.rglob("*") if path.is_file() and path.name != STOCK)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in every}


def test_it_says_where_everything_lies_and_made_again_nothing_is_written(
    archive: ArchiveFolder, tmp_path: Path
) -> None:
    *_, first = made(live(archive), tmp_path / "a")
    *_, again = made(live(archive), tmp_path / "a")
    held = contents(tmp_path / "a")
    assert {one.place for one in first.files} == set(held)
    assert first.files[-1].place == "search/index.json"
    assert again == Done(3, tuple(one._replace(is_new=False) for one in first.files))
    (tmp_path / "a" / STOCK).write_bytes(b"damaged" * 1_000)
    *_, mended = made(live(archive), tmp_path / "a")
    assert mended == again
    root = json.loads(held["search/index.json"])
    assert (root["format"], root["cables"], root["stands"]) == (2, 3, [3])
    assert [year for year, _ in root["years"]] == [2008]
    lines = json.loads(held[f"search/cards/lines/{root['shown']}/00.json"])
    assert lines[2][:1] + lines[2][2:] == [
        "08EXAMPLETOWN3",
        "Embassy Exampletown",
        "2008-02-29T05:44",
        "UNCLASSIFIED",
    ]


def test_cables_are_numbered_as_they_came_and_the_newest_of_a_year_are_told() -> None:
    numbering = Numbering.of(
        [(3, "2008-01-02"), (0, None), (4, "2008-03"), (1, "2007-05-01T00:00Z"), (2, None)]
    )

    assert list(numbering.places) == [3, 0, 4, 1, 2]
    assert (numbering.cables, numbering.runs()) == (4, [1, 1, 3])
    assert list(numbering.newest()) == [
        (2008, [b"\x02\0\0\0\0\0"]),
        (2007, [b"\x03\0\0"]),
        (0, [b"\x04\0\0"]),
    ]
    assert Numbering.of([(0, None), (1, None)]).runs() == [0, 1, 1]


def stretch(words: dict[str, list[int]]) -> bytes:
    """A part of a stretch that has these words."""
    entries = [(word.encode(), places, block(places)) for word, places in sorted(words.items())]
    return b"".join(
        ENTRY.pack(len(name), len(places), len(held)) + name + held
        for name, places, held in entries
    )


def test_drawers_ascend_so_that_a_word_is_in_the_last_that_begins_before_it(tmp_path: Path) -> None:
    """Ids of many years: most words of an archive that begin with a digit."""
    years = ("66", "1973", "1979", "1984", "85", "01", "05", "08", "09", "10")
    ids = [f"{year}EXAMPLETOWN{n}" for year in years for n in range(3)]
    edition = live(publish(tmp_path / "archive", [cable_record(one) for one in ids]))
    list(made(edition, tmp_path / "out"))
    index = json.loads((tmp_path / "out/search/index.json").read_bytes())

    for kind in ("stems", "forms", "values"):
        begins, _ = index[kind]
        assert len(begins) > (5 if kind == "stems" else 0)
        assert begins == sorted(set(begins))


@given(st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True))
@example("0s")
@example("08embassy")
@example("1973ies")
def test_a_word_lies_in_the_same_part_as_its_stem(word: str) -> None:
    assert stretches.part_of(stem(word)) == stretches.part_of(word)


def test_the_list_of_a_word_passes_over_the_stretches_that_have_it_not() -> None:
    parts = [stretch({"a": [5]}), stretch({"b": [1]}), stretch({"a": [0, 1], "b": [2]})]

    assert list(cards(enumerate(parts))) == [
        Card(b"a", 3, b"\0" + block([5]) + b"\1" + block([0, 1])),
        Card(b"b", 2, b"\1" + block([1]) + b"\0" + block([2])),
    ]


def test_a_drawer_holds_short_lists_and_names_those_that_lie_alone(tmp_path: Path) -> None:
    long = b"x" * (ALONE + 1)
    files = Files(tmp_path)
    (drawer,) = laid([Card(b"barge", 2, b"ab"), Card(b"barley", 9, long)], "stems", files)

    alone = digest(long)
    assert drawer.begins == "b"
    assert contents(tmp_path) == {
        f"search/cards/stems/{drawer.name}.bin": b"".join(
            (b"\2\0\5barge\2\2\3\3ley\x09", number(len(long)), b"ab", bytes.fromhex(alone))
        ),
        f"search/cards/lists/{alone}.bin": long,
    }


def test_a_word_that_comes_leaves_most_other_drawers_as_they_are(tmp_path: Path) -> None:
    every = [Card(f"{n:05}".encode(), 1, b"ab") for n in range(0, 40_000, 2)]
    before = {one.name for one in laid(every, "a", Files(tmp_path))}
    every.insert(5_000, Card(b"10001", 1, b"ab"))
    after = {one.name for one in laid(every, "a", Files(tmp_path))}

    assert len(before) > len(every) * 8 / FULL - 1
    assert len(after - before) == 1


def test_after_any_releases_it_is_the_one_made_from_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cables come, change, go and come again, three of them a stretch; few are gathered anew."""
    monkeypatch.setattr(making, "SIZE", 3)
    gathered = list[list[int]]()
    monkeypatch.setattr(
        making,
        "gathered",
        lambda edition, places: gathered.append(places) or stretches.gathered(edition, places),
    )

    def told(number: int, word: str) -> bytes:
        text = f"UNCLAS EXAMPLETOWN\n\nTAGS: ECON\nSUBJECT: {word}\n\n1. (U) {word} grain.\n"
        dates = [{"kind": "created", "value": f"200{number % 3}-02-01", "source": "page-2011"}]
        return as_json(cable_record(f"08EXAMPLETOWN{number}", text=text, dates=dates))

    # What comes or changes, what goes, and how many stretches are gathered for it.
    releases: list[tuple[dict[int, str], list[int], int]] = [
        ({1: "barley", 2: "rye", 4: "oats", 5: "rye", 6: "spelt", 8: "rye"}, [], 2),
        ({3: "barley", 7: "emmer"}, [], 1),
        ({9: "rye", 2: "millet and more"}, [], 2),
        ({}, [4, 9], 2),
        ({4: "sorghum"}, [1, 2, 3], 2),
        ({10: "oats"}, [], 1),
    ]
    with open_vault(tmp_path / "archive") as archive:
        from reftel.vault import decisions, publication  # noqa: PLC0415 -- it is open now
        from reftel.vault.decisions import Ground  # noqa: PLC0415

        for day, (here, gone, due) in enumerate(releases, start=1):
            ground = Ground(on=date(2026, 3, day), reason="Asked for.", notice="")
            ids = [f"08EXAMPLETOWN{number}" for number in gone]
            take_in(archive, lines(archive.root / "in.jsonl", *map(told, here, here.values())))
            decisions.release(archive, [f"08EXAMPLETOWN{number}" for number in here], ground)
            decisions.withdraw(archive, ids, ground)
            made_at = datetime(2026, 3, day, 12, tzinfo=UTC)
            publication.publish(archive, audience=Audience.PUBLIC, made_at=made_at)
            gathered.clear()
            *_, kept = made(live(archive), tmp_path / "kept")
            assert len(gathered) == due, day
            *_, fresh = made(live(archive), tmp_path / f"fresh{day}")
            assert [one[:3] for one in kept.files] == [one[:3] for one in fresh.files]
            held = contents(tmp_path / "kept")
            assert contents(tmp_path / f"fresh{day}").items() <= held.items()
        root = json.loads(held["search/index.json"])
        assert (root["cables"], root["stands"]) == (6, [0, 2, 4, 1, 1, 1, 1])
        stock = tmp_path / "kept" / STOCK
        written = stock.read_bytes()
        assert (b"sorghum" in written, b"millet" in written) == (True, False)
        stock.write_bytes(written.replace(b"sorghum", b"sorghuM"))  # in the first stretch
        for anew, due in ((False, 1), (True, 4)):
            gathered.clear()
            *_, mended = made(live(archive), tmp_path / "kept", anew=anew)
            assert (len(gathered), [one[:3] for one in mended.files]) == (
                due,
                [one[:3] for one in fresh.files],
            )
