"""What every answer tells the browser, and what no page holds."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from selectolax.lexbor import LexborHTMLParser
from tests.desk import PASSWORD, Desk, open_desk

STRICT = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; "
    "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
PAGES = [
    "/desk/",
    "/desk/me/",
    "/desk/me/password/",
    "/desk/me/factors/",
    "/desk/me/factors/app/",
    "/desk/me/factors/passkeys/",
    "/desk/me/factors/passkeys/new/",
    "/desk/logout/",
    "/desk/accounts/",
    "/desk/accounts/anna/",
    "/desk/nowhere/",
]


def keeper(desk: Desk) -> Client:
    desk.account("anna", "administrator")
    browser = desk.anonymous()
    browser.post("/desk/login/", {"login": "anna", "password": PASSWORD})
    browser.post("/desk/me/again/", {"password": PASSWORD})
    return browser


def strict(answer: HttpResponse) -> bool:
    return {name: answer.headers.get(name) for name in STRICT} == STRICT


def test_every_answer_has_the_strict_headers(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = keeper(desk)
    stranger = Client(enforce_csrf_checks=True, **desk.anonymous().defaults)
    answers = {address: browser.get(address) for address in PAGES}
    answers |= {
        "login": stranger.get("/desk/login/"),
        "away": stranger.get("/desk/accounts/"),
        "stale": stranger.post("/desk/login/", {"login": "anna", "password": PASSWORD}),
        "405": browser.put("/desk/"),
        "400": browser.get("/desk/", headers={"Host": "evil.example"}),
        "static": browser.get("/"),
    }
    monkeypatch.setattr("reftel.desk.pages.home.render", None)
    browser.raise_request_exception = False
    answers["500"] = browser.get("/desk/")

    expected = {"login": 200, "away": 302, "stale": 403, "405": 405, "400": 400, "500": 500}
    assert {name: answers[name].status_code for name in expected} == expected
    assert [name for name, answer in answers.items() if not strict(answer)] == []


def test_no_page_holds_script_or_style_or_another_host(desk: Desk) -> None:
    """The policy would refuse them; without it they would run."""
    browser = keeper(desk)
    for address in [*PAGES, "/desk/login/"]:
        answer = (desk.anonymous() if "login" in address else browser).get(address)
        page = LexborHTMLParser(answer.content.decode())
        assert page.css_first("main") is not None
        assert page.css("style") == []
        for script in page.css("script:not([type='application/json'])"):
            assert (bool(script.attributes.get("src")), script.text()) == (True, ""), address
        for node in page.css("*"):
            names = set(node.attributes)
            assert not {name for name in names if name == "style" or name.startswith("on")}
            for name in names & {"src", "href", "action"}:
                assert re.match(r"(/(?!/)|#|$)", node.attributes[name] or ""), address


def test_a_form_without_our_token_is_told_so_in_words(desk: Desk) -> None:
    desk.account("anna", "administrator")
    browser = Client(enforce_csrf_checks=True, **desk.anonymous().defaults)

    refused = browser.post("/desk/login/", {"login": "anna", "password": PASSWORD})

    assert refused.status_code == 403
    assert "This form has grown old" in refused.content.decode()


def test_signing_out_takes_a_form_not_a_link(desk: Desk) -> None:
    browser = keeper(desk)

    assert browser.get("/desk/logout/").status_code == 200
    assert browser.get("/desk/").status_code == 200
    assert browser.post("/desk/logout/").headers["Location"] == "/desk/login/"
    assert browser.get("/desk/").status_code == 302


def test_behind_tls_cookies_are_bound_to_the_host_and_to_tls(tmp_path: Path) -> None:
    with open_desk(tmp_path / "archive", address="https://desk.example") as desk:
        desk.account("anna", "observer")
        browser = desk.anonymous(HTTP_HOST="desk.example")
        plain = browser.get("/desk/login/")
        assert plain.headers["Location"] == "https://desk.example/desk/login/"

        page = browser.get("/desk/login/", secure=True)
        said = {"login": "anna", "password": PASSWORD}
        browser.post("/desk/login/", said, secure=True, headers={"Origin": "https://desk.example"})

        assert page.headers["Strict-Transport-Security"].startswith("max-age=63072000")
        names = {"__Host-desk": "Lax", "__Host-desk-form": "Strict"}
        assert set(browser.cookies) == set(names)
        for name, site in names.items():
            cookie = browser.cookies[name]
            assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, site)
            assert (cookie["path"], cookie["domain"]) == ("/", "")
        assert browser.cookies["__Host-desk"]["max-age"] == ""  # gone when the browser closes


def test_djangos_own_check_for_deployment_finds_nothing(tmp_path: Path) -> None:
    with open_desk(tmp_path / "archive", address="https://desk.example"):
        call_command("check", deploy=True, fail_level="INFO")
