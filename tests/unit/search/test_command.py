"""``reftel search``: hits on stdout, how the query was read on stderr."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.sample import cable_record

from reftel.archive import ArchiveFolder, Audience
from reftel.cli import cli
from reftel.edition.build import build
from reftel.errors import ArchiveError, ReftelError


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


def test_what_the_words_mean_is_found_and_told(published: ArchiveFolder) -> None:
    result = search(published, "EAGR", "--limit", "0")

    assert result.stderr == "2 cables. Read as: eagr OR tag:=EAGR\n"


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


def test_a_list_of_terms_is_answered_as_csv(published: ArchiveFolder, tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    names.write_text('no,term\n1,granaries\n2,"""rye and barley"""\n3,zebra\n', encoding="utf-8")

    result = search(published, "--batch", str(names), "--column", "term")

    assert result.exit_code == 0
    assert result.stdout == (
        "term,read_as,cables,notices\n"
        "granaries,granaries,2,\n"
        '"""rye and barley""","""rye and barley""",0,\n'
        "zebra,zebra,0,\n"
    )


def test_the_cables_of_each_term_as_json(published: ArchiveFolder, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("granaries\nzebra\n", encoding="utf-8")

    result = search(published, "--batch", str(names), "--cables", "--json", "--limit", "1")

    (line,) = map(json.loads, result.stdout.splitlines())
    assert (line["term"], line["address"]) == ("granaries", f"/cable/{line['id']}/")


def test_a_list_that_cannot_be_read_is_told(published: ArchiveFolder, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_bytes(b"\xff")

    for asked in (["--batch", str(tmp_path / "list.txt")], ["--batch", str(tmp_path)], []):
        with pytest.raises(ReftelError, match="Nothing was searched for"):
            search(published, *asked)
