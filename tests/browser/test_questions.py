"""Three questions of a reporter, from the front page to the answer, by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect
from tests.visitor import Opened

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"]),
]


def ask(page: Page, question: str) -> None:
    """Typed into the box of the front page, which the keyboard reaches by Tab."""
    box = page.get_by_label("Search the cables")
    for _ in range(20):
        page.keyboard.press("Tab")
        if box.evaluate("box => box === document.activeElement"):
            break
    page.keyboard.type(question)
    page.keyboard.press("Enter")


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.focus()
    page.keyboard.press("Enter")


def test_all_cables_of_a_post_on_a_tag_in_half_a_year(opened: Opened, *, script: bool) -> None:
    page = opened("/", width=1280, scheme="light", script=script)
    ask(page, "from:exampletown tag:EAGR created:2008-01..2008-06")
    expect(page.locator(".hits .id")).to_have_text(["08EXAMPLETOWN12", "08EXAMPLETOWN10"])


def test_who_cites_a_cable(opened: Opened, *, script: bool) -> None:
    page = opened("/", width=1280, scheme="light", script=script)
    ask(page, "08 Exampletown 00010")
    page.wait_for_url("**/cable/08EXAMPLETOWN10/")
    citing = page.locator("section", has=page.get_by_role("heading", name="Cited by"))
    expect(citing.get_by_role("listitem")).to_have_count(1)
    follow(page, "08EXAMPLETOWN12")
    page.wait_for_url("**/cable/08EXAMPLETOWN12/")


def test_every_unclassified_paragraph_with_a_phrase(opened: Opened, *, script: bool) -> None:
    page = opened("/", width=1280, scheme="light", script=script)
    ask(page, 'mark:u "harvest was good"')
    expect(page.locator(".hits .passage mark").first).to_have_text("harvest was good")
    follow(page, "in context")
    expect(page.locator(".concordance mark")).to_have_text(["harvest was good"] * 3)
    follow(page, "08EXAMPLETOWN12 ¶1")
    page.wait_for_url("**/cable/08EXAMPLETOWN12/?*#par1")
    expect(page.locator("#hit1")).to_be_visible()
