"""``reftel search``: hits on stdout, how the query was read on stderr."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner, Result
from tests.sample import cable_record

from reftel.archive import ArchiveFolder, Audience
from reftel.cli import cli
from reftel.edition.build import build
from reftel.errors import ArchiveError


@pytest.fixture
def published(archive: ArchiveFolder) -> ArchiveFolder:
    cables = [
        cable_record("08EXAMPLETOWN12"),
        cable_record("08EXAMPLETOWN13", subject="RYE\x1b[31m AND BARLEY", created=None),
    ]
    build(archive, cables, audience=Audience.PUBLIC, made_at=datetime(2031, 5, 4, tzinfo=UTC))
    return archive


def search(archive: ArchiveFolder, *words: str) -> Result:
    result = CliRunner().invoke(cli, ["--archive", str(archive.root), "search", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_hits_are_printed_with_their_paragraphs(published: ArchiveFolder) -> None:
    result = search(published, "granaries", "subject:harvests")

    assert result.exit_code == 0
    assert result.stdout == (
        "08EXAMPLETOWN12  2008-02-29  UNCLASSIFIED  Embassy Exampletown\n"
        "    HARVEST OF BLUE BARLEY EXCEEDS ALL HOPES\n"
        "    ¶2 The granaries are full.\n"
        "\n"
    )
    assert result.stderr == "1 cable, 1 to 1 shown. Read as: granaries AND subject:harvests\n"


def test_the_terminal_obeys_no_text(published: ArchiveFolder) -> None:
    result = search(published, "rye")

    assert "\x1b" not in result.output
    assert "08EXAMPLETOWN13  no date" in result.stdout


def test_json_is_one_object_a_line(published: ArchiveFolder) -> None:
    result = search(published, "--json", "--sort", "created-newest", "--limit", "1", "granary")

    (hit,) = map(json.loads, result.stdout.splitlines())
    assert hit["id"] == "08EXAMPLETOWN12"
    assert hit["passages"] == [
        {
            "anchor": "par2",
            "number": "2",
            "fragments": [["The ", False], ["granaries", True], [" are full.", False]],
        }
    ]
    assert result.stderr.startswith("2 cables, 1 to 1 shown.")


def test_what_could_not_be_read_is_told(published: ArchiveFolder) -> None:
    result = search(published, "zebra", "created:someday")

    assert result.stdout == ""
    assert result.stderr == (
        "Notice: “someday” is no date; searched as words.\n0 cables. Read as: zebra AND someday\n"
    )


def test_an_archive_without_an_edition_is_told(archive: ArchiveFolder) -> None:
    with pytest.raises(ArchiveError):
        search(archive, "barley")
