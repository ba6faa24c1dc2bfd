"""Signing in and out."""

import re

from tests.desk import PASSWORD, Desk
from tests.holdings import NOW


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
