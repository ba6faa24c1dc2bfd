"""Headless Chromium, and the small archive served on a port of its own."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.small_archive import small_archive
from waitress.server import create_server

from reftel.archive import Audience
from reftel.site.wiring import reading_room

QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the small archive, without the last slash."""
    archive = small_archive(tmp_path_factory.mktemp("site"))
    application = reading_room(archive, audience=Audience.PUBLIC)
    server = create_server(application, host="127.0.0.1", port=0, threads=4)

    def run() -> None:
        with suppress(OSError):  # closed at the end, from outside
            server.run()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


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
