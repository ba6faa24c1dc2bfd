"""The desk in a browser: accounts from the first link on, passkeys, and what everybody can read."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from tests import program
from tests.desk import PASSWORD
from tests.visitor import EVERY, SCHEMES, WIDTHS, Scheme, faults

from reftel.archive import ArchiveFolder
from reftel.declaration import Declaration

pytestmark = pytest.mark.browser

PAGES = [
    "/desk/",
    "/desk/accounts/",
    "/desk/accounts/anna/",
    "/desk/me/",
    "/desk/me/factors/",
    "/desk/me/factors/passkeys/",
    "/desk/nowhere/",
]


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The link of a desk of its own process, under a name that passkeys can belong to."""
    archive = ArchiveFolder(tmp_path_factory.mktemp("desk") / "archive")
    archive.create(Declaration(name="Test archive"))
    with program.serving(archive.root, "desk") as link:
        yield link.replace("127.0.0.1", "localhost")


@pytest.fixture(scope="module")
def invited(alone: BrowserContext, base: str) -> str:
    """The link that was made for anna, who is an administrator."""
    page = alone.new_page()
    page.goto(f"{base}/desk/accounts/")
    page.get_by_label("Name").fill("anna")
    page.get_by_label("Role").select_option("administrator")
    page.get_by_role("button", name="Make the account").click()
    return page.locator("code.link").inner_text()


@pytest.fixture(scope="module")
def anna(chromium: Browser, invited: str, base: str) -> Iterator[BrowserContext]:
    """Anna's browser: she set a password by the link, and signed in with it."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(invited.replace("127.0.0.1", "localhost"))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD)
    page.get_by_role("button", name="Set it").click()
    page.get_by_label("Name").fill("anna")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(f"{base}/desk/me/factors/")  # administrators need a second factor
    yield context
    context.close()


def test_a_passkey_is_set_up_and_opens_the_desk_by_itself(anna: BrowserContext, base: str) -> None:
    page = anna.new_page()
    keys = anna.new_cdp_session(page)
    _with_authenticator(keys)
    page.goto(f"{base}/desk/me/factors/passkeys/new/")
    page.get_by_label(re.compile("^Password of")).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("What you call it").fill("telephone")
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.goto(f"{base}/desk/accounts/")
    assert page.get_by_role("heading", name="Accounts").is_visible()

    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("link", name="anna").wait_for()
    expect(page).to_have_url(f"{base}/desk/")
    page.close()


@pytest.mark.usefixtures("invited")
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_can_be_read_by_everybody(
    alone: BrowserContext, chromium: Browser, base: str, scheme: Scheme, width: int
) -> None:
    """Axe finds nothing, nothing is wider than the screen, and the browser has no complaint."""
    screen: Any = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    context = chromium.new_context(**screen, storage_state=alone.storage_state())
    stranger = chromium.new_context(**screen)
    looked = [(context, address) for address in PAGES]
    for one, address in [*looked, (stranger, "/desk/login/")]:
        page = one.new_page()
        said: list[str] = []
        page.on("console", lambda message, said=said: said.append(message.text))
        page.goto(base + address)
        assert list(faults(page, width, {}, EVERY)) == [], address
        assert [text for text in said if "404" not in text] == []
        page.close()
    context.close()
    stranger.close()


def test_without_script_the_desk_is_whole(chromium: Browser, base: str) -> None:
    """But for passkeys, which browsers give to scripts alone, and which are not offered then."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/desk/login/")

    assert page.get_by_role("button", name="Sign in", exact=True).is_visible()
    assert not page.get_by_role("button", name="Sign in with a passkey").is_visible()
    context.close()


def _with_authenticator(keys: object) -> None:
    keys.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": options})
