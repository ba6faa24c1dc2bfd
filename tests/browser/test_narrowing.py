"""Narrowing a search down, with and without script, by hand and by keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.visitor import SCHEMES, WIDTHS, Opened, Scheme, faults

pytestmark = pytest.mark.browser


@pytest.fixture
def site(large_site: str) -> str:
    """Here the larger archive is looked at."""
    return large_site


def total(page: Page, cables: int) -> None:
    expect(page.get_by_role("status").first).to_contain_text(f"{cables} cables")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("width", WIDTHS)
def test_from_choosing_to_excluding_to_a_month_to_the_next_page(
    opened: Opened, width: int, *, script: bool
) -> None:
    page = opened("/search/?q=harvest", width=width, scheme="light", script=script)
    facets = page.get_by_role("complementary", name="Narrow down")
    total(page, 64)
    facets.get_by_role("link", name="2008 60").click()
    total(page, 60)
    facets.get_by_role("link", name="January 2008 30").click()
    total(page, 30)
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Next").click()
    expect(page.get_by_text("21 to 30 of 30")).to_be_visible()
    facets.get_by_role("link", name="not EAGR").click()
    total(page, 15)
    page.get_by_role("link", name="Remove the filter not Tag EAGR").click()
    total(page, 30)


def test_a_bar_of_the_histogram_narrows_to_its_time(opened: Opened) -> None:
    page = opened("/search/?q=harvest", width=1280, scheme="light")
    page.locator(".bars a").first.click()
    total(page, 4)
    assert "year=1975" in page.url


def test_the_keyboard_alone_finds_chooses_and_excludes(opened: Opened) -> None:
    """The table stands for the bars; every value and its exclusion is a stop of its own."""
    page = opened("/search/?q=harvest", width=1280, scheme="light")
    page.get_by_text("As a table").focus()
    page.keyboard.press("Enter")
    page.get_by_role("row", name="2008 60").get_by_role("link").focus()
    page.keyboard.press("Enter")
    total(page, 60)
    page.get_by_role("link", name=re.compile("^☐? ?EAGR .* 30$")).focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="not EAGR")).to_be_focused()
    page.keyboard.press("Enter")
    total(page, 30)
    page.wait_for_load_state()  # keys are heard when the page is whole
    page.keyboard.press("n")
    expect(page.get_by_text("21 to 30 of 30")).to_be_visible()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_results_page_shuts_anybody_out(opened: Opened, width: int, scheme: Scheme) -> None:
    page = opened("/search/?q=harvest", width=width, scheme=scheme)
    found = []
    for address in (
        "/search/?q=harvest&sort=longest",
        "/search/?q=harvest&year=2008&-tag=EAGR",
        "/search/facet/?facet=tag&q=harvest&by=name",
    ):
        page.goto(address)
        page.locator("details").evaluate_all("boxes => boxes.forEach(box => box.open = true)")
        found += [(address, *fault) for fault in faults(page, width, {})]
    assert found == []
