"""A mirror below a folder of a host that hands out files: read with and without script."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.reader import publish
from tests.sample import cable_record
from tests.visitor import EVERY, SCHEMES, WIDTHS, Scheme, faults

from reftel.archive import Audience
from reftel.edition.live import open_live
from reftel.mirror.copying import Order
from reftel.mirror.mirror import mirror
from reftel.mirror.status import Status
from reftel.mirror.surveying import Standing, State
from reftel.reading_room.policy import SECURITY_HEADERS
from reftel.site.wiring import viewing_folder

pytestmark = pytest.mark.browser
CABLE = "cable/08EXAMPLETOWN12/"
SAYS_NOTHING = "This is a copy of the archive that hands out pages"


class Files(SimpleHTTPRequestHandler):
    """Hands out files under the policy of the archive, and says nothing of it."""

    def end_headers(self) -> None:
        for name, value in SECURITY_HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_said: object) -> None:
        pass


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a mirror of the small archive, below a folder of its host."""
    folder = tmp_path_factory.mktemp("host")
    records = [cable_record(f"08EXAMPLETOWN{number}") for number in (12, 13)]
    archive = publish(folder / "private", records, address="https://cables.example")
    edition = open_live(archive, audience=Audience.PUBLIC)
    order = Order(viewing_folder, edition.folder, folder / "public/below", "")
    for _ in mirror(order, edition.manifest):
        pass
    handler = partial(Files, directory=str(folder / "public"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/below/"
        server.shutdown()


@pytest.fixture(params=["with script", "without script"])
def page(chromium: Browser, below: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that may ask the mirror alone; what else it asks for, or fails to find, is a fault."""
    context = chromium.new_context(
        base_url=below, java_script_enabled=request.param == "with script"
    )
    wrong: list[str] = []
    context.on(
        "request", lambda asked: None if asked.url.startswith(below) else wrong.append(asked.url)
    )
    context.on("response", lambda got: wrong.append(got.url) if got.status >= 400 else None)
    opened = context.new_page()
    opened.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield opened
    context.close()
    assert wrong == []


def test_a_reader_browses_reads_and_takes_along(page: Page) -> None:
    page.goto("./")
    page.locator("a[href$='browse/tag/']").first.click()
    page.locator("a[href$='ECON/']").first.click()
    page.locator(f"a[href$='{CABLE}']").first.click()
    expect(page).to_have_url(page.url.partition("/below/")[0] + f"/below/{CABLE}")
    page.get_by_role("link", name="As sent", exact=True).click()
    expect(page.locator("main")).to_contain_text("1. (U) The harvest was good.")
    page.get_by_role("link", name="To read").click()
    told = page.request.get(f"{page.url.partition(CABLE)[0]}cable/08EXAMPLETOWN12.json")
    assert told.json()["id"] == "08EXAMPLETOWN12"


def test_a_question_that_is_no_search_is_said_to_be_for_the_archive(
    chromium: Browser, below: str
) -> None:
    page = chromium.new_page(base_url=below)
    page.goto("quote/?q=barley")

    expect(page.get_by_role("status").filter(has_text=SAYS_NOTHING)).to_be_visible()
    expect(page.locator("main [name=q]")).to_have_value("barley")
    expect(page.get_by_role("link", name="Ask the archive itself")).to_have_attribute(
        "href", "https://cables.example/quote/?q=barley"
    )
    page.goto("quote/")
    expect(page.get_by_text(SAYS_NOTHING)).to_be_hidden()
    page.close()


def test_a_reader_searches_a_copy_by_keyboard(chromium: Browser, below: str) -> None:
    page = chromium.new_page(base_url=below)
    page.goto(CABLE)
    page.keyboard.press("/")
    page.keyboard.type("granary -zebra")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").first).to_have_text("2 cables")
    expect(page.locator("main input[name=q]")).to_have_value("granary -zebra")
    expect(page.locator(".hits mark").first).to_have_text("granaries")
    page.keyboard.press("j")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{below}cable/08EXAMPLETOWN12/#par2")
    page.close()


@pytest.mark.parametrize("page", ["with script"], indirect=True)
def test_a_search_is_answered_by_the_copy_alone(page: Page, below: str) -> None:
    """Nothing but the mirror is asked, and nothing is asked for that is not there."""
    page.goto('search/?q="blue barley"&tag=ECON')
    expect(page.locator(".hits .id")).to_have_text(["08EXAMPLETOWN12", "08EXAMPLETOWN13"])
    expect(page.get_by_role("link", name="Ask the archive itself")).to_have_attribute(
        "href", "https://cables.example/search/?q=%22blue+barley%22&tag=ECON"
    )
    expect(page).to_have_title('Search: "blue barley" · The Test Archive')
    box = page.locator("details", has=page.get_by_role("heading", name="Origin"))
    expect(box.locator("li")).to_have_text("Embassy Exampletown 2 not")
    page.get_by_role("link", name="Remove the filter Tag ECON").click()
    expect(page.get_by_role("link", name="Remove the filter Tag ECON")).to_have_count(0)
    expect(page).to_have_title('Search: "blue barley" · The Test Archive')
    page.get_by_role("link", name="not 2008").click()
    expect(page.get_by_text("Nothing was found.")).to_be_visible()
    assert page.url.endswith("&-year=2008")
    for typed in (
        "08exampletown13",
        "08 Exampletown 000013",
        "/cable/2008/02/08EXAMPLETOWN13.html",
    ):
        page.goto(f"search/?q={quote(typed)}")
        expect(page).to_have_url(f"{below}cable/08EXAMPLETOWN13/")


@pytest.mark.parametrize("page", ["with script"], indirect=True)
def test_a_text_is_the_same_whether_it_is_read_from_data_or_from_a_page(page: Page) -> None:
    page.goto("about/")
    run = """async (data) => {
      const { passages, stands, text } = await import("../search/texts.js");
      const held = await text("08EXAMPLETOWN12", data);
      const phrase = (...words) => stands({ words, exact: false }, held);
      return [
        held.paragraphs.map(({ anchor, number, text }) => [anchor, number, text.trim()]),
        [phrase("granari", "are", "full"), phrase("good", "the"), phrase("blue", "barleys")],
        passages(held, [{ is: "words", words: ["harvest"] }]).map(({ parts }) => parts),
      ];
    }"""
    of_data, of_page = page.evaluate(run, True), page.evaluate(run, False)  # noqa: FBT003

    assert of_data == of_page
    assert of_data[0] == [
        ["par1", "1", "The harvest was good."],
        ["par2", "2", "The granaries are full."],
    ]
    assert of_data[1] == [True, False, True]
    assert of_data[2] == [
        [["", False], ["The ", False], ["harvest", True], [" was good.", False], ["", False]]
    ]


@pytest.mark.parametrize("page", ["without script"], indirect=True)
def test_without_script_a_search_leads_to_what_can_be_browsed(page: Page, below: str) -> None:
    page.goto("search/?q=barley")
    page.locator("main noscript").get_by_role("link", name="browse").click()
    expect(page).to_have_url(f"{below}browse/")


@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_can_read_how_mirrors_stand(
    chromium: Browser, width: int, tmp_path: Path
) -> None:
    standings = [
        Standing(
            f"https://{state}.example/{'below/' * 9}cables",
            state,
            edition=12,
            made_at="2026-03-04T12:00:00+00:00",
            since="2026-03-05T12:00:00+00:00" if state is State.LAGGING else "",
            looked_at=20,
            why=(f"cable/{'08EXAMPLETOWN' * 9}/index.html: <script>altered</script>.",),
        )
        for state in State
    ]
    at = datetime(2026, 3, 6, 12, tzinfo=UTC)
    (tmp_path / "mirrors.html").write_text(Status("Barley & co", 13, at, standings).page())
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.goto((tmp_path / "mirrors.html").as_uri())

    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=tmp_path / f"{scheme}.png", full_page=True)
        assert list(faults(page, width, {}, EVERY)) == []
    expect(page.get_by_role("heading", name="Mirrors of Barley & co")).to_be_visible()
    expect(page.get_by_text("<script>altered</script>")).to_have_count(4)
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_looks_as_the_archive_does(
    chromium: Browser, below: str, width: int, scheme: Scheme, tmp_path: Path
) -> None:
    size = {"width": width, "height": 900}
    page = chromium.new_page(base_url=below, viewport=size, color_scheme=scheme)
    addresses = ["search/?q=harvest+from:here&year=2008"]
    addresses += ["./", CABLE, "browse/origin/", "quote/?q=barley"] if scheme == "light" else []
    for number, address in enumerate(addresses):
        page.goto(address)
        if address.startswith("search"):
            expect(page.locator(".facets details")).to_have_count(4)
        page.screenshot(path=tmp_path / f"{number}.png", full_page=True)
        assert list(faults(page, width, {})) == []
    page.close()
