"""Any bytes at all: sources yield, and never raise; and the two page readers agree."""

import gzip
import io
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.unit.sources.builder import BODY, HEADER, Cable, page, record, saved_page
from tests.unit.sources.packing import seven_zipped, tarred, zipped

from reftel.compression import zstd
from reftel.sources import Limits, Reading, Rejected, SourceItem, SourceKind, items, readings
from reftel.sources.page import seen_quickly
from reftel.sources.records import csv_items, json_items
from reftel.sources.several import telegrams

FILES = {"a.html": page(), "b.csv": record() + record(row=18), "c.txt": BODY.encode()}
WHOLE = [
    page(),
    page(script="js.js"),
    record() * 3,
    saved_page(),
    f"{HEADER}\n\n{BODY}".encode(),
    zipped(FILES),
    tarred(FILES),
    seven_zipped(FILES),
    gzip.compress(tarred(FILES)),
    lzma.compress(record() * 3),
    zstd.compress(tarred({"in.zip": zipped(FILES)})),
    zipped({"in.7z": seven_zipped(FILES)}),
    b'{"id":"08X1","header":"","text":"UNCLAS X 1"}\n' * 2,
]
SMALL = Limits(item=1 << 20, total=1 << 24, member=1 << 22, count=100, floor=1 << 20)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Something sound with some bytes changed, taken out or put in, or cut off."""
    raw = bytearray(draw(st.sampled_from(WHOLE)))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, max(0, len(raw) - 1)))
        end = at + draw(st.integers(0, 40))
        raw[at:end] = draw(st.binary(max_size=12) | st.just(b"\xff\xff\xff\xff"))
    return bytes(raw[: draw(st.integers(0, len(raw)))] if draw(st.booleans()) else raw)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.binary(max_size=2000) | damaged())
@example(content=b"PK\x05\x06" + b"\xff" * 18)
@example(content=b"\x1f\x8b\x08\x00" + bytes(6))
@example(content=b"\xff\xfe\x00\x00")
def test_any_bytes_are_read_or_rejected(content: bytes, tmp_path: Path) -> None:
    """Each result is one of ours; a reject says why in a sentence."""
    file = tmp_path / "input"
    file.write_bytes(content)

    for one in items(file, limits=SMALL):
        told = list(readings(one)) if isinstance(one, SourceItem) else [one]
        assert told
        for cable in told:
            assert isinstance(cable, (Reading, Rejected))
            if isinstance(cable, Rejected):
                assert cable.message
            else:
                (cable.header + cable.body).encode()


@settings(max_examples=300, deadline=None)
@given(kind=st.sampled_from(SourceKind), content=st.binary(max_size=3000) | damaged())
def test_any_item_gives_readings_or_rejects(kind: SourceKind, content: bytes) -> None:
    assert list(readings(SourceItem("x", "", kind, content)))


# Pieces of pages, usual and odd, out of which bodies are put together.
USUAL = [
    *("1. (U) ", "&#x000A;", "\n", "\r\n", "\r", " ", "&amp;", "&amp;lt;", "&", ";", "¶", "é", ">"),
    *("<a href='/tag/ECON_0.html'>ECON</a>", "<a id='par1' href='#par1'>¶</a>", "&copy"),
    *("&para;", "&#xB6;", "&#13;", "&#x0;", "\u2028", "\x0c", "\x1a", "'", '"', "/>"),
]
ODD = [
    *("<", "<b>", "</b>", "<br/>", "<roe@example.org>", "<a href='x'>", "</a>", "\0", "<!-- x -->"),
    *("<p>", "</p>", "<span class='x'>y</span>", "</code>", "<code>", "<td>", "<i"),
]
TEXTS = st.lists(st.sampled_from(USUAL), max_size=20).map("".join)
ODD_TEXTS = st.lists(st.sampled_from(USUAL + ODD), max_size=8).map("".join)


@settings(max_examples=400, deadline=None)
@given(header=TEXTS | ODD_TEXTS, body=TEXTS | ODD_TEXTS, subject=st.sampled_from(["A &amp; B"]))
def test_the_quick_reader_of_pages_agrees_with_the_parser(
    header: str, body: str, subject: str
) -> None:
    """Where the quick reader gives an answer, the parser gives the same."""
    content = page(Cable(header=header, body="UNCLAS X 12 " + body, subject=subject))
    if seen_quickly(content) is None:
        return

    def read(raw: bytes) -> list[Reading | Rejected]:
        found = list(readings(SourceItem("x", "", SourceKind.PAGE, raw)))
        return [
            one if isinstance(one, Reading) else Rejected("x", "", one.kind, one.message)
            for one in found
        ]

    assert read(content) == read(b"<!-- the parser decides -->" + content)


@settings(max_examples=200, deadline=None)
@given(
    pieces=st.lists(st.sampled_from([record(), record(row=9), b"x\n", b'"', b"\n", b"\r\n"])),
    sizes=st.lists(st.integers(1, 700), min_size=1),
)
def test_dumps_are_cut_alike_however_they_arrive(pieces: list[bytes], sizes: list[int]) -> None:
    """The size of the chunks in which a stream is read makes no difference."""
    whole = b"".join([record(), *pieces])

    class Trickle(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            sizes.append(sizes.pop(0))
            return super().read(min(size or 0, sizes[-1]))

    for cut in (csv_items, json_items):
        at_once = list(cut(io.BytesIO(), whole, "x", 1 << 20))
        assert list(cut(Trickle(whole[100:]), whole[:100], "x", 1 << 20)) == at_once


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [HEADER, BODY, "NNNN", "ZCZCAAA1", "text", "", "R 011200Z JAN 75", "FM X", "TO Y"]
        )
    )
)
def test_splitting_telegrams_loses_nothing(lines: list[str]) -> None:
    text = "\n".join(lines)

    pieces = list(telegrams(text))

    assert "".join(pieces) in (text, "")


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    files=st.dictionaries(
        st.text("abcé_/", min_size=1, max_size=30).filter(
            lambda name: "//" not in name and name.strip("/") == name
        ),
        st.binary(max_size=1500),
        max_size=6,
    )
)
def test_tar_and_zip_are_read_as_the_standard_library_writes_them(
    form: int, files: dict[str, bytes], tmp_path: Path
) -> None:
    marked = {name: b"ZCZCAAA\n" + content.hex().encode() for name, content in files.items()}
    for raw in (
        tarred(marked, form),
        zipped(marked, zipfile.ZIP_STORED),
        zipped(marked, zipfile.ZIP_DEFLATED),
    ):
        file = tmp_path / "archive"
        file.write_bytes(raw)
        found = {
            one.container.removeprefix(f"{file}!"): one.content
            for one in items(file)
            if isinstance(one, SourceItem)
        }
        assert found == marked
