"""A mirror holds what the server gives, leads to itself alone, and tells what was done to it."""

import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote, urljoin

import pytest
from filelock import FileLock
from tests.reader import Reader, publish, reader
from tests.sample import cable_record
from tests.small_archive import small_archive

from reftel.archive import ArchiveFolder, Audience
from reftel.cardindex.stock import Stock
from reftel.edition.keyring import begun
from reftel.edition.live import open_live
from reftel.edition.manifest import Manifest
from reftel.edition.seal import Outcome
from reftel.edition.signature import PrivateKey
from reftel.errors import ArchiveError, ConfigError
from reftel.mirror import checking, sums
from reftel.mirror.alone import LOCK, TALLY
from reftel.mirror.claim import Claim, Folder
from reftel.mirror.copying import Order, _put
from reftel.mirror.manifest import NAME, MirrorManifest
from reftel.mirror.mirror import OWN, Report, Signed, mirror
from reftel.mirror.places import FOLDERS
from reftel.mirror.proving import Proof
from reftel.mirror.renewal import MEMORY
from reftel.reading_room.urls import urlpatterns
from reftel.site.wiring import viewing_folder

LINK = re.compile(r'\b(?:href|src)="([^"#?]*)')
ASKED_OR_OLD = {"suggest", "unapi", "tag", "date", "reldate", "classification", "origin"}
KEY = PrivateKey.new()
RING = begun(KEY.public, datetime(2026, 1, 2, tzinfo=UTC))


def made(
    archive: ArchiveFolder, out: Path, *, pages_only: bool = False, with_search: bool = True
) -> Report:
    edition = open_live(archive, audience=Audience.PUBLIC)
    order = Order(viewing_folder, edition.folder, out, "", pages_only, with_search)

    *_, report = mirror(order, edition.manifest, sign=sign)
    return report


def sign(message: bytes, comment: str) -> Signed:
    return Signed(KEY.sign(message), KEY.minisign(message, comment), RING.written())


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> ArchiveFolder:
    return small_archive(tmp_path_factory.mktemp("mirrored"))


@pytest.fixture(scope="module")
def copy(archive: ArchiveFolder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("mirror") / "out"
    report = made(archive, out)
    assert report.broken == []
    assert [one[:20] for one in report.nameless] == ["/reftel/%22%3E%3Cscr"]
    return out


@pytest.fixture
def own(copy: Path, tmp_path: Path) -> Path:
    """A copy of the mirror that a test may damage."""
    return Path(shutil.copytree(copy, tmp_path / "own"))


def pages(copy: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(copy.rglob("*.html")):
        yield path.relative_to(copy).as_posix().removesuffix("index.html"), path.read_text()


def faults(folder: Path) -> list[tuple[str, str]]:
    return [tuple(one) for one in checking.faults(folder, MirrorManifest.read(folder))]


def test_every_link_leads_to_a_file_wherever_the_mirror_lies(copy: Path) -> None:
    """Below a folder of a host: what is asked of the server is a page at the least."""
    links = 0
    for place, page in pages(copy):
        for link in LINK.findall(page):
            to = urljoin(f"http://a.invalid/below/{quote(place)}", unescape(link))
            if not to.startswith("http://a.invalid/"):
                continue
            links += 1
            assert to.startswith("http://a.invalid/below/"), (place, link)
            path = copy / unquote(to.removeprefix("http://a.invalid/below/")).replace("\0", "")
            asks = re.search(r"/(?:search|suggest|unapi|trends|quote|verify|list)[/.]", f"{to}/")
            evil = "%3Cscript%3E" in to  # an id that no file can be called after
            assert path.is_file() or (path / "index.html").is_file() or asks or evil, (place, link)
    assert links > 5_000


def test_a_page_is_what_the_server_gives(copy: Path, archive: ArchiveFolder) -> None:
    room: Reader = reader(archive)
    compared = 0
    for place, digest in sums.read(copy / sums.NAME):
        address = f"/{place.removesuffix('index.html')}"
        answer = room.get(address.replace("#", "%23"))
        if answer.status in {200, 410} and place.partition("/")[0] != "rules":
            compared += 1
            assert answer.body == (copy / place).read_bytes(), address
            assert len(digest) == 64
    assert compared > 300


def test_every_folder_of_a_mirror_is_known_as_one_of_its_own(copy: Path) -> None:
    """What lies in one that is not known would stay when it is taken back."""
    folders = {path.name for path in copy.iterdir() if path.is_dir()}

    assert folders - FOLDERS == set()
    segments = {str(one.pattern).strip("^").partition("/")[0] for one in urlpatterns}
    assert {one for one in segments if one.isalpha()} - FOLDERS == ASKED_OR_OLD


def test_the_mirrors_that_an_archive_declares_are_shown_and_listed(copy: Path) -> None:
    link = '<a href="https://mirror.example/cables/" rel="noopener noreferrer external">'

    assert link in (copy / "editions/index.html").read_text()
    assert MirrorManifest.read(copy).mirrors == ("https://mirror.example/cables",)


def test_what_was_withdrawn_is_a_tombstone_and_what_never_was_is_not_there(copy: Path) -> None:
    assert "withdrawn" in (copy / "cable/08EXAMPLETOWN99/index.html").read_text().lower()
    assert "return 410" in (copy / "rules/nginx.conf").read_text()


@pytest.mark.parametrize(
    ("rules", "refused"),
    [
        ("rules/nginx.conf", 'location ~ "^/\\.reftel-" { return 404; }\n'),
        ("rules/Caddyfile", "@own path /.reftel-*\nrespond @own 404\n"),
        (".htaccess", "\nRewriteRule ^\\.reftel- - [R=404,L]\n"),
    ],
)
def test_servers_show_nobody_what_is_remembered_of_a_mirror(
    copy: Path, rules: str, refused: str
) -> None:
    assert refused in (copy / rules).read_text()
    assert all(name.startswith(".reftel-") for name in (LOCK, TALLY, *MEMORY))
    assert not (copy / "cable/08EXAMPLETOWN77").exists()


def test_made_elsewhere_it_is_the_same_and_made_again_nothing_is_written(
    copy: Path, archive: ArchiveFolder, tmp_path: Path
) -> None:
    before = {path: path.stat().st_mtime_ns for path in copy.rglob("*.html")}
    again = made(archive, copy)
    program = [sys.executable, "-c", "from reftel.cli import main; main()"]
    elsewhere = {**os.environ, "TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    out = tmp_path / "out"
    subprocess.run(
        [*program, "--archive", str(archive.root), "mirror", str(out), "--workers", "2"],
        check=True,
        capture_output=True,
        env=elsewhere,
    )

    assert (again.new, again.removed) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in copy.rglob("*.html")} == before
    assert MirrorManifest.read(out) == MirrorManifest.read(copy)
    assert faults(out) == []


def test_a_first_mirror_that_was_cut_off_is_whole_when_it_is_made_again(
    copy: Path, archive: ArchiveFolder, tmp_path: Path
) -> None:
    """Its files are written in their places; one of them was half written."""
    out = tmp_path / "out"
    shutil.copytree(copy / "cable", out / "cable")
    half = next((out / "cable").rglob("*.html"))
    half.write_bytes(half.read_bytes()[:100])
    (out / "cable/old.json").write_text("of a cable that was withdrawn meanwhile")
    (out / TALLY).touch()

    report = made(archive, out)

    assert report.removed == 1
    assert MirrorManifest.read(out).root == MirrorManifest.read(copy).root
    assert faults(out) == []
    assert not list(out.rglob("*.new"))


def test_a_file_of_a_first_mirror_is_written_once_and_whole(tmp_path: Path) -> None:
    """Two workers may be asked for it, and what one has half written is the other's to mend."""
    order = Order(viewing_folder, tmp_path, tmp_path / "out", "", is_first=True)
    path = order.out / "about/index.html"

    first = _put(order, "/about/", 200, iter([b"whole ", b"page"]))
    again = _put(order, "/about/", 200, iter([b"whole page"]))
    path.write_bytes(b"who")
    mended = _put(order, "/about/", 200, iter([b"whole page"]))

    assert (first.is_new, again.is_new, mended.is_new) == (True, False, True)
    assert first[:5] == again[:5] == mended[:5]
    assert path.read_bytes() == b"whole page"
    assert [one.name for one in path.parent.iterdir()] == ["index.html"]


def test_what_an_edition_has_no_more_is_removed_and_what_is_strange_stays(tmp_path: Path) -> None:
    records = [cable_record(f"08EXAMPLETOWN{n}", tags=["ECON"]) for n in (1, 2)]
    records.append(cable_record("08EXAMPLETOWN3", tags=["KTIP"]))
    first, second = publish(tmp_path / "a", records), publish(tmp_path / "b", records[:2])
    out = tmp_path / "out"
    made(first, out)
    (out / "note.txt").write_text("not of the mirror")
    assert (out / "browse/tag/KTIP/index.html").exists()

    report = made(second, out)

    assert report.removed > 10
    assert not (out / "browse/tag/KTIP").exists()
    assert not (out / "cable/08EXAMPLETOWN3").exists()
    assert faults(out) == [("extra", "note.txt")]


def test_pages_alone_have_no_data_beside_them(archive: ArchiveFolder, tmp_path: Path) -> None:
    made(archive, tmp_path / "out", pages_only=True, with_search=False)

    assert [path.name for path in (tmp_path / "out/search").glob("*.*")] == ["index.html"]
    kinds = {path.suffix for path in (tmp_path / "out/cable").rglob("*") if path.is_file()}
    assert kinds == {".html", ".txt"}
    assert faults(tmp_path / "out") == []


def test_one_bit_in_any_file_is_found_and_named(own: Path) -> None:
    chance = random.Random(7)  # noqa: S311 -- which files are damaged is no secret
    every = [place for place, _ in sums.read(own / sums.NAME)]
    chosen = sorted(chance.sample([one for one in every if (own / one).stat().st_size], 100))
    for place in chosen:
        content = bytearray((own / place).read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        (own / place).write_bytes(content)

    assert faults(own) == [("altered", place) for place in chosen]


def test_what_is_missing_extra_or_a_link_out_of_it_is_named(own: Path) -> None:
    (own / "robots.txt").unlink()
    (own / "about/index.html").unlink()
    (own / "about/index.html").symlink_to("/etc/hostname")
    (own / "about/evil.html").write_text("x")

    assert faults(own) == [
        ("extra", "about/evil.html"),
        ("missing", "about/index.html"),
        ("missing", "robots.txt"),
    ]


def test_another_list_or_manifest_does_not_hold(own: Path) -> None:
    key = (KEY.public,)
    assert Claim.of(Folder(own)).seal(key).outcome is Outcome.HOLDS
    assert Claim.of(Folder(own)).seal((PrivateKey.new().public,)).outcome is Outcome.STRANGE
    assert Claim.of(Folder(own)).seal(()).outcome is Outcome.FIRST
    written = (own / NAME).read_text()
    (own / NAME).write_text(written.replace('"edition": 1', '"edition": 2'))
    assert Claim.of(Folder(own)).seal(key).outcome is Outcome.BROKEN
    (own / NAME).write_text(written)
    listed = own / sums.NAME
    listed.write_text(listed.read_text().replace("robots.txt", "../robots.txt"))
    assert faults(own) == [("altered", sums.NAME)]


def test_a_page_is_proved_to_somebody_who_has_nothing_else(own: Path, tmp_path: Path) -> None:
    place = "cable/08EXAMPLETOWN12/index.html"
    path, page = tmp_path / "proof.json", (own / place).read_bytes()
    path.write_text(Proof.of(own, place).written())

    proof = Proof.read(path)

    assert proof.holds_for(page)
    assert not proof.holds_for(page + b" ")
    assert not proof.holds_for((own / "index.html").read_bytes())
    assert proof.seal((KEY.public,)).outcome is Outcome.HOLDS
    forged = replace(proof, manifest=proof.manifest.replace(proof.mirror.root, "0" * 64))
    assert not forged.holds_for(page)
    assert forged.seal((KEY.public,)).outcome is Outcome.BROKEN
    assert len(path.read_bytes()) < 5_000
    with pytest.raises(ConfigError, match="has no file cable/08EXAMPLETOWN77/"):
        Proof.of(own, "cable/08EXAMPLETOWN77/index.html")
    for nonsense in ('{"format": 1}', "[" * 100_000):
        path.write_text(nonsense)
        with pytest.raises(ConfigError, match="is no proof"):
            Proof.read(path)


def test_a_folder_of_something_else_is_left_alone(archive: ArchiveFolder, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("dear to somebody")

    for name in ("thesis.txt", sums.NAME):  # a list of sums alone makes no mirror
        (tmp_path / name).write_text("0" * 64 + "  thesis.txt\n")
        with pytest.raises(ConfigError, match="is not empty, and no mirror"):
            made(archive, tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == [sums.NAME, "thesis.txt"]
    assert "thesis.txt" not in OWN


def stopped(order: Order, edition: Manifest, at: Path) -> None:
    """A run that is cut off as soon as something is there."""
    for _ in mirror(order, edition):
        if at.exists():
            return


def test_what_a_run_that_was_cut_off_left_goes_with_the_next(tmp_path: Path) -> None:
    """Also of a cable that no mirror ever listed."""
    records = [cable_record(f"08EXAMPLETOWN{n}", tags=["ECON"]) for n in (1, 2, 3)]
    whole, without = publish(tmp_path / "a", records), publish(tmp_path / "b", records[:2])
    out = tmp_path / "out"
    edition = open_live(whole, audience=Audience.PUBLIC)
    order = Order(viewing_folder, edition.folder, out, "")
    stopped(order, edition.manifest, out / "cable/08EXAMPLETOWN3")
    assert (out / TALLY).exists()
    assert not (out / NAME).exists()
    (out / "cable/08EXAMPLETOWN3/index.html.new").write_text("half")

    made(without, out)

    assert not list(out.rglob("*08EXAMPLETOWN3*"))
    assert faults(out) == []
    assert not (out / TALLY).exists()


def test_one_process_makes_it_and_only_of_the_live_edition(
    archive: ArchiveFolder, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    edition = open_live(archive, audience=Audience.PUBLIC)
    order = Order(viewing_folder, edition.folder, out, "")
    answers = iter([True, False])
    with pytest.raises(ArchiveError, match="Another edition went live while"):
        for _ in mirror(order, edition.manifest, stands=lambda: next(answers)):
            pass
    assert not (out / NAME).exists()

    with FileLock(out / LOCK, is_singleton=False), pytest.raises(ArchiveError, match="Another"):
        next(mirror(order, edition.manifest))


def test_a_full_disk_is_told_and_the_same_command_makes_it_whole(
    archive: ArchiveFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as now:
        now.setattr(Stock, "keep", full)
        with pytest.raises(ArchiveError, match="could not be made: database or disk is full") as it:
            made(archive, out)
    assert "run the same command again" in str(it.value)
    assert not (out / NAME).exists()

    made(archive, out)
    assert faults(out) == []


@pytest.mark.parametrize(
    "entry", ["[]", "{}", '{"format": 1}', "\ud800", '{"format": 2, "edition": "7"}', "[" * 9000]
)
def test_a_manifest_that_is_none_is_told(entry: str) -> None:
    with pytest.raises(ArchiveError, match="the manifest cannot be read"):
        MirrorManifest.of_text(entry, "the manifest")


def test_a_manifest_with_a_field_of_another_kind_is_told(copy: Path) -> None:
    written = (copy / NAME).read_text()
    for sound, wrong in (
        ('"edition": 1', '"edition": "1"'),
        ('"files": ', '"files": null, "x": '),
        ('"sums": "', '"sums": "../../'),
        ('"mirrors": [', '"mirrors": ["javascript:alert(1)",'),
    ):
        with pytest.raises(ArchiveError, match="cannot be read"):
            MirrorManifest.of_text(written.replace(sound, wrong), "the manifest")
