"""Whatever is sent to whatever page: an answer, never a failure, and nobody is sent elsewhere."""

import re

import pytest
from tests.desk import PASSWORD, Desk

SAMPLES = {"pk": "1", "cable": "08EXAMPLETOWN1", "name": "anna"}  # others are words
WORDS = ["\x00", "ü" * 5_000, "<script>alert(1)</script>", "'; DROP TABLE x; --", "\ud800", "-1"]
FIELDS = ["login", "password", "name", "role", "batch", "code", "credential", "session", "next"]


@pytest.mark.parametrize("word", WORDS, ids=range(len(WORDS)))
def test_no_page_fails_over_what_is_sent_to_it(
    desk: Desk, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reftel.desk import guard  # noqa: PLC0415
    from reftel.desk.routes import ROUTES  # noqa: PLC0415

    monkeypatch.setattr(guard, "_require_fresh", lambda _: None)
    said = {field: word.encode("utf-8", "surrogatepass") for field in FIELDS}
    desk.account("anna", "administrator", "publisher", "reviewer", "approver")
    failed = []
    for route in ROUTES:
        path = re.sub(r"<\w+:(\w+)>", lambda found: SAMPLES.get(found[1], "x"), route.path)
        desk.clients.clear()  # signing out is among the pages
        for browser in (desk.anonymous(), desk.client("anna")):
            answers = [browser.get(f"/desk/{path}", said), browser.post(f"/desk/{path}", said)]
            failed += [(route.name, one.status_code) for one in answers if one.status_code >= 500]

    assert failed == []


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_sent_to_another_site_after_signing_in(desk: Desk, there: str) -> None:
    desk.account("anna", "observer")
    said = {"login": "anna", "password": PASSWORD, "next": there}

    answer = desk.anonymous().post("/desk/login/", said)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/")


def test_what_was_typed_is_shown_and_not_obeyed(desk: Desk) -> None:
    said = {"login": '"><script>alert(1)</script>', "password": "x"}

    page = desk.anonymous().post("/desk/login/", said).content.decode()

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
