"""``reftel show``: a cable on the terminal, which obeys none of it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.sample import cable_record

from reftel.archive import ArchiveFolder, Audience
from reftel.cli import cli
from reftel.edition.build import build
from reftel.edition.contents import Withdrawal
from reftel.errors import ArchiveError

WITHDRAWN = [Withdrawal("08EXAMPLETOWN9", "2031-05-01", "The sender asked for it.")]


def show(archive: ArchiveFolder, *words: str) -> Result:
    result = CliRunner().invoke(cli, ["--archive", str(archive.root), "show", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def publish(
    archive: ArchiveFolder, *, audience: Audience = Audience.PUBLIC, **changes: Any
) -> None:
    cables = [
        cable_record("08EXAMPLETOWN12", **changes),
        cable_record(
            "08EXAMPLETOWN13",
            references=[
                {"label": "A", "text": "08 ET 12", "kind": "telegram", "target": "08EXAMPLETOWN12"}
            ],
        ),
    ]
    made_at = datetime(2031, 5, 4, tzinfo=UTC)
    build(archive, cables, audience=audience, made_at=made_at, withdrawn=WITHDRAWN)


def test_a_cable_is_printed_to_be_read(archive: ArchiveFolder) -> None:
    publish(archive)

    result = show(archive, "08exampletown12")

    assert result.exit_code == 0
    assert result.stdout == (
        "08EXAMPLETOWN12\n"
        "HARVEST OF BLUE BARLEY EXCEEDS ALL HOPES\n"
        "\n"
        "Created         2008-02-29 05:44 UTC\n"
        "Released        2011-08-26 00:00 UTC\n"
        "Classification  UNCLASSIFIED\n"
        "Origin          Embassy Exampletown\n"
        "Tags            ECON, EAGR, ZZ\n"
        "Refers to       STATE 2731  (08STATE2731, not here)\n"
        "Referred to by  08EXAMPLETOWN13  HARVEST OF BLUE BARLEY EXCEEDS ALL HOPES\n"
        "Edition         1 of Test archive\n"
        "\n"
        "P 290544Z FEB 08\nFM AMEMBASSY EXAMPLETOWN\nTO RUEHC/SECSTATE WASHDC PRIORITY 1866\n"
        "\n"
        "UNCLAS EXAMPLETOWN 000012\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: ECON, EAGR, ZZ\n"
        "SUBJECT: HARVEST OF BLUE BARLEY EXCEEDS ALL HOPES\n\nREF: STATE 2731\n\n"
        "1. (U) The harvest was good.\n\n2. (SBU) The granaries are full.\n\nROE\n\n"
    )


def test_a_terminal_is_told_nothing_by_a_cable(archive: ArchiveFolder) -> None:
    publish(
        archive,
        subject="\x1b]0;title\x07 \u202eback",
        text="one\r\ntwo\rthree\x9b31m\x00\ttab \ud800",
        header="",
        released=None,
    )

    printed = show(archive, "08EXAMPLETOWN12").stdout

    assert "␛]0;title␇ \ufffdback\n" in printed
    assert printed.endswith("\n\none\ntwo\nthree\ufffd31m␀\ttab \\ud800\n")
    assert "Released        -\n" in printed
    assert not set(printed) & {"\x1b", "\x07", "\x9b", "\x00", "\u202e", "\r"}


def test_the_record_is_one_line_of_json(archive: ArchiveFolder) -> None:
    publish(archive)

    result = show(archive, "08EXAMPLETOWN12", "--json")

    assert result.stdout.count("\n") == 1
    assert json.loads(result.stdout) == {**cable_record("08EXAMPLETOWN12"), "edition": 1}


@pytest.mark.parametrize(
    ("id_", "told"),
    [
        ("08EXAMPLETOWN9", "08EXAMPLETOWN9 was withdrawn on 2031-05-01: The sender asked for it."),
        ("08state2731", "08STATE2731 is not in edition 1; cables that refer to it: 1."),
        (
            "75x9",
            "75X9 is not in edition 1; it is withheld, says A; cables that refer to it: 0.",
        ),
        ("99NEVER\x1b1", "There is no cable 99NEVER␛1 in edition 1."),
    ],
)
def test_what_is_not_here_is_said_as_far_as_it_is_public(
    archive: ArchiveFolder, id_: str, told: str
) -> None:
    row = "75X9,,,,,A,"
    archive.withdrawal_cards.write_text(f"id,date,from,to,subject,source,note\n{row}\n", "utf-8")
    publish(archive)

    with pytest.raises(ArchiveError) as caught:
        show(archive, id_)

    assert caught.value.happened == told


def test_the_edition_of_the_staff_is_shown_to_who_asks_for_it(archive: ArchiveFolder) -> None:
    publish(archive, audience=Audience.STAFF)

    with pytest.raises(ArchiveError, match="has no public edition yet"):
        show(archive, "08EXAMPLETOWN12")
    assert show(archive, "08EXAMPLETOWN12", "--audience", "staff").exit_code == 0
