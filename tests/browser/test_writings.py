"""The keepers' files on the desk, in a browser: begun, looked at, refused, saved."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests import program
from tests.holdings import line, lines
from tests.visitor import SCHEMES, WIDTHS, Scheme, faults

pytestmark = pytest.mark.browser

ARTICLE = """---
title: Where the barley went
author: The archive's keepers
date: 2026-01-14
language: en
---

The granaries were full [08EXAMPLETOWN100¶1], and [08EXAMPLETOWN101] is to come.
"""


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The link of the desk of an archive of two cables, of which one is public."""
    folder = tmp_path_factory.mktemp("writings")
    held = [line(number, "The granaries were full.") for number in (100, 101)]
    program.done(folder / "archive", "import", lines(folder / "source.jsonl", *held))
    program.done(folder / "archive", "release", "08EXAMPLETOWN100")
    with program.serving(folder / "archive", "desk") as link:
        yield link


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_can_write_an_article(
    seated: Callable[..., Page], scheme: Scheme, width: int, tmp_path: Path
) -> None:
    """Axe finds nothing on any page of the way, and nothing is wider than the screen."""
    page = seated(viewport={"width": width, "height": 900}, color_scheme=scheme)
    name = f"barley-{width}-{scheme}"
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)

    def looked_at(step: str) -> None:
        page.screenshot(path=tmp_path / f"{step}.png", full_page=True)
        wrong.extend(f"{step}: {rule} {where}" for rule, where in faults(page, width, {}))

    page.goto("/desk/editorial/")
    looked_at("list")
    page.get_by_label("Word in its address").fill(name)
    page.get_by_role("button", name="Begin it").click()
    page.get_by_label("Text").fill(ARTICLE)
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview .notes li")).to_have_count(2)
    looked_at("preview")
    page.get_by_label("Text").fill(ARTICLE.replace("language: en", "language: no language"))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").locator(".error")).to_have_text(re.compile("^Line 5: "))
    looked_at("wrong")
    page.get_by_label("Text").fill(ARTICLE)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".named li")).to_have_text(["08EXAMPLETOWN101 held here, not public"])
    page.get_by_label("All of this may be read by everybody").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".told")).to_contain_text(f"{name}.md is saved")
    page.goto("/desk/editorial/coverage/coverage/")
    looked_at("coverage")

    assert [one for one in wrong if "409" not in one] == []  # what is refused is told so
