"""``reftel quote``: quotations in, verdicts and an exit code out."""

import json
from pathlib import Path

import pytest
from tests.holdings import line, lines
from tests.unit.cli.conftest import Run

SAID = "The harvest of blue barley was good this year, and every granary is full."
WRONG = "The harvest of purple barley was good this year, and every granary is full."
QUOTE = ("quote", "--audience", "staff")


@pytest.fixture
def opened(reftel: Run, tmp_path: Path) -> Run:
    """An archive that only its owner sees."""
    reftel("open", "--no-serve", lines(tmp_path / "cables.jsonl", line(7, SAID), line(8)))
    return reftel


def test_word_for_word_and_nearly_end_with_0(opened: Run) -> None:
    ran = opened(*QUOTE, SAID)
    assert (ran.code, ran.out.splitlines()) == (
        0,
        ["Word for word: 08EXAMPLETOWN7 ¶1", f"  cable   {SAID.rstrip('.')}", ""],
    )
    assert opened(*QUOTE, WRONG).code == 0
    assert opened(*QUOTE, "--exact", WRONG).code == 3
    assert opened(*QUOTE, WRONG).out.splitlines()[:3] == [
        "Near, 1 word differs: 08EXAMPLETOWN7 ¶1",
        f"  quoted  {WRONG.replace('purple', '[purple]')}",
        f"  cable   {SAID.replace('blue', '[blue]').rstrip('.')}",
    ]


def test_a_file_of_quotations_with_one_that_is_invented(opened: Run, tmp_path: Path) -> None:
    asked = tmp_path / "quotations.txt"
    asked.write_text(f"{SAID}\n\n\nNobody ever\nsaid seven purple bears.\n", encoding="utf-8")

    ran = opened(*QUOTE, "--file", asked, "--json")
    assert ran.code == 3
    assert [json.loads(one)["verdict"] for one in ran.out.splitlines()] == ["exact", "not-found"]
    shown = opened(*QUOTE, "--file", asked).out
    assert "Not in this archive, edition 1: Nobody ever said seven purple bears." in shown


def test_no_quotation_and_no_file_could_not_run(opened: Run, tmp_path: Path) -> None:
    assert opened(*QUOTE).code == 2
    missing = opened(*QUOTE, "--file", tmp_path / "none.txt")
    assert (missing.code, "cannot be read" in missing.err) == (2, True)
