"""What people carry away holds the mirror to the byte, and programs that others wrote take it."""

import base64
import gzip
import json
import re
import subprocess
import sys
import tarfile
from dataclasses import replace
from hashlib import blake2b, sha256
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
import torf
from tests.small_mirror import (
    FIRST,
    KEY,
    SECOND,
    SIGNER,
    contents,
    edition_of,
    small_mirror,
)
from warcio.archiveiterator import ArchiveIterator

from reftel.compression import zstd
from reftel.edition.keyring import begun
from reftel.edition.signature import PrivateKey
from reftel.errors import ArchiveError, ConfigError
from reftel.mirror import checking
from reftel.mirror.manifest import MirrorManifest
from reftel.packages import containers
from reftel.packages.listing import Kind, Listing
from reftel.packages.packing import Order, Report, packed
from reftel.packages.page import size_in_words

STEM = "the-barley-archive-000001"
EVERY = frozenset({Kind.TAR, Kind.ZIP, Kind.WACZ})
ADDRESS = "https://cables.example/downloads/"


def pack(
    mirror: Path, out: Path, edition: int = 1, *since: Path, kinds: frozenset[Kind] = EVERY
) -> Report:
    *_, report = packed(Order(mirror, out, kinds, since, ADDRESS), edition_of(edition), SIGNER)
    return report


@pytest.fixture(scope="module")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_mirror(tmp_path_factory.mktemp("mirror"), FIRST)


@pytest.fixture(scope="module")
def out(mirror: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("downloads")
    pack(mirror, folder)
    return folder


def unpacked(out: Path, to: Path, kind: str) -> Path:
    if kind == "zip":
        with ZipFile(out / f"{STEM}.zip") as whole:
            assert whole.testzip() is None
            whole.extractall(to)  # noqa: S202 -- what was just made
    else:
        with zstd.open(out / f"{STEM}.tar.zst") as stream, tarfile.open(fileobj=stream) as tar:
            assert {(one.uid, one.uname, one.mode, one.mtime) for one in tar} == {
                (0, "", 0o644, 1767323045)
            }
            tar.extraction_filter = getattr(tarfile, "data_filter", None)  # from 3.11.4 on
            tar.extractall(to)  # noqa: S202 -- what was just made
    return to / STEM


@pytest.mark.parametrize("kind", ["tar", "zip"])
def test_a_bag_is_one_by_its_rules_and_holds_the_mirror(
    mirror: Path, out: Path, tmp_path: Path, kind: str
) -> None:
    bag = unpacked(out, tmp_path, kind)

    assert contents(bag / "data") == contents(mirror)
    assert list(checking.faults(bag / "data", MirrorManifest.read(bag / "data"))) == []
    told = (bag / "bag-info.txt").read_text().splitlines()
    size = sum(map(len, contents(mirror).values()))
    assert told[:2] == [
        "Source-Organization: The Barley Archive",
        "External-Identifier: https://cables.example edition 1",
    ]
    assert {"Bagging-Date: 2026-01-02", f"Payload-Oxum: {size}.13"} <= set(told)
    listed = (bag / "manifest-sha256.txt").read_text()
    assert "  data/reftel/100%25 sure é/index.html\n" in listed  # RFC 8493, 2.1.3


def test_the_tool_of_the_library_of_congress_takes_a_bag(tmp_path: Path) -> None:
    """Its reader knows no percent sign that is encoded, so none is among the names here."""
    files = {place: text for place, text in FIRST.items() if "%" not in place}
    pack(small_mirror(tmp_path / "m", files), tmp_path / "out")
    bag = unpacked(tmp_path / "out", tmp_path, "tar")
    tool = [sys.executable, "-W", "ignore", "-m", "bagit", "--validate", "--quiet"]

    assert subprocess.run([*tool, bag], check=False).returncode == 0
    (bag / "data/index.html").write_text("<title>Hame</title>")
    assert subprocess.run([*tool, bag], check=False, capture_output=True).returncode == 1


def test_a_web_archive_keeps_the_rules_of_wacz_and_leads_to_every_file(out: Path) -> None:
    """https://specs.webrecorder.net/wacz/1.1.1/, read by other programs than wrote it."""
    with ZipFile(out / f"{STEM}.wacz") as whole:
        stored = {one.filename for one in whole.infolist() if one.compress_type == ZIP_STORED}
        parts = {name: whole.read(name) for name in whole.namelist()}
    package, digest = json.loads(parts["datapackage.json"]), parts.pop("datapackage-digest.json")
    told = {one["path"]: (one["hash"], one["bytes"]) for one in package["resources"]}
    package_digest = sha256(parts.pop("datapackage.json")).hexdigest()

    assert (package["profile"], package["wacz_version"]) == ("data-package", "1.1.1")
    assert package["created"] == "2026-01-02T03:04:05Z"
    assert package["mainPageUrl"] == "https://cables.example/"
    assert all(re.fullmatch(r"[-a-z0-9._/]+", one["name"]) for one in package["resources"])
    assert json.loads(digest)["hash"] == f"sha256:{package_digest}"
    assert told == {
        name: (f"sha256:{sha256(content).hexdigest()}", len(content))
        for name, content in parts.items()
    }
    assert stored == {"archive/data.warc.gz", "indexes/index.cdx.gz"}
    read = {}
    for line in gzip.decompress(parts["indexes/index.cdx.gz"]).decode().splitlines():
        key, stamp, told_of = line.split(" ", 2)
        entry = json.loads(told_of)
        start = int(entry["offset"])
        piece = parts["archive/data.warc.gz"][start : start + int(entry["length"])]
        (record,) = list_of(piece)
        assert (stamp, record[0]) == ("20260102030405", entry["url"])
        read[key, entry["url"]] = record[1]
    assert list(read) == sorted(read)
    assert read[
        "example,cables)/cable/08exampletown12", "https://cables.example/cable/08EXAMPLETOWN12/"
    ] == (FIRST["cable/08EXAMPLETOWN12/index.html"].encode())
    hard = "https://cables.example/reftel/100%25%20sure%20%C3%A9/"
    assert ("example,cables)/reftel/100%25%20sure%20%c3%a9", hard) in read
    assert len(read) == len(FIRST) + 5


def list_of(warc: bytes) -> list[tuple[str, bytes]]:
    found = []
    for record in ArchiveIterator(BytesIO(warc), check_digests="raise"):
        found.append((record.rec_headers["WARC-Target-URI"], record.content_stream().read()))
        assert record.rec_type == "resource"
    return found


def test_a_web_archive_lists_where_to_begin_and_the_cables_apart(out: Path) -> None:
    with ZipFile(out / f"{STEM}.wacz") as whole:
        lists = [
            [json.loads(line) for line in whole.read(f"pages/{name}.jsonl").splitlines()]
            for name in ("pages", "extraPages")
        ]
        first, second = whole.read("indexes/index.idx").decode().splitlines()

    assert [one[0]["format"] for one in lists] == ["json-pages-1.0"] * 2
    assert [(one["url"][22:], one["title"]) for one in lists[0][1:]] == [
        ("/about/", "About & more"),
        ("/", "Home"),
    ]
    assert [one["title"] for one in lists[1][1:]] == ["08EXAMPLETOWN12: BARLEY", "08EXAMPLETOWN13"]
    assert first == '!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}'
    assert second.startswith('example,cables)/ 20260102030405 {"offset": 0, "length": ')


def test_a_torrent_is_read_by_others_and_fits_its_file(out: Path) -> None:
    for end in ("zip", "wacz", "tar.zst"):
        name = f"{STEM}.{end}"
        torrent = torf.Torrent.read(out / f"{name}.torrent")

        assert torrent.verify(out / name)
        assert torrent.webseeds == [ADDRESS + name]
        assert torrent.name == name
        magnet = torf.Magnet.from_string(links(out)[name])
        assert (magnet.infohash, magnet.xl, magnet.ws) == (
            torrent.infohash,
            (out / name).stat().st_size,
            [ADDRESS + name],
        )


def links(out: Path) -> dict[str, str]:
    page = (out / "index.html").read_text()
    found = map(unescape, re.findall(r'href="(magnet:[^"]+)"', page))
    return {re.search(r"dn=([^&]+)", link)[1]: link for link in found}  # type: ignore[index]


def test_everything_is_listed_and_signed(out: Path) -> None:
    listed = (out / "SHA256SUMS").read_bytes()
    names = dict(reversed(line.split("  ")) for line in listed.decode().splitlines())  # type: ignore[misc]

    signing = {"SHA256SUMS", "SHA256SUMS.sig", "SHA256SUMS.minisig"}
    assert names == {
        name: sha256(content).hexdigest()
        for name, content in contents(out).items()
        if name not in signing
    }
    assert KEY.public.signed(listed, (out / "SHA256SUMS.sig").read_bytes())
    package = (out / f"{STEM}.zip").read_bytes()
    _, first, comment, _ = (out / f"{STEM}.zip.minisig").read_text().splitlines()
    assert KEY.public.signed(blake2b(package).digest(), base64.b64decode(first)[10:])
    assert comment == f"trusted comment: file:{STEM}.zip"


def test_the_page_offers_each_package_and_asks_nobody_else(out: Path) -> None:
    page = (out / "index.html").read_text()
    listing = Listing.read(out)

    assert listing is not None
    for one in listing.packages:
        assert all(f'href="{name}"' in page for name in one.files)
        assert one.sha256 in page
        assert f"{one.bytes:,} bytes" in page
    assert "<script" not in page
    hrefs = re.findall(r'(?:href|src)="([^"]+)"', page)
    assert all(link.startswith(("magnet:?", "#")) or (out / link).is_file() for link in hrefs)
    assert size_in_words(9_996) == "10.0 kB"


def test_what_a_later_edition_took_back_is_in_no_package_any_more(
    mirror: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    pack(mirror, out)
    before = set(contents(out))
    second = small_mirror(tmp_path / "second", SECOND, 2)
    (out / ".reftel-packing").mkdir()
    (out / ".reftel-packing/half").write_text("of a run that was killed")

    report = pack(second, out, 2, mirror, kinds=frozenset({Kind.ZIP}))

    assert report.removed == [f"{STEM}.tar.zst", f"{STEM}.wacz", f"{STEM}.zip"]
    stem = "the-barley-archive-000002"
    names = [f"{stem}-since-000001.delta.tar.zst", f"{stem}.zip"]
    assert set(contents(out)) - before == {
        f"{n}{e}" for n in names for e in ("", ".torrent", ".minisig")
    }
    assert {name for name in before - set(contents(out)) if not name.startswith(STEM)} == set()
    with ZipFile(out / names[1]) as whole:
        assert not [name for name in whole.namelist() if b"confidence" in whole.read(name)]
    assert b"confidence" not in zstd.decompress((out / names[0]).read_bytes())


def test_what_is_not_the_live_edition_as_it_was_signed_is_not_packed(
    mirror: Path, tmp_path: Path
) -> None:
    out, stranger = tmp_path / "out", PrivateKey.new()
    other = small_mirror(
        tmp_path / "b", FIRST, key=stranger, ring=begun(stranger.public, edition_of(1).made_at)
    )
    with pytest.raises(ArchiveError, match="not signed with the key of this archive"):
        pack(other, out)
    with pytest.raises(ArchiveError, match="is of edition 1, and edition 2 is live"):
        pack(mirror, out, 2)
    assert not out.exists()

    altered = small_mirror(tmp_path / "c", FIRST)
    (altered / "index.html").write_text("<title>Hame</title>")
    with pytest.raises(ArchiveError, match=r"index\.html is missing or altered"):
        pack(altered, out)
    (altered / "index.html").unlink()
    with pytest.raises(ArchiveError, match=r"index\.html is missing or altered"):
        pack(altered, out)
    listed = small_mirror(tmp_path / "d", {**FIRST, "index.html": "<title>Hame</title>"})
    for name in ("mirror.json", "mirror.sig"):
        (listed / name).write_bytes((mirror / name).read_bytes())
    with pytest.raises(ArchiveError, match="SHA256SUMS is missing or altered"):
        pack(listed, out)
    miscounted = small_mirror(tmp_path / "e", FIRST)
    told = replace(MirrorManifest.read(miscounted), bytes=7).written()
    (miscounted / "mirror.json").write_text(told)
    (miscounted / "mirror.sig").write_bytes(KEY.sign(told.encode()))
    with pytest.raises(ArchiveError, match=r"mirror\.json is missing or altered"):
        pack(miscounted, out)
    order = Order(mirror, out, EVERY)
    pack(mirror, out)
    with pytest.raises(ArchiveError, match="Another edition went live"):
        list(packed(order, edition_of(1), SIGNER, stands=lambda: False))
    assert list(contents(out)) == ["packages.json"]
    pack(mirror, out)
    assert len(contents(out)) == 16


def test_a_folder_of_something_else_is_left_alone(mirror: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("dear to somebody")
    with pytest.raises(ConfigError, match="is not empty, and holds no packages"):
        pack(mirror, tmp_path)
    listing = '{"format": 1, "packages": [{"name": "../thesis.txt", "kind": "zip"}]}'
    (tmp_path / "packages.json").write_text(listing)
    with pytest.raises(ArchiveError, match="names what is no package"):
        pack(mirror, tmp_path)

    assert (tmp_path / "thesis.txt").exists()
    with pytest.raises(ConfigError, match="lies in the mirror"):
        pack(mirror, mirror / "downloads")


def test_a_zip_is_read_where_its_numbers_need_eight_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with thirty gigabytes and three million files; here from a hundred bytes on."""
    monkeypatch.setattr(containers, "_LARGE", 100)
    monkeypatch.setattr(containers, "_MANY", 3)
    whole = containers.Zip(tmp_path / "a.zip", edition_of(1).made_at)
    files = {"small": b"x", "large": bytes(range(256)) * 3, "é": b"", "last": b"y" * 200}
    for name, content in files.items():
        whole.begin(name, len(content), stored=name == "last")
        whole.add(content)
        whole.end()
    whole.close()

    with ZipFile(tmp_path / "a.zip") as read:
        assert {name: read.read(name) for name in read.namelist()} == files
        assert {one.date_time for one in read.infolist()} == {(2026, 1, 2, 3, 4, 4)}
