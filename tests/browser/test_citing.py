"""Citing in a real browser: with script a button copies and a selection has an address."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.visitor import Opened

pytestmark = pytest.mark.browser

CABLE = "/cable/08EXAMPLETOWN12/"
SELECTED = """() => {
  const text = [...document.querySelectorAll("#par2 p")][0].lastChild;
  const at = text.textContent.indexOf("granaries are");
  const range = document.createRange();
  range.setStart(text, at);
  range.setEnd(text, at + "granaries are".length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_other_styles_are_one_step_from_the_cable(opened: Opened, *, script: bool) -> None:
    page = opened(CABLE, width=1280, scheme="light", script=script)
    shown = page.locator(".cite .citation")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("Diplomatic cable 08EXAMPLETOWN12, February 29, 2008.")

    page.get_by_role("link", name="In other styles").click()
    for part in ("(2008, February 29).", "29 Feb. 2008", "{{cite report"):
        expect(page.locator(".every .citation", has_text=part)).to_have_count(1)


def test_an_address_is_not_broken_inside_a_word(opened: Opened) -> None:
    page = opened(CABLE, width=1280, scheme="light", script=False)
    heights = page.evaluate("""() => {
      const link = document.querySelector(".lasting a");
      const line = parseFloat(getComputedStyle(link).lineHeight);
      return [...link.childNodes].filter((one) => one.nodeType === 3).map((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return range.getClientRects().length;
      });
    }""")
    assert set(heights) == {1}


def test_a_citation_is_copied_with_the_host_and_without_the_button(opened: Opened) -> None:
    page = opened(f"{CABLE}cite.html", width=1280, scheme="light")
    page.locator("dd.citation", has_text="29 Feb. 2008").locator(".copy").click()
    expect(page.get_by_role("status")).to_have_text("Copied")

    host = re.match(r"http://[^/]+", page.url)
    assert host is not None
    assert copied(page) == (
        "Embassy Exampletown. “HARVEST OF BLUE BARLEY EXCEEDS ALL HOPES.” The Test Archive, "
        f"edition 1, diplomatic cable 08EXAMPLETOWN12, 29 Feb. 2008, {host[0]}{CABLE}."
    )


def test_the_paragraph_in_the_address_is_the_one_to_cite(opened: Opened) -> None:
    page = opened(CABLE, width=1280, scheme="light")
    expect(page.get_by_role("link", name="Cite a paragraph")).to_have_attribute("href", "cite.html")
    page.get_by_role("link", name="Link to paragraph 2").click()
    page.get_by_role("link", name="Cite a paragraph (¶2)").click()

    expect(page.get_by_text("How to cite ¶2 of 08EXAMPLETOWN12.")).to_be_visible()
    page.locator("p.pinned .copy").click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    assert re.fullmatch("08EXAMPLETOWN12 ¶2 @1 #[0-9a-f]{8}", copied(page))


def test_selected_words_have_an_address_that_lights_them(opened: Opened) -> None:
    page = opened(CABLE, width=1280, scheme="light")
    page.evaluate(SELECTED)
    page.get_by_role("link", name="Link to these words").click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    address = copied(page)
    assert address.endswith(f"{CABLE}?words=granaries+are&par=2#par2")

    page.goto(address)
    expect(page.locator("#par2 mark")).to_have_text("granaries are")
    page.evaluate("getSelection().removeAllRanges()")
    expect(page.locator(".to-words")).to_have_count(0)


def test_without_script_words_are_typed_and_checked(opened: Opened) -> None:
    """The form, the address of the words, the citation, and the check of it."""
    page = opened(CABLE, width=390, scheme="dark", script=False)
    page.get_by_role("link", name="Cite a paragraph").click()
    page.get_by_label("Words that the address is to point to").fill("granaries\n are")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("How to cite ¶2 of 08EXAMPLETOWN12.")).to_be_visible()

    page.get_by_role("link", name="Check").click()
    expect(page.get_by_text("Edition 1 has these words.")).to_be_visible()
    page.get_by_role("link", name="To the paragraph").click()
    expect(page).to_have_url(f"{CABLE}#par2")
