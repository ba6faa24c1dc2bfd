"""``key``, and ``verify`` of an edition: signed by whom it says, and nobody else."""

import json
from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run

from reftel.archive import ArchiveFolder
from reftel.edition.signature import PublicKey

FIRST = (
    "Signed with the key {}, which is remembered from now on. Compare it with what the archive "
    "says of it elsewhere."
)


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered is remembered here."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def edition(reftel: Run, two: Path, archive_folder: ArchiveFolder) -> Path:
    reftel("import", two)
    reftel("release", "08EXAMPLETOWN1")
    return archive_folder.root / "editions" / "000001"


def test_a_key_is_remembered_when_it_is_seen_first_and_asked_for_from_then_on(
    reftel: Run, edition: Path
) -> None:
    first = reftel("verify", edition)
    again = reftel("verify", edition)

    id_ = PublicKey.read((edition / "key.pub").read_text()).id
    assert (first.code, again.code) == (0, 0)
    assert first.out.splitlines() == [
        "Edition 1 is as it was made, every file and every word.",
        FIRST.format(id_),
    ]
    assert again.out.splitlines()[1] == f"Signed with the key {id_}, as it should be."


def test_another_archive_of_the_same_name_is_told_from_this_one(
    reftel: Run, edition: Path, two: Path, tmp_path: Path
) -> None:
    reftel("verify", edition)
    other = tmp_path / "other"
    reftel("--archive", other, "import", two)
    reftel("--archive", other, "release", "--all")
    forged = other / "editions" / "000001"

    ran = reftel("verify", forged)

    assert ran.code == 3
    assert "is not the one that is known of this archive" in ran.out
    assert reftel("verify", "--key", forged / "key.pub", forged).code == 0
    assert reftel("verify", "--key", forged / "key.pub", edition).code == 3
    assert reftel("verify", forged).code == 3, "a key that was named is not remembered"


def test_an_edition_with_another_key_that_the_old_one_vouches_for_is_sound(
    reftel: Run, edition: Path
) -> None:
    reftel("verify", edition)
    assert reftel("key", "rotate", "--reason", "Each year.").code == 0
    reftel("release", "08EXAMPLETOWN2")

    ran = reftel("verify", "--json", edition.with_name("000002"))

    told = json.loads(ran.out)
    assert (ran.code, told["seal"], told["sound"], told["faults"]) == (0, "holds", True, [])
    shown = json.loads(reftel("key", "show", "--json").out)["keys"]
    assert [one["id"] for one in shown] == [reftel_id(edition), told["key"]]
    assert reftel("verify", edition).code == 0, "the old edition is still what it was"


def reftel_id(edition: Path) -> str:
    return PublicKey.read((edition / "key.pub").read_text()).id


@pytest.mark.parametrize(
    ("name", "place", "says"),
    [
        ("manifest.json", 1, "its manifest.json cannot be read."),
        ("manifest.json", 15, "fits no key"),
        ("manifest.json", -1, "cannot be read"),
        ("manifest.sig", 30, "fits no key"),
        ("catalogue.sqlite", 30, "catalogue.sqlite is not the file that was made."),
    ],
)
def test_one_bit_that_changed_is_told(
    reftel: Run, edition: Path, name: str, place: int, says: str
) -> None:
    content = bytearray((edition / name).read_bytes())
    if place == 15:
        place = content.index(b'"reftel": "') + len(b'"reftel": "')
    content[place] ^= 1
    (edition / name).write_bytes(content)

    ran = reftel("verify", edition)

    assert ran.code == 3
    assert says in ran.out
    assert not (Path(edition.parents[2]) / "state").exists(), "nothing is remembered of it"


def test_an_edition_without_a_signature_is_told(reftel: Run, edition: Path) -> None:
    (edition / "manifest.sig").unlink()

    ran = reftel("verify", edition)

    assert (ran.code, ran.out.splitlines()[1]) == (
        3,
        "It is not signed: its signature is not there.",
    )


def test_the_public_key_is_shown_as_the_edition_has_it(reftel: Run, edition: Path) -> None:
    shown = reftel("key", "show")

    assert shown.out == (edition / "key.pub").read_text()
    assert shown.err.startswith(reftel_id(edition))
    minisign = reftel("key", "show", "--minisign").out.strip()
    assert f"-P {minisign}\n" in (edition / "manifest.json.minisig").read_text()


def test_a_key_can_be_made_before_the_first_release(
    reftel: Run, archive_folder: ArchiveFolder, two: Path
) -> None:
    reftel("import", two)
    assert "has no key yet" in reftel("key", "show").err

    made = reftel("key", "new").out.split()[0]

    assert reftel("key", "show").err.startswith(made)
    assert "reftel key rotate" in reftel("key", "new").err
    reftel("release", "--all")
    assert reftel_id(archive_folder.root / "editions" / "000001") == made


def test_a_key_that_is_lost_is_told_and_replaced_in_the_open(
    reftel: Run, edition: Path, archive_folder: ArchiveFolder
) -> None:
    reftel("verify", edition)
    (archive_folder.keys / "private.pem").unlink()

    stopped = reftel("release", "08EXAMPLETOWN2")
    assert stopped.code == 2
    assert "reftel key new --lost WHY" in stopped.err
    assert ", vouched for by none" in reftel("key", "new", "--lost", "The disk broke.").out
    assert reftel("release", "--all").code == 0

    assert reftel("verify", edition.with_name("000002")).code == 3


def test_what_is_no_edition_or_no_key_is_told(
    reftel: Run, edition: Path, two: Path, tmp_path: Path
) -> None:
    assert "neither an edition nor a mirror" in reftel("verify", tmp_path).err
    assert "holds no public key" in reftel("verify", "--key", two, edition).err
    (tmp_path / "state" / "reftel").mkdir(parents=True)
    (tmp_path / "state" / "reftel" / "known-keys.json").write_text("rust")
    ran = reftel("verify", edition)
    assert (ran.code, "cannot be read" in ran.err) == (2, True)
