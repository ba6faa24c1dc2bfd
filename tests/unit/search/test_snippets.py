"""Passages: the right paragraphs, the right words lit, and bounded work on a huge cable."""

import time
from typing import Any

import pytest
from tests.sample import cable_record

from reftel.search.query import parse_query
from reftel.search.snippets import WIDTH, Passage, lit, passages
from reftel.search.whereabouts import places


def record_of(*texts: str, **changes: Any) -> Any:
    paragraphs = [
        {"anchor": f"par{n}", "number": str(n), "mark": None, "heading": None, "text": text}
        for n, text in enumerate(texts, 1)
    ]
    return cable_record(**{"paragraphs": paragraphs, **changes})


def shown(passage: Passage) -> str:
    """A passage with brackets around what is lit."""
    return "".join(f"[{text}]" if is_lit else text for text, is_lit in passage.fragments)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("barley", "The blue [barley] of O'Doe's farm;\tU.S. cafés were trafficking."),
        ("BARLEYS", "The blue [barley] of O'Doe's farm;\tU.S. cafés were trafficking."),
        ('"blue barley"', "The [blue barley] of O'Doe's farm;\tU.S. cafés were trafficking."),
        ("odoe", "The blue barley of [O'Doe]'s farm;\tU.S. cafés were trafficking."),
        ("us cafe", "The blue barley of O'Doe's farm;\t[U.S]. [cafés] were trafficking."),
        ("traff*", "The blue barley of O'Doe's farm;\tU.S. cafés were [trafficking]."),
        ("trafficked", "The blue barley of O'Doe's farm;\tU.S. cafés were [trafficking]."),
        ('"blue barley" bar*', "The [blue barley] of O'Doe's farm;\tU.S. cafés were trafficking."),
        ("=barley", "The blue [barley] of O'Doe's farm;\tU.S. cafés were trafficking."),
        ("=trafficked farm", "The blue barley of O'Doe's [farm];\tU.S. cafés were trafficking."),
        ("barlye~1", "The blue [barley] of O'Doe's farm;\tU.S. cafés were trafficking."),
        ("cafe~1", "The blue barley of O'Doe's farm;\tU.S. [cafés] were trafficking."),
        ('"farm blue"~3', "The [blue] barley of O'Doe's [farm];\tU.S. cafés were trafficking."),
        ('"farm blue"~2 us', "The blue barley of O'Doe's farm;\t[U.S]. cafés were trafficking."),
        ("para:(farm blue)", "The [blue] barley of O'Doe's [farm];\tU.S. cafés were trafficking."),
        ("mark:c farm", "The blue barley of O'Doe's [farm];\tU.S. cafés were trafficking."),
        ("farm -barley", "The blue barley of O'Doe's [farm];\tU.S. cafés were trafficking."),
    ],
)
def test_the_words_that_were_found_are_lit(query: str, expected: str) -> None:
    record = record_of("The blue barley of O'Doe's farm;\tU.S. cafés were\ntrafficking.")
    record["paragraphs"][0]["mark"] = "C"

    (passage,) = passages(record, parse_query(query), 3)

    assert shown(passage) == expected.replace("\t", " ")
    assert (passage.anchor, passage.number) == ("par1", "1")


def test_the_paragraphs_that_hold_most_are_given_in_the_order_of_the_cable() -> None:
    record = record_of("barley", "rye", "barley, barley and rye", "oats", "rye and barley")

    found = passages(record, parse_query("barley rye"), 2)

    assert [passage.number for passage in found] == ["3", "5"]


def test_a_phrase_is_not_lit_across_paragraphs() -> None:
    record = record_of("all of it blue", "barley again", summary=[])

    (passage,) = passages(record, parse_query('"blue barley"'), 2)

    assert shown(passage) == "all of it blue"


def test_filters_alone_show_the_summary() -> None:
    record = record_of("Classified by the chargé.", "Summary: all is well.", summary=["par2"])

    assert [one.number for one in passages(record, parse_query("tag:ECON"), 2)] == ["2"]
    assert passages(record_of(), parse_query("tag:ECON"), 2) == []
    assert passages(record, parse_query("summary"), 0) == []


def test_a_long_paragraph_is_cut_around_the_words() -> None:
    far = "word " * 200 + "the blue barley " + "word " * 200

    (passage,) = passages(record_of(far), parse_query("barley"), 1)

    text = shown(passage)
    assert text.startswith("… word word")
    assert text.endswith("word …")
    assert "the blue [barley] word" in text
    assert WIDTH - 40 < len(text) < WIDTH + 40


def test_only_words_asked_for_in_subjects_are_lit_there_alone() -> None:
    record = record_of("barley and rye", subject="BARLEY AND RYE")
    query = parse_query("subject:barley rye")

    assert lit(record["subject"], query) == [
        ("BARLEY", True), (" AND ", False), ("RYE", True)
    ]  # fmt: skip
    assert [shown(one) for one in passages(record, query, 1)] == ["barley and [rye]"]


def marked(*texts: str) -> Any:
    """A cable of paragraphs that begin with their marks."""
    record = record_of(*(text.partition(" ")[2] for text in texts))
    for paragraph, text in zip(record["paragraphs"], texts, strict=True):
        paragraph["mark"] = text.partition(" ")[0]
    return record


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("para:(barley rye)", {"2": "[rye] and [barley]", "4": "[barley] or [rye]"}),
        ("mark:u barley", {"3": "[barley] and oats", "4": "[barley] or rye"}),
        ("mark:u barley rye", {"4": "[barley] or [rye]"}),
        ("para:(barley -rye)", {"1": "[barley]", "3": "[barley] and oats"}),
        ("para:(-barley)", {"5": "nothing"}),
        ("para:(oats OR nothing)", {"3": "barley and [oats]", "5": "[nothing]"}),
        ("para:(barley oats) rye", {"3": "[barley] and [oats]"}),
        ("para:(barley oats) OR nothing", {"3": "[barley] and [oats]", "5": "[nothing]"}),
        ("rye -para:(barley oats)", {"2": "[rye] and barley", "4": "barley or [rye]"}),
        ('para:("oats barley"~1 and)', {"3": "[barley] [and] [oats]"}),
    ],
)
def test_what_must_stand_in_one_paragraph_is_lit_only_there(
    query: str, expected: dict[str, str]
) -> None:
    record = marked(
        "C barley", "C rye and barley", "U barley and oats", "U barley or rye", "U nothing"
    )

    found = passages(record, parse_query(query), 9)

    assert {passage.number: shown(passage) for passage in found} == expected


def test_all_places_of_a_cable_are_told_by_paragraph() -> None:
    record = record_of("Blue barley, barley.", "Rye.", "The cafés’ blue\nbarley")

    assert places(record, parse_query('barley "blue barley" cafe -rye')) == {
        0: [(0, 11), (13, 19)],
        2: [(4, 9), (11, 22)],
    }
    assert places(record, parse_query("tag:ECON")) == {}
    assert places(record_of("a " * 5_000), parse_query("a"))[0][-1] == (3_998, 3_999)


@pytest.mark.parametrize(
    "text",
    ["a " * 500_000, "a" * 1_000_000, "ß " * 300_000, "a.b'" * 200_000, "\n" * 500_000 + "a"],
    ids=["words", "word", "folded", "points", "lines"],
)
def test_a_megabyte_in_one_paragraph_takes_little_time(text: str) -> None:
    query = parse_query('a "a a a a" ss* aaaaaaaa b aaab~2 "a b a"~9 para:(a b -"a a"~3)')
    begun = time.process_time()

    passages(record_of(text, text), query, 3)

    assert time.process_time() - begun < 2


def test_a_long_cable_is_told_from_its_beginning_where_two_paragraphs_have_all_of_it() -> None:
    filler = ["word " * 1_000] * 20
    begun = ["One barley, one rye.", "Barley.", "Rye and barley."]
    record = record_of(*begun, *filler, "Barley, barley and barley with rye.", "Barley, oats.")

    def anchors(query: str) -> list[str]:
        return [passage.anchor for passage in passages(record, parse_query(query), 2)]

    assert anchors("barley") == ["par1", "par2"]
    assert anchors("barley rye") == ["par1", "par3"]
    assert anchors("para:(barley rye)") == ["par1", "par3"]
    assert anchors("para:(barley -rye)") == ["par2", "par25"]
    assert anchors('"barley one" OR barley') == ["par1", "par24"]
    assert anchors("oats") == ["par25"]
    assert sorted(places(record, parse_query("barley"))) == [0, 1, 2, 23, 24]
