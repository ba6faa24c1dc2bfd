"""Whatever two texts are, the runs of their comparison give both of them back."""

from hypothesis import example, given
from hypothesis import strategies as st
from tests.sample import cable_record
from tests.strategies import records

from reftel.analysis.alignment import aligned
from reftel.analysis.redline import redline
from reftel.analysis.wording import Kind, compared
from reftel.analysis.words import words
from reftel.telegram.cable import CableRecord

few = st.lists(st.sampled_from("abcdefgh"), max_size=40)
texts = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(["barley ", "salt\n", "Roe ", "(C) ", ". ", "  "])).map("".join),
)


@given(before=few, after=few)
def test_what_is_aligned_is_the_same_and_rises(before: list[str], after: list[str]) -> None:
    at = to = 0
    for left, right, length in aligned(before, after):
        assert left >= at
        assert right >= to
        assert before[left : left + length] == after[right : right + length] != []
        at, to = left + length, right + length


@given(before=texts, after=texts)
@example(before="x " * 4_000, after="y x " * 2_000)
def test_the_runs_give_both_texts_back(before: str, after: str) -> None:
    runs = compared(before, after)

    assert "".join(run.before for run in runs) == before
    assert "".join(run.after for run in runs) == after
    for run in runs:
        same = [word.text for word in words(run.before)] == [word.text for word in words(run.after)]
        assert run.kind is not Kind.EQUAL or same
        assert run.kind is Kind.EQUAL or not (run.before and run.after)


@given(text=texts)
def test_a_text_is_itself(text: str) -> None:
    assert all(run.kind is Kind.EQUAL for run in compared(text, text))


@given(before=records("08TOWN1"), after=records("08TOWN1"))
def test_a_redline_leaves_no_paragraph_out(before: CableRecord, after: CableRecord) -> None:
    for record in (before, after):
        for paragraph in record["paragraphs"]:
            paragraph.update(start=0, end=0)
    passages = redline(before, after).passages

    for record, own in ((before, "before"), (after, "after")):
        shown = [getattr(one, own) for one in passages if getattr(one, own)]
        told = [one["anchor"] for one in record["paragraphs"]]
        assert [anchor for anchor in told if anchor in shown] == shown
        whole = "".join(getattr(run, own) for one in passages for run in one.runs)
        assert all(one["text"] in whole for one in record["paragraphs"])


def test_swapping_the_two_swaps_what_went_and_what_came() -> None:
    before, after = cable_record(), cable_record(tags=["ECON"])

    (there,), (back,) = redline(before, after).fields, redline(after, before).fields

    swapped = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED, Kind.EQUAL: Kind.EQUAL}
    assert [swapped[run.kind] for run in there.runs] == [run.kind for run in back.runs]
