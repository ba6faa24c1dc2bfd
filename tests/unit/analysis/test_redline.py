"""Two records of one cable: which passages belong together, and which fields changed."""

from tests.sample import cable_record

from reftel.analysis.redline import MOST, Passage, redline
from reftel.analysis.wording import Kind
from reftel.telegram.cable import CableRecord, ParagraphEntry


def paragraph(number: int, words: str, mark: str = "U") -> ParagraphEntry:
    return {
        "anchor": f"par{number}",
        "number": str(number),
        "mark": mark,
        "heading": None,
        "text": words,
        "start": 0,
        "end": 0,
    }


def of(*paragraphs: ParagraphEntry, **changes: object) -> CableRecord:
    return cable_record(text="", paragraphs=list(paragraphs), **changes)


def outline(passages: tuple[Passage, ...]) -> list[tuple[str | None, str | None, bool]]:
    return [(one.before, one.after, one.changed) for one in passages]


GRAIN = "The harvest of blue barley exceeded all hopes."
SALT = "Ambassador Roe called on the Minister of Salt."
BARGE = "A barge is missing since the first of May."


def test_a_paragraph_put_between_shifts_the_numbers_and_changes_no_other() -> None:
    before = of(paragraph(1, GRAIN), paragraph(2, BARGE))
    after = of(paragraph(1, GRAIN), paragraph(2, SALT), paragraph(3, BARGE))

    found = redline(before, after)

    assert outline(found.passages) == [
        ("par1", "par1", False),
        (None, "par2", True),
        ("par2", "par3", True),
    ]
    assert [run.text for run in found.passages[2].runs if run.kind is not Kind.EQUAL] == ["2", "3"]


def test_what_is_like_belongs_together_before_what_has_the_same_number() -> None:
    before = of(paragraph(1, GRAIN), paragraph(2, SALT))
    after = of(paragraph(1, SALT.replace("Roe", "Doe")), paragraph(2, BARGE))

    assert outline(redline(before, after).passages) == [
        ("par1", None, True),
        ("par2", "par1", True),
        (None, "par2", True),
    ]


def test_a_number_holds_two_together_that_have_no_word_in_common() -> None:
    found = redline(of(paragraph(1, GRAIN)), of(paragraph(1, "XXXXXXXXXXXX", mark="C")))

    assert outline(found.passages) == [("par1", "par1", True)]
    assert found.changed == 1


def test_a_removed_paragraph_stands_where_it_stood() -> None:
    before = of(paragraph(1, GRAIN), paragraph(2, SALT), paragraph(3, BARGE))
    after = of(paragraph(1, GRAIN), paragraph(3, BARGE))

    assert outline(redline(before, after).passages) == [
        ("par1", "par1", False),
        ("par2", None, True),
        ("par3", "par3", False),
    ]


def test_the_lines_round_the_paragraphs_are_compared_as_well() -> None:
    before = cable_record()
    after = cable_record(
        text=before["text"].replace("SIPDIS", "NODIS").replace("ROE", "DOE"), signer="DOE"
    )

    found = redline(before, after)

    changed = [one for one in found.passages if one.changed]
    assert outline(tuple(changed)) == [("", "", True), ("", "", True)]
    assert [field.name for field in found.fields] == ["signer"]


def test_of_a_list_each_item_stayed_went_or_came() -> None:
    (field,) = redline(of(tags=["ECON", "EAGR", "ZZ"]), of(tags=["ECON", "ZZ", "PGOV"])).fields

    assert field.name == "tags"
    assert [(run.kind.value, run.text) for run in field.runs] == [
        ("equal", "ECON"),
        ("removed", "EAGR"),
        ("equal", "ZZ"),
        ("added", "PGOV"),
    ]


def test_the_same_record_has_no_change() -> None:
    found = redline(cable_record(), cable_record())

    assert (found.fields, found.changed) == ((), 0)


def test_past_a_limit_paragraphs_are_replaced_as_wholes() -> None:
    long = "barley " * (MOST // 40)
    before = of(*(paragraph(n, long) for n in range(1, 5)))
    after = of(*(paragraph(n, f"{long} sold") for n in range(1, 5)))

    kinds = [[run.kind.value for run in one.runs] for one in redline(before, after).passages]

    assert kinds == [["equal", "added"]] * 2 + [["removed", "added"]] * 2
