"""Input made to do harm: each is refused with one clear message, and the rest goes on."""

import gzip
import io
import lzma
import stat
import struct
import tarfile
import threading
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import py7zr
import pytest
from tests.unit.sources.builder import BODY, Cable, page, record
from tests.unit.sources.packing import (
    PACKERS,
    cables,
    found,
    rejects,
    seven_zipped,
    tarred,
    zipped,
)

from reftel.compression import zstd
from reftel.sources import Reading, Rejected, RejectKind, SourceItem, SourceKind, items, readings

MIB = 1 << 20
GOOD = {"good.html": page()}


def write(tmp_path: Path, content: bytes) -> Path:
    file = tmp_path / "input"
    file.write_bytes(content)
    return file


@pytest.mark.parametrize("pack", ["zip", "tar.gz", "tar.xz", "tar.zst", "7z"])
def test_a_bomb_is_stopped_and_what_stands_before_it_is_kept(pack: str, tmp_path: Path) -> None:
    file = write(tmp_path, PACKERS[pack](GOOD | {"z.bomb": b"ZCZCAAA\n" + bytes(24 * MIB)}))

    small = {"item": MIB, "floor": 2 * MIB, "ratio": 100}
    assert cables(file, **small) == ["08EXAMPLETOWN12"]
    told = rejects(file, **small)

    assert told in (
        [("!z.bomb", RejectKind.TOO_LARGE)],  # a zip's member is not read to its end
        [("!z.bomb", RejectKind.TOO_LARGE), ("", RejectKind.RATIO)],
    )


def test_a_bomb_of_records_is_stopped_by_its_ratio(tmp_path: Path) -> None:
    file = write(tmp_path, gzip.compress(record() * 50_000))

    told = found(file, floor=MIB, ratio=50)

    assert isinstance(told[-1], Rejected)
    assert told[-1].kind is RejectKind.RATIO
    assert sum(len(one.content) for one in told[:-1]) < 4 * MIB  # of 21


def test_bombs_in_bombs_are_stopped_by_what_they_unpack_to_together(tmp_path: Path) -> None:
    """Each level alone keeps to the ratio; together they do not."""
    innermost = zipped({"a.txt": bytes(MIB)})
    level = zipped({f"{n}.zip": innermost for n in range(50)})
    file = write(tmp_path, zipped({f"{n}.zip": level for n in range(50)}))

    started = time.perf_counter()
    told = found(file, floor=20 * MIB, item=2 * MIB)

    assert time.perf_counter() - started < 20
    assert isinstance(told[-1], Rejected)
    assert (told[-1].container, told[-1].kind) == (str(file), RejectKind.RATIO)
    assert "!0.zip!" in told[-1].message


def test_archives_within_archives_end_at_the_depth_allowed(tmp_path: Path) -> None:
    content = page()
    for _ in range(12):
        content = zipped({"in": content}, zipfile.ZIP_STORED)
    file = write(tmp_path, content)

    assert rejects(file) == [("!in" * 10, RejectKind.TOO_DEEP)]
    assert cables(file, depth=12) == ["08EXAMPLETOWN12"]


def test_a_file_that_unpacks_to_itself_ends(tmp_path: Path) -> None:
    """As the zip quine does: gzip of gzip of gzip."""
    content = b"ZCZCAAA\n" * 1000
    for _ in range(200):
        content = gzip.compress(content)
    file = write(tmp_path, content)

    assert rejects(file) == [("", RejectKind.TOO_DEEP)]


@pytest.mark.parametrize("pack", ["zip", "tar.gz", "7z"])
def test_too_many_members(pack: str, tmp_path: Path) -> None:
    file = write(tmp_path, PACKERS[pack]({f"{n:03}.html": page() for n in range(30)}))

    told = found(file, count=20)

    assert sum(isinstance(one, SourceItem) for one in told) == 20
    assert isinstance(told[-1], Rejected)
    assert told[-1].kind is RejectKind.TOO_MANY


UNSAFE = ["../up.html", "/etc/passwd", "a/../../b.html", "C:\\x.html", "\\\\host\\x", "~root/x"]


@pytest.mark.parametrize("pack", [zipped, tarred, seven_zipped])
def test_names_that_lead_outside_are_refused_and_the_rest_goes_on(
    pack: Callable[[dict[str, bytes]], bytes], tmp_path: Path
) -> None:
    if pack is seven_zipped:  # py7zr will not write such names; the same length will do
        raw = seven_zipped_raw(["xx/up.html", "yetc/passwd"], ["../up.html", "/etc/passwd"])
        unsafe = UNSAFE[:2]
    else:
        raw, unsafe = pack({name: page(Cable(id="08EVIL1")) for name in UNSAFE} | GOOD), UNSAFE
    file = write(tmp_path, raw)

    assert cables(file) == ["08EXAMPLETOWN12"]
    told = rejects(file)
    assert {kind for _, kind in told} == {RejectKind.UNSAFE_PATH}
    assert sorted(place for place, _ in told) == sorted(f"!{name}" for name in unsafe)


def seven_zipped_raw(written: list[str], wanted: list[str]) -> bytes:
    """A 7z archive whose (unpacked) header was changed to hold the wanted names."""
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        archive.set_encoded_header_mode(False)
        for name in written:
            archive.writestr(page(Cable(id="08EVIL1")), name)
        archive.writestr(page(), "good.html")
    raw = bytearray(out.getvalue())
    for old, new in zip(written, wanted, strict=True):
        raw = raw.replace(old.encode("utf-16-le"), new.encode("utf-16-le"))
    offset, size = struct.unpack_from("<QQ", raw, 12)
    header = raw[32 + offset : 32 + offset + size]
    struct.pack_into("<I", raw, 28, zlib.crc32(header))
    struct.pack_into("<I", raw, 8, zlib.crc32(raw[12:32]))
    return bytes(raw)


def test_links_and_devices_in_tar(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (("s", tarfile.SYMTYPE), ("h", tarfile.LNKTYPE), ("d", tarfile.BLKTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("good.html")
        info.size = len(page())
        archive.addfile(info, io.BytesIO(page()))
    file = write(tmp_path, out.getvalue())

    assert cables(file) == ["08EXAMPLETOWN12"]
    refused = [one for one in found(file) if isinstance(one, Rejected)]
    assert [one.kind for one in refused] == [RejectKind.UNSAFE_PATH] * 3
    assert "link, to '/etc/passwd'" in refused[0].message


def test_a_link_in_a_zip(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("s")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    file = write(tmp_path, out.getvalue())

    [told] = found(file)
    assert isinstance(told, Rejected)
    assert told.kind is RejectKind.UNSAFE_PATH


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name(tmp_path: Path) -> None:
    second = page(Cable(id="08EXAMPLETOWN13"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.html", page())
        archive.writestr("a.html", second)
    file = write(tmp_path, out.getvalue())

    assert cables(file) == ["08EXAMPLETOWN12"]
    told = found(file)[1]
    assert isinstance(told, Rejected)
    assert (told.kind, told.content) == (RejectKind.DAMAGED, second)


def test_encrypted_members(tmp_path: Path) -> None:
    raw = bytearray(zipped(GOOD | {"secret.html": page()}))
    local, central = raw.rindex(b"PK\x03\x04"), raw.rindex(b"PK\x01\x02")
    raw[local + 6] |= 1
    raw[central + 8] |= 1
    file = write(tmp_path, bytes(raw))

    assert cables(file) == ["08EXAMPLETOWN12"]
    assert rejects(file) == [("!secret.html", RejectKind.UNREADABLE)]


def test_an_encrypted_7z(tmp_path: Path) -> None:
    file = write(tmp_path, seven_zipped(GOOD, password="barley"))

    [told] = found(file)
    assert isinstance(told, Rejected)
    assert (told.kind, "encrypted" in told.message) == (RejectKind.UNREADABLE, True)


def test_sizes_that_lie_in_a_zip(tmp_path: Path) -> None:
    raw = bytearray(zipped({"a.html": page(), "b.html": page()}))
    first, second = raw.index(b"PK\x01\x02"), raw.rindex(b"PK\x01\x02")
    struct.pack_into("<I", raw, first + 24, 5)  # unpacked size: not believed, no harm
    struct.pack_into("<I", raw, second + 20, 10)  # packed size: too short to unpack
    file = write(tmp_path, bytes(raw))

    assert cables(file) == ["08EXAMPLETOWN12"]
    assert rejects(file) == [("!b.html", RejectKind.TRUNCATED)]


def test_a_checksum_that_is_wrong_refuses_that_member_and_keeps_its_bytes(tmp_path: Path) -> None:
    for pack, method in ((zipped, zipfile.ZIP_STORED), (zipped, zipfile.ZIP_DEFLATED)):
        raw = bytearray(pack({"a.html": page(), "b.html": page()}, method))
        for at in (raw.index(b"PK\x03\x04") + 14, raw.index(b"PK\x01\x02") + 16):
            raw[at] ^= 1
        file = write(tmp_path, bytes(raw))

        assert cables(file) == ["08EXAMPLETOWN12"]
        told = found(file)[0]
        assert isinstance(told, Rejected)
        assert (told.kind, told.content) == (RejectKind.DAMAGED, page())


def test_sizes_that_lie_in_a_tar(tmp_path: Path) -> None:
    info = tarfile.TarInfo("a.html")
    info.size = 8**11 - 1
    file = write(tmp_path, info.tobuf(tarfile.USTAR_FORMAT) + page())

    told = found(file)
    assert isinstance(told[-1], Rejected)
    assert told[-1].kind is RejectKind.TRUNCATED
    assert told[-1].content == page()


def test_a_zip_that_is_one_huge_directory_takes_little_memory(tmp_path: Path) -> None:
    entry = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", *([0] * 6), *([0] * 3), 1, *([0] * 6)) + b"a"
    entries = entry * 20_000
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(entries), 0, 0)
    file = write(tmp_path, b"PK\x03\x04" + bytes(26) + entries + end)

    tracemalloc.start()
    seen = sum(1 for _ in items(file))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert seen <= 20_001
    assert peak < 4 * MIB


def test_a_7z_that_claims_two_million_members_takes_little_memory(tmp_path: Path) -> None:
    header = b"\x01\x05\xde\x80\x84" + bytes(2_000_000)
    start = struct.pack("<QQI", 0, len(header), zlib.crc32(header))
    magic = b"7z\xbc\xaf\x27\x1c\x00\x04"
    file = write(tmp_path, magic + struct.pack("<I", zlib.crc32(start)) + start + header)

    tracemalloc.start()
    told = rejects(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert told == [("", RejectKind.DAMAGED)]
    assert peak < 16 * MIB


def test_extended_headers_of_a_gigabyte_are_read_over(tmp_path: Path) -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 64 * MIB
    raw = info.tobuf(tarfile.USTAR_FORMAT) + bytes(64 * MIB) + tarred(GOOD)
    file = write(tmp_path, gzip.compress(raw, 1))

    tracemalloc.start()
    ids = cables(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert ids == ["08EXAMPLETOWN12"]
    assert peak < 8 * MIB


@pytest.mark.parametrize("name", ["plain", "gz", "7z"])
def test_a_long_dump_is_read_in_little_memory(name: str, tmp_path: Path) -> None:
    one = record(Cable(body=BODY + "\nThe granaries are full.\n" * 200))
    dump = one * (24 * MIB // len(one))
    packed = {"plain": dump, "gz": gzip.compress(dump, 1), "7z": seven_zipped({"d.csv": dump})}
    file = write(tmp_path, packed[name])
    count = dump.count(one)
    del dump, packed

    tracemalloc.start()
    seen = sum(isinstance(item, SourceItem) for item in items(file))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert seen == count
    assert peak < (96 if name == "7z" else 8) * MIB  # py7zr unpacks 128 MB at once


def test_fifty_megabytes_on_one_line_are_refused_and_the_next_record_is_read(
    tmp_path: Path,
) -> None:
    long = record(Cable(body="x" * (50 * MIB)))
    file = write(tmp_path, record() + long + record(Cable(id="08EXAMPLETOWN13")))

    assert cables(file) == ["08EXAMPLETOWN12", "08EXAMPLETOWN13"]
    [told] = [one for one in found(file) if isinstance(one, Rejected)]
    assert (told.place, told.kind) == ("record 2", RejectKind.TOO_LARGE)


@pytest.mark.parametrize("start", [b"", b"ZCZCAAA\n", b'{"id":"', b"<html>", b"1. (U) "])
def test_fifty_megabytes_of_anything_are_refused(start: bytes, tmp_path: Path) -> None:
    file = write(tmp_path, start + b"x" * (50 * MIB))

    [told] = found(file)

    assert isinstance(told, Rejected)
    assert told.kind is RejectKind.TOO_LARGE
    assert "16,777,216 bytes" in told.message


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000,
        "<a href='x'>" * 100_000,
        "<b><i>" * 50_000,
        "<p>" * 100_000,
        "<" * 1_000_000,
        "&" * 1_000_000,
        "&#" * 500_000,
        "<a " * 300_000,
        "<!--" * 200_000,
        "</p>" * 200_000,
        '"' * 1_000_000,
        "\\" * 1_000_000,
        '","' * 300_000,
        "\n1  " * 200_000,
        "UNCLAS " * 150_000,
        "S E C R E T " * 100_000,
        "\n" * 1_000_000,
        " " * 1_000_000,
        "NNNN\n" * 200_000,
        "ZCZCAAA\n" * 100_000,
        "R 011200Z JAN 75\nFM AMEMBASSY X\nTO X\n" * 20_000,
        "R 011200Z JAN 75\nFM X\nTO X\nUNCLAS SECTION 01 OF 02 X 12\n1. T\n" * 16_000,
        "UNCLAS X 000012\n1. T\nUNCLAS X 000013\n1. T\n" * 20_000,
        "From: x\n" * 120_000,
        "From: x\nTo: y\n\nZCZCAAA\n1. T\n" * 30_000,
        "> " * 500_000,
        ">\n" * 500_000,
        '\n"1","a","b","c","d' * 50_000,
        '",' * 500_000,
        "\u00c3\u00a9" * 300_000,
    ],
    ids=lambda body: repr(body[:12]),
)
def test_readings_take_linear_time(body: str) -> None:
    """A megabyte of the worst, as a page, a record, a telegram and a saved page: seconds."""
    content = body.encode()
    inputs = [
        SourceItem("x", "", SourceKind.PAGE, page(Cable(body="@")).replace(b"@", content)),
        SourceItem("x", "", SourceKind.CSV, record()[:-3] + content + b'"'),
        SourceItem("x", "", SourceKind.PLAIN, b"UNCLAS X 12\n" + content),
        SourceItem("x", "", SourceKind.PAGE_TEXT, content),
        SourceItem("x", "", SourceKind.JSONL, content),
        SourceItem("x", "", SourceKind.PLAIN, content + b"\xff"),
    ]

    for item in inputs:
        started = time.process_time()
        assert list(readings(item))
        assert time.process_time() - started < 4, item.kind


def test_json_of_a_hundred_thousand_levels(tmp_path: Path) -> None:
    line = b'{"id":"08X1","header":"","text":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    file = write(tmp_path, line)

    [item] = found(file)
    assert isinstance(item, SourceItem)
    [told] = readings(item)
    assert isinstance(told, Rejected)
    assert told.kind is RejectKind.DAMAGED


def test_an_xz_that_asks_for_four_gigabytes_is_refused(tmp_path: Path) -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 512 * MIB}]
    engine = lzma.LZMACompressor(lzma.FORMAT_XZ, filters=filters, preset=None)
    try:
        raw = engine.compress(page()) + engine.flush()
    except MemoryError:
        pytest.skip("this machine cannot make such a file")
    file = write(tmp_path, raw)

    assert rejects(file) == [("", RejectKind.DAMAGED)]


def test_a_truncated_packed_file_is_one_reject_with_what_was_read(tmp_path: Path) -> None:
    for pack in (gzip.compress, lzma.compress, zstd.compress):
        whole = pack(page())
        file = write(tmp_path, whole[: len(whole) - 10])

        [told] = found(file)
        assert isinstance(told, Rejected)
        assert told.kind is RejectKind.TRUNCATED
        assert page().startswith(told.content)


@pytest.mark.parametrize(
    ("content", "kind", "passed_over"),
    [
        (b"", RejectKind.EMPTY, False),
        (bytes(range(256)) * 40, RejectKind.BINARY, False),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), RejectKind.BINARY, True),
        (b"%PDF-1.4 ...", RejectKind.BINARY, False),
        (b"Rar!\x1a\x07\x00 ...", RejectKind.BINARY, False),
        (b"# A README\n\nCables lie here.\n", RejectKind.NOT_A_CABLE, True),
        (b"<html><body>A list</body></html>", RejectKind.NOT_A_CABLE, True),
        (page()[:3000], RejectKind.TRUNCATED, False),
        (b'{"some": "other", "json": true}\n', RejectKind.NOT_A_CABLE, True),
        (b"PK\x05\x06" + bytes(18), RejectKind.EMPTY, False),
        (b"{\\rtf1 VZCZCXYZ0012\\par}", RejectKind.BINARY, False),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), RejectKind.DAMAGED, False),
        (b"PK\x03\x04 and nothing like a zip", RejectKind.TRUNCATED, False),
    ],
)
def test_what_is_no_cable(
    content: bytes, kind: RejectKind, *, passed_over: bool, tmp_path: Path
) -> None:
    told: list[Reading | Rejected] = []
    for one in items(write(tmp_path, content)):
        told += list(readings(one)) if isinstance(one, SourceItem) else [one]

    [rejected] = told
    assert isinstance(rejected, Rejected)
    assert (rejected.kind, rejected.passed_over) == (kind, passed_over)
    assert rejected.message.endswith((".", "!"))
    if not passed_over and kind not in (RejectKind.EMPTY, RejectKind.DAMAGED):
        assert rejected.content == content or content.startswith(b"PK")


def test_stopping_early_leaves_no_thread_behind(tmp_path: Path) -> None:
    file = write(tmp_path, seven_zipped({f"{n}.html": page() for n in range(50)}))
    before = threading.active_count()

    stream = items(file)
    next(stream)
    stream.close()  # type: ignore[attr-defined]

    assert threading.active_count() == before
