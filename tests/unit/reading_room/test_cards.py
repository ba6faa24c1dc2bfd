"""A withdrawal card as readers meet it: its page, the list, the search box, a request for it."""

import json
import re
from pathlib import Path

import pytest
from tests.reader import Markup, Reader, publish, reader
from tests.sample import cable_record

CARDS = """id,date,from,to,subject,source,note
75SAMPLEVILLE9,1975-03-02,Sampleville,STATE,=Barges,NARA RG 59,Withdrawn 2005-06-30
74STATE7,,,,,NARA RG 59,
08STATE2731,2008-01,STATE,Exampletown,,FOIA office,
08EXAMPLETOWN12,2008,,,,NARA RG 59,
"""
CITING = {"label": "A", "text": "STATE 2731", "kind": "telegram", "target": "08STATE2731"}
KEPT = "# Kept\n\n- 74STATE7: asked for\n"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    desk = {"withdrawal-cards.csv": CARDS, "collections/kept.md": KEPT}
    cables = [cable_record("08EXAMPLETOWN12", references=[CITING])]
    return reader(publish(tmp_path_factory.mktemp("cards") / "archive", cables, desk=desk))


def facts(page: str) -> dict[str, str]:
    found = re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", page)
    return {name: re.sub("<[^>]+>", "", value) for name, value in found}


def test_a_card_has_a_page_that_no_cable_has(room: Reader) -> None:
    page = room.get("/reftel/75SAMPLEVILLE9/").text

    assert '<p class="kicker">Withdrawal card</p>' in page
    assert "Its text is withheld, says NARA RG 59; nothing of it is in this archive." in page
    assert facts(page) == {
        "Date": "2 March 1975",
        "From": "Sampleville",
        "To": "STATE",
        "Subject": "=Barges",
        "Who says so": "NARA RG 59",
        "Note": "Withdrawn 2005-06-30",
    }
    assert "No cable here refers to it." in page
    links = Markup(page).links
    assert {"/reftel/75SAMPLEVILLE9/request.txt", "/browse/missing/cards/"} <= set(links)
    bare = facts(room.get("/reftel/74STATE7/").text)
    assert {bare[name] for name in ("Date", "From", "To", "Subject")} == {"not told"}


def test_a_card_of_a_telegram_that_is_referred_to_says_by_which_cables(room: Reader) -> None:
    page = room.get("/reftel/08STATE2731/").text

    assert "Withdrawal card" in page
    assert "1 cable here refers to it" in page
    assert "/cable/08EXAMPLETOWN12/" in Markup(page).links


@pytest.mark.parametrize(
    ("asked", "status", "to"),
    [
        ("/reftel/75sampleville9/", 301, "/reftel/75SAMPLEVILLE9/"),
        ("/reftel/08EXAMPLETOWN12/", 301, "/cable/08EXAMPLETOWN12/"),
        ("/reftel/75SAMPLEVILLE8/", 404, ""),
        ("/cable/75SAMPLEVILLE9/raw.txt", 404, ""),
        ("/cable/75SAMPLEVILLE9.json", 404, ""),
        ("/search/?q=75+Sampleville+9", 302, "/reftel/75SAMPLEVILLE9/"),
        ("/search/?q=Sampleville+00009", 302, "/reftel/75SAMPLEVILLE9/"),
    ],
)
def test_where_an_address_leads(room: Reader, asked: str, status: int, to: str) -> None:
    answer = room.get(asked)

    assert (answer.status, answer.headers.get("Location", "")) == (status, to)


def test_where_the_cable_would_stand_is_nothing_but_a_way_to_the_card(room: Reader) -> None:
    answer = room.get("/cable/75SAMPLEVILLE9/")

    assert answer.status == 404
    assert "a withdrawal card stands for it" in answer.text
    assert "/reftel/75SAMPLEVILLE9/" in Markup(answer.text).links


def test_a_request_says_what_the_card_says(room: Reader) -> None:
    text = room.get("/reftel/75SAMPLEVILLE9/request.txt").text

    assert "National Archives and Records Administration" in text
    assert (
        "  Reference id:   75SAMPLEVILLE9\n"
        "  Sent by:        Sampleville\n"
        "  Sent on:        1975-03-02\n"
        "  Number:         9\n"
        "  Sent to:        STATE\n"
        "  Subject:        =Barges\n"
        "  Withheld by:    NARA RG 59\n"
        "  Note:           Withdrawn 2005-06-30\n"
    ) in text
    assert "refer to it" not in text


def test_cards_have_a_list_of_their_own(room: Reader) -> None:
    def ids(address: str) -> list[str]:
        return re.findall(r'<a class="id" href="/reftel/(\w+)/"', room.get(address).text)

    assert ids("/browse/missing/cards/") == ["75SAMPLEVILLE9", "08STATE2731", "74STATE7"]
    by_post = ["75SAMPLEVILLE9", "74STATE7", "08STATE2731"]
    assert ids("/browse/missing/cards/by-post/") == by_post
    assert room.get("/browse/missing/cards/by-post.csv").text.splitlines() == [
        "id,date,from,to,subject,source,note",
        "75SAMPLEVILLE9,1975-03-02,Sampleville,STATE,'=Barges,NARA RG 59,Withdrawn 2005-06-30",
        "74STATE7,,,,,NARA RG 59,",
        "08STATE2731,2008-01,STATE,Exampletown,,FOIA office,",
    ]
    told = json.loads(room.get("/browse/missing/cards.json").body)
    assert (told["total"], told["pages"], told["next"]) == (3, 1, None)
    assert told["cards"][1] == {
        "id": "08STATE2731",
        "date": "2008-01",
        "from": "STATE",
        "to": "Exampletown",
        "subject": "",
        "source": "FOIA office",
        "note": "",
        "address": "/reftel/08STATE2731/",
    }
    browse = room.get("/browse/").text
    assert '<span class="count">3 cards</span>' in browse
    for page in (browse, room.get("/browse/missing/").text):
        assert "/browse/missing/cards/" in Markup(page).links


def test_what_names_a_card_leads_to_it(room: Reader) -> None:
    page = room.get("/collections/kept/").text

    assert '<a class="headline absent" href="/reftel/74STATE7/">Withheld; a withdrawal' in page
    suggested = json.loads(room.get("/suggest.json?q=74state").body)
    assert (suggested[1], suggested[2]) == (["74STATE7"], ["withdrawal card"])


def test_an_archive_without_cards_offers_none(tmp_path: Path) -> None:
    bare = reader(publish(tmp_path / "archive", [cable_record("08EXAMPLETOWN12", references=[])]))

    assert "This archive has no withdrawal card." in bare.get("/browse/missing/cards/").text
    assert bare.get("/browse/missing/cards.csv").text.splitlines() == [
        "id,date,from,to,subject,source,note"
    ]
    for address in ("/browse/", "/browse/missing/"):
        assert "/browse/missing/cards/" not in Markup(bare.get(address).text).links
