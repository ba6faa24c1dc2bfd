"""``verify``: the exit code says whether a citation holds, the output what was found."""

import json
from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run

CITED = "08EXAMPLETOWN1 ¶1 @{} #{}"


@pytest.fixture
def digest(reftel: Run, two: Path) -> str:
    """That of the first paragraph, told by the command itself."""
    reftel("open", "--no-serve", two)
    ran = reftel("verify", "--audience", "staff", "--json", CITED.format(1, "0" * 8))
    return str(json.loads(ran.out)["now"]).rpartition("#")[2]


def test_a_citation_that_holds_ends_with_0(reftel: Run, digest: str) -> None:
    ran = reftel("verify", "--audience", "staff", CITED.format(1, digest))

    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "Holds. Edition 1 has these words.\n"


def test_words_may_be_given_one_by_one(reftel: Run, digest: str) -> None:
    words = CITED.format(1, digest).replace("¶", "par").split()

    assert reftel("verify", "--audience", "staff", *words).code == 0


def test_a_citation_that_does_not_hold_ends_with_3_and_says_what_stands_there(
    reftel: Run, digest: str
) -> None:
    ran = reftel("verify", "--audience", "staff", CITED.format(1, "0" * 8))

    assert ran.code == 3
    assert ran.out.splitlines() == [
        "Does not hold. Edition 1 has other words.",
        f"What stands there now: 08EXAMPLETOWN1 ¶1 @1 #{digest}",
    ]
    assert reftel("verify", "--audience", "staff", "08NOWHERE1 @1 #00000000").code == 3


def test_what_cannot_be_checked_ends_with_2(reftel: Run, digest: str, tmp_path: Path) -> None:
    bare = reftel("verify", "--audience", "staff", "08EXAMPLETOWN1 ¶1")
    assert (bare.code, bare.out) == (2, "")
    assert f"What stands there is cited as 08EXAMPLETOWN1 ¶1 @1 #{digest}." in bare.err
    assert reftel("verify", "--audience", "staff", "rice").code == 2
    assert "is a folder" in reftel("verify", tmp_path).err
    assert reftel("verify", "08EXAMPLETOWN1 @1 #00000000").code == 2  # nothing is public yet


def test_programs_are_answered_with_one_object(reftel: Run, digest: str) -> None:
    ran = reftel("verify", "--audience", "staff", "--json", CITED.format(0, digest))

    told = json.loads(ran.out)
    assert (ran.code, told["outcome"], told["holds"]) == (0, "same-words", True)
