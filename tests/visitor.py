"""A visitor with a real browser: what kinds there are, and what shuts one of them out."""

from collections.abc import Callable, Iterator
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Scheme = Literal["light", "dark"]
WIDTHS = (390, 1280)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

Opened = Callable[..., Page]


def faults(page: Page, width: int, rules: dict[str, object]) -> Iterator[tuple[str, str]]:
    """What axe calls serious or critical, and whether the page is wider than the screen."""
    for violation in Axe().run(page, options=rules).response["violations"]:
        if violation["impact"] in {"serious", "critical"}:
            yield violation["id"], violation["nodes"][0]["html"][:160]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        yield "wider than the screen", ""
