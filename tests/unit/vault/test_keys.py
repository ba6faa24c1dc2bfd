"""Editions are signed; a key that is lost, loose or replaced is told, and stops nothing else."""

import hashlib
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.holdings import DAY, NOW, hand, line, lines, take_in
from tests.reader import live

from reftel.archive import ArchiveFolder, Audience
from reftel.compression import compressed, zstd
from reftel.edition import seal
from reftel.edition.live import open_live
from reftel.edition.manifest import Manifest
from reftel.edition.pointer import live_folder
from reftel.edition.seal import Outcome
from reftel.edition.verify import damaged_files, verify
from reftel.vault import decisions, former, keys, publication
from reftel.vault.audit import Hand
from reftel.vault.checkup import examined
from reftel.vault.decisions import Ground
from reftel.vault.keys import KeyTroubleError
from reftel.vault.models import AuditEntry

LATER = Hand("grace", datetime(2027, 3, 1, 12, tzinfo=UTC))


@pytest.fixture
def published(vault: ArchiveFolder, tmp_path: Path) -> ArchiveFolder:
    take_in(vault, lines(tmp_path / "five.jsonl", *(line(number) for number in range(1, 6))))
    release(vault, 1)
    return vault


def release(archive: ArchiveFolder, number: int) -> Path:
    """One more cable released, and the edition that shows it."""
    decisions.release(archive, [f"08EXAMPLETOWN{number}"], Ground(on=DAY))
    publication.publish(archive, audience=Audience.PUBLIC, made_at=NOW)
    return live(archive)


def told() -> list[tuple[str, dict[str, str]]]:
    rows = AuditEntry.objects.filter(act="key").order_by("number")
    return [(row.author, json.loads(row.detail)) for row in rows]


def test_the_first_release_makes_a_key_that_its_owner_alone_can_read(
    published: ArchiveFolder,
) -> None:
    private = published.keys / "private.pem"

    assert private.stat().st_mode & 0o777 == 0o600
    assert published.keys.stat().st_mode & 0o777 == 0o700
    found = seal.seal(live(published), ())
    assert found.outcome is Outcome.FIRST
    assert found.ring is not None
    assert seal.seal(live(published), [found.ring.current]).outcome is Outcome.HOLDS
    assert verify(live(published)) == ()
    assert told() == [("", {})]
    words = private.read_text().splitlines()[1]
    assert [path for path in live(published).rglob("*.*") if words in path.read_text("latin")] == []


def test_what_the_staff_read_is_not_signed(published: ArchiveFolder) -> None:
    publication.publish(published, audience=Audience.STAFF, made_at=NOW)

    folder = live_folder(published, audience=Audience.STAFF)
    assert folder is not None
    assert seal.seal(folder, ()).outcome is Outcome.UNSIGNED


@pytest.mark.parametrize(
    ("name", "outcome"),
    [("manifest.json", Outcome.BROKEN), ("manifest.sig", Outcome.BROKEN)],
)
def test_one_altered_byte_breaks_the_seal(
    published: ArchiveFolder, name: str, outcome: Outcome
) -> None:
    file = live(published) / name
    content = bytearray(file.read_bytes())
    content[20] ^= 1
    file.write_bytes(content)

    for known in ((), [keys.signer(published, hand()).key.public]):
        assert seal.seal(live(published), known).outcome is outcome


def test_a_missing_signature_and_a_strange_key_are_told_apart(published: ArchiveFolder) -> None:
    known = keys.signer(published, hand()).key.public
    theirs = keys.PrivateKey.new()
    seal.write(live(published), theirs, keys.begun(theirs.public, NOW))
    assert seal.seal(live(published), [known]).outcome is Outcome.STRANGE

    (live(published) / "keys.json").write_text("{}")
    assert seal.seal(live(published), [known]).outcome is Outcome.BROKEN
    (live(published) / "manifest.sig").unlink()
    assert seal.seal(live(published), [known]).outcome is Outcome.UNSIGNED


def test_whoever_knows_the_first_key_trusts_the_one_that_took_its_place(
    published: ArchiveFolder,
) -> None:
    first = keys.signer(published, hand()).key.public
    ring = keys.rotate(published, "Each year.", LATER)

    folder = release(published, 2)

    assert ring.current != first
    found = seal.seal(folder, [first])
    assert (found.outcome, found.key) == (Outcome.HOLDS, ring.current)
    assert told()[-1] == (
        "grace",
        {"replaces": first.id, "vouched": "by the key before", "reason": "Each year."},
    )
    assert {path.name for path in published.keys.iterdir()} == {"private.pem", "keys.json"}


def test_a_lost_key_stops_a_release_and_says_what_to_do(published: ArchiveFolder) -> None:
    before = live(published)
    first = keys.signer(published, hand()).key.public
    (published.keys / "private.pem").unlink()

    with pytest.raises(KeyTroubleError, match=r"not in .*vault/keys") as trouble:
        release(published, 2)
    assert "reftel key new --lost WHY" in trouble.value.next_step
    assert live(published) == before
    with pytest.raises(KeyTroubleError, match="has the key"):
        keys.new(published, hand())

    keys.new(published, hand(), lost="The disk broke.")
    folder = release(published, 3)
    assert seal.seal(folder, [first]).outcome is Outcome.STRANGE, "none could vouch for it"
    assert told()[-1][1]["vouched"] == "by none"


def test_a_vault_restored_without_its_keys_makes_no_other_in_silence(
    published: ArchiveFolder,
) -> None:
    for file in published.keys.iterdir():
        file.unlink()
    published.keys.rmdir()

    with pytest.raises(KeyTroubleError, match="Put vault/keys back"):
        release(published, 2)


def test_a_vault_restored_with_a_key_of_before_is_told_so(published: ArchiveFolder) -> None:
    kept = {path.name: path.read_bytes() for path in published.keys.iterdir()}
    keys.rotate(published, "", LATER)
    release(published, 2)
    for name, content in kept.items():
        (published.keys / name).write_bytes(content)

    with pytest.raises(KeyTroubleError, match=r"not in .*vault/keys"):
        release(published, 3)


def test_a_key_that_others_can_read_does_not_sign(published: ArchiveFolder) -> None:
    (published.keys / "private.pem").chmod(0o640)

    with pytest.raises(KeyTroubleError, match="can be read by others") as trouble:
        release(published, 2)
    assert "chmod 600" in trouble.value.next_step


@pytest.mark.parametrize("name", ["private.pem", "keys.json"])
def test_a_damaged_key_is_told(published: ArchiveFolder, name: str) -> None:
    (published.keys / name).write_text("rust")

    with pytest.raises(KeyTroubleError, match=name):
        release(published, 2)


def test_a_key_that_is_there_is_not_replaced_as_lost(published: ArchiveFolder) -> None:
    with pytest.raises(KeyTroubleError, match="has the key") as trouble:
        keys.new(published, hand(), lost="I think.")
    assert "reftel key rotate" in trouble.value.next_step


@pytest.mark.parametrize("at", ["replace", "_take_up", "_log"])
def test_killed_while_a_key_is_replaced_old_or_new_signs(
    published: ArchiveFolder, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    first = keys.signer(published, hand()).key.public

    def killed(*_words: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        where = "reftel.edition.durable.replace" if at == "replace" else f"reftel.vault.keys.{at}"
        cut.setattr(where, killed)
        with pytest.raises(KeyboardInterrupt):
            keys.rotate(published, "", LATER)

    folder = release(published, 2)
    assert seal.seal(folder, [first]).outcome is Outcome.HOLDS
    assert len(told()) == len(keys.signer(published, hand()).ring.links)


def test_an_edition_without_a_signature_is_made_anew_and_signed(published: ArchiveFolder) -> None:
    for name in ("manifest.sig", "keys.json", "key.pub"):
        (live(published) / name).unlink()

    publication.publish(published, audience=Audience.PUBLIC, made_at=NOW)

    assert live(published).name == "000002"
    assert seal.seal(live(published), ()).outcome is Outcome.FIRST


@pytest.mark.parametrize("releasing", [True, False])
def test_a_forged_edition_is_neither_built_on_nor_left_standing(
    published: ArchiveFolder, *, releasing: bool
) -> None:
    """Words of a cable were changed and the sums with them, so only the seal tells."""
    forge(live(published), b"harvest", b"robbery")
    assert not list(damaged_files(live(published), Manifest.read(live(published))))

    if releasing:
        release(published, 2)
    else:
        publication.publish(published, audience=Audience.PUBLIC, made_at=NOW)

    assert live(published).name == "000002"
    texts = [record["text"] for record in open_live(published, audience=Audience.PUBLIC).records()]
    assert len(texts) == 1 + releasing
    assert all("harvest" in text and "robbery" not in text for text in texts)
    assert not former.whole(published, 1), "nobody is sent back to it"


def forge(folder: Path, words: bytes, others: bytes) -> None:
    """Change words in the first record of an edition, and the sum of its catalogue to fit."""
    path = folder / "catalogue.sqlite"
    with closing(sqlite3.connect(path)) as database:
        (blob,) = database.execute("SELECT json FROM record").fetchone()
        forged = zstd.decompress(blob).replace(words, others)
        database.execute("UPDATE record SET json = ? WHERE number = 1", [compressed(forged)])
        database.commit()
    manifest = json.loads((folder / "manifest.json").read_text())
    content = path.read_bytes()
    manifest["files"]["catalogue.sqlite"] = {
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_the_doctor_sees_that_an_edition_is_signed_with_a_key_of_this_vault(
    published: ArchiveFolder,
) -> None:
    def found() -> list[tuple[bool, str]]:
        every = examined(published)
        return [(one.sound, one.message) for one in every if one.check == "signature"]

    assert [sound for sound, _ in found()] == [True]
    (published.keys / "keys.json").write_text("rust")
    assert [sound for sound, _ in found()] == [False]
    (published.keys / "keys.json").unlink()
    assert found() == [
        (False, "The public edition is not signed with a key that lies in vault/keys.")
    ]
    (live(published) / "manifest.sig").unlink()
    assert found() == [(True, "The public edition is not signed.")]
