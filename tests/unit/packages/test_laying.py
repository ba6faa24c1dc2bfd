"""A delta makes a mirror of an older edition the very one of the newer, or changes nothing."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from filelock import FileLock
from tests.small_mirror import (
    FIRST,
    KEY,
    RING,
    SECOND,
    SIGNER,
    contents,
    edition_of,
    small_mirror,
)

from reftel.compression import zstd
from reftel.edition.keyring import begun
from reftel.edition.signature import PrivateKey, PublicKey
from reftel.errors import ArchiveError, ConfigError, ReftelError
from reftel.mirror import checking
from reftel.mirror.manifest import MirrorManifest
from reftel.packages import change
from reftel.packages.containers import Tar
from reftel.packages.laying import laid
from reftel.packages.packing import Order, packed
from reftel.packages.unpacking import Unpacked

NAME = "the-barley-archive-000002-since-000001.delta.tar.zst"
STRANGER = PrivateKey.new()
AT = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def mirrors(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The mirrors of the first edition and of the second."""
    folder = tmp_path_factory.mktemp("mirrors")
    return small_mirror(folder / "1", FIRST, 1), small_mirror(folder / "2", SECOND, 2)


@pytest.fixture(scope="module")
def delta(mirrors: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """From the first to the second."""
    first, second = mirrors
    out = tmp_path_factory.mktemp("out")
    list(packed(Order(second, out, frozenset(), (first,)), edition_of(2), SIGNER))
    return out / NAME


@pytest.fixture
def own(mirrors: tuple[Path, Path], tmp_path: Path) -> Path:
    """A mirror of the first edition that a test may change."""
    return Path(shutil.copytree(mirrors[0], tmp_path / "own"))


def lay(delta: Path, mirror: Path, *known: PublicKey) -> tuple[int, int]:
    *_, report = laid(delta, mirror, lambda _made: known)
    return report.written, report.removed


def members(delta: Path) -> list[tuple[str, bytes]]:
    found = []
    with Unpacked(delta) as content:
        while (name := content.member()) is not None:
            found.append((name, content.content(1 << 20)))
    return found


def forged(delta: Path, to: Path, by: Callable[[str, bytes], tuple[str, bytes]]) -> Path:
    """The delta with its members changed."""
    tar = Tar(to, AT)
    for one in members(delta):
        name, content = by(*one)
        tar.begin(name, len(content))
        tar.add(content)
        tar.end()
    tar.close()
    return to


def test_the_mirror_of_one_edition_becomes_that_of_the_next(
    mirrors: tuple[Path, Path], delta: Path, own: Path
) -> None:
    assert lay(delta, own, KEY.public) == (2, 1)

    assert contents(own) == contents(mirrors[1])
    assert list(checking.faults(own, MirrorManifest.read(own))) == []
    assert not (own / "cable/08EXAMPLETOWN13/raw").exists()
    names = [name for name, _ in members(delta)]
    told = ["delta.json", "mirror.json", "mirror.json.minisig", "mirror.sig", "mirror-keys.json"]
    assert names == [
        *told,
        "changes",
        "files/about/z/index.html",
        "files/cable/08EXAMPLETOWN13/index.html",
    ]


def test_a_run_that_was_cut_off_is_seen_and_made_good_by_the_next(
    mirrors: tuple[Path, Path], delta: Path, own: Path
) -> None:
    running = laid(delta, own, lambda _made: (KEY.public,))
    next(running)
    running.close()
    assert {tuple(one) for one in checking.faults(own, MirrorManifest.read(own))} == {
        ("missing", "cable/08EXAMPLETOWN13/raw.txt"),
        ("extra", "about/z/index.html"),
    }

    assert lay(delta, own, KEY.public) == (2, 1)
    assert contents(own) == contents(mirrors[1])
    for name in ("mirror.json", "mirror.sig"):  # cut off between these and the list
        shutil.copy(mirrors[0] / name, own / name)
    assert lay(delta, own, KEY.public) == (2, 1)
    assert contents(own) == contents(mirrors[1])


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("changes", b"about/z/", b"../../z/", "of changes, line 1 names no file of a mirror"),
        ("changes", b"about/z/index.html", b"about/y", "do not lead to what its manifest names"),
        ("changes", b"about/z/index.html", b"mirror.sig", "line 2 is not in the order"),
        ("mirror.json", b'"edition": 2', b'"edition": 3', r"not signed .*\(broken\)"),
        ("mirror.json", b"Barley", b"Wheat", "it is of another archive"),
        ("mirror.json", b'"edition": 2', b'"edition": 0', "is of edition 1, and it makes 0"),
        ("delta.json", b'"sums": "', b'"sums": "0', "it leads from another mirror"),
        ("delta.json", b'"format": 1', b'"format": 2', "it is of another format"),
        ("delta.json", b'"edition": 1', b'"edition": Infinity', "delta.json is none"),
        ("mirror.json", b"{", b"[", "cannot be read"),
    ],
)
def test_a_delta_that_somebody_changed_changes_nothing(  # noqa: PLR0917
    delta: Path, own: Path, tmp_path: Path, name: str, old: bytes, new: bytes, told: str
) -> None:
    before = contents(own)
    evil = forged(
        delta,
        tmp_path / "evil",
        lambda one, content: (one, content.replace(old, new) if one == name else content),
    )

    with pytest.raises(ReftelError, match=told):
        lay(evil, own, KEY.public)

    assert contents(own) == before


GONE, EVIL = "0" * 64, sha256(b"evil").hexdigest()


def with_lines(delta: Path, to: Path, *lines: str) -> Path:
    """The delta with more lines at the end of its changes."""

    def more(name: str, content: bytes) -> tuple[str, bytes]:
        return name, content + "".join(lines).encode() if name == "changes" else content

    return forged(delta, to, more)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ((f"{GONE}  notes.txt\n",), "notes.txt is not there to be removed"),
        (
            (f"{GONE}  zzz\n", f"{EVIL}  index.html\n", f"{GONE}  index.html\n"),
            "line 5 is not in the order of the paths",
        ),
        ((f"{EVIL}  index.html\n",), "its changes do not lead to what its manifest names"),
    ],
)
def test_no_line_that_was_slipped_in_is_obeyed(
    delta: Path, own: Path, tmp_path: Path, lines: tuple[str, ...], told: str
) -> None:
    """Whoever passes a delta on can neither remove a file nor write one, first or last."""
    (own / "notes.txt").write_text("mine")
    before = contents(own)
    evil = with_lines(delta, tmp_path / "evil", *lines)

    with pytest.raises(ConfigError, match=told):
        lay(evil, own, KEY.public)

    assert contents(own) == before


@pytest.mark.parametrize("line", [f"{EVIL}  index.html\n", f"{GONE}  index.html\n"])
def test_a_mirror_that_has_the_edition_already_is_not_changed_by_what_was_slipped_in(
    mirrors: tuple[Path, Path], delta: Path, tmp_path: Path, line: str
) -> None:
    own = Path(shutil.copytree(mirrors[1], tmp_path / "own"))
    (own / "notes.txt").write_text("mine")
    before = contents(own)

    with pytest.raises(ConfigError, match="do not lead to what its manifest names"):
        lay(with_lines(delta, tmp_path / "evil", line), own, KEY.public)
    assert contents(own) == before
    lay(with_lines(delta, tmp_path / "evil", f"{GONE}  notes.txt\n"), own, KEY.public)
    assert contents(own) == before  # what no list names, and no folder of a mirror holds


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("new", "old", "is altered"), ("files/about/z", "files/about/y", "should come next")],
)
def test_a_file_that_is_not_as_it_was_signed_is_not_put_in_its_place(  # noqa: PLR0917
    delta: Path, own: Path, tmp_path: Path, old: str, new: str, told: str
) -> None:
    before = contents(own)
    del before["cable/08EXAMPLETOWN13/raw.txt"]  # what is gone goes first

    def changed(name: str, content: bytes) -> tuple[str, bytes]:
        if not name.startswith("files/about"):
            return name, content
        return name.replace(old, new), content.replace(old.encode(), new.encode())

    with pytest.raises(ConfigError, match=rf"about/z/index\.html {told}"):
        lay(forged(delta, tmp_path / "evil", changed), own, KEY.public)

    assert contents(own) == before


def test_who_signed_it_is_asked_of_those_who_know_the_archive(
    mirrors: tuple[Path, Path], delta: Path, own: Path, tmp_path: Path
) -> None:
    with pytest.raises(ArchiveError, match=r"not signed with the key of the archive \(strange\)"):
        lay(delta, own, STRANGER.public)
    other = small_mirror(tmp_path / "other", FIRST, key=STRANGER, ring=begun(STRANGER.public, AT))
    with pytest.raises(ArchiveError, match="strange"):
        lay(delta, other)  # the mirror's own keys are those that it knows
    lost = RING.followed(STRANGER.public, AT, None)
    (own / "mirror-keys.json").write_text(lost.written())  # by whoever it was copied from
    replaced = small_mirror(tmp_path / "lost", SECOND, 2, key=STRANGER, ring=lost)
    by_a_stranger = Order(replaced, tmp_path / "by", frozenset(), (mirrors[0],))
    list(packed(by_a_stranger, edition_of(2), SIGNER._replace(key=STRANGER, ring=lost)))
    with pytest.raises(ArchiveError, match="strange"):
        lay(tmp_path / "by" / NAME, own)
    unsigned = forged(
        delta,
        tmp_path / "evil",
        lambda one, content: (one.replace("mirror.sig", "mirror-keys.json"), content),
    )
    with pytest.raises(ArchiveError, match="unsigned"):
        lay(unsigned, own, KEY.public)
    rotated = RING.followed(STRANGER.public, AT, KEY)
    third = small_mirror(tmp_path / "3", SECOND, 3, key=STRANGER, ring=rotated)
    signer = SIGNER._replace(key=STRANGER, ring=rotated)
    order = Order(third, tmp_path / "out", frozenset(), (mirrors[0],))
    list(packed(order, edition_of(3), signer))

    assert lay(tmp_path / "out" / NAME.replace("000002", "000003"), own, KEY.public) == (2, 1)


def test_a_mirror_that_is_not_the_base_or_is_being_written_is_left_alone(
    mirrors: tuple[Path, Path], delta: Path, own: Path, tmp_path: Path
) -> None:
    another = small_mirror(tmp_path / "another", {"index.html": "x"})
    with pytest.raises(ConfigError, match="it leads from another mirror, of edition 1"):
        lay(delta, another, KEY.public)
    with (
        FileLock(own / ".reftel-lock", is_singleton=False),
        pytest.raises(ArchiveError, match="Another"),
    ):
        lay(delta, own)
    (tmp_path / "elsewhere").mkdir()
    shutil.rmtree(own / "about")
    (own / "about").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ConfigError, match="a link that leads out of the mirror"):
        lay(delta, own, KEY.public)
    assert list((tmp_path / "elsewhere").iterdir()) == []
    bad = small_mirror(tmp_path / "bad", {"../x": "y"})
    with pytest.raises(ConfigError, match="line 1 names no file of a mirror"):
        list(packed(Order(mirrors[1], tmp_path / "o", frozenset(), (bad,)), edition_of(2), SIGNER))
    with pytest.raises(ConfigError, match="not of one before 1"):
        list(packed(Order(mirrors[0], tmp_path / "o", frozenset(), (own,)), edition_of(1), SIGNER))


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("changes", 16 * 4096 + 1),  # 8 files before, 8 after, and no line is longer
        ("files/about/z/index.html", 160 + 1),  # the bytes of all the second mirror's files
        ("files/cable/08EXAMPLETOWN13/index.html", 160 - 3 + 1),  # with the three of the first
    ],
)
def test_no_more_is_unpacked_than_a_mirror_can_have(
    delta: Path, own: Path, tmp_path: Path, name: str, size: int
) -> None:
    evil = forged(
        delta,
        tmp_path / "evil",
        lambda one, content: (one, b"0" * size if one == name else content),
    )

    with pytest.raises(ConfigError, match="a member is larger than it can be"):
        lay(evil, own, KEY.public)

    assert list(own.rglob(".reftel-laying")) == []


@pytest.mark.parametrize("cut", [10, 400, -20])
def test_what_is_no_delta_is_told(delta: Path, own: Path, tmp_path: Path, cut: int) -> None:
    (tmp_path / "cut").write_bytes(delta.read_bytes()[:cut])
    with pytest.raises(ConfigError, match=r"cut cannot be laid over the mirror: "):
        lay(tmp_path / "cut", own, KEY.public)
    whole = zstd.decompress(delta.read_bytes())
    (tmp_path / "cut").write_bytes(zstd.compress(whole[: len(whole) // 30 * 10 + cut]))
    with pytest.raises(ConfigError, match=r"cut cannot be laid over the mirror: it is cut off"):
        lay(tmp_path / "cut", own, KEY.public)
    (tmp_path / "other").write_bytes(b"something else")
    with pytest.raises(ConfigError, match=r"other cannot be laid over the mirror: "):
        lay(tmp_path / "other", own, KEY.public)


def test_a_size_of_nine_gigabytes_is_read_from_where_it_is_told(tmp_path: Path) -> None:
    """A plain header has room for eight; the content is left out here."""
    tar = Tar(tmp_path / "a", AT)
    tar.begin("large", 9 << 30)
    tar.close()

    with Unpacked(tmp_path / "a") as content:
        assert content.member() == "large"
        with pytest.raises(ValueError, match="larger than it can be"):
            content.content(1 << 20)
    tar = Tar(tmp_path / "b", AT)
    tar.begin("less than nothing", -1)
    tar.close()
    with Unpacked(tmp_path / "b") as content, pytest.raises(ValueError, match="no size that can"):
        content.member()


def test_a_long_path_comes_through(tmp_path: Path) -> None:
    """Longer than the hundred bytes and the 155 of a plain header."""
    path = "/".join(["é" * 100] * 3)
    tar = Tar(tmp_path / "a", AT)
    tar.begin(path, 1)
    tar.add(b"x")
    tar.end()
    tar.close()

    assert members(tmp_path / "a") == [(path, b"x")]


def test_a_change_is_in_the_order_of_bytes() -> None:
    before, after = [("a", "1"), ("é", "2")], [("z", "3"), ("é", "4"), ("\U0001f33e", "5")]
    steps = [("a", ""), ("z", "3"), ("é", "4"), ("\U0001f33e", "5")]

    assert list(change.change(before, after)) == steps
    assert list(change.changed(before, steps)) == after
