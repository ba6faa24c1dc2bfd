"""The pages of history in a real browser: readable without colour, script, or a wide screen."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import served
from tests.corrected import CORRECTED, REDONE, corrected_archive
from tests.visitor import SCHEMES, WIDTHS, Opened, Scheme, faults

pytestmark = pytest.mark.browser

TEMPLATES = [
    f"/cable/{CORRECTED}/",
    f"/cable/{CORRECTED}/history/",
    f"/cable/{CORRECTED}/history/1/",
    f"/cable/{CORRECTED}/history/1/sent.html",
    f"/cable/{CORRECTED}/history/5/",
    f"/cable/{REDONE}/history/",
    f"/cable/{REDONE}/history/1/",
    "/editions/",
    "/editions/1/",
    "/editions/3/",
    "/editions/1/added/",
    "/browse/tag/KXYZZY/",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The archive with a past."""
    with served(corrected_archive(tmp_path_factory.mktemp("past") / "archive")) as address:
        yield address


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_shuts_anybody_out(opened: Opened, width: int, scheme: Scheme) -> None:
    found = {
        address: list(faults(opened(address, width=width, scheme=scheme), width, {}))
        for address in TEMPLATES
    }

    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_a_cable_to_what_changed_and_to_the_text_of_before(
    opened: Opened, *, script: bool
) -> None:
    page = opened(f"/cable/{CORRECTED}/", width=390, scheme="light", script=script)

    page.get_by_role("link", name="what changed").click()
    went, came = page.locator(".revisions del").first, page.locator(".revisions ins").first
    lines = "one => getComputedStyle(one).textDecorationLine"
    assert (went.evaluate(lines), came.evaluate(lines)) == ("line-through", "underline")

    page.get_by_role("link", name="Read this text").last.click()
    expect(page.get_by_role("complementary", name="Which text this is")).to_contain_text(
        "Superseded."
    )
    expect(page.locator(".text")).to_contain_text("rose by a third")
    page.get_by_role("link", name="As sent").click()
    expect(page).to_have_url(re.compile("/history/1/sent.html$"))
    page.get_by_role("link", name="The cable as it is now").click()
    expect(page.locator(".text")).to_contain_text("rose by a quarter")
