"""The archive's own spellings are part of its edition, or say which line is wrong."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.sample import cable_record

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.build import build
from reftel.edition.live import open_live
from reftel.edition.read import Edition
from reftel.edition.spellings import spellings_of
from reftel.edition.verify import verify
from reftel.errors import ConfigError


def release(archive: ArchiveFolder) -> Edition:
    cables = [cable_record("08EXAMPLETOWN12")]
    build(archive, cables, audience=Audience.PUBLIC, made_at=datetime(2031, 5, 4, tzinfo=UTC))
    return open_live(archive, audience=Audience.PUBLIC)


def test_a_row_is_one_name_in_all_its_spellings(tmp_path: Path) -> None:
    file = tmp_path / "spellings.csv"
    file.write_text(
        '\ufeff# Towns\r\nExampletown, Eksempelby ,"Ville-d\'Exemple"\r\n'
        "\r\n,,\r\nUptown,Úpton\r\n",
        "utf-8",
    )

    assert spellings_of(file) == (
        ("Exampletown", "Eksempelby", "Ville-d'Exemple"),
        ("Uptown", "Úpton"),
    )
    assert spellings_of(tmp_path / "none.csv") == ()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"# One\nUptown\n", "line 2: a name needs 2 to 40 spellings"),
        (b"a,b\nUptown,,Upton\n", "line 2: a spelling is empty"),
        (b"a,b\n\nUptown,--\n", "line 3: a spelling is empty"),
        ("Upton,Úpton".encode(), "line 1: “Úpton” stands twice, as search reads it"),
        (b'a,b\n"Uptown,Upton\n', "line 2: unexpected end of data"),
        (b"a,b\nc,caf\xe9\n", "line 2: this is not UTF-8"),
        (b"a,one two three four five six seven eight nine", "line 1: .* has more than 8 words"),
        (b"a,b\n" * 250_001, "line 1: the file has more than 1,000,000 bytes"),
        (",".join(f"n{n}" for n in range(41)).encode(), "line 1: a name needs 2 to 40 spellings"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_a_bad_file_stops_a_release_and_leaves_the_live_edition(
    archive: ArchiveFolder, written: bytes, said: str
) -> None:
    before = release(archive).manifest
    archive.spellings.write_bytes(written)

    with pytest.raises(ConfigError, match=said) as raised:
        release(archive)

    assert raised.value.untouched == "No edition was made; the live one is as it was."
    assert open_live(archive, audience=Audience.PUBLIC).manifest == before
    assert [path.name for path in archive.editions(audience=Audience.PUBLIC).iterdir()] == [
        "000001"
    ]


def test_spellings_are_part_of_the_edition_and_its_digest(archive: ArchiveFolder) -> None:
    plain = release(archive)
    archive.spellings.write_text("# none yet\n", "utf-8")
    assert release(archive).manifest.number == plain.manifest.number

    archive.spellings.write_text("Exampletown,Eksempelby\nUptown,Upton\n", "utf-8")
    edition = release(archive)

    assert edition.manifest.number == plain.manifest.number + 1
    assert edition.manifest.content_digest != plain.manifest.content_digest
    assert edition.spellings.others[("eksempelby",)] == (("exampletown",),)
    assert ("kiev",) in edition.spellings.others[("kyiv",)]
    assert ("eksempelby",) not in plain.spellings.others
    assert verify(edition.folder) == verify(plain.folder) == ()
