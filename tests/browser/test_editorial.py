"""A reader follows an article to its sources, and collects cables, with and without script."""

import re

import pytest
from playwright.sync_api import expect
from tests.visitor import Opened

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("width", [390, 1280])
def test_from_an_article_to_the_paragraph_that_it_cites(
    opened: Opened, width: int, *, script: bool
) -> None:
    page = opened("/articles/", width=width, scheme="light", script=script)
    page.get_by_role("link", name="Where the barley went").click()
    expect(page.get_by_text("The granaries are full.")).to_be_visible()
    page.get_by_role("link", name="Note 1").first.click()
    expect(page).to_have_url(re.compile("#note-1$"))
    page.get_by_role("link", name="08EXAMPLETOWN12 ¶2").click()
    expect(page).to_have_url("/cable/08EXAMPLETOWN12/#par2")
    page.get_by_role("link", name="Where the barley went").click()
    expect(page).to_have_url("/articles/barley/")


def test_an_article_from_right_to_left_has_its_notes_on_the_left(opened: Opened) -> None:
    page = opened("/articles/arabic/", width=1280, scheme="light", script=False)
    text, notes = (
        page.locator(".story .prose").bounding_box(),
        page.locator(".notes").bounding_box(),
    )
    assert text is not None
    assert notes is not None
    assert notes["x"] + notes["width"] < text["x"]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_list_is_collected_and_carried_on(opened: Opened, *, script: bool) -> None:
    page = opened("/list/", width=1280, scheme="light", script=script)
    page.get_by_label("Add cables").fill("08 exampletown 12\n/cable/XX/")
    page.get_by_role("button", name="Add to the list").click()
    expect(page).to_have_url("/list/?id=08EXAMPLETOWN12&id=XX")

    page.get_by_role("link", name="the latest releases").click()
    page.get_by_label("Add 75SAMPLEVILLE3").check()
    page.get_by_role("button", name="Add the ticked ones").click()
    expect(page).to_have_url("/list/?id=08EXAMPLETOWN12&id=XX&id=75SAMPLEVILLE3")

    page.get_by_text("Write notes").click()
    page.get_by_label("75SAMPLEVILLE3").fill("Thirty years before")
    page.get_by_role("button", name="Put the notes").click()
    expect(page.locator(".note")).to_have_text("Thirty years before")
    page.get_by_role("link", name="Take off XX").click()
    expect(page).to_have_url("/list/?id=08EXAMPLETOWN12&id=75SAMPLEVILLE3&note=Thirty+years+before")


def test_script_remembers_the_list_in_this_tab_alone(opened: Opened) -> None:
    page = opened("/list/?id=XX", width=1280, scheme="light")
    page.goto("/cable/08EXAMPLETOWN12/")
    page.get_by_role("link", name="Add to your list").click()
    expect(page).to_have_url("/list/?id=XX&id=08EXAMPLETOWN12")
    page.goto("/cable/XX/")
    expect(page.get_by_role("link", name="On your list")).to_be_visible()
    page.goto("/browse/released/")
    page.get_by_role("link", name="Collect cables").click()
    assert re.search(r"\?list=XX&list=08EXAMPLETOWN12$", page.url)
    assert page.evaluate("[localStorage.length, document.cookie]") == [0, ""]

    other = opened("/cable/08EXAMPLETOWN12/", width=1280, scheme="light")
    expect(other.get_by_role("link", name="Begin a list with it")).to_be_visible()
    page.goto("/list/")
    page.goto("/cable/XX/")
    expect(page.get_by_role("link", name="Begin a list with it")).to_be_visible()
