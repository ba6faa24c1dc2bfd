"""Drafts of requests: what they say, and that they say nothing that the edition does not."""

from pathlib import Path

import pytest
from tests.reader import Reader, publish, reader
from tests.sample import cable_record

from reftel.gazetteer.agencies import agency
from reftel.telegram.redactions import codes


def test_a_missing_telegram_is_asked_for_with_all_that_is_known_of_it(room: Reader) -> None:
    answer = room.get("/reftel/08STATE2731/request.txt")

    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    text = answer.text
    assert "U.S. Department of State\nOffice of Information Programs and Services\n" in text
    assert "  Reference id:   08STATE2731\n" in text
    assert "  Sent by:        Secretary of State (United States)\n" in text
    assert "  Year:           2008\n  Number:         2731\n" in text
    assert "  - 08EXAMPLETOWN12, 2008-02-29, Embassy Exampletown, " in text
    assert "[Your name]" in text
    assert 'href="/reftel/08STATE2731/request.txt"' in room.get("/reftel/08STATE2731/").text


def test_its_year_is_that_under_which_it_is_filed_among_the_missing(tmp_path: Path) -> None:
    refers = {**cable_record()["references"][0], "text": "65 SAIGON 3", "target": "65SAIGON3"}
    room = reader(publish(tmp_path, [cable_record(references=[refers])]))

    assert "  Year:           1965\n  Number:         3\n" in (
        room.get("/reftel/65SAIGON3/request.txt").text
    )
    assert room.get("/reftel/65saigon3/request.txt").to == "/reftel/65SAIGON3/request.txt"
    assert room.get("/reftel/08exampletown12/request.txt").to == "/cable/08EXAMPLETOWN12/"
    assert room.get("/reftel/08exampletown12/").to == "/cable/08EXAMPLETOWN12/"


@pytest.fixture
def redacted(tmp_path: Path) -> Reader:
    """A reader of one cable with words taken out, one of them under two exemptions."""
    record = cable_record("08EXAMPLETOWN12")
    record["text"] += (
        "\n5. (C) [B6 REDACTED] met [B6, 1.4(c) REDACTED] and XXXXXXXXXXXX.\n"
        "6. [PARAGRAPH WITHHELD]\n"
    )
    return reader(publish(tmp_path / "archive", [record]))


def test_what_was_taken_out_is_asked_for_by_exemption(redacted: Reader) -> None:
    text = redacted.get("/cable/08EXAMPLETOWN12/request.txt").text

    assert "I ask for the parts that were taken out of the public text of this telegram:" in text
    assert "  - B6: 2 places\n" in text
    assert "  - 1.4(c): 1 place\n" in text
    assert "  - no exemption cited: 2 places" in text
    page = redacted.get("/cable/08EXAMPLETOWN12/").text
    assert '<a href="/cable/08EXAMPLETOWN12/request.txt">' in page


def test_a_whole_cable_leads_to_no_request_and_one_can_be_drafted_for_a_copy(room: Reader) -> None:
    assert "request.txt" not in room.get("/cable/08EXAMPLETOWN10/").text
    assert (
        "I ask for a copy of this telegram:" in room.get("/cable/08EXAMPLETOWN10/request.txt").text
    )


def test_what_a_cable_says_stays_on_its_line(room: Reader) -> None:
    text = room.get("/cable/09EVIL1/request.txt").text

    assert not {"\x00", "\x1b", "\u202e"} & {*text}
    assert all(line.startswith(("  ", "[")) for line in text.splitlines() if "<script>" in line)


@pytest.mark.parametrize(
    ("asked", "status", "to"),
    [
        ("/cable/08exampletown12/request.txt", 301, "/cable/08EXAMPLETOWN12/request.txt"),
        ("/reftel/08state2731/request.txt", 301, "/reftel/08STATE2731/request.txt"),
        ("/reftel/08EXAMPLETOWN12/request.txt", 301, "/cable/08EXAMPLETOWN12/"),
        ("/cable/08EXAMPLETOWN99/request.txt", 410, ""),
        ("/cable/08NEVER1/request.txt", 404, ""),
        ("/reftel/08NEVER1/request.txt", 404, ""),
    ],
)
def test_what_is_not_here_answers_as_its_page(
    room: Reader, asked: str, status: int, to: str
) -> None:
    answer = room.get(asked)

    assert (answer.status, answer.headers.get("Location", "")) == (status, to)


def test_who_answers_for_a_telegram_goes_by_its_year() -> None:
    archives, state = "National Archives and Records Administration", "U.S. Department of State"

    told = {year: agency(year).name for year in (None, 1972, 1973, 1979, 1980, 2008)}
    assert told == {
        None: state, 1972: state, 1973: archives, 1979: archives, 1980: state, 2008: state,
    }  # fmt: skip


def test_a_run_of_any_length_cites_no_exemption() -> None:
    assert codes("X" * 1_000_000) == ("",)
    assert codes("[NAME REMOVED]") == ("",)
    assert codes("[25X1 PARAGRAPH WITHHELD]") == ("25X1",)
