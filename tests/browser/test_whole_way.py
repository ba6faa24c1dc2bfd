"""The whole way of a cable in a browser, by three people: from the import to its tombstone."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests import program
from tests.desk import PASSWORD
from tests.holdings import line, lines

pytestmark = pytest.mark.browser

CABLE = "/cable/08EXAMPLETOWN12/"
WORDS = "Jane Doe met the barge master at the granary."
LATER = "Jane Doe met the barge master at the old granary."
TOML = """format = 1
name = "Test archive"
[policy]
two_people = true
[desk]
second_factor = "optional"
"""


class House:
    """The archive's desk and reading room, each a process of its own, and a browser for each."""

    def __init__(self, folder: Path, chromium: Browser, open_: ExitStack) -> None:
        self.folder = folder
        self._chromium = chromium
        self._open = open_

    def take_in(self, name: str, content: bytes) -> None:
        program.done(self.folder / "archive", "import", lines(self.folder / name, content))

    def started(self, server: str) -> str:
        """The line that a server says: its address."""
        return self._open.enter_context(program.serving(self.folder / "archive", server))

    def page(self, address: str) -> Page:
        """A page of a browser of its own."""
        context = self._chromium.new_context(base_url=address)
        self._open.callback(context.close)
        return context.new_page()


@pytest.fixture
def house(tmp_path: Path, chromium: Browser) -> Iterator[House]:
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "reftel.toml").write_text(TOML, encoding="utf-8")
    with ExitStack() as open_:
        yield House(tmp_path, chromium, open_)


def test_a_cable_goes_all_the_way_from_the_import_to_its_tombstone(house: House) -> None:
    house.take_in("first.jsonl", line(12, WORDS))
    link = house.started("desk")
    base = link.partition("/desk/")[0]
    keeper = house.page(base)
    keeper.goto(link)
    anna, ben, cara = (
        _joined(house, keeper, name, role)
        for name, role in (("anna", "reviewer"), ("ben", "approver"), ("cara", "publisher"))
    )

    anna.goto("/desk" + CABLE)
    anna.get_by_label("Words", exact=True).fill("Jane Doe")
    anna.get_by_role("button", name="Hold back", exact=True).click()
    anna.get_by_text("1 mark set.").wait_for()
    _passed(anna, "Reviewed", "in review")
    _passed(ben, "Approve", "approved")
    cara.goto("/desk/batches/")
    cara.get_by_label("Name").fill("spring")
    cara.get_by_label("What readers are told").fill("The first part.")
    cara.get_by_role("button", name="Make the batch").click()
    cara.get_by_role("button", name="Add all 1 that are approved").click()
    cara.get_by_role("button", name="Release it now").click()
    cara.get_by_label("Password of cara").fill(PASSWORD)
    cara.get_by_role("button", name="Go on").click()
    cara.wait_for_url("**/go-on/")
    cara.locator("main button").last.click()
    cara.wait_for_url("**/desk/batches/*/")
    _waited(cara, lambda: cara.locator("h1 .pill").inner_text() == "released")

    reader = house.page(house.started("serve"))
    reader.goto(CABLE)
    first = reader.locator("#par1").inner_text()
    assert ("REDACTED" in first, "Jane" in reader.content()) == (True, False)
    assert reader.goto("/search/?q=jane").status == 200  # type: ignore[union-attr]
    expect(reader.locator(".hits > li")).to_have_count(0)
    reader.goto("/search/?q=granary")
    expect(reader.locator(".hits > li")).to_have_count(1)

    house.take_in("later.jsonl", line(12, LATER, released="2012-01-01T00:00Z"))
    anna.goto("/desk" + CABLE)
    expect(anna.locator("pre mark"), "carried on").to_have_text(["Jane Doe"])
    _passed(anna, "Reviewed", "in review")
    _passed(ben, "Approve", "approved")
    cara.goto(f"/desk{CABLE}correct/")
    expect(cara.locator(".passage ins")).to_have_text(["old"])
    cara.get_by_label("Why, for readers").fill("A word was missing.")
    cara.get_by_role("button", name="Release the later text").click()
    _waited(reader, lambda: "old granary" in _at(reader, CABLE))
    assert "A word was missing." in _at(reader, f"{CABLE}history/")

    cara.goto(f"/desk{CABLE}withdraw/")
    cara.get_by_label("The whole cable").check()
    cara.get_by_label("Why, for readers").fill("To protect a source.")
    cara.get_by_role("button", name="Withdraw it").click()
    _waited(reader, lambda: "To protect a source." in _at(reader, CABLE))
    assert reader.goto(CABLE).status == 410  # type: ignore[union-attr]
    assert "granary" not in _at(reader, "/") + _at(reader, "/search/?q=barge")


def _joined(house: House, keeper: Page, name: str, role: str) -> Page:
    """The page of somebody who was invited, set a password, and signed in."""
    keeper.goto("/desk/accounts/")
    keeper.get_by_label("Name").fill(name)
    keeper.get_by_label("Role").select_option(role)
    keeper.get_by_role("button", name="Make the account").click()
    invited = keeper.locator("code.link").inner_text()
    page = house.page(invited.partition("/desk/")[0])
    page.goto(invited)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD)
    page.get_by_role("button", name="Set it").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    return page


def _passed(page: Page, button: str, state: str) -> None:
    """Pass the cable on, and see that it stands there."""
    page.goto("/desk" + CABLE)
    page.get_by_role("button", name=button).click()
    expect(page.locator("main .pill").first).to_have_text(state)


def _at(page: Page, address: str) -> str:
    page.goto(address)
    return page.content()


def _waited(page: Page, done: Callable[[], bool]) -> None:
    """Look again until what runs in another process is done; at most two minutes."""
    for _ in range(120):
        page.reload()
        if done():
            return
        page.wait_for_timeout(1000)
    pytest.fail(f"It was not done in time:\n{page.locator('main').inner_text()}")
