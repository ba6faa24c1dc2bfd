"""What somebody does who has never been here: an old link, a citation, words to be explained."""

import re

import pytest
from playwright.sync_api import expect
from tests.visitor import Opened

pytestmark = pytest.mark.browser

CABLE = "/cable/08EXAMPLETOWN12/"
PRINTED = "/cable/2008/02/08EXAMPLETOWN12.html"  # as a newspaper of 2010 had it

with_and_without_script = pytest.mark.parametrize(
    ("width", "script"), [(1280, True), (390, True), (390, False)], ids=str
)


@with_and_without_script
def test_a_link_that_a_newspaper_printed_leads_to_the_paragraph(
    opened: Opened, width: int, *, script: bool
) -> None:
    """Typed as an address, with its paragraph; or pasted whole, with the host of then."""
    page = opened(f"{PRINTED}#par2", width=width, scheme="light", script=script)
    expect(page).to_have_url(re.compile(f"{CABLE}#par2$"))
    expect(page.locator("#par2")).to_be_in_viewport()

    page.goto("/")
    page.locator("input[name=q]").first.fill(f"http://cables.invalid{PRINTED}#par2")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{CABLE}#par2$"))


@with_and_without_script
def test_a_paragraph_is_cited_in_a_paper_and_the_citation_checked(
    opened: Opened, width: int, *, script: bool
) -> None:
    page = opened(CABLE, width=width, scheme="light", script=script)
    if script:
        page.locator("#par2 .pilcrow").click()
        page.get_by_role("link", name="Cite a paragraph (¶2)").click()
    else:
        page.get_by_role("link", name="Cite a paragraph").click()
        page.get_by_label("What to cite").select_option("2")
        page.get_by_role("button", name="Show").click()
    expect(page.locator(".standfirst")).to_have_text("How to cite ¶2 of 08EXAMPLETOWN12.")
    expect(page.locator("dd.citation", has_text="para. 2, The Test Archive")).to_be_visible()

    page.get_by_role("link", name="Check").first.click()
    expect(page.get_by_text("✓ Holds")).to_be_visible()
    page.get_by_role("link", name="To the paragraph").click()
    expect(page.locator("#par2")).to_be_in_viewport()


@with_and_without_script
def test_what_tags_and_captions_mean_is_told_where_they_stand(
    opened: Opened, width: int, *, script: bool
) -> None:
    page = opened(CABLE, width=width, scheme="light", script=script)
    page.get_by_role("link", name="SIPDIS", exact=True).first.click()
    expect(page.get_by_text("released to the shared secret-level web")).to_be_in_viewport()

    page.goto(CABLE)
    page.get_by_role("link", name="ECON", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Economic conditions")
    page.get_by_role("link", name="Tags explained").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("link", name="ECON", exact=True).first.click()
    expect(page).to_have_url(re.compile("/browse/tag/ECON/$"))
