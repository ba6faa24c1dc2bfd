"""A reader's way through the archive, in a real browser.

With and without script, on a phone and a desk, by day and by night. Nothing leaves the
host, and nothing is wrong in the console.
"""

import re

import pytest
from playwright.sync_api import expect
from tests.visitor import SCHEMES, WIDTHS, Opened, Scheme, faults

pytestmark = pytest.mark.browser

TEMPLATES = [
    "/",
    "/browse/",
    "/browse/released/",
    "/browse/created/",
    "/browse/created/2008/",
    "/browse/created/2008/02/",
    "/browse/on-this-day/",
    "/browse/on-this-day/02-29/",
    "/browse/missing/",
    "/browse/missing/?letter=S",
    "/browse/missing/cards/",
    "/browse/country/la/",
    "/browse/addressee/",
    "/browse/addressee/secretary-of-state/",
    "/browse/person/",
    "/browse/caption/",
    "/browse/kind/subject/",
    "/browse/origin/embassy-exampletown/",
    "/browse/origin/",
    "/browse/tag/ECON/",
    "/browse/tag/",
    "/browse/classification/",
    "/cable/08EXAMPLETOWN12/",
    "/cable/08EXAMPLETOWN12/sent.html",
    "/cable/08EXAMPLETOWN12/places.html",
    "/cable/08EXAMPLETOWN12/?words=granaries+are&par=2#par2",
    "/cable/08EXAMPLETOWN12/?words=nowhere",
    "/cable/08EXAMPLETOWN12/cite.html?par=2&words=granaries+are",
    "/cable/09EVIL1/cite.html",
    "/verify/",
    "/verify/?citation=08EXAMPLETOWN12+%C2%B62+@1+%2300000000",
    "/cable/75SAMPLEVILLE3/",
    "/cable/75SAMPLEVILLE3/#w-DCM",
    "/cable/75SAMPLEVILLE3/sent.html",
    "/cable/09EVIL1/",
    "/cable/XX/",
    "/cable/08EXAMPLETOWN99/",
    "/cable/08STATE2731/",
    "/reftel/08STATE2731/",
    "/reftel/75SAMPLEVILLE9/",
    "/reftel/09EVIL9/",
    "/search/?q=harvest&tag=ECON",
    "/search/?q=harvest&origin=Consulate+Sampleville&-tag=EAGR",
    "/search/?q=harvest+created:soon",
    "/search/?q=harvest&tag=EAGR&year=1975",
    "/search/?q=nothingatall",
    "/search/?q=harvset",
    "/search/?q=Exampletown+2008",
    "/suggest/?q=ex",
    "/cable/08EXAMPLETOWN12/?q=harvest",
    "/cable/08EXAMPLETOWN12/sent.html?q=harvest+OR+granaries",
    "/search/facet/?facet=origin&q=harvest",
    "/about/",
    "/about/understanding-cables/",
    "/about/discussing-cables/",
    "/about/faq/",
    "/about/community/",
    "/about/glossary/",
    "/quote/",
    "/quote/?q=The+harvest+was+not+good.+The+granaries+were+full.",
    "/quote/?q=the+harvest+was+good",
    "/quote/?q=nobody+said+anything+about+that+barge",
    "/about/tags/",
    "/about/searching/",
    "/about/contact/",
    "/about/help/",
    "/articles/",
    "/articles/barley/",
    "/articles/arabic/",
    "/articles/hostile/",
    "/articles/language/ar/",
    "/collections/",
    "/collections/barges/",
    "/coverage/",
    "/list/",
    "/list/?id=08EXAMPLETOWN12&note=The+first&id=08EXAMPLETOWN77",
    "/browse/released/?list=08EXAMPLETOWN12",
    "/search/concordance/?q=harvest+created:soon",
    "/search/batch/?terms=harvest%0A%22blue+barley",
    "/trends/?q=harvest&q=barge",
    "/alike/?cable=08EXAMPLETOWN12",
    "/nothing/",
]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_from_the_front_page_to_a_facet(
    opened: Opened, width: int, scheme: Scheme, *, script: bool
) -> None:
    """Home, a tag, a cable, its second paragraph, a reference, a search, a facet."""
    page = opened("/", width=width, scheme=scheme, script=script)
    expect(page.get_by_text("Released so far 5 / 251,287")).to_be_visible()
    page.get_by_role("navigation", name="Browse").get_by_role("link", name="Tag").click()
    page.get_by_role("link", name="ECON", exact=True).click()
    expect(page.get_by_role("heading", name="ECON Economic conditions")).to_be_visible()

    page.locator("tr", has_text="08EXAMPLETOWN12").get_by_role("link").click()
    expect(page.get_by_text("The granaries are full.")).to_be_visible()
    page.get_by_role("link", name="Link to paragraph 2").click()
    expect(page).to_have_url("/cable/08EXAMPLETOWN12/#par2")

    page.get_by_role("link", name="EXAMPLETOWN 10").first.click()
    expect(page).to_have_url("/cable/08EXAMPLETOWN10/")
    page.get_by_label("Search the cables").fill("harvest")
    page.get_by_label("Search the cables").press("Enter")
    expect(page.locator("mark").first).to_be_visible()

    facets = page.get_by_role("complementary", name="Narrow down")
    facets.get_by_role("link", name="Consulate Sampleville 1").click()
    expect(page.locator(".hits > li")).to_have_count(1)
    page.get_by_role("link", name="Remove the filter Origin Consulate Sampleville").click()
    expect(page.locator(".hits > li")).not_to_have_count(1)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_more_ways_to_a_country_a_tag_and_a_day(opened: Opened, *, script: bool) -> None:
    page = opened("/", width=390, scheme="light", script=script)
    page.get_by_role("link", name="More ways to browse").click()
    page.get_by_role("link", name="Country", exact=True).click()
    page.get_by_role("link", name="Laos").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Laos")

    page.goto("/browse/tag/ECON/")
    beside = page.get_by_role("complementary", name="About this list")
    beside.get_by_text("In figures").click()
    expect(beside.get_by_role("row", name="2008 2")).to_be_visible()
    beside.get_by_role("link", name="EAGR").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("EAGR")

    page.goto("/browse/created/2008/")
    page.locator("a[href='02/29/']").click()
    page.get_by_role("link", name="29 February in all years").click()
    expect(page.get_by_role("link", name="HARVEST OF BLUE BARLEY")).to_be_visible()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_shuts_anybody_out(opened: Opened, width: int, scheme: Scheme) -> None:
    """By day every rule of axe; by night those that colours can break."""
    rules: dict[str, object] = {"resultTypes": ["violations"]}
    if scheme == "dark":
        rules["runOnly"] = ["color-contrast", "link-in-text-block"]
    page = opened("/", width=width, scheme=scheme)
    found = []
    for address in TEMPLATES:
        page.goto(address)
        found += [(address, *fault) for fault in faults(page, width, rules)]
    assert found == []


def test_no_page_is_wider_than_the_narrowest_screen(opened: Opened) -> None:
    """Set in the widest letters that there are, so that no machine's fonts decide."""
    page = opened("/", width=320, scheme="light")
    widest = """for (const face of ["--serif", "--sans"])
        document.documentElement.style.setProperty(face, "monospace");
    document.documentElement.scrollWidth"""
    wide = []
    for address in TEMPLATES:
        page.goto(address)
        wide += [address] if page.evaluate(widest) > 320 else []
    assert wide == []


def test_on_a_phone_the_message_begins_on_the_first_screen(opened: Opened) -> None:
    """The ways to browse take one row, and three lines of the text have room below the rest.

    Asked in lines of the text, since each machine has fonts of its own.
    """
    page = opened("/cable/08EXAMPLETOWN12/", width=390, scheme="light")
    page.set_viewport_size({"width": 390, "height": 844})
    tops = "links => new Set(links.map(one => one.getBoundingClientRect().top)).size"
    assert page.get_by_role("navigation", name="Browse").locator("a").evaluate_all(tops) == 1
    first = page.locator(".para p").first
    room = first.evaluate("text => innerHeight - text.getBoundingClientRect().top")
    line = first.evaluate("text => parseFloat(getComputedStyle(text).lineHeight)")
    assert room > 3 * line


def test_hostile_text_runs_nothing(opened: Opened) -> None:
    dialogs: list[str] = []
    page = opened("/cable/09EVIL1/", width=1280, scheme="light")
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    for address in ("/cable/09EVIL1/", "/cable/09EVIL1/sent.html", "/search/?q=script", "/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
    assert dialogs == []
    assert page.locator("main img, main script").count() == 0


def test_script_copies_the_address_of_a_paragraph(opened: Opened) -> None:
    page = opened("/cable/08EXAMPLETOWN12/", width=1280, scheme="light")
    page.get_by_role("link", name="Link to paragraph 1").click()
    expect(page.get_by_text("Address of the paragraph copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.url
    assert copied.endswith("/cable/08EXAMPLETOWN12/#par1")


def test_a_citation_holds_the_whole_address_where_script_runs(opened: Opened, site: str) -> None:
    page = opened("/cable/08EXAMPLETOWN12/", width=1280, scheme="light")
    expect(page.locator(".citation")).to_contain_text(f"{site}/cable/08EXAMPLETOWN12/")
    page = opened("/cable/08EXAMPLETOWN12/", width=1280, scheme="light", script=False)
    expect(page.locator(".citation")).to_contain_text(" /cable/08EXAMPLETOWN12/")


def test_keys_lead_from_paragraph_to_paragraph_and_from_cable_to_cable(opened: Opened) -> None:
    page = opened("/cable/08EXAMPLETOWN12/", width=1280, scheme="light")
    page.keyboard.press("/")
    expect(page.get_by_label("Search the cables")).to_be_focused()
    page.keyboard.press("j")  # typed into the box
    expect(page.get_by_label("Search the cables")).to_have_value("j")
    page.get_by_label("Search the cables").blur()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Link to paragraph 1")).to_be_focused()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Link to paragraph 2")).to_be_focused()
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="Link to paragraph 1")).to_be_focused()
    page.keyboard.press("p")
    page.wait_for_url("**/cable/08EXAMPLETOWN10/")


def test_the_keyboard_reaches_the_content_first(opened: Opened) -> None:
    page = opened("/browse/tag/", width=390, scheme="light")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("width", WIDTHS)
def test_an_abbreviation_is_explained_where_the_reader_is(
    opened: Opened, width: int, *, script: bool
) -> None:
    """Its meaning comes into sight, and the line that was read does not leave it."""
    page = opened("/cable/75SAMPLEVILLE3/", width=width, scheme="light", script=script)
    link = page.locator(".para").get_by_role("link", name="DCM", exact=True)
    link.scroll_into_view_if_needed()
    link.click()
    expect(page).to_have_url(re.compile("#w-DCM$"))
    expect(page.get_by_text("deputy chief of mission")).to_be_in_viewport()
    expect(link).to_be_in_viewport()
    page.go_back()
    expect(link).to_be_in_viewport()


def test_the_meaning_on_a_phone_is_put_away_again(opened: Opened) -> None:
    page = opened("/cable/75SAMPLEVILLE3/#w-DCM", width=390, scheme="light", script=False)
    before = page.evaluate("scrollY")
    page.get_by_role("link", name="Close").click()
    assert page.evaluate("scrollY") == before
    expect(page.get_by_text("deputy chief of mission")).not_to_be_in_viewport()


def test_the_keys_are_told_and_can_be_turned_off(opened: Opened) -> None:
    page = opened("/cable/08EXAMPLETOWN12/", width=1280, scheme="light")
    page.keyboard.press("?")
    told = page.get_by_role("dialog", name="Keys")
    expect(told.get_by_text("next and previous paragraph")).to_be_visible()
    assert list(faults(page, 1280, {"resultTypes": ["violations"]})) == []
    told.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    expect(told).not_to_be_visible()
    for key in "j?/":
        page.keyboard.press(key)
    expect(told).not_to_be_visible()
    expect(page.get_by_label("Search the cables")).not_to_be_focused()

    page.goto("/about/understanding-cables/#keys")
    page.get_by_role("checkbox", name="Single keys do this, in this browser").check()
    page.goto("/cable/08EXAMPLETOWN12/")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Link to paragraph 1")).to_be_focused()


def test_a_key_that_is_held_with_another_is_the_browsers(opened: Opened) -> None:
    page = opened("/cable/08EXAMPLETOWN12/", width=1280, scheme="light")
    for held in ("Control", "Alt", "Meta"):
        page.keyboard.press(f"{held}+j")
    expect(page.get_by_role("link", name="Link to paragraph 1")).not_to_be_focused()
    page.get_by_label("Search the cables").fill("")
    page.keyboard.type("?jk/")
    expect(page.get_by_label("Search the cables")).to_have_value("?jk/")


def test_printed_a_cable_has_its_addressees_and_words_and_no_ways_to_browse(opened: Opened) -> None:
    page = opened("/cable/75SAMPLEVILLE3/", width=800, scheme="light", script=False)
    page.emulate_media(media="print")
    for told in ("AMEMBASSY BONN", "deputy chief of mission", "Cite this cable", "since edition 1"):
        expect(page.get_by_text(told).first).to_be_visible()
    for way in ("Browse", "Views of this cable", "Cables before and after"):
        expect(page.locator(f'nav[aria-label="{way}"]')).not_to_be_visible()
    marking = "getComputedStyle(document.documentElement).getPropertyValue('--marking')"
    assert page.evaluate(marking) == '"CONFIDENTIAL"'
