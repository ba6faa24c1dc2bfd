"""The keepers' files on the desk, in a browser: begun, looked at, refused, saved."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext
from tests.holdings import line, lines
from tests.visitor import SCHEMES, WIDTHS, Scheme, faults

pytestmark = pytest.mark.browser

RUN = [sys.executable, "-c", "from reftel.cli import main; main()"]
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
    desk = [*RUN, "--archive", str(folder / "archive")]
    for words in (
        ["import", str(lines(folder / "source.jsonl", *held))],
        ["release", "08EXAMPLETOWN100"],
    ):
        subprocess.run([*desk, *words], check=True, capture_output=True)
    with subprocess.Popen(
        [*desk, "desk", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as running:
        assert running.stdout is not None
        yield running.stdout.readline().strip()
        running.send_signal(signal.SIGTERM)


@pytest.fixture(scope="module")
def alone(chromium: Browser, link: str) -> Iterator[BrowserContext]:
    """The browser that the link was opened in."""
    context = chromium.new_context(base_url=link.partition("/desk/")[0])
    context.new_page().goto(link)
    yield context
    context.close()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_can_write_an_article(
    alone: BrowserContext, chromium: Browser, scheme: Scheme, width: int, tmp_path: Path
) -> None:
    """Axe finds nothing on any page of the way, and nothing is wider than the screen."""
    context = chromium.new_context(
        base_url=alone.pages[0].url.partition("/desk/")[0],
        storage_state=alone.storage_state(),
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
    )
    page, name = context.new_page(), f"barley-{width}-{scheme}"
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
    assert page.locator(".preview .notes li").count() == 2
    looked_at("preview")
    page.get_by_label("Text").fill(ARTICLE.replace("language: en", "language: no language"))
    page.get_by_role("button", name="Save").click()
    assert page.get_by_role("alert").locator(".error").inner_text().startswith("Line 5: ")
    looked_at("wrong")
    page.get_by_label("Text").fill(ARTICLE)
    page.get_by_role("button", name="Save").click()
    assert page.locator(".named li").all_inner_texts() == ["08EXAMPLETOWN101 held here, not public"]
    page.get_by_label("All of this may be read by everybody").check()
    page.get_by_role("button", name="Save").click()
    assert f"{name}.md is saved" in page.locator(".told").inner_text()
    page.goto("/desk/editorial/coverage/coverage/")
    looked_at("coverage")
    context.close()

    assert [one for one in wrong if "409" not in one] == []  # what is refused is told so
