"""The archive folder: made once, never overwritten, refused where it is not understood."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.archive import ArchiveFolder, Audience
from reftel.declaration import Declaration
from reftel.errors import ArchiveError, ConfigError


def test_a_new_archive_holds_its_folders_and_says_what_was_declared(tmp_path: Path) -> None:
    folder = ArchiveFolder(tmp_path / "deep" / "archive")
    declared = Declaration(
        name='The "Blue Barley" papers',
        hashtag="barley",
        total=251_287,
        languages=("en", "lo"),
        notice="Every cable is invented.\nNone was ever sent: \\o/",
        address="https://barley.example:8443",
        mirrors=("https://a.example", "https://b.example/cables"),
        packages="https://barley.example:8443/downloads",
    )

    folder.create(declared)

    assert folder.declaration() == declared
    made = {path.relative_to(folder.root).as_posix() for path in folder.root.rglob("*")}
    assert made == {"reftel.toml", "pages", "vault", "vault/originals", "editions"}


@given(words=st.text(st.characters(codec="utf-8")))
def test_any_name_is_written_so_that_it_reads_back(
    words: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = ArchiveFolder(tmp_path_factory.mktemp("named"))

    folder.create(Declaration(name=words, hashtag=words, notice=words))

    assert folder.declaration() == Declaration(name=words, hashtag=words, notice=words)


def test_a_folder_in_the_place_of_the_declaration_is_told_of(tmp_path: Path) -> None:
    folder = ArchiveFolder(tmp_path)
    folder.config.mkdir()

    with pytest.raises(ArchiveError, match=r"reftel\.toml cannot be read: Is a directory\."):
        folder.declaration()


def test_making_an_archive_again_leaves_what_a_person_wrote(archive: ArchiveFolder) -> None:
    archive.config.write_text('format = 1\nname = "By hand"\n', encoding="utf-8")

    archive.create(Declaration(name="By program"))

    assert archive.declaration() == Declaration(name="By hand")


def test_the_address_of_an_archive_has_no_slash_at_its_end(archive: ArchiveFolder) -> None:
    archive.config.write_text('format = 1\naddress = "https://barley.example/"\n')

    assert archive.declaration().address == "https://barley.example"


@pytest.mark.parametrize(
    "written", ["barley.example", "ftp://a", "https://a b", "https://a/?q", '"']
)
def test_what_is_no_address_is_refused(archive: ArchiveFolder, written: str) -> None:
    archive.config.write_text(f"format = 1\naddress = '{written}'\n")

    with pytest.raises(ConfigError, match="'address' should be like"):
        archive.declaration()


def test_mirrors_are_addresses_each_named_once(archive: ArchiveFolder) -> None:
    listed = '["https://a.example/c/", "https://a.example/c", "http://b.example"]'
    archive.config.write_text(f"format = 1\nmirrors = {listed}\n")
    assert archive.declaration().mirrors == ("https://a.example/c", "http://b.example")

    for wrong in ('"https://a.example"', '["ftp://a.example"]', "[1]", '["https://a.example/?q"]'):
        archive.config.write_text(f"format = 1\nmirrors = {wrong}\n")
        with pytest.raises(ConfigError, match="'mirrors' should be like"):
            archive.declaration()


def test_packages_lie_at_an_address(archive: ArchiveFolder) -> None:
    archive.config.write_text('format = 1\npackages = "https://a.example/packed/"\n')
    assert archive.declaration().packages == "https://a.example/packed"

    for wrong in ("7", '""', '"/downloads/"', '"javascript:alert(1)"'):
        archive.config.write_text(f"format = 1\npackages = {wrong}\n")
        with pytest.raises(ConfigError, match="'packages' should be like"):
            archive.declaration()


def test_the_staff_edition_lies_behind_the_wall_and_the_public_one_before_it() -> None:
    folder = ArchiveFolder(Path("a"))

    assert folder.editions(audience=Audience.STAFF) == Path("a/vault/editions")
    assert folder.pointer(audience=Audience.STAFF) == Path("a/vault/current")
    assert folder.editions(audience=Audience.PUBLIC) == Path("a/editions")
    assert folder.pointer(audience=Audience.PUBLIC) == Path("a/current")


def test_a_folder_without_an_archive_is_named_and_nothing_is_made(tmp_path: Path) -> None:
    folder = ArchiveFolder(tmp_path / "nothing")

    with pytest.raises(ArchiveError, match=r"There is no archive in .*nothing\."):
        folder.declaration()

    assert not folder.root.exists()


def test_an_archive_of_a_newer_format_is_left_alone(archive: ArchiveFolder) -> None:
    archive.config.write_text("format = 2\n", encoding="utf-8")

    with pytest.raises(ArchiveError) as caught:
        archive.declaration()

    assert str(caught.value) == (
        f"The archive in {archive.root} has format 2; this reftel knows formats up to 1. "
        "Nothing in it was changed. "
        "Install a newer reftel, or open another archive with --archive."
    )


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (b"format = \n", "Invalid value"),
        (b'format = 1\nname = "\xff"\n', "utf-8"),
        (b'name = "no format"\n', "the line 'format = 1' is missing"),
        (b"format = 1\nname = 7\n", "'name' should be a str"),
        (b'format = 1\ntotal = "many"\n', "'total' should be a int"),
        (b"format = 1\ntotal = true\n", "'total' should be a int"),
        (b'format = 1\nlanguages = "en"\n', "'languages' should be a list of strings"),
    ],
)
def test_a_declaration_that_makes_no_sense_is_named_with_its_reason(
    archive: ArchiveFolder, written: bytes, why: str
) -> None:
    archive.config.write_bytes(written)

    with pytest.raises(ConfigError, match=why):
        archive.declaration()
