"""From the box to a cable and on through the results, by keyboard, with and without script."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.visitor import Opened, faults

pytestmark = pytest.mark.browser


def box(page: Page) -> None:
    """Into the search box, as a reader without a mouse gets there."""
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Search the cables")).to_be_focused()


def test_from_the_box_by_keyboard_to_a_cable(opened: Opened) -> None:
    """Typed, chosen, found, opened, from word to word, to the next result, and back."""
    page = opened("/", width=1280, scheme="light")
    box(page)
    page.keyboard.type("embassy exam")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options.first).to_contain_text("Embassy Exampletown")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.locator(".hits > li")).to_have_count(2)

    page.goto("/search/?q=harvest+OR+granaries&sort=oldest")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 of 3")).to_be_visible()
    page.wait_for_load_state()  # keys are heard when the page is whole
    page.keyboard.press("n")
    expect(page.locator("#hit1")).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator("#hit2")).to_be_focused()
    page.keyboard.press("p")
    expect(page.locator("#hit1")).to_be_focused()
    page.keyboard.press("n")
    page.keyboard.press("n")  # behind the last word: the next result
    page.wait_for_url("**/cable/08EXAMPLETOWN12/?*")
    expect(page.get_by_text("3 of 3")).to_be_visible()
    page.get_by_role("link", name="Results").click()
    page.wait_for_url("**/search/?q=harvest+OR+granaries&sort=oldest")


def test_escape_closes_the_list_and_then_empties_the_box(opened: Opened) -> None:
    page = opened("/browse/tag/", width=390, scheme="dark")
    box(page)
    page.keyboard.type("eco")
    search = page.get_by_role("combobox", name="Search the cables")
    expect(search).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[role=option]").last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(search).to_have_attribute("aria-expanded", "false")
    expect(search).to_have_value("eco")
    expect(search).to_be_focused()
    page.keyboard.press("Escape")
    expect(search).to_have_value("")


def test_an_open_list_shuts_nobody_out_and_can_be_clicked(opened: Opened) -> None:
    page = opened("/", width=390, scheme="light")
    page.get_by_label("Search the cables").fill("08ex")
    expect(page.get_by_role("option")).to_have_count(2)
    assert list(faults(page, 390, {"resultTypes": ["violations"]})) == []
    page.get_by_role("option").last.click()
    page.wait_for_url("**/cable/08EXAMPLETOWN12/")


def test_what_is_hostile_is_offered_as_text(opened: Opened) -> None:
    page = opened("/", width=1280, scheme="light")
    page.get_by_label("Search the cables").fill("script")
    expect(page.get_by_role("option").first).to_contain_text("<script>")
    assert page.locator("[role=option] img, [role=option] script").count() == 0


def test_the_same_way_without_script(opened: Opened) -> None:
    page = opened("/search/?q=exam", width=1280, scheme="light", script=False)
    page.get_by_role("link", name="Suggestions").click()
    page.get_by_role("link", name="Embassy Exampletown").click()
    expect(page.locator(".hits > li")).to_have_count(2)

    page.goto("/search/?q=harvest+OR+granaries&sort=oldest")
    page.locator(".hits h2 a").nth(1).click()
    page.get_by_role("link", name="2 hits").click()
    expect(page).to_have_url(re.compile("#hit1$"))
    page.locator("#hit1").click()
    expect(page).to_have_url(re.compile("#hit2$"))
    page.get_by_role("link", name=re.compile("^Next")).first.click()
    expect(page.get_by_text("3 of 3")).to_be_visible()
    page.get_by_role("link", name="Previous result").click()
    page.get_by_role("link", name="Results").click()
    expect(page).to_have_url("/search/?q=harvest+OR+granaries&sort=oldest")


def test_a_number_typed_on_any_page_leads_to_its_cable(opened: Opened) -> None:
    page = opened("/about/glossary/", width=390, scheme="light", script=False)
    page.get_by_label("Search the cables").fill("exampletown 12")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cable/08EXAMPLETOWN12/")
