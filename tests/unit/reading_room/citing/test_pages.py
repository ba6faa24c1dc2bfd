"""The page of every form, the downloads, the check."""

import json
import re
from urllib.parse import quote

import pytest
from tests.reader import Markup, Reader

from reftel.telegram.cable import as_json


def test_a_paragraph_has_every_form_on_one_page(room: Reader) -> None:
    answer = room.get("/cable/08EXAMPLETOWN12/cite.html?par=2")

    assert answer.status == 200
    assert '<option value="2" selected>¶2 The granaries are full.</option>' in answer.text
    for part in ("para. 2, The Test Archive", "(Embassy Exampletown, par. 2)", "|at=para. 2"):
        assert part in answer.text
    assert re.search(r"08EXAMPLETOWN12 ¶2 @1 #[0-9a-f]{8}<", answer.text)
    assert "/cable/08EXAMPLETOWN12.csl.json" in Markup(answer.text).links


def test_words_choose_their_paragraph_and_stand_in_the_template(room: Reader) -> None:
    page = room.get("/cable/08EXAMPLETOWN12/cite.html?words=granaries+are").text

    assert "¶2 @1" in page
    assert "|quote=granaries are}}" in page
    links = Markup(page).links
    assert "/cable/08EXAMPLETOWN12/?words=granaries+are&par=2#par2" in links
    assert "/cable/08EXAMPLETOWN12/#par2:~:text=granaries%20are" in links


@pytest.mark.parametrize("asked", ["?par=99", "?words=nowhere", "?par=%22%3E&words=%3Cscript%3E"])
def test_what_is_not_there_gives_the_whole_cable(room: Reader, asked: str) -> None:
    page = room.get(f"/cable/08EXAMPLETOWN12/cite.html{asked}")

    assert page.status == 200
    assert re.search(r"08EXAMPLETOWN12 @1 #[0-9a-f]{8}<", page.text)


def test_addresses_of_a_cable_answer_as_the_cable_does(room: Reader) -> None:
    for rest in ("/cite.html", ".ris", ".bib", ".csl.json", ".json"):
        assert room.get(f"/cable/08exampletown12{rest}").to == f"/cable/08EXAMPLETOWN12{rest}"
        assert room.get(f"/cable/08EXAMPLETOWN99{rest}").status == 410
        assert room.get(f"/cable/08NOWHERE1{rest}").status == 404
    assert room.get("/unapi/?id=08EXAMPLETOWN99&format=ris").status == 410
    there = "/cable/08EXAMPLETOWN12/cite.html?par=2&words=full"
    assert room.get(there.replace("EXAMPLETOWN", "exampletown")).to == there


def test_a_cable_is_a_file_for_each_reference_manager(room: Reader) -> None:
    ris, bib, csl = (
        room.get(f"/cable/08EXAMPLETOWN12.{form}") for form in ("ris", "bib", "csl.json")
    )

    assert ris.headers["Content-Disposition"] == 'attachment; filename="08EXAMPLETOWN12.ris"'
    assert "UR  - http://localhost/cable/08EXAMPLETOWN12/\r\n" in ris.text
    assert bib.text.startswith("@techreport{08EXAMPLETOWN12,")
    assert csl.headers["Content-Type"] == "application/vnd.citationstyles.csl+json"
    assert [item["id"] for item in json.loads(csl.body)] == ["08EXAMPLETOWN12"]


def test_the_record_of_a_cable_is_the_one_that_the_export_has(room: Reader) -> None:
    answer = room.get("/cable/08EXAMPLETOWN12.json")
    record = json.loads(answer.body)

    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert as_json(record) == answer.body
    assert (record["id"], record["edition"]) == ("08EXAMPLETOWN12", 1)


def _pinned(room: Reader) -> str:
    found = re.search(r"08EXAMPLETOWN12 ¶2 @1 #[0-9a-f]{8}", _cite(room))
    assert found is not None
    return found[0]


def _cite(room: Reader) -> str:
    return room.get("/cable/08EXAMPLETOWN12/cite.html?par=2").text


def test_the_check_says_what_holds_and_what_does_not(room: Reader) -> None:
    pinned = _pinned(room)
    told = {
        pinned: "Edition 1 has these words.",
        pinned.replace("@1", "@0"): "the same words as those that were cited from edition 0",
        pinned.replace("¶2", "¶1"): "numbers or divides the paragraphs otherwise",
        pinned[:-8].replace("@1", "@0") + "00000000": "the text has changed since, or the citation",
        "08EXAMPLETOWN99 ¶2 @1 #00000000": "withdrawn on 2026-01-01",
        "08STATE2731 ¶2 @1 #00000000": "1 cable here refers to it",
        "granaries": "This is not a citation of the form",
        "08EXAMPLETOWN12 ¶9": "The cable has no paragraph 9 in edition 1.",
    }
    for typed, said in told.items():
        answer = room.get(f"/verify/?citation={quote(typed)}")
        assert answer.status == 200
        assert said in answer.text, typed


def test_the_check_answers_programs(room: Reader) -> None:
    answer = room.get("/verify.json?citation=08EXAMPLETOWN12+%C2%B62+@1+%2300000000")

    told = json.loads(answer.body)
    assert (told["outcome"], told["holds"], told["edition"]) == ("never", False, 1)
    assert told["now"] == _pinned(room)
    assert json.loads(room.get("/verify.json").body) == {"citation": None, "outcome": None}


def test_a_pasted_citation_leads_from_the_box_to_the_paragraph(room: Reader) -> None:
    asked = "/search/?q=08EXAMPLETOWN12+%C2%B62+@1+%231f0c9a3b"

    assert room.get(asked).to == "/cable/08EXAMPLETOWN12/#par2"


def test_hashtags_are_those_of_the_archive_and_of_the_cable(room: Reader) -> None:
    page = room.get("/cable/08EXAMPLETOWN12/").text

    assert "<span>#testcables</span> <span>#08EXAMPLETOWN12</span>" in page


def test_how_to_discuss_shows_it_with_a_cable_of_the_archive(room: Reader) -> None:
    page = room.get("/about/discussing-cables/").text

    assert "#testcables" in page
    assert "/verify/" in Markup(page).links
    assert re.search(r"@1 #[0-9a-f]{8}<", page)
