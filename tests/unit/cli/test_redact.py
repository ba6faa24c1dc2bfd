"""Whoever has no desk can mark, decide, look and release from the command line."""

import json
from pathlib import Path

from tests.holdings import ONE, line, lines
from tests.unit.cli.conftest import Run

WORDS = "Jane Poe (strictly protect) called +49 30 123 4567. Poe left."


def test_from_proposals_to_a_redacted_release(reftel: Run, tmp_path: Path) -> None:
    reftel("import", lines(tmp_path / "one.jsonl", line(1, WORDS), line(2)))
    proposed = reftel("redact", ONE.lower(), "--propose").out.splitlines()

    assert [entry.split(maxsplit=1)[1] for entry in proposed] == [
        "proposed   Jane Poe  (protect)",
        "proposed   +49 30 123 4567  (telephone)",
        "proposed   Poe  (again)",
    ]
    assert reftel("release", "--all").out.splitlines() == [
        "1 cable released. Edition 000001 is live: 1 cable.",
        f"not released  {ONE}: 3 proposals open. See 'reftel redact {ONE} --list'.",
    ]
    numbers = [entry.split()[0] for entry in proposed]
    reftel("redact", ONE, "--accept", numbers[0], "--code", "B6")
    reftel("redact", ONE, "--refuse", numbers[1])
    checked = reftel("redact", ONE, "--check")
    assert (checked.code, checked.out) == (
        0, "What is marked stands open nowhere that was looked at.\n"
    )  # fmt: skip
    reftel("redact", ONE, "--accept", numbers[2])
    shown = "[B6 REDACTED] (strictly protect) called +49 30 123 4567."

    assert shown in reftel("redact", ONE, "--preview").out.replace("\n", " ")
    assert reftel("release", ONE).code == 0
    assert "Jane" not in reftel("export").out
    assert reftel("redact", ONE, "--propose").out.splitlines() == [
        f"{numbers[0]:>6}  standing   Jane Poe  B6 (protect)",
        f"{numbers[2]:>6}  standing   Poe  (again)",
    ]


def test_words_that_stand_open_elsewhere_are_told(reftel: Run, tmp_path: Path) -> None:
    other = line(2, "Jane Roe said it, and JANE ROE left.")
    reftel("import", lines(tmp_path / "two.jsonl", line(1, "Jane Roe left."), other))
    reftel("release", "08EXAMPLETOWN2")
    reftel("redact", ONE, "--words", "jane roe", "--code", "B6", "--reason", "Asked.")

    ran = reftel("redact", ONE, "--check")

    assert (ran.code, ran.out) == (3, "public  08EXAMPLETOWN2  jane roe, 2 times\n")


def test_a_mark_is_printed_as_json_and_lifted(reftel: Run, tmp_path: Path) -> None:
    reftel("import", lines(tmp_path / "one.jsonl", line(1)))
    entry = json.loads(reftel("redact", ONE, "--paragraph", "1", "--code", "B1", "--json").out)

    assert (entry["kind"], entry["words"], entry["state"]) == (
        "paragraph", "The harvest was good.", "standing",
    )  # fmt: skip
    lifted = reftel("redact", ONE, "--lift", str(entry["mark"]))
    assert lifted.out == "Nothing is marked or proposed.\n"


def test_what_cannot_be_marked_is_told_and_nothing_is_done(reftel: Run, tmp_path: Path) -> None:
    reftel("import", lines(tmp_path / "one.jsonl", line(1)))
    for words, told in (
        (["08NOWHERE1"], "Not held in this archive: 08NOWHERE1."),
        ([ONE, "--words", "Jane Roe"], "does not hold the words 'Jane Roe'"),
        ([ONE, "--paragraph", "7"], "has no paragraph 7"),
        ([ONE, "--words", "harvest", "--code", "[x]"], "is no code"),
        ([ONE, "--lift", "99"], "Mark 99: there is no such mark."),
        ([ONE, "--list", "--propose"], "Do one thing at a time"),
    ):
        ran = reftel("redact", *words)
        assert (ran.code, told in ran.err) == (2, True), ran
    assert reftel("redact", ONE).out == "Nothing is marked or proposed.\n"
