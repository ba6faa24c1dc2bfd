"""``reftel parse``: fields with their places, defects with carets, records as JSON Lines."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from reftel.cli.parse import command

TEXT = """\
P 040544Z JAN 08
FM AMEMBASSY BANGKOK
TO SECSTATE WASHDC

UNCLAS BANGKOK 000012

E.O. 12598: N/A
TAGS: ECON, TH
SUBJECT: THE HARVEST OF
BARLEY

REF: STATE 2

1. (U) It was good\x1b[31m.

ROE
"""


MISTYPED = "order-mistyped: The number of the executive order is mistyped: 12598 for 12958"


def test_a_dash_reads_standard_input_whatever_it_holds() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("raw.txt", TEXT)

    for given, where in ((TEXT.encode(), "-"), (packed.getvalue(), "-!raw.txt")):
        ran = CliRunner().invoke(command, ["-"], input=given)
        assert (ran.exit_code, ran.output.splitlines()[0]) == (0, f"08BANGKOK12  {where}")
    nothing = CliRunner().invoke(command, ["-"], input=b"")
    assert (nothing.exit_code, nothing.stderr) == (1, "-: The file is empty.\n")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "raw.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_text_has_its_fields_in_the_margin(file: Path) -> None:
    ran = CliRunner().invoke(command, [str(file)])

    assert ran.exit_code == 0, ran.output
    assert [line.rstrip() for line in ran.output.splitlines()] == [
        f"08BANGKOK12  {file}",
        "precedence, dtg    P 040544Z JAN 08",
        "                   = 2008-01-04 05:44 UTC",
        "sender             FM AMEMBASSY BANGKOK",
        "to                 TO SECSTATE WASHDC",
        "",
        "classification, m… UNCLAS BANGKOK 000012",
        "",
        "e.o.               E.O. 12598: N/A",
        "                   = E.O. 12958",
        f"                   ^^^^^^^^^^^^^^^ {MISTYPED}",
        "tags               TAGS: ECON, TH",
        "subject            SUBJECT: THE HARVEST OF",
        "                   BARLEY",
        "",
        "ref                REF: STATE 2",
        "                   = STATE 2 = 08STATE2",
        "",
        "par1 (U)           1. (U) It was good␛[31m.",
        "",
        "signer             ROE",
        "",
    ]


def test_a_long_line_is_shown_on_several_rows(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(TEXT.replace("It was", "It was " + 30 * "very "), encoding="utf-8")
    lines = CliRunner().invoke(command, [str(path)]).output.splitlines()

    at = next(row for row, line in enumerate(lines) if line.startswith("par1"))
    assert lines[at].rstrip() == "par1 (U)           1. (U) It was" + 16 * " very"
    assert lines[at + 1] == 19 * " " + 14 * "very " + " good␛[31m."


def test_each_value_stands_with_its_place(file: Path) -> None:
    lines = CliRunner().invoke(command, ["--values", str(file)]).output.splitlines()

    rows = {line.split()[0]: line.split()[1:] for line in lines[1:] if line}
    assert rows["dtg"] == ["1:3", "2-16", "2008-01-04", "05:44", "UTC"]
    assert rows["mrn"][:2] == ["5:8", "65-79"]
    assert rows["subject"] == ["9:10", "121-142", "THE", "HARVEST", "OF", "BARLEY"]
    assert rows["par1"][0] == "14:1"
    assert rows["signer"][2] == "ROE"


def test_a_terminal_is_shown_the_text_and_not_made_to_obey_it(file: Path) -> None:
    for options in ([], ["--values"]):
        assert "\x1b" not in CliRunner().invoke(command, [*options, str(file)]).output


def test_json_gives_one_record_a_cable_in_order(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(TEXT.replace("000012", "000013"), encoding="utf-8")
    ran = CliRunner().invoke(command, ["--json", str(other), str(file)])

    records = [json.loads(line) for line in ran.output.splitlines()]
    assert [one["id"] for one in records] == ["08BANGKOK13", "08BANGKOK12"]
    assert records[0]["subject"] == "THE HARVEST OF BARLEY"
    assert ran.exit_code == 0


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(file: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    ran = CliRunner().invoke(command, ["--json", str(empty), str(file)])

    assert ran.exit_code == 1
    assert [json.loads(line)["id"] for line in ran.stdout.splitlines()] == ["08BANGKOK12"]
    assert str(empty) in ran.stderr
