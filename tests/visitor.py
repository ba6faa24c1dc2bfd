"""A visitor with a real browser: what kinds there are, and what shuts one of them out."""

from collections.abc import Callable, Container, Iterator
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Scheme = Literal["light", "dark"]
WIDTHS = (390, 1280)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

Opened = Callable[..., Page]


SERIOUS = frozenset({"serious", "critical"})  # of what axe finds
EVERY = SERIOUS | {"moderate", "minor", None}


def faults(
    page: Page, width: int, rules: dict[str, object], impacts: Container[object] = SERIOUS
) -> Iterator[tuple[str, str]]:
    """What axe finds that weighs so much, and whether the page is wider than the screen."""
    for violation in Axe().run(page, options=rules).response["violations"]:
        if violation["impact"] in impacts:
            yield violation["id"], violation["nodes"][0]["html"][:160]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        yield "wider than the screen", ""
