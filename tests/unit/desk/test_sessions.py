"""Sessions: how long they last, what ends them, and what a copy of the database gives."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from tests.desk import PASSWORD, Desk


def sign_in(desk: Desk, name: str = "anna") -> Client:
    browser = desk.anonymous()
    browser.post("/desk/login/", {"login": name, "password": PASSWORD})
    return browser


def sure(browser: Client) -> Client:
    """The same, after the password was asked for again."""
    browser.post("/desk/me/again/", {"password": PASSWORD})
    return browser


def _moved(**fields: timedelta) -> None:
    """Every session as if so much time had gone by."""
    from django.db.models import F  # noqa: PLC0415

    from reftel.desk.models import Session  # noqa: PLC0415

    Session.objects.update(**{name: F(name) - by for name, by in fields.items()})


@pytest.mark.parametrize(
    ("gone", "status"),
    [
        ({"seen": timedelta(minutes=29)}, 200),
        ({"seen": timedelta(minutes=31)}, 302),
        ({"began": timedelta(hours=11), "expire_date": timedelta(hours=11)}, 200),
        ({"began": timedelta(hours=12), "expire_date": timedelta(hours=12)}, 302),
    ],
)
def test_a_session_ends_when_idle_and_when_old(
    desk: Desk, gone: dict[str, timedelta], status: int
) -> None:
    desk.account("anna", "observer")
    browser = sign_in(desk)
    assert browser.get("/desk/").status_code == 200

    _moved(**gone)

    assert browser.get("/desk/").status_code == status


def test_use_does_not_move_the_end_of_a_session(desk: Desk) -> None:
    from reftel.desk.models import Session  # noqa: PLC0415

    desk.account("anna", "observer")
    browser = sign_in(desk)
    end = Session.objects.get().expire_date
    _moved(seen=timedelta(minutes=20))

    browser.post("/desk/me/sessions/")
    browser.get("/desk/me/password/")

    assert Session.objects.get().expire_date == end
    assert Session.objects.get().seen > end - timedelta(hours=12, minutes=1)


def test_signing_in_gives_a_new_session(desk: Desk) -> None:
    """Whoever planted a cookie in somebody's browser does not get in with it."""
    desk.account("anna", "observer")
    browser = desk.anonymous()
    browser.get("/desk/login/passkey/", headers={"Accept": "application/json"})
    planted = browser.cookies[settings.SESSION_COOKIE_NAME].value

    browser.post("/desk/login/", {"login": "anna", "password": PASSWORD})

    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != planted
    thief = desk.anonymous()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert thief.get("/desk/").status_code == 302


def test_a_copy_of_the_database_holds_no_key_of_a_session(desk: Desk) -> None:
    desk.account("anna", "administrator")
    browser = sign_in(desk)
    browser.post("/desk/accounts/", {"name": "berta", "role": ""})
    key = browser.cookies[settings.SESSION_COOKIE_NAME].value.encode()

    files = [path for path in desk.archive.vault.rglob("*") if path.is_file()]

    assert len(files) > 1
    assert [path.name for path in files if key in path.read_bytes()] == []


def test_ones_sessions_are_listed_and_can_be_ended(desk: Desk) -> None:
    desk.account("anna", "observer")
    here, there = sign_in(desk), sign_in(desk)

    page = here.get("/desk/me/").content.decode()
    assert page.count("End it") == 1
    assert here.post("/desk/me/sessions/").headers["Location"].startswith("/desk/me/again/")
    assert there.get("/desk/").status_code == 200
    sure(here).post("/desk/me/sessions/")

    assert here.get("/desk/").status_code == 200
    assert there.get("/desk/").status_code == 302


def test_another_ones_session_cannot_be_ended(desk: Desk) -> None:
    from reftel.desk.models import Session  # noqa: PLC0415

    desk.account("anna", "observer")
    desk.account("berta", "observer")
    anna, berta = sign_in(desk), sign_in(desk, "berta")
    foreign = Session.objects.get(account__name="berta").pk

    assert sure(anna).post("/desk/me/sessions/", {"session": foreign}).status_code == 302

    assert berta.get("/desk/").status_code == 200


def test_an_administrator_can_sign_somebody_out(desk: Desk) -> None:
    desk.account("anna", "administrator")
    desk.account("berta", "observer")
    anna, berta = sign_in(desk), sign_in(desk, "berta")

    sure(anna).post("/desk/accounts/berta/out/")

    assert berta.get("/desk/").status_code == 302
    assert anna.get("/desk/").status_code == 200


def test_a_changed_password_ends_the_other_sessions(desk: Desk) -> None:
    desk.account("anna", "observer")
    here, there = sign_in(desk), sign_in(desk)
    new = "another heap of barley"

    said = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/desk/me/password/", said).headers["Location"] == "/desk/"

    assert here.get("/desk/").status_code == 200
    assert there.get("/desk/").status_code == 302


def test_strangers_cannot_fill_the_database_with_sessions(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reftel.desk import sessions  # noqa: PLC0415

    desk.account("anna", "observer")
    sign_in(desk)
    monkeypatch.setattr(sessions, "UNKNOWNS", 10)
    for _ in range(25):
        asked = {"Accept": "application/json"}
        assert desk.anonymous().get("/desk/login/passkey/", headers=asked).status_code == 200

    assert sessions.Session.objects.filter(account=None).count() <= 10
    assert sessions.Session.objects.exclude(account=None).count() == 1
