"""Folders and archives of every kind: what they hold comes out, whatever it is packed in."""

import bz2
import gzip
import io
import lzma
import os
import random
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.sources.builder import Cable, page, record, saved_page
from tests.unit.sources.packing import PACKERS, cables, found, rejects, tarred, zipped

from reftel.compression import zstd
from reftel.errors import SourceError
from reftel.sources import Rejected, RejectKind, SourceItem, items

FILES = {
    "a/page.html": page(),
    "b.csv": record() + record(Cable(id="08EXAMPLETOWN13"), row=18),
    "logo.png": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "notes.txt": b"Notes on how this was gathered.\n",
    "saved": saved_page(Cable(id="08EXAMPLETOWN14")),
}


@pytest.mark.parametrize("name", PACKERS)
def test_every_kind_of_archive_gives_the_same_cables(name: str, tmp_path: Path) -> None:
    """Told by content: the file's name says nothing."""
    file = tmp_path / "download"
    file.write_bytes(PACKERS[name](FILES))

    assert sorted(map(str, cables(file))) == [
        "08EXAMPLETOWN12",
        "08EXAMPLETOWN12",
        "08EXAMPLETOWN13",
        "08EXAMPLETOWN14",
    ]
    assert rejects(file) == []
    passed = [one for one in found(file) if isinstance(one, Rejected)]
    assert sorted(one.container[-9:] for one in passed) == ["!logo.png", "notes.txt"]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstd.compress])
def test_a_packed_file_is_the_file_frames_and_padding_included(
    pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    content = FILES["b.csv"]
    file = tmp_path / "dump"
    file.write_bytes(pack(content[:300]) + pack(content[300:]) + bytes(512))

    assert cables(file) == ["08EXAMPLETOWN12", "08EXAMPLETOWN13"]
    assert {one.container for one in found(file)} == {str(file)}


def test_members_are_named_behind_the_archive(tmp_path: Path) -> None:
    file = tmp_path / "dump.zip"
    file.write_bytes(zipped({"in.tar": tarred({"./a/b.csv": FILES["b.csv"]})}))

    places = [(one.container, one.place) for one in found(file)]

    assert places == [
        (f"{file}!in.tar!a/b.csv", "record 1"),
        (f"{file}!in.tar!a/b.csv", "record 2"),
    ]


def test_another_archive_in_a_folder_is_passed_over_with_a_word(tmp_path: Path) -> None:
    """Its vault holds originals without their names, and what nobody released."""
    (tmp_path / "a.html").write_bytes(page())
    (tmp_path / "archive" / "vault" / "originals").mkdir(parents=True)
    (tmp_path / "archive" / "reftel.toml").write_text("format = 1\n")
    (tmp_path / "archive" / "vault" / "originals" / "b.html").write_bytes(page())

    cable, other = found(tmp_path)

    assert isinstance(cable, SourceItem)
    assert isinstance(other, Rejected)
    assert (other.container, other.passed_over) == (str(tmp_path / "archive"), True)
    assert other.message.startswith("This is an archive of reftel.")


def test_a_pipe_is_rejected_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    (only,) = found(tmp_path / "pipe")

    assert isinstance(only, Rejected)
    assert (only.kind, only.passed_over) == (RejectKind.UNREADABLE, False)


def test_a_folder_is_read_in_the_order_of_its_names_and_links_are_not_followed(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "in"
    for name in ("b/2.html", "a/1.html", "c.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(page())
    (tmp_path / "secret.html").write_bytes(page())
    (folder / "out.html").symlink_to(tmp_path / "secret.html")
    (folder / "up").symlink_to(tmp_path)

    everything = found(folder)

    names = [Path(one.container).relative_to(folder).as_posix() for one in everything]
    assert names == ["a/1.html", "b/2.html", "c.html", "out.html", "up"]
    assert all(isinstance(one, SourceItem) for one in everything[:3])
    for one in everything[3:]:
        assert isinstance(one, Rejected)
        assert (one.kind, one.passed_over) == (RejectKind.UNSAFE_PATH, True)


def test_a_folder_nested_two_thousand_deep(tmp_path: Path) -> None:
    deepest = tmp_path
    for _ in range(20):
        deepest /= "/".join(["d"] * 40)
    deepest.mkdir(parents=True)
    (deepest / "a.html").write_bytes(page())

    assert cables(tmp_path) == ["08EXAMPLETOWN12"]


def test_a_path_where_nothing_is_raises(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="There is nothing at"):
        items(tmp_path / "absent")


def test_long_names_and_folders_in_tar(tmp_path: Path) -> None:
    long = "a" * 90 + "/" + "b" * 90 + "/é.html"
    for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
        file = tmp_path / str(form)
        file.write_bytes(tarred({long: page()}, form))

        [one] = found(file)

        assert one.container == f"{file}!{long}"


def test_a_zip_whose_directory_is_lost_gives_its_members_and_one_reject(tmp_path: Path) -> None:
    file = tmp_path / "half.zip"
    whole = zipped(FILES)
    file.write_bytes(whole[: whole.index(b"PK\x01\x02")])

    assert len(cables(file)) == 4
    assert rejects(file) == [("", RejectKind.TRUNCATED)]


def test_a_zip_written_to_a_pipe_whose_directory_is_lost(tmp_path: Path) -> None:
    """Sizes then follow the data, in a descriptor."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.out = b""

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.out += bytes(data)  # type: ignore[call-overload]
            return len(data)  # type: ignore[arg-type]

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in FILES.items():
            archive.writestr(name, content)
    file = tmp_path / "half.zip"
    file.write_bytes(pipe.out[: pipe.out.index(b"PK\x01\x02")])

    assert len(cables(file)) == 4
    assert rejects(file) == [("", RejectKind.TRUNCATED)]


@pytest.mark.parametrize("name", ["tar.gz", "tar.xz", "tar.zst", "tar.bz2", "tar pax"])
def test_an_archive_cut_off_gives_what_came_before_and_one_reject(
    name: str, tmp_path: Path
) -> None:
    noise = random.Random(5).randbytes(300_000)  # noqa: S311 - so that packing cannot reorder much
    files = {"1.html": page(), "2.bin": noise, "3.html": page(Cable(id="08EXAMPLETOWN99"))}
    file = tmp_path / "cut"
    packed = PACKERS[name](files)
    file.write_bytes(packed[: len(packed) - 60_000 if name == "tar pax" else len(packed) // 2])

    assert cables(file)[:1] == (["08EXAMPLETOWN12"] if name != "tar.bz2" else [])
    assert rejects(file)[-1][1] in (RejectKind.TRUNCATED, RejectKind.DAMAGED)
    assert sum(place == "" for place, _ in rejects(file)) == 1
