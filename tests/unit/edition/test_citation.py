"""The reproducible citation: its form, its digest, and what an edition says of it."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from tests.corrected import BARGE, CORRECTED, GRAIN, PLAIN, REDONE, SALT, corrected_archive
from tests.reader import publish
from tests.sample import cable_record

from reftel.archive import Audience
from reftel.edition.citation import Citation, citation, read
from reftel.edition.contents import Withdrawal
from reftel.edition.live import open_live
from reftel.edition.passages import ALLOWED, DEAR, Looked, looked_for
from reftel.edition.read import Edition
from reftel.edition.verdict import Outcome, verdict

SECOND = hashlib.sha256(b"2. (SBU) The granaries are full.").hexdigest()


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder: Path = tmp_path_factory.mktemp("cited")
    notices = [Withdrawal("08EXAMPLETOWN99", "2026-01-01", "")]
    archive = publish(folder, [cable_record()], withdrawn=notices)
    return open_live(archive, audience=Audience.PUBLIC)


def test_the_digest_is_the_sha256_over_the_words_as_sent() -> None:
    record = cable_record(edition=12)

    assert str(citation(record, "par2")) == f"08EXAMPLETOWN12 ¶2 @12 #{SECOND[:8]}"
    whole = hashlib.sha256(" ".join(record["text"].split()).encode()).hexdigest()
    assert str(citation(record)) == f"08EXAMPLETOWN12 @12 #{whole[:8]}"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("08EXAMPLETOWN12 ¶2 @12 #1f0c9a3b", ("08EXAMPLETOWN12", "2", 12, "1f0c9a3b")),
        ("08EXAMPLETOWN12¶2@12#1f0c9a3b", ("08EXAMPLETOWN12", "2", 12, "1f0c9a3b")),
        ("08EXAMPLETOWN12 par2 @12 #1F0C9A3B", ("08EXAMPLETOWN12", "2", 12, "1f0c9a3b")),
        ("(08exampletown12 para. 27AB @3 #1f0c9a3b).", ("08exampletown12", "27ab", 3, "1f0c9a3b")),
        ("As in 08A1 ¶text1 @3 #1f0c9a3b, and", ("08A1", "text1", 3, "1f0c9a3b")),
        ("08EXAMPLETOWN12 @12 #1f0c9a3b", ("08EXAMPLETOWN12", "", 12, "1f0c9a3b")),
        ("08EXAMPLETOWN12", ("08EXAMPLETOWN12", "", None, "")),
        ("P760191-0123 #" + "0" * 64, ("P760191-0123", "", None, "0" * 64)),
    ],
)
def test_a_citation_is_read_as_people_type_it(typed: str, meant: tuple[Any, ...]) -> None:
    assert read(typed) == Citation(*meant)


@pytest.mark.parametrize(
    "typed", ["", "rice", "harvest of 2008", "08A1 #1f0c", "@12 #1f0c9a3b", "¶3", "x" * 5000]
)
def test_what_is_no_citation_is_none(typed: str) -> None:
    assert read(typed) is None


CHECKED = [
    (f"08EXAMPLETOWN12 ¶2 @1 #{SECOND[:8]}", Outcome.HOLDS, "par2"),
    (f"08exampletown12 ¶2 #{SECOND}", Outcome.HOLDS, "par2"),
    (f"08EXAMPLETOWN12 ¶2 @0 #{SECOND[:8]}", Outcome.SAME_WORDS, "par2"),
    (f"08EXAMPLETOWN12 ¶1 @0 #{SECOND[:8]}", Outcome.MOVED, "par2"),
    (f"08EXAMPLETOWN12 ¶9 @0 #{SECOND[:8]}", Outcome.MOVED, "par2"),
    ("08EXAMPLETOWN12 ¶2 @0 #00000000", Outcome.OTHER, "par2"),
    ("08EXAMPLETOWN12 ¶9 @0 #00000000", Outcome.OTHER, ""),
    ("08EXAMPLETOWN12 ¶2 @1 #00000000", Outcome.NEVER, "par2"),
    ("08EXAMPLETOWN12 @1 #00000000", Outcome.NEVER, ""),
    ("08EXAMPLETOWN12 ¶2 @7 #00000000", Outcome.NOT_YET, "par2"),
    ("08EXAMPLETOWN12 ¶2 @1", Outcome.UNCHECKED, "par2"),
    (f"08EXAMPLETOWN99 ¶2 @1 #{SECOND[:8]}", Outcome.WITHDRAWN, ""),
    (f"08STATE2731 ¶2 @1 #{SECOND[:8]}", Outcome.ABSENT, ""),
    (f"08NOWHERE1 ¶2 @1 #{SECOND[:8]}", Outcome.ABSENT, ""),
    ("The granaries are full.", Outcome.UNREADABLE, ""),
]


@pytest.mark.parametrize(("typed", "outcome", "anchor"), CHECKED)
def test_an_edition_says_exactly_what_it_can_say(
    edition: Edition, typed: str, outcome: Outcome, anchor: str
) -> None:
    found = verdict(edition, typed)

    assert (found.outcome, found.anchor) == (outcome, anchor)
    assert "%(" not in found.sentence
    if anchor:
        record = edition.record("08EXAMPLETOWN12")
        assert record is not None
        assert found.now == citation(record, anchor)


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The fifth edition of an archive in which texts were corrected and withdrawn."""
    archive = corrected_archive(tmp_path_factory.mktemp("corrected"))
    return open_live(archive, audience=Audience.PUBLIC)


def words(*given: str) -> str:
    return hashlib.sha256(" ".join(given).encode()).hexdigest()[:8]


def test_words_that_have_changed_are_compared_with_the_text_that_was_cited(
    corrected: Edition,
) -> None:
    told = {
        f"{CORRECTED} ¶1 @1 #{words('1. (U)', GRAIN)}": (Outcome.CHANGED, 1),
        f"{CORRECTED} ¶2 @4 #{words('2. (U)', SALT)}": (Outcome.CHANGED, 2),
        f"{CORRECTED} ¶3 @3 #{words('3. (U)', BARGE)}": (Outcome.CHANGED, 2),
        f"{CORRECTED} ¶1 @2 #{words('1. (U)', GRAIN)}": (Outcome.NEVER, 0),
        f"{CORRECTED} ¶1 @1 #00000000": (Outcome.NEVER, 0),
        f"{PLAIN} ¶1 @1 #00000000": (Outcome.NEVER, 0),
    }

    found = {typed: verdict(corrected, typed) for typed in told}
    assert {typed: (one.outcome, one.then) for typed, one in found.items()} == told


def test_a_text_that_was_withdrawn_is_never_asked(corrected: Edition) -> None:
    """Right or wrong, a citation of it gets one answer."""
    right, wrong = (
        verdict(corrected, f"{REDONE} ¶2 @1 #{digest}")
        for digest in (words("2. (U) Xyzzy Roe was there."), "00000000")
    )

    assert right.outcome is wrong.outcome is Outcome.OTHER
    assert (right.then, right.now) == (wrong.then, wrong.now)


def test_who_refers_to_a_cable_that_is_not_here_is_counted(edition: Edition) -> None:
    assert verdict(edition, "08STATE2731 @1 #00000000").citing == 1
    assert verdict(edition, "08NOWHERE1 @1 #00000000").citing == 0


def test_words_are_found_whatever_a_later_reading_makes_of_the_paragraphs() -> None:
    """The same text, its paragraphs joined, split, or not seen at all."""
    record = cable_record()
    first, second = record["paragraphs"]
    joined = [{**first, "end": second["end"]}]
    split = [first, {**second, "end": second["start"] + 8}, {**second, "anchor": "text1"}]

    assert looked_for(cable_record(paragraphs=joined), SECOND).anchor == "par1"
    assert looked_for(cable_record(paragraphs=[]), SECOND).anchor == ""
    assert looked_for(cable_record(paragraphs=split[:2]), SECOND).anchor == "par2"
    both = hashlib.sha256(b"1. (U) The harvest was good. 2. (SBU) The granaries are full.")
    assert looked_for(record, both.hexdigest()[:8]).anchor == "par1"
    assert looked_for(record, "0" * 8).anchor is None


@pytest.mark.parametrize(
    "text", ["a. \n" * 250_000, "a b\n" * 5_000_000, "barley " * 3_000_000], ids=len
)
def test_the_search_for_words_is_bounded(text: str) -> None:
    """A million lines are not tried in all pairs, and megabytes not read time and again."""
    assert looked_for(cable_record(text=text, paragraphs=[]), "0" * 64) == Looked(None, 0)


def test_what_a_search_costs_is_what_it_compares() -> None:
    """First each paragraph, then the text that is read, then its lines and sentences."""
    record = cable_record(text="One.\nTwo.\n", paragraphs=[])
    read_, two_lines = 10, (DEAR + 4) + (DEAR + 4) + (DEAR + 4)  # One., One. Two., Two.

    assert looked_for(record, "0" * 8, 2_000) == Looked(None, 2_000 - read_ - two_lines)
    assert looked_for(record, "0" * 8, read_ + two_lines) == Looked(None, 0)


@pytest.mark.parametrize(("more", "in_part"), [(-1, True), (1, True), (1_000_000, False)], ids=str)
def test_a_check_says_that_it_was_ended_early(
    corrected: Edition, monkeypatch: pytest.MonkeyPatch, more: int, *, in_part: bool
) -> None:
    """In the first text, in the one that was cited, or not at all."""
    (now,) = corrected.some([CORRECTED])
    allowed = ALLOWED - looked_for(now, "0" * 8).left + more
    monkeypatch.setattr("reftel.edition.verdict.ALLOWED", allowed)
    found = verdict(corrected, f"{CORRECTED} ¶1 @1 #00000000")

    assert found.outcome is Outcome.NEVER
    assert found.in_part is in_part
    assert ("not every passage" in found.sentence) is in_part
    assert found.entry()["compared"] == ("part" if in_part else "all")
