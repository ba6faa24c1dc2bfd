"""What is kept from release to release is what was gathered, and nothing of what was replaced."""

import random
import re
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reftel.cardindex.stock import STOCK, Stock, kept

KEY = b"key"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / STOCK


def filled(path: Path) -> None:
    with Stock(path) as stock:
        for stretch in range(3):
            stock.keep(stretch, KEY, [b"barley%d" % stretch, b"rye" * 2_000])


def sound(path: Path) -> list[int]:
    with Stock(path) as stock:
        return [stretch for stretch in range(3) if stock.has(stretch, KEY)]


def change(path: Path, *queries: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for query in queries:
            database.execute(query)


def test_of_what_was_replaced_or_cut_no_byte_stays(path: Path) -> None:
    """Also where the pages of the file are full, and its rows are moved from one to another."""
    chance = random.Random(1)  # noqa: S311 -- no secret
    stands = dict[bytes, bytes]()
    with Stock(path) as stock:
        for turn in range(12):
            most = 20 - turn // 4
            for stretch in range(most) if not turn else chance.sample(range(most), 3):
                mark = b"<%02dv%02d>" % (stretch, turn)
                counts = chance.choices([0, 1, 2, 5, 20, 50, 150], k=40)
                stock.keep(stretch, mark, [mark * count for count in counts])
                stands[b"%02d" % stretch] = b"%02d" % turn
            stock.cut(most)
            stock.tidy()
            left = {one: last for one, last in stands.items() if int(one) < most}
            assert dict(re.findall(rb"<(\d\d)v(\d\d)>", path.read_bytes())) == left
            assert len(set(re.findall(rb"<\d\dv\d\d>", path.read_bytes()))) == len(left)


def test_what_a_run_that_was_cut_off_left_untidy_is_tidied_by_the_next(path: Path) -> None:
    filled(path)
    with Stock(path) as stock:
        stock.tidy()
    tidy = path.read_bytes()
    with Stock(path) as stock:
        stock.tidy()
        assert path.read_bytes() == tidy
        stock.keep(0, b"another", [b"oats"])
    with Stock(path) as stock:
        stock.tidy()
        assert b"barley0" not in path.read_bytes()


def test_a_stretch_has_no_part_of_what_was_gathered_before(path: Path) -> None:
    filled(path)
    with Stock(path) as stock:
        stock.keep(1, b"another", [b"oats"])
        assert stock.has(1, b"another")
        assert not stock.has(1, KEY)
        stock.cut(2)
        assert not stock.has(2, KEY)
    assert list(kept(path, 0)) == [(0, b"barley0"), (1, b"oats")]
    assert [stretch for stretch, _ in kept(path, 1)] == [0]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE gathered SET content = x'00' WHERE (part, stretch) = (1, 0)",
        "UPDATE gathered SET part = 7 WHERE (part, stretch) = (1, 0)",
        "UPDATE gathered SET stretch = 9 WHERE (part, stretch) = (1, 0)",
        "DELETE FROM gathered WHERE (part, stretch) = (1, 0)",
        "INSERT INTO gathered VALUES (2, 0, x'00')",
        "UPDATE stretch SET sum = x'00' WHERE number = 0",
    ],
)
def test_a_stretch_that_is_not_as_it_was_gathered_is_not_taken(path: Path, damage: str) -> None:
    filled(path)
    change(path, damage)
    assert sound(path) == [1, 2]
    with Stock(path) as stock:
        stock.keep(0, KEY, [b"a", b"b"])
        stock.cut(3)
    assert [list(kept(path, part))[:1] for part in range(3)] == [[(0, b"a")], [(0, b"b")], []]
    assert {stretch for part in range(10) for stretch, _ in kept(path, part)} == {0, 1, 2}


def test_every_bit_that_flips_is_seen_or_alters_nothing(path: Path, tmp_path: Path) -> None:
    filled(path)
    whole, flipped = path.read_bytes(), tmp_path / "flipped"
    parts = [list(kept(path, part)) for part in (0, 1)]
    chance = random.Random(2)  # noqa: S311 -- no secret
    for _ in range(150):
        damaged = bytearray(whole)
        damaged[chance.randrange(100, len(whole))] ^= 1 << chance.randrange(8)
        flipped.write_bytes(damaged)
        if sound(flipped) == [0, 1, 2]:
            assert [list(kept(flipped, part)) for part in (0, 1)] == parts


@pytest.mark.parametrize("another", ["DROP TABLE stretch", "CREATE INDEX more ON stretch (key)"])
def test_what_is_no_stock_or_another_is_made_anew(path: Path, another: str) -> None:
    filled(path)
    change(path, another)
    assert sound(path) == []
    path.write_bytes(b"damaged" * 1_000)
    assert sound(path) == []


def test_one_whose_tables_have_no_names_any_more_is_made_anew(path: Path) -> None:
    filled(path)
    path.write_bytes(path.read_bytes().replace(b"TABLE stretch", b"TABLE str\xe5tch"))
    assert sound(path) == []


def test_one_that_cannot_be_opened_now_is_not_taken_for_damaged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path)
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, **k, timeout=0))
    with closing(connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            Stock(path)
    assert sound(path) == [0, 1, 2]


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such modes there")
def test_nobody_else_reads_it_and_no_link_is_followed(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    change(other, "CREATE TABLE mine (x)")
    theirs = other.read_bytes()
    path.symlink_to(other)
    filled(path)
    assert other.read_bytes() == theirs
    assert not path.is_symlink()
    path.chmod(0o644)
    assert sound(path) == [0, 1, 2]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
