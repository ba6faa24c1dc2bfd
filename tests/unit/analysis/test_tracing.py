"""What a quotation and a cable have in common, written out by hand."""

import pytest
from tests.sample import cable_record

from reftel.analysis.likeness import Kind
from reftel.analysis.manner import Manner
from reftel.analysis.quotable import Quotable
from reftel.analysis.quotation import MOST_CHARACTERS, Quotation
from reftel.analysis.tracing import Trace, traced

TEXTS = (
    """The harvest of blue barley was good. The granaries of Exampletown are full, said \
XXXXXXXXXXXX, the govern-\nment's man in the valley.""",
    'No café was closed, "not one", by the U.S. officer who counted -- and counted again.',
    "Rain is late.",
)


def cable() -> Quotable:
    first = cable_record()["paragraphs"][0]
    marked = zip(TEXTS, ("S//NF", "C", None), ("BARLEY", None, None), strict=True)
    paragraphs = [
        {
            **first,
            "anchor": f"par{n}",
            "number": str(n),
            "mark": mark,
            "heading": head,
            "text": text,
        }
        for n, (text, mark, head) in enumerate(marked, 1)
    ]
    return Quotable.of(cable_record(paragraphs=paragraphs, subject="GRANARIES ARE FULL AGAIN"))


def trace(pasted: str) -> Trace:
    return traced(Quotation.read(pasted), cable())


def marked(found: Trace) -> str:
    """The runs in one line: changed {quoted>cable}, put in +…+, left out -…-, round it (…)."""
    signs = {
        Kind.SAME: "{0}", Kind.CHANGED: "{{{0}>{1}}}", Kind.PUT_IN: "+{0}+",
        Kind.LEFT_OUT: "-{1}-", Kind.BEYOND: "({0})", Kind.COPIED: "#{0}#",
    }  # fmt: skip
    return " … ".join(
        " ".join(
            signs[kind].format(
                " ".join(one.piece.forms[slice(*ours)]),
                " ".join(found.quotable.forms[slice(*theirs)]),
            )
            for kind, ours, theirs in one.alignment.runs
        )
        for one in found.pieces
    )


EXACT = [
    ("The harvest of blue barley was good.", set()),
    ("“The harvest of blue\n  barley was good.”", set()),
    ("the HARVEST of blue barley", {Manner.CASE}),
    ("No cafe was closed", {Manner.ACCENTS}),
    ("No café was closed “not one”", {Manner.PUNCTUATION}),
    ("No café was closed, 'not one'", {Manner.PUNCTUATION}),
    ("by the US officer who counted", {Manner.PUNCTUATION, Manner.SPACING}),
    ("the government’s man in the valley", {Manner.PUNCTUATION, Manner.SPACING}),
    ("full, said [NAME REMOVED], the govern-\nment's man", set()),
    ("vest of blue barley was goo", {Manner.CUT}),
    ("counted – and counted again", {Manner.PUNCTUATION}),
    # over the end of a paragraph, with what stands between copied along or not
    ("man in the valley. No café was closed", set()),
    ("man in the valley.\n\n2. (C) No café was closed", set()),
    ("1. (S//NF) The harvest of blue barley", set()),
    ("BARLEY\n\n1. (S//NF) The harvest of blue barley", set()),
    # what paper and pages add
    ("The harvest of blue\nVIENTIANE 00000145  002 OF 003\n\nbarley was good", set()),
    # pieces
    ("The harvest … was good. […] officer who counted", set()),
    ("The harvest ... are full . . . Rain is late", set()),
    ("granaries are full again", {Manner.CASE}),
]


@pytest.mark.parametrize(("pasted", "manners"), EXACT)
def test_it_stands_there_word_for_word(pasted: str, manners: set[Manner]) -> None:
    found = trace(pasted)
    assert found.is_exact, marked(found)
    assert found.differences == found.beyond == 0
    assert found.manners == manners


NEAR = [
    ("the harvest of red barley was good", "the harvest of {red>blue} barley was good", 1),
    ("the harvest of barley was good", "the harvest of -blue- barley was good", 1),
    ("the harvest of blue barley was not good", "the harvest of blue barley was +not+ good", 1),
    ("bad harvest of blue barley was good", "{bad>the} harvest of blue barley was good", 1),
    ("the harvest of blue barley was bad", "the harvest of blue barley was {bad>good}", 1),
    (
        "the harvest of red barley was never good the granaries of exampletown full",
        "the harvest of {red>blue} barley was +never+ good the granaries of exampletown -are- full",
        3,
    ),
    (
        "the harvest of blue barley … by the soviet officer who counted",
        "the harvest of blue barley … by the {soviet>u s} officer who counted",
        2,
    ),
    # somebody's own words round a passage that is long enough
    (
        "we met and he told us the harvest of blue barley was good the granaries it all by now",
        "(we met and he told us) the harvest of blue barley was good the granaries (it all by now)",
        0,
    ),
]


@pytest.mark.parametrize(("pasted", "expected", "differences"), NEAR)
def test_it_differs_in_exactly_these_words(pasted: str, expected: str, differences: int) -> None:
    found = trace(pasted)
    assert marked(found) == expected
    assert found.differences == differences
    assert found.is_near
    assert not found.is_exact


@pytest.mark.parametrize(
    "pasted",
    [
        "the minister of rain sold the granaries of another town",
        "the harvest of hops and the price of beer in the valley of another river are low",
        "rain was late",
        "zebra",
    ],
)
def test_it_is_not_there(pasted: str) -> None:
    assert not trace(pasted).is_near


def test_pieces_in_another_order_are_told() -> None:
    found = trace("officer who counted and counted again … the harvest of blue barley was good")
    assert [one.in_order for one in found.pieces] == [False, True]
    assert not found.is_exact


def test_a_piece_that_is_not_there_counts_with_all_its_words() -> None:
    found = trace("the harvest of blue barley was good … purple rain")
    assert (found.missing, found.differences, found.is_near) == (2, 2, True)


def test_words_have_their_places_in_each_paragraph() -> None:
    held = trace("in the valley. No café").quotable
    found = trace("in the valley. No café").pieces[0].alignment
    stretches = list(held.stretches(*found.place))
    texts = [TEXTS[place][start:end] for place, start, end in stretches]
    assert [place for place, _, _ in stretches] == [0, 1]
    assert texts == ["in the valley", "No café"]


def test_a_quotation_is_bounded() -> None:
    long = Quotation.read("barley " * 2_000)
    assert long.cut
    assert len(long.text) <= MOST_CHARACTERS
    assert Quotation.read("… … …").pieces == ()


def test_what_stands_in_quotation_marks() -> None:
    inner = Quotation.read('She wrote: "The harvest was good", and "Rain".').marked()
    assert inner is not None
    assert inner.text == "The harvest was good"
    assert Quotation.read("“The harvest was good”").marked() is None
    assert Quotation.read("The harvest was good").marked() is None


def test_a_passage_in_a_megabyte_on_one_line_is_found() -> None:
    filler = "the barley of the valley and the rain of the " * 25_000
    first = cable_record()["paragraphs"][0]
    text = f"{filler} seven granaries of Exampletown are full {filler}"
    whole = Quotable.of(cable_record(paragraphs=[{**first, "text": text}]))
    found = traced(Quotation.read("the eight granaries of Exampletown are full"), whole)
    assert found.differences == 1
    stretch = next(whole.stretches(*found.pieces[0].alignment.place))
    assert text[stretch.start : stretch.end] == "the  seven granaries of Exampletown are full"
