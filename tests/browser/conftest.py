"""Headless Chromium, and archives served on ports of their own."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    sync_playwright,
)
from tests.reader import publish
from tests.sample import cable_record
from tests.small_archive import small_archive
from tests.visitor import Opened, Scheme
from waitress.server import create_server

from reftel.archive import ArchiveFolder, Audience
from reftel.site.wiring import reading_room
from reftel.telegram.cable import CableRecord

QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def served(archive: ArchiveFolder) -> Iterator[str]:
    """The address of an archive, without the last slash, as long as it is served."""
    application = reading_room(archive, audience=Audience.PUBLIC)
    server = create_server(application, host="127.0.0.1", port=0, threads=4)

    def run() -> None:
        with suppress(OSError):  # closed at the end, from outside
            server.run()

    threading.Thread(target=run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The small archive."""
    with served(small_archive(tmp_path_factory.mktemp("site"))) as address:
        yield address


@pytest.fixture(scope="session")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An archive whose results fill more than a page."""
    with served(publish(tmp_path_factory.mktemp("large"), list(large()))) as address:
        yield address


def large() -> Iterator[CableRecord]:
    """Sixty cables of 2008 and four of 1975; every other one of two tags."""
    for n in range(60):
        tags = ["ECON", "EAGR"] if n % 2 else ["ECON"]
        created = f"2008-{1 + n // 30:02}-{1 + n % 28:02}T00:00Z"
        yield cable_record(f"08EXAMPLETOWN{n}", created=created, tags=tags)
    for n in range(4):
        yield cable_record(
            f"75SAMPLEVILLE{n}",
            created="1975-06-01T00:00Z",
            origin="Consulate Sampleville",
            classification="CONFIDENTIAL",
        )


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser of this machine; none is ever downloaded.

    It goes with its module: while it runs, Django takes this thread for an asynchronous one.
    """
    names = [os.environ.get("CHROMIUM") or "chromium", "chromium-browser", "google-chrome"]
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def base(link: str) -> str:
    """Where the desk of a module is, whose fixture ``link`` gives the link that opens it."""
    return link.partition("/desk/")[0]


@pytest.fixture(scope="module")
def alone(chromium: Browser, base: str, link: str) -> Iterator[BrowserContext]:
    """The browser that the link was opened in."""
    context = chromium.new_context(base_url=base)
    context.new_page().goto(link)
    yield context
    context.close()


@pytest.fixture
def seated(chromium: Browser, base: str, alone: BrowserContext) -> Iterator[Callable[..., Page]]:
    """Opens a page of the desk for who opened the link, in a browser of some other kind."""
    contexts: list[BrowserContext] = []

    def open_page(**kind: Any) -> Page:
        signed_in = alone.storage_state()
        contexts.append(chromium.new_context(base_url=base, storage_state=signed_in, **kind))
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def opened(chromium: Browser, site: str) -> Iterator[Opened]:
    """Opens a page as a reader of some kind; afterwards asks whether anything went wrong."""
    wrong: list[str] = []
    contexts: list[BrowserContext] = []

    def heard(said: ConsoleMessage) -> None:
        if said.type == "error":
            wrong.append(said.text)

    def thrown(error: Error) -> None:
        wrong.append(str(error))

    def asked(request: Request) -> None:
        if not request.url.startswith(site):
            wrong.append(f"left the host: {request.url}")

    def open_page(address: str, *, width: int, scheme: Scheme, script: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=script,
            has_touch=width < 500,
            base_url=site,
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", thrown)
        page.on("request", asked)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        assert context.cookies() == []
        context.close()
    assert [text for text in wrong if "status of 404" not in text and "410" not in text] == []
