"""A card index asked in Chromium: bytes and time to the first result, beside the archive's search.

    python -m bench.card_index ARCHIVE MIRROR

MIRROR is a mirror of the live edition of ARCHIVE, handed out as ``http.server`` does. Cables that
are not in it come from the edition, so that ``search/`` and ``static/`` are enough.
"""

import json
import os
import shutil
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from urllib.parse import unquote, urlencode

from playwright.sync_api import Browser, sync_playwright

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.live import open_live
from reftel.edition.read import Edition
from reftel.search.backend import Facet
from reftel.search.narrowing import Choice, narrowed
from reftel.search.query import parse_query

QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("minister", {}),
    ("lighthouse ferry", {}),
    ("government embassy summary", {}),
    ("harvest", {}),
    ("puppet theater", {}),
    ("the of and", {}),
    ("=ferries", {}),
    ("minist*", {}),
    ("ferr* harvest", {}),
    ('"deputy minister" lighthouse', {}),
    ('"rooftop hives"', {}),
    ("harvest OR lighthouse -ferry", {}),
    ("subject:ferry", {}),
    ("tag:PGOV class:secret", {}),
    ("origin:ankara year:2009", {}),
    ("", {"tag": "PREL", "year": "2008"}),
    ("minister", {"origin": "Embassy Ankara", "classification": "CONFIDENTIAL"}),
    ("created:2003..2005 bridge", {}),
    ("zebraless", {}),
    ("almanac watermark heron ticket", {}),
)
SHOWN = 10
WHOLE = "performance.getEntriesByName('reftel-whole-result').length"
TOLD = """() => {
  const at = (name) => performance.getEntriesByName(`reftel-${name}-result`)[0].startTime;
  const page = performance.getEntriesByType("navigation")[0].transferSize;
  const until = (end) => performance.getEntriesByType("resource")
    .filter((one) => one.responseEnd <= end).reduce((sum, one) => sum + one.transferSize, page);
  const ids = [...document.querySelectorAll(".hits .id")].map((one) => one.textContent);
  const total = document.querySelector(".tally strong").textContent.replaceAll(",", "");
  return [at("first"), at("whole"), until(at("first")), until(Infinity), Number(total), ids];
}"""


class Told(NamedTuple):
    """Milliseconds and bytes to the first result and to the whole one; what was found."""

    first: float
    whole: float
    first_bytes: int
    whole_bytes: int
    total: int
    ids: list[str]


class Files(SimpleHTTPRequestHandler):
    """Hands out files, and says nothing of it."""

    edition: Edition

    def do_GET(self) -> None:
        id_ = unquote(self.path).removeprefix("/cable/").removesuffix(".json")
        record = None if id_ == self.path else self.edition.record(id_)
        if record is None or Path(self.translate_path(self.path)).is_file():
            super().do_GET()
            return
        content = json.dumps(record).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_said: object) -> None:
        pass


def main(archive: Path, mirror: Path) -> None:
    edition = open_live(ArchiveFolder(archive), audience=Audience.PUBLIC)
    Files.edition = edition
    handler = partial(Files, directory=str(mirror))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        program = shutil.which(os.environ.get("CHROMIUM") or "chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        asked_all(browser, f"http://127.0.0.1:{server.server_port}/", edition)
        server.shutdown()


def asked_all(browser: Browser, base: str, edition: Edition) -> None:
    """Ask every question in a browser that has kept nothing; print a line for each."""
    every = []
    print(
        "question | cables | archive | of its first ten | KB first | ms first | KB whole | ms whole"
    )
    for q, filters in QUESTIONS:
        told = asked(browser, base, {"q": q, **filters})
        choices = [Choice(Facet(name), value) for name, value in filters.items()]
        found = edition.searcher.find(narrowed(parse_query(q), choices), limit=SHOWN)
        same = len({*found.ids} & {*told.ids})
        line: list[Any] = [q + "".join(f" {one}" for one in filters.values()), told.total]
        line += [found.total, same, told.first_bytes // 1000, round(told.first)]
        print(*line, told.whole_bytes // 1000, round(told.whole), sep=" | ", flush=True)
        every.append(told)
    sizes, times = [one.first_bytes / 1000 for one in every], [one.first for one in every]
    print(f"KB to the first result: {median(sizes):.0f} in the median, {max(sizes):.0f} at most")
    print(f"ms to the first result: {median(times):.0f} in the median, {max(times):.0f} at most")


def asked(browser: Browser, base: str, fields: dict[str, str]) -> Told:
    page = browser.new_page()
    page.goto(f"{base}search/?{urlencode(fields)}")
    page.wait_for_function(WHOLE)
    told = Told(*page.evaluate(TOLD))
    page.close()
    return told


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
