"""Signing in and out."""

import re
from dataclasses import replace
from datetime import UTC, datetime

from tests.desk import PASSWORD, Desk
from tests.holdings import NOW

from reftel.desk.house import OneTimeLink


def test_who_is_not_signed_in_is_sent_to_sign_in_and_comes_back(desk: Desk) -> None:
    desk.account("anna", "observer")
    browser = desk.anonymous()

    sent = browser.get("/desk/")
    assert (sent.status_code, sent.headers["Location"]) == (302, "/desk/login/?next=/desk/")
    page = browser.get(sent.headers["Location"])
    assert page.status_code == 200
    assert 'name="next" value="/desk/"' in page.content.decode()

    signed = browser.post("/desk/login/", {"login": "anna", "password": PASSWORD, "next": "/desk/"})
    assert (signed.status_code, signed.headers["Location"]) == (302, "/desk/")
    assert "anna" in browser.get("/desk/").content.decode()


def test_a_wrong_password_an_unknown_name_and_a_closed_account_are_told_the_same(
    desk: Desk,
) -> None:
    from reftel.desk import accounts  # noqa: PLC0415

    desk.account("anna", "observer")
    accounts.close(desk.account("berta", "observer"), by="terminal", at=NOW)
    tries = [("anna", "wrong"), ("nobody", "wrong"), ("berta", PASSWORD), ("berta", "wrong")]

    told = []
    for name, password in tries:
        answer = desk.anonymous().post("/desk/login/", {"login": name, "password": password})
        page = re.sub(r'value="[^"]*"', "", answer.content.decode())
        told.append((answer.status_code, page))

    assert told[0][0] == 200
    assert "do not go together" in told[0][1]
    assert told == [told[0]] * 4


def test_closing_an_account_ends_its_sessions(desk: Desk) -> None:
    from reftel.desk import accounts  # noqa: PLC0415
    from reftel.desk.models import Session  # noqa: PLC0415

    anna = desk.account("anna", "observer")
    browser = desk.client("anna")
    assert browser.get("/desk/").status_code == 200

    accounts.close(anna, by="terminal", at=NOW)

    assert browser.get("/desk/").status_code == 302
    assert Session.objects.filter(account=anna).count() == 0


def test_the_link_from_the_terminal_opens_the_desk_once_and_with_every_right(desk: Desk) -> None:
    link = OneTimeLink()
    alone = replace(desk, house=replace(desk.house, link=link))
    address = f"/desk/alone/{link.secret}/"

    browser = alone.anonymous()
    assert browser.get("/desk/alone/guessed/").status_code == 404
    assert browser.get(address).headers["Location"] == "/desk/"
    assert browser.get("/desk/accounts/").status_code == 200
    assert browser.post("/desk/accounts/", {"name": "berta", "role": ""}).status_code == 200
    assert alone.anonymous().get(address).status_code == 404
    assert browser.get("/desk/me/password/").headers["Location"] == "/desk/me/"


def test_who_was_alone_has_no_right_in_a_desk_that_others_come_to(desk: Desk) -> None:
    link = OneTimeLink()
    browser = replace(desk, house=replace(desk.house, link=link)).anonymous()
    browser.get(f"/desk/alone/{link.secret}/")

    browser.defaults["reftel.desk"] = desk.house

    assert browser.get("/desk/accounts/").status_code == 403


def test_password_managers_are_told_what_each_field_is(desk: Desk) -> None:
    from reftel.desk import accounts  # noqa: PLC0415

    token = accounts.invite(desk.account("anna", "observer"), by="terminal", at=datetime.now(UTC))
    entrance = desk.anonymous().get("/desk/login/").content.decode()
    link = desk.anonymous().get(f"/desk/link/{token}/").content.decode()
    change = desk.client("anna").get("/desk/me/password/").content.decode()

    fields = [
        re.findall(r'type="password"[^>]*autocomplete="([\w-]+)"', page)
        for page in (entrance, link, change)
    ]
    assert fields == [
        ["current-password"],
        ["new-password", "new-password"],
        ["current-password", "new-password", "new-password"],
    ]
