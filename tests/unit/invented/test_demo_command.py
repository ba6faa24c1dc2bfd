"""``reftel demo``: made once, shown again, never mixed into somebody's archive."""

from pathlib import Path

from click.testing import CliRunner

from reftel.archive import ArchiveFolder, Audience
from reftel.cli import cli
from reftel.declaration import Declaration
from reftel.edition.live import LiveEdition
from reftel.errors import ArchiveError


def demo(archive: Path) -> Exception | None:
    result = CliRunner().invoke(cli, ["--archive", str(archive), "demo", "--no-serve"])
    assert result.exception is None or isinstance(result.exception, ArchiveError), result
    return result.exception


def test_the_demonstration_shows_288_of_300_and_is_made_once(tmp_path: Path) -> None:
    archive = ArchiveFolder(tmp_path / "demo")

    assert demo(archive.root) is None
    assert demo(archive.root) is None

    edition = LiveEdition(archive, audience=Audience.PUBLIC).current()
    assert edition.manifest.counts["cables"] == 288
    assert edition.manifest.number == 1
    assert archive.declaration().total == 300
    record = edition.record("09BRIDGETOWN544")
    assert record is not None
    assert record["origin"] == "Embassy Bridgetown"


def test_an_archive_that_is_no_demonstration_is_left_alone(tmp_path: Path) -> None:
    archive = ArchiveFolder(tmp_path / "mine")
    archive.create(Declaration(name="Mine"))

    assert isinstance(demo(archive.root), ArchiveError)
    assert not archive.database.exists()
