"""The page that checks a quotation, and the same for programs."""

import json
import re
from collections.abc import Sequence
from urllib.parse import quote as quoted

import pytest
from tests.reader import Reader, publish, reader
from tests.sample import cable_record

from reftel.telegram.cable import CableRecord

NAMED = (
    "The harvest of blue barley was good this year, as every granary of the valley tells.",
    "The minister of granaries left for the coast before the rain came, and came back late.",
)


def with_texts(id_: str, texts: Sequence[str], **more: object) -> CableRecord:
    first = cable_record()["paragraphs"][0]
    paragraphs = [
        first | {"anchor": f"par{n}", "number": str(n), "text": text}
        for n, text in enumerate(texts, 1)
    ]
    return cable_record(id_, paragraphs=paragraphs, **more)


@pytest.fixture(scope="module")
def valley(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    said_twice = with_texts("08EXAMPLETOWN20", [NAMED[1], NAMED[0], NAMED[1]])
    others = [
        with_texts(f"08EXAMPLETOWN{30 + n}", ["Visitors of the zoo liked the llama best of all."])
        for n in range(12)
    ]
    first = with_texts("08EXAMPLETOWN10", NAMED[:1], created="2007-01-01T00:00Z")
    return reader(publish(tmp_path_factory.mktemp("valley"), [first, said_twice, *others]))


def asked(room: Reader, text: str) -> dict[str, object]:
    answer = room.get(f"/quote.json?q={quoted(text)}")
    assert answer.status == 200
    told: dict[str, object] = json.loads(answer.body)
    return told


def page(room: Reader, text: str) -> str:
    answer = room.get(f"/quote/?q={quoted(text)}")
    assert answer.status == 200
    return answer.text


def headline(text: str) -> str:
    found = re.search(r'<h2 id="verdict"[^>]*>([^<]*)</h2>', text)
    return found[1] if found else ""


def found(told: dict[str, object]) -> list[tuple[str, str]]:
    return [
        (one["id"], passage["anchor"])
        for one in told["found"]  # type: ignore[attr-defined]
        for passage in one["passages"]
    ]


def test_word_for_word_in_several_cables(valley: Reader) -> None:
    told = asked(valley, NAMED[0])
    assert (told["verdict"], told["cables"], told["edition"]) == ("exact", 2, 1)
    assert found(told) == [("08EXAMPLETOWN10", "par1"), ("08EXAMPLETOWN20", "par2")]
    assert headline(page(valley, NAMED[0])) == "Yes, word for word, in 2 cables."


def test_twice_in_one_cable(valley: Reader) -> None:
    told = asked(valley, NAMED[1])
    assert (told["cables"], found(told)) == (1, [("08EXAMPLETOWN20", "par1")])
    again = told["found"][0]["again"]  # type: ignore[index]
    assert [one["anchor"] for one in again] == ["par3"]
    assert "The same once more in" in page(valley, NAMED[1])


def test_more_cables_than_are_listed_lead_to_a_search(valley: Reader) -> None:
    told = asked(valley, "visitors of the zoo liked the llama")
    assert (told["verdict"], told["cables"]) == ("exact-but", 12)
    assert len(found(told)) == 10
    text = page(valley, "visitors of the zoo liked the llama")
    assert headline(text) == "Yes, in these words, in 12 cables, but for capitals."
    link = re.search(r'href="(/search/\?q=[^"]+)"', text[text.index("onward") :])
    assert link
    assert "<strong>12</strong> cables" in valley.get(link[1].replace("&amp;", "&")).text


def test_nearly(valley: Reader) -> None:
    text = "The harvest of red barley was very good this year, as every granary of valley tells."
    told = asked(valley, text)
    assert told["verdict"] == "near"
    nearest = told["found"][0]  # type: ignore[index]
    assert nearest["differences"] == [
        {"kind": "changed", "quoted": "red", "cable": "blue"},
        {"kind": "put in", "quoted": "very", "cable": ""},
        {"kind": "left out", "quoted": "", "cable": "the"},
    ]
    shown = page(valley, text)
    assert headline(shown) == "Not word for word. The nearest passage differs in 3 words."
    assert "<del>red</del>" in shown
    assert "<ins>blue</ins>" in shown
    assert "/cable/08EXAMPLETOWN10/?" in shown
    assert '#par1"' in shown


def test_the_link_lights_the_words_in_their_paragraph(valley: Reader) -> None:
    told = asked(valley, NAMED[0])
    address = told["found"][0]["passages"][0]["address"]  # type: ignore[index]
    path, _, anchor = address.partition("#")
    assert anchor == "par1"
    assert "<mark>The harvest of blue barley was good" in valley.get(path).text
    subject = asked(valley, "harvest of blue barley exceeds all hopes")
    named = subject["found"][0]["passages"][0]  # type: ignore[index]
    assert (named["anchor"], named["address"]) == ("", "/cable/08EXAMPLETOWN10/")


def test_not_here_and_why_that_may_be(valley: Reader) -> None:
    text = "The ambassador never danced with a bear upon the table."
    assert asked(valley, text)["verdict"] == "not-found"
    shown = page(valley, text)
    assert headline(shown) == "Not in this archive, edition 1."
    assert "That alone does not make the quotation false" in shown


def test_words_round_a_quotation_are_told_from_it(valley: Reader) -> None:
    text = f'A paper of the coast printed last week: "{NAMED[0]}" Nobody has answered to it so far.'
    assert asked(valley, text)["verdict"] == "near"  # so much is the same that the rest is beside
    short = 'He is said to have cabled that "the llama best of all" was what people liked.'
    told = asked(valley, short)
    assert (told["verdict"], told["only_what_is_marked"]) == ("exact", True)


def test_what_is_too_long_is_cut_and_said_to_be(valley: Reader) -> None:
    told = asked(valley, "barley " * 600)
    assert told["cut"] is True
    assert "Only the first 3,000 characters were checked" in page(valley, "barley " * 600)


@pytest.mark.parametrize("text", ["…", "  ", '"', "\x00", "\u202e", "[]"])
def test_nothing_to_look_for(valley: Reader, text: str) -> None:
    assert asked(valley, text)["verdict"] == "empty"
    page(valley, text)


def test_hostile_text_is_shown_and_not_obeyed(room: Reader) -> None:
    for text in ("<script>alert(1)</script>", "<script>alert(1)</script><img src=x onerror=alert"):
        shown = page(room, text)
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown


def test_the_empty_page_asks_for_a_quotation(valley: Reader) -> None:
    text = valley.get("/quote/").text
    assert "The quotation" in text
    assert headline(text) == ""
    assert valley.get("/quote").status in {301, 404}


def test_a_long_search_that_finds_nothing_leads_here(valley: Reader) -> None:
    phrase = quoted('"the harvest of red barley was good"')
    shown = valley.get(f"/search/?q={phrase}").text
    assert "/quote/?q=the+harvest+of+red+barley+was+good" in shown
    assert "/quote/?q=" not in valley.get("/search/?q=zebra").text
