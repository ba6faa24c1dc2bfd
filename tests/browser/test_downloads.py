"""The page of the downloads, opened from a disk: whole, for everybody, at any width."""

import pytest
from playwright.sync_api import Browser
from tests.small_mirror import FIRST, SECOND, SIGNER, edition_of, small_mirror
from tests.visitor import EVERY, SCHEMES, WIDTHS, Scheme, faults

from reftel.packages.listing import Kind
from reftel.packages.packing import Order, packed
from reftel.site.wiring import start_django

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Its address, with each kind of package on it."""
    start_django()
    folder = tmp_path_factory.mktemp("downloads")
    before = small_mirror(folder / "1", FIRST, 1)
    mirror = small_mirror(folder / "2", SECOND, 2)
    order = Order(mirror, folder / "out", frozenset(Kind) - {Kind.DELTA}, (before,))
    list(packed(order, edition_of(2), SIGNER))
    return (folder / "out/index.html").as_uri()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_nobody_is_shut_out(chromium: Browser, page: str, width: int, scheme: Scheme) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    shown = context.new_page()
    shown.goto(page)

    assert list(faults(shown, width, {}, EVERY)) == []
    assert shown.locator("h2").count() == 5
    context.close()


def test_it_is_whole_under_its_own_policy_and_without_script(chromium: Browser, page: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    shown, said = context.new_page(), list[str]()
    shown.on("console", lambda message: said.append(message.text))
    asked = list[str]()
    shown.on("request", lambda request: asked.append(request.url))
    shown.goto(page)

    assert (said, asked) == ([], [page])
    assert shown.locator("h1").inner_text() == "Downloads"
    context.close()
