"""Cables reviewed in a browser: twenty in a row with one key each, marked by eye and by words."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect
from tests import program
from tests.holdings import line, lines
from tests.visitor import EVERY, SCHEMES, WIDTHS, Scheme, faults

pytestmark = pytest.mark.browser

LAST = "/desk/cable/08EXAMPLETOWN139/"
WORDS = "Jane Doe met the barge master at the granary, and JANE DOE left."


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The link of the desk of an archive of forty cables; the last is in two texts."""
    folder = tmp_path_factory.mktemp("review")
    held = [line(number, f"Report {number}.") for number in range(100, 139)]
    held += [line(139, "Nobody met anybody.", released="2010-12-01T00:00Z"), line(139, WORDS)]
    source = lines(folder / "source.jsonl", *held)
    program.done(folder / "archive", "import", source)
    with program.serving(folder / "archive", "desk") as link:
        yield link


@pytest.fixture
def desk(alone: BrowserContext) -> Iterator[Page]:
    """A page of that browser; no script may fail."""
    page = alone.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    page.close()
    assert wrong == []


def test_twenty_cables_are_reviewed_with_one_key_and_one_request_each(desk: Page) -> None:
    asked: list[str] = []

    def heard(request: Request) -> None:
        if "/static/" not in request.url:
            asked.append(f"{request.method} {request.url.rpartition('/desk/')[2]}")

    desk.goto("/desk/queue/?state=received")
    desk.keyboard.press("j")
    desk.keyboard.press("Enter")
    desk.locator("[data-cable='08EXAMPLETOWN100']").wait_for()
    desk.wait_for_load_state()  # keys are heard when the page is whole
    desk.on("request", heard)
    for number in range(100, 120):
        desk.keyboard.press("r")
        desk.locator(f"[data-cable='08EXAMPLETOWN{number + 1}']").wait_for()

    assert asked == [f"POST cable/08EXAMPLETOWN{number}/review/" for number in range(100, 120)]
    assert desk.url.endswith("/desk/cable/08EXAMPLETOWN120/?state=received")
    assert desk.evaluate("document.activeElement.id") == "top"
    desk.reload()
    expect(desk.locator("[data-cable='08EXAMPLETOWN120']")).to_be_visible()
    desk.goto("/desk/queue/?state=in+review")
    reviewed = desk.locator("table.cables .id").all_inner_texts()
    assert reviewed[:20] == [f"08EXAMPLETOWN{number}" for number in range(100, 120)]


def test_what_is_selected_is_held_back_by_a_key_and_shown_under_its_letter(desk: Page) -> None:
    desk.goto(LAST)
    _select(desk, "Jane Doe")
    desk.keyboard.press("m")
    expect(desk.locator("#m-words")).to_have_value("Jane Doe")
    desk.locator("#m-code").select_option("B6")
    desk.locator("#marking button.main").press("Enter")
    desk.get_by_text("1 mark set.").wait_for()

    expect(desk.locator("pre mark.standing")).to_have_text(["Jane Doe"])
    expect(desk.locator("pre mark.proposed")).to_have_text(["JANE DOE"])
    expect(desk.locator("pre .letter")).to_have_text(["A", "B"])
    desk.locator("#top").focus()
    desk.keyboard.press("p")
    desk.locator("pre mark.standing").nth(1).wait_for()
    _select(desk, "granary")
    desk.keyboard.press("m")
    expect(desk.locator("#m-code"), "the code that was chosen last").to_have_value("B6")
    desk.keyboard.press("Enter")
    desk.locator("pre mark.standing").nth(2).wait_for()
    expect(desk.locator("pre mark")).to_have_text(["Jane Doe", "granary", "JANE DOE"])

    desk.get_by_role("link", name="As the public will read it").click()
    expect(desk.locator(".preview .para").first).to_have_text(re.compile("(REDACTED].*){3}"))
    desk.goto(LAST)
    for left in (2, 1, 0):
        desk.get_by_role("button", name="Lift A").click()
        expect(desk.locator("pre mark")).to_have_count(left)


def test_keys_do_nothing_where_somebody_writes_or_turned_them_off(desk: Page) -> None:
    desk.goto("/desk/cable/08EXAMPLETOWN130/?state=received")
    desk.keyboard.press("n")
    desk.keyboard.type("r j")
    expect(desk.locator("#words")).to_have_value("r j")
    desk.locator("#top").focus()
    desk.keyboard.press("?")
    desk.get_by_label("Single keys do this").uncheck()
    desk.locator("#top").focus()
    desk.keyboard.press("j")
    desk.wait_for_timeout(300)
    assert "08EXAMPLETOWN130" in desk.url

    desk.get_by_label("Single keys do this").check()
    desk.locator("#top").focus()
    desk.keyboard.press("j")
    desk.wait_for_url("**/08EXAMPLETOWN131/*")


def test_without_script_a_cable_is_marked_noted_and_reviewed(
    seated: Callable[..., Page],
) -> None:
    page = seated(java_script_enabled=False)
    page.goto("/desk/queue/?state=received")
    page.get_by_role("link", name=re.compile("08EXAMPLETOWN138")).click()
    page.get_by_label("Words", exact=True).fill("Report 138")
    page.get_by_role("button", name="Hold back", exact=True).click()
    expect(page.locator("pre mark")).to_have_text(["Report 138"])
    page.get_by_label("Note").fill("Ask the post.")
    page.get_by_role("button", name="Leave the note").click()
    expect(page.locator(".history blockquote")).to_have_text(["Ask the post."])
    page.get_by_role("button", name="Reviewed, and next").click()
    expect(page.locator("[data-cable]")).to_have_attribute("data-cable", "08EXAMPLETOWN139")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_of_the_review_can_be_read_by_everybody(
    seated: Callable[..., Page], scheme: Scheme, width: int
) -> None:
    """Axe finds nothing, nothing is wider than the screen, and the browser has no complaint."""
    page = seated(viewport={"width": width, "height": 900}, color_scheme=scheme)
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    disclosed = ("/desk/disclosure/", "/desk/disclosure/list.html")
    for address in (
        *disclosed, "/desk/queue/?assignee=-",
        LAST, f"{LAST}preview/", f"{LAST}texts/", f"{LAST}open/",
    ):  # fmt: skip
        page.goto(address)
        wrong += [f"{address}: {fault}" for fault in faults(page, width, {}, EVERY)]
    page.goto("/desk/queue/")
    page.get_by_label("all 40 that this list holds").check()
    page.get_by_role("button", name="Give to").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Give to: 40 cables")
    wrong += [f"give: {fault}" for fault in faults(page, width, {}, EVERY)]

    assert wrong == []


def _select(page: Page, words: str) -> None:
    """Select words of the text, as with a pointer."""
    page.evaluate(
        """(words) => {
          const text = document.querySelector("#text");
          const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            document.getSelection().removeAllRanges();
            document.getSelection().addRange(range);
            return;
          }
        }""",
        words,
    )
