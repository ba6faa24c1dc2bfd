"""An edition holds what it was given and nothing else, and is made only where it says more."""

import errno
import hashlib
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from tests.sample import cable_record

from reftel.archive import ArchiveFolder, Audience
from reftel.compression import zstd
from reftel.declaration import Declaration
from reftel.edition.build import build
from reftel.edition.contents import Sealed, Withdrawal
from reftel.edition.live import open_live
from reftel.edition.manifest import Manifest
from reftel.edition.prepared import Prepared
from reftel.edition.read import Edition
from reftel.edition.verify import verify
from reftel.errors import ArchiveError, ConfigError
from reftel.search.backend import SortOrder
from reftel.search.query import parse_query
from reftel.telegram.cable import CableRecord, as_json

MADE = datetime(2031, 5, 4, 3, 2, tzinfo=UTC)
CABLES = [cable_record("08EXAMPLETOWN12"), cable_record("08EXAMPLETOWN13", subject="SECOND")]
NOTICE = Withdrawal("08EXAMPLETOWN14", "2031-05-01", "Withdrawn.")


def made(
    archive: ArchiveFolder,
    cables: Iterable[CableRecord | Prepared] = tuple(CABLES),
    *,
    withdrawn: Iterable[Withdrawal] = (),
    made_at: datetime = MADE,
    audience: Audience = Audience.PUBLIC,
) -> Manifest:
    return build(archive, cables, audience=audience, made_at=made_at, withdrawn=withdrawn)


def live(archive: ArchiveFolder) -> Edition:
    return open_live(archive, audience=Audience.PUBLIC)


def editions(archive: ArchiveFolder) -> list[str]:
    return sorted(path.name for path in (archive.root / "editions").iterdir())


def citing(id_: str, *targets: str) -> CableRecord:
    item = {"label": None, "text": "", "kind": "telegram", "notal": False, "and_previous": False}
    references = [{**item, "target": target, "dtg": None} for target in targets]
    return cable_record(id_, references=references)


def test_how_often_a_cable_is_cited_can_be_asked_and_ordered_by(archive: ArchiveFolder) -> None:
    first, second, third = (f"08EXAMPLETOWN{number}" for number in (1, 2, 3))
    made(
        archive,
        [
            citing(first, third, third, first, "08NOWHERE1"),  # itself and twice count for nothing
            citing(second, third, first, "08NOWHERE1"),
            citing(third),
        ],
    )
    searcher = live(archive).searcher

    ordered = searcher.find(parse_query(""), sort=SortOrder.MOST_CITED).ids
    assert ordered == (third, first, second)
    asked = {text: searcher.find(parse_query(text)).ids for text in ("cited:2", "cited:..0")}
    assert asked == {"cited:2": (third,), "cited:..0": (second,)}


def test_the_first_edition_holds_the_cables_and_is_live(archive: ArchiveFolder) -> None:
    manifest = made(archive, withdrawn=[NOTICE])

    assert (archive.root / "current").read_text() == "000001\n"
    edition = live(archive)
    assert edition.manifest == manifest == Manifest.read(archive.root / "editions" / "000001")
    assert list(edition.records()) == [{**one, "edition": 1} for one in CABLES]
    assert edition.searcher.find(parse_query("subject:second")).ids == ("08EXAMPLETOWN13",)
    assert verify(edition.folder) == ()


def test_the_manifest_says_what_was_made(archive: ArchiveFolder) -> None:
    elsewhere = MADE.astimezone(timezone(timedelta(hours=7)))

    manifest = made(archive, withdrawn=[NOTICE], made_at=elsewhere + timedelta(microseconds=9))

    folder = archive.root / "editions" / "000001"
    written = json.loads((folder / "manifest.json").read_text("utf-8"))
    files = written.pop("files")
    assert written == {
        "format": 4,
        "number": 1,
        "audience": "public",
        "made_at": "2031-05-04T03:02:00+00:00",
        "reftel": "0.1.0",
        "content_digest": manifest.content_digest,
        "parent": None,
        "counts": manifest.counts,
        "declaration": {
            "name": "Test archive",
            "hashtag": "cables",
            "total": None,
            "languages": ["en"],
            "notice": "Every cable here is invented.",
        },
    }
    catalogue = (folder / "catalogue.sqlite").read_bytes()
    assert files.pop("catalogue.sqlite") == {
        "sha256": hashlib.sha256(catalogue).hexdigest(),
        "size": len(catalogue),
    }
    assert "index/cables/meta.json" in files
    assert all(name.startswith("index/") and not name.endswith(".lock") for name in files)


def test_the_content_digest_can_be_computed_from_its_description(archive: ArchiveFolder) -> None:
    (archive.pages / "FAQ.md").write_text("Ask.\n", "utf-8")

    digest = made(archive, withdrawn=[NOTICE]).content_digest

    lines = [f"{record['id']} {hashlib.sha256(as_json(record)).hexdigest()}\n" for record in CABLES]
    rest = (
        '{"declaration":{"hashtag":"cables","languages":["en"],"name":"Test archive",'
        '"notice":"Every cable here is invented.","total":null},'
        '"pages":[["faq","FAQ","Ask.\\n"]],'
        '"withdrawn":[["08EXAMPLETOWN14","2031-05-01","Withdrawn."]]}'
    )
    whole = "reftel edition content 2\n" + "".join(lines) + rest
    assert digest == hashlib.sha256(whole.encode()).hexdigest()


def test_the_same_decisions_make_no_new_edition(archive: ArchiveFolder) -> None:
    first = made(archive, withdrawn=[NOTICE])
    pointer = (archive.root / "current").stat().st_mtime_ns

    prepared = (Prepared.of(Sealed.opened(Sealed.of(record).blob)) for record in CABLES)
    again = made(archive, prepared, withdrawn=[NOTICE], made_at=MADE + timedelta(days=1))

    assert again == first
    assert editions(archive) == ["000001"]
    assert (archive.root / "current").stat().st_mtime_ns == pointer


def test_every_other_decision_makes_one(archive: ArchiveFolder) -> None:
    def declared(**changes: object) -> None:
        archive.config.unlink()
        archive.create(replace(Declaration(name="Test archive"), **changes))  # type: ignore[arg-type]

    digests = [made(archive).content_digest, made(archive, withdrawn=[NOTICE]).content_digest]
    digests.append(made(archive, CABLES[:1]).content_digest)
    digests.append(made(archive, [{**CABLES[0], "released": None}]).content_digest)
    (archive.pages / "faq.md").write_text("Ask.\n", "utf-8")
    digests.append(made(archive, CABLES[:1]).content_digest)
    declared(total=251_287)
    digests.append(made(archive, CABLES[:1]).content_digest)
    declared(total=251_287, notice="Invented.")
    last = made(archive, CABLES[:1])

    assert len({*digests, last.content_digest}) == 7
    assert (last.number, last.parent) == (7, 6)
    assert live(archive).manifest == last


def test_a_number_is_never_used_twice(archive: ArchiveFolder) -> None:
    editions_folder = archive.root / "editions"
    (editions_folder / "000041").mkdir()
    (editions_folder / "notes").mkdir()

    assert made(archive).number == 42

    (archive.root / "current").write_text("000099\n")
    assert made(archive).number == 100


@pytest.mark.parametrize("parent", [None, 1])
def test_a_live_edition_that_is_damaged_is_made_anew(
    archive: ArchiveFolder, parent: int | None
) -> None:
    """Be it that it cannot be opened, or that a single byte has turned."""
    first = made(archive)
    catalogue = archive.root / "editions" / "000001" / "catalogue.sqlite"
    content = bytearray(catalogue.read_bytes())
    content[-1] ^= 1
    catalogue.write_bytes(content if parent else b"")

    second = made(archive)

    assert (second.number, second.parent) == (2, parent)
    assert second.content_digest == first.content_digest
    assert verify(live(archive).folder) == ()


def test_what_dead_builds_left_is_removed_and_nothing_else(archive: ArchiveFolder) -> None:
    folder, unfinished = archive.root / "editions", archive.root / "unfinished"
    for half in (folder / "000007.partial", unfinished / "000007.partial"):
        (half / "index").mkdir(parents=True)
        (half / "index" / "half").write_text("x")
    (folder / "000003").mkdir()
    (archive.root / "current.new").write_text("0000")

    assert made(archive).number == 4

    assert editions(archive) == ["000003", "000004"]
    assert not unfinished.exists()
    assert not (archive.root / "current.new").exists()


def test_what_somebody_keeps_where_editions_are_made_is_not_removed(archive: ArchiveFolder) -> None:
    unfinished = archive.root / "unfinished"
    unfinished.mkdir(0o755)
    (unfinished / "my-draft.md").write_text("Dear to its author.")

    with pytest.raises(ArchiveError, match="others may look into"):
        made(archive)
    unfinished.chmod(0o700)
    made(archive)

    assert editions(archive) == ["000001"]
    assert [path.name for path in unfinished.iterdir()] == ["my-draft.md"]


def test_nobody_else_can_look_into_an_edition_before_it_is_live(archive: ArchiveFolder) -> None:
    seen = []

    def look(folder: Path, _made: Manifest) -> None:
        assert (folder / "catalogue.sqlite").is_file()
        seen.append((folder.parent, folder.parent.stat().st_mode & 0o777, editions(archive)))

    build(
        archive,
        [cable_record("08EXAMPLETOWN1")],
        audience=Audience.PUBLIC,
        made_at=MADE,
        announce=look,
    )

    assert seen == [(archive.root / "unfinished", 0o700, [])]


def test_editions_on_another_disk_are_told_of_before_any_is_made(
    archive: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = made(archive)

    def apart(_path: Path, _to: Path) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(Path, "rename", apart)
    announced: list[Path] = []
    with pytest.raises(ArchiveError, match="lies on another disk than"):
        build(
            archive,
            [cable_record("08EXAMPLETOWN1")],
            audience=Audience.PUBLIC,
            made_at=MADE,
            announce=lambda folder, _made: announced.append(folder),
        )

    assert (announced, editions(archive)) == ([], ["000001"])
    assert live(archive).manifest == before


def test_the_staff_has_editions_of_its_own(archive: ArchiveFolder) -> None:
    made(archive)
    staff = made(archive, [cable_record("08EXAMPLETOWN99")], audience=Audience.STAFF)

    assert staff.number == 1
    assert (archive.vault / "current").read_text() == "000001\n"
    assert (archive.vault / "editions" / "000001" / "manifest.json").is_file()
    assert live(archive).record("08EXAMPLETOWN99") is None


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    archive = ArchiveFolder(tmp_path / "what? 100% #1 'é' &c")
    archive.create(Declaration())

    made(archive)

    assert live(archive).record("08EXAMPLETOWN12") is not None
    assert verify(live(archive).folder) == ()


def test_what_a_later_reftel_adds_to_a_manifest_is_passed_over(archive: ArchiveFolder) -> None:
    manifest = made(archive)
    path = archive.root / "editions" / "000001" / "manifest.json"
    entry = json.loads(path.read_text("utf-8"))
    entry["mood"] = entry["declaration"]["mood"] = entry["files"]["catalogue.sqlite"]["mood"] = 1
    path.write_text(json.dumps(entry), "utf-8")

    assert live(archive).manifest == manifest


def test_an_archive_without_a_cable_has_an_edition_too(archive: ArchiveFolder) -> None:
    made(archive, [])

    edition = live(archive)
    assert edition.latest(1, 50) == []
    assert edition.shelves("tag") == ()
    assert edition.counts()["cables"] == 0
    assert edition.searcher.find(parse_query("harvest")).total == 0


@pytest.mark.parametrize(
    ("ids", "withdrawn", "why"),
    [
        (["08B2", "08A1"], [], "'08A1' came after '08B2', and ids must ascend"),
        (["08A1", "08A1"], [], "'08A1' came after '08A1', and ids must ascend"),
        ([""], [], "'' came after '', and ids must ascend"),
        (["08A\ud800"], [], r"the id '08A\\ud800' is not text"),
        (["08A1"], ["08A1"], "08A1 is among the cables and among the withdrawn"),
        ([], ["08A1", "08A1"], "one cable is withdrawn twice"),
    ],
)
def test_what_cannot_be_an_edition_is_refused(
    archive: ArchiveFolder, ids: list[str], withdrawn: list[str], why: str
) -> None:
    before = made(archive)

    with pytest.raises(ArchiveError, match=f"No edition was made: {why}"):
        made(
            archive,
            map(cable_record, ids),
            withdrawn=[Withdrawal(id_, "2031-05-01", "") for id_ in withdrawn],
        )

    assert live(archive).manifest == before
    assert editions(archive) == ["000001"]


def test_pages_are_the_markdown_files_that_a_reader_is_meant_to_see(
    archive: ArchiveFolder,
) -> None:
    for name, words in {
        "community.md": "\ufeff# Who we are \n\nFriends.",
        "Legal notes.md": "## No title\n",
        ".draft.md": "secret",
        "notes.txt": "secret",
        "faq.md~": "secret",
    }.items():
        (archive.pages / name).write_text(words, "utf-8")
    (archive.pages / "folder.md").mkdir()
    private = archive.root / "private.md"
    private.write_text("secret", "utf-8")
    (archive.pages / "link.md").symlink_to(private)

    made(archive)

    assert live(archive).pages == (
        ("community", "Who we are", "# Who we are \n\nFriends."),
        ("legal-notes", "Legal notes", "## No title\n"),
    )


def test_a_page_that_is_not_utf_8_stops_the_build_by_name(archive: ArchiveFolder) -> None:
    (archive.pages / "faq.md").write_bytes(b"caf\xe9")

    with pytest.raises(ConfigError, match=r"faq\.md, line 1: this is not UTF-8 \(byte 3\)\."):
        made(archive)

    assert editions(archive) == []


def everything_in(folder: Path) -> bytes:
    """Every byte of an edition, with the compressed records opened."""
    parts = [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]
    database = sqlite3.connect(folder / "catalogue.sqlite")
    parts += [zstd.decompress(blob) for (blob,) in database.execute("SELECT json FROM record")]
    database.close()
    return b"\n".join(parts)


def test_nothing_enters_but_what_was_given(archive: ArchiveFolder, tmp_path: Path) -> None:
    """The words of the vault, of other editions and of the file system stay where they are."""
    bare = ArchiveFolder(tmp_path / "bare")
    bare.create(Declaration(name="Test archive", notice="Every cable here is invented."))
    hidden = cable_record("08HIDEAWAY7", subject="QUOKKA", text="quokka", tags=["QUOKKA"])
    (archive.vault / "vault.sqlite3").write_bytes(as_json(hidden))
    (archive.originals / "quokka").write_bytes(as_json(hidden))
    made(archive, [hidden], audience=Audience.STAFF)
    made(archive, [hidden])  # once public, then withheld

    made(bare, CABLES[:1])  # so that the two have the same number

    made(archive)
    made(bare)

    folder = archive.root / "editions" / "000002"
    same = bare.root / "editions" / "000002"
    content = everything_in(folder).lower()
    assert all(word not in content for word in (b"quokka", b"hideaway", b"archive/vault"))
    assert str(tmp_path).encode().lower() not in content
    assert (folder / "catalogue.sqlite").read_bytes() == (same / "catalogue.sqlite").read_bytes()
    assert Manifest.read(folder).content_digest == Manifest.read(same).content_digest
