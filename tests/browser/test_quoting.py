"""A quotation checked in a browser, with and without script."""

import pytest
from playwright.sync_api import expect
from tests.visitor import SCHEMES, WIDTHS, Opened, Scheme

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"]),
]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_from_the_foot_of_a_page_to_the_paragraph(
    opened: Opened, width: int, scheme: Scheme, *, script: bool
) -> None:
    page = opened("/", width=width, scheme=scheme, script=script)
    page.get_by_role("contentinfo").get_by_role("link", name="Is this quotation real?").click()
    page.get_by_label("The quotation").fill("The harvest was good. The granaries were very full")
    page.get_by_role("button", name="Check").click()
    expect(page.locator("#verdict")).to_have_text(
        "Not word for word. The nearest passage differs in 2 words."
    )
    cable = page.locator(".held").first
    expect(cable).to_contain_text("The harvest was good.")
    expect(page.locator(".differences del").first).to_have_css(
        "text-decoration-line", "line-through"
    )
    cable.get_by_role("link").click()
    page.wait_for_url("**/cable/08EXAMPLETOWN10/?*#par1")


def test_a_phrase_that_finds_nothing_leads_to_the_check(opened: Opened, *, script: bool) -> None:
    page = opened(
        "/search/?q=%22the+harvest+was+not+good%22", width=390, scheme="light", script=script
    )
    page.get_by_role("main").get_by_role("link", name="Is this quotation real?").click()
    expect(page.get_by_label("The quotation")).to_have_value("the harvest was not good")
