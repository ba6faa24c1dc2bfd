"""A mirror follows another: what was withdrawn goes, what is new comes, nobody else is believed."""

import json
from collections import deque
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from tests.mirrored import FILES, KEY, RING, answer, lay, served

from reftel.edition.signature import PrivateKey
from reftel.errors import ArchiveError, ConfigError
from reftel.mirror import checking, following, sums
from reftel.mirror.claim import Claim, Folder
from reftel.mirror.fetching import Host
from reftel.mirror.following import Followed
from reftel.mirror.manifest import KEYS, MINISIG, NAME, SIGNATURE, MirrorManifest
from reftel.mirror.notices import Notice

Quick = partial(Host, patience=0.4, pauses=(0.0, 0.0))
GONE = {"id": "08EXAMPLETOWN7", "day": "2026-01-02", "reason": "Asked for.", "edition": 2}


def listing(*cables: object) -> bytes:
    entry = {"format": 1, "edition": 2, "made_at": "", "archive": {}, "cables": cables, "texts": []}
    return json.dumps(entry).encode()


FIRST = FILES | {
    "withdrawals.json": listing(),
    "cable/08EXAMPLETOWN7.json": b"{}",
    "cable/08EXAMPLETOWN7/raw.txt": b"<p>Secret",
}
SECOND = FILES | {
    "withdrawals.json": listing(GONE),
    "cable/08EXAMPLETOWN7/index.html": b"<p>Withdrawn",
    "cable/08EXAMPLETOWN41/index.html": b"<p>New",
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    lay(tmp_path / "own", FIRST)
    (tmp_path / "own" / "note.txt").write_text("mine")
    return tmp_path / "own"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    lay(tmp_path / "other", SECOND, edition=2)
    return tmp_path / "other"


def followed(out: Path, source: Folder | Host) -> Followed:
    return deque(following.follow(out, source, Claim.of(source)), maxlen=1)[0]


def faults(folder: Path) -> list[str]:
    return [one.line for one in checking.faults(folder, MirrorManifest.read(folder))]


def test_what_was_withdrawn_goes_with_a_notice_and_what_is_new_comes(
    own: Path, other: Path
) -> None:
    with served(other) as host, Quick(host.address) as source:
        report = followed(own, source)
        again = followed(own, source)

    is_whole = True
    assert report.withdrawn == (Notice("08EXAMPLETOWN7", "2026-01-02", "Asked for.", 2, is_whole),)
    assert (report.fetched, report.removed) == (2, 3)
    assert faults(own) == ["note.txt: extra."]
    assert (own / "cable/08EXAMPLETOWN7/index.html").read_bytes() == b"<p>Withdrawn"
    assert not list(own.rglob("raw"))
    assert (own / SIGNATURE).read_bytes() == (other / SIGNATURE).read_bytes()
    assert (again.withdrawn, again.fetched, again.removed) == ((), 0, 0)


def test_a_new_mirror_is_fetched_whole_a_damaged_file_again(tmp_path: Path, other: Path) -> None:
    report = followed(tmp_path / "new", Folder(other))
    (tmp_path / "new/robots.txt").write_text("damaged")
    again = followed(tmp_path / "new", Folder(other))

    assert report.withdrawn == ()
    assert report.fetched == len(SECOND) - 1  # withdrawals.json comes by itself
    assert again.fetched == 1
    assert faults(tmp_path / "new") == []


def test_cut_off_it_has_nothing_of_what_was_withdrawn_and_is_whole_when_done_again(
    own: Path, other: Path
) -> None:
    with served(other) as host, Quick(host.address, connections=1) as source:
        host.instead["/cable/08EXAMPLETOWN7/"] = answer(503)
        with pytest.raises(
            ArchiveError, match=r"08EXAMPLETOWN7/index.html: it answers 503"
        ) as told:
            followed(own, source)
        assert "the mirror is not whole yet" in str(told.value)
        assert [one for one in own.rglob("*EXAMPLETOWN7*/**/*") if one.is_file()] == []
        assert MirrorManifest.read(own).edition == 1
        host.instead.clear()

        report = followed(own, source)

    assert [one.id for one in report.withdrawn] == ["08EXAMPLETOWN7"]
    assert faults(own) == ["note.txt: extra."]


def test_cut_off_it_follows_no_older_edition_that_has_what_was_withdrawn(
    own: Path, other: Path, tmp_path: Path
) -> None:
    lay(tmp_path / "between", FIRST, edition=2)
    lay(other, SECOND, edition=3)
    (other / "robots.txt").write_text("damaged")
    (own / "robots.txt").unlink()
    with pytest.raises(ArchiveError, match=r"robots\.txt: it was altered"):
        followed(own, Folder(other))

    with pytest.raises(ConfigError, match="holds a part of edition 3, and the other mirror editi"):
        followed(own, Folder(tmp_path / "between"))

    assert not list(own.rglob("raw"))
    lay(other, SECOND, edition=3)
    followed(own, Folder(other))
    assert faults(own) == ["note.txt: extra."]


def test_a_new_mirror_that_was_cut_off_is_gone_on_with(tmp_path: Path, other: Path) -> None:
    new, damaged = tmp_path / "new", other / "robots.txt"
    content = damaged.read_bytes()
    damaged.write_text("damaged")
    with pytest.raises(ArchiveError, match=r"robots\.txt: it was altered"):
        followed(new, Folder(other))
    (new / f"{sums.NAME}.new.77.new").write_text("a list that was cut off")
    damaged.write_bytes(content)

    report = followed(new, Folder(other))

    assert report.fetched == 1
    assert faults(new) == []


def test_a_file_that_is_not_the_one_that_was_signed_is_not_taken(own: Path, other: Path) -> None:
    (other / "cable/08EXAMPLETOWN41/index.html").write_text("<p>Forged")

    with pytest.raises(ArchiveError, match=r"TOWN41/index\.html: it was altered"):
        followed(own, Folder(other))

    assert not (own / "cable/08EXAMPLETOWN41/index.html").exists()
    (other / "withdrawals.json").write_bytes(listing())
    with pytest.raises(ArchiveError, match=r"withdrawals\.json: it was altered"):
        followed(own, Folder(other))


def test_an_older_edition_or_another_archive_is_not_followed(tmp_path: Path, other: Path) -> None:
    lay(tmp_path / "older", FIRST)
    lay(tmp_path / "strange", FIRST, edition=3, address="https://other.example")
    before = {path: path.read_bytes() for path in other.rglob("*") if path.is_file()}

    with pytest.raises(ConfigError, match="holds edition 2, and the other mirror edition 1"):
        followed(other, Folder(tmp_path / "older"))
    with pytest.raises(ConfigError, match="is a mirror of"):
        followed(other, Folder(tmp_path / "strange"))
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis/dear.txt").write_text("to somebody")
    with pytest.raises(ConfigError, match="is not empty, and no mirror"):
        followed(tmp_path / "thesis", Folder(other))

    after = {path: path.read_bytes() for path in other.rglob("*") if path.is_file()}
    assert {one: said for one, said in after.items() if one.name != ".reftel-lock"} == before


def test_keys_and_a_signature_of_somebody_else_are_not_taken_over(own: Path, other: Path) -> None:
    followed(own, Folder(other))
    taken = [(own / name).read_bytes() for name in (KEYS, MINISIG)]
    assert taken == [(other / name).read_bytes() for name in (KEYS, MINISIG)]

    strange, manifest = PrivateKey.new(), (other / NAME).read_bytes()
    at = datetime(2026, 2, 3, tzinfo=UTC)
    forged = [
        (KEYS, "<script>"),
        (KEYS, RING.followed(strange.public, at, None).written()),
        (MINISIG, strange.minisign(manifest, "mirror")),
        (MINISIG, KEY.minisign(b"something else", "mirror")),
        (MINISIG, KEY.minisign(manifest, "mirror").replace("comment: mirror", "comment: yes")),
        (MINISIG, KEY.minisign(manifest, "mirror").replace("check with", "get it at evil.example")),
        (MINISIG, "no signature"),
    ]
    for name, content in forged:
        lay(other, SECOND, edition=2)
        (other / name).write_text(content)
        followed(own, Folder(other))

        assert (own / KEYS).read_text() == RING.written()
        assert (own / MINISIG).exists() == (name == KEYS)
        assert (own / SIGNATURE).exists()


def test_a_link_out_of_the_mirror_is_replaced_and_not_written_through(
    own: Path, other: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    (outside / "08EXAMPLETOWN1").mkdir(parents=True)
    (outside / "08EXAMPLETOWN1/index.html").write_text("not of it")
    for path in sorted((own / "cable").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (own / "cable").rmdir()
    (own / "cable").symlink_to(outside)

    followed(own, Folder(other))

    assert (outside / "08EXAMPLETOWN1/index.html").read_text() == "not of it"
    assert sorted(path.name for path in outside.iterdir()) == ["08EXAMPLETOWN1"]
    assert faults(own) == ["note.txt: extra."]
    assert (own / NAME).read_bytes() == (other / NAME).read_bytes()
    assert not (own / f"{sums.NAME}.new").exists()
