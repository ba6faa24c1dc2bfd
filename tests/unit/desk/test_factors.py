"""Second factors: who needs one, how they are set up and used, and what is kept of them."""

import re
from pathlib import Path

import pytest
from django.test import Client
from tests.desk import PASSWORD, Desk, open_desk

COUNTER = 58_000_000  # the half minute that all of this happens in


@pytest.fixture(autouse=True)
def one_half_minute(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of codes stands still; where it would turn, a code typed in time fails."""
    from allauth.mfa.totp.internal import auth  # noqa: PLC0415

    assert desk.archive.root.exists()
    monkeypatch.setattr(auth, "yield_hotp_counters_from_time", lambda: iter([COUNTER]))


def signed_in(desk: Desk, name: str = "anna") -> Client:
    browser = desk.anonymous()
    browser.post("/desk/login/", {"login": name, "password": PASSWORD})
    browser.post("/desk/me/again/", {"password": PASSWORD})
    return browser


def armed(browser: Client) -> str:
    """Set up an authenticator app; its secret."""
    page = browser.get("/desk/me/factors/app/").content.decode()
    secret = re.search(r'class="secret">([A-Z2-7]+)<', page)
    assert secret is not None
    done = browser.post("/desk/me/factors/app/", {"code": code(secret[1])})
    assert done.headers["Location"] == "/desk/me/factors/codes/"
    return secret[1]


def code(secret: str, steps: int = 0) -> str:
    from allauth.mfa.totp.internal import auth  # noqa: PLC0415

    return auth.format_hotp_value(auth.hotp_value(secret, COUNTER + steps))


@pytest.mark.parametrize(
    ("asked", "needing"),
    [
        ("by role", {"publisher", "administrator"}),
        ("required", {"observer", "reviewer", "publisher", "administrator"}),
        ("optional", set()),
    ],
)
def test_who_needs_a_second_factor_sets_one_up_before_anything_else(
    tmp_path: Path, asked: str, needing: set[str]
) -> None:
    with open_desk(tmp_path / "archive", second_factor=asked) as desk:
        for role in ("observer", "reviewer", "publisher", "administrator"):
            desk.account(role, role)
            browser = signed_in(desk, role)
            kept_out = browser.get("/desk/").headers.get("Location") == "/desk/me/factors/"
            assert kept_out == (role in needing), role

        if needing:
            assert browser.get("/desk/accounts/").headers["Location"] == "/desk/me/factors/"
            armed(browser)
            assert browser.get("/desk/accounts/").status_code == 200


def test_a_second_factor_is_asked_for_after_the_password(desk: Desk) -> None:
    desk.account("anna", "observer")
    secret = armed(signed_in(desk))

    browser = desk.anonymous()
    sent = browser.post("/desk/login/", {"login": "anna", "password": PASSWORD})
    assert sent.headers["Location"].startswith("/desk/login/factor/")
    assert browser.get("/desk/").headers["Location"].startswith("/desk/login/")
    wrong = browser.post("/desk/login/factor/", {"code": "000000"})
    assert "not right" in wrong.content.decode()
    right = code(secret)
    assert browser.post("/desk/login/factor/", {"code": right}).status_code == 302
    assert browser.get("/desk/").status_code == 200

    again = desk.anonymous()
    again.post("/desk/login/", {"login": "anna", "password": PASSWORD})
    assert again.post("/desk/login/factor/", {"code": right}).status_code == 200  # used once


def test_a_recovery_code_opens_once(desk: Desk) -> None:
    desk.account("anna", "observer")
    keeper = signed_in(desk)
    armed(keeper)
    page = keeper.get("/desk/me/factors/codes/").content.decode()
    codes = re.findall(r"<li><code>(\w+)</code>", page)
    assert len(codes) == 10
    assert keeper.get("/desk/me/factors/codes/file/").content.decode().split() == codes

    for status in (302, 200):
        browser = desk.anonymous()
        browser.post("/desk/login/", {"login": "anna", "password": PASSWORD})
        assert browser.post("/desk/login/factor/", {"code": codes[0]}).status_code == status


def test_codes_cannot_be_tried_without_end(desk: Desk) -> None:
    desk.account("anna", "observer")
    secret = armed(signed_in(desk))
    browser = desk.anonymous()
    browser.post("/desk/login/", {"login": "anna", "password": PASSWORD})

    for _ in range(5):
        browser.post("/desk/login/factor/", {"code": "000000"})
    late = browser.post("/desk/login/factor/", {"code": code(secret)})

    assert "tried too often" in late.content.decode()
    assert browser.get("/desk/").status_code == 302


def test_the_secret_of_an_app_lies_encrypted(desk: Desk) -> None:
    desk.account("anna", "observer")
    secret = armed(signed_in(desk)).encode()

    held = b"".join(path.read_bytes() for path in desk.archive.vault.glob("vault.sqlite3*"))

    assert len(secret) == 32
    assert secret not in held


@pytest.mark.parametrize(
    "address",
    ["/desk/me/factors/app/", "/desk/me/factors/passkeys/new/", "/desk/me/factors/codes/"],
)
def test_factors_are_changed_only_by_who_shows_again_who_they_are(desk: Desk, address: str) -> None:
    desk.account("anna", "observer")
    armed(signed_in(desk))
    later = desk.client("anna")

    assert later.get(address).headers["Location"].startswith("/desk/me/again/?next=")


def test_what_is_done_to_factors_and_passwords_stands_in_the_audit_log(desk: Desk) -> None:
    from reftel.vault.models import AuditEntry  # noqa: PLC0415

    desk.account("anna", "observer")
    browser = signed_in(desk)
    armed(browser)
    new = {"password1": "another heap of barley", "password2": "another heap of barley"}
    browser.post("/desk/me/password/", {"oldpassword": PASSWORD, **new})
    browser.post("/desk/me/factors/app/off/")
    browser.post("/desk/logout/")

    acts = list(AuditEntry.objects.order_by("number").values_list("act", flat=True))
    expected = ["signed in", "totp activated", "password changed", "totp deactivated", "signed out"]
    assert [act for act in acts if act in expected] == expected


@pytest.mark.parametrize("steps", [-1, 1])
def test_a_code_of_the_next_or_last_half_minute_opens_nothing(desk: Desk, steps: int) -> None:
    desk.account("anna", "observer")
    secret = armed(signed_in(desk))
    browser = desk.anonymous()
    browser.post("/desk/login/", {"login": "anna", "password": PASSWORD})

    browser.post("/desk/login/factor/", {"code": code(secret, steps)})

    assert browser.get("/desk/").status_code == 302


def test_a_link_for_a_lost_password_leaves_the_second_factor(desk: Desk) -> None:
    from tests.holdings import NOW  # noqa: PLC0415

    from reftel.desk import accounts  # noqa: PLC0415

    anna = desk.account("anna", "observer")
    armed(signed_in(desk))
    token = accounts.invite(anna, by="berta", at=NOW)
    accounts.accept(token, password="another heap of barley", at=NOW)

    browser = desk.anonymous()
    said = {"login": "anna", "password": "another heap of barley"}
    sent = browser.post("/desk/login/", said)

    assert sent.headers["Location"].startswith("/desk/login/factor/")
    assert browser.get("/desk/").status_code == 302
