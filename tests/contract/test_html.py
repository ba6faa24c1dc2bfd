"""Every template's pages are valid HTML, as the Nu Html Checker (vnu) sees it.

Runs where VNU_JAR names its jar and there is a Java; CONTRIBUTING.md says how to get it.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.corrected import CORRECTED, corrected_archive
from tests.reader import Reader, publish, reader
from tests.small_archive import small_archive
from tests.unit.reading_room.test_pages import PAGES

JAR, JAVA = os.environ.get("VNU_JAR", ""), shutil.which("java") or ""
HOSTILE = "/cable/09EVIL1/"  # its anchors are none that a parser of ours makes

NOT_FOUND = (
    "/nothing/",
    "/cable/08NOWHERE1/",
    "/cable/08EXAMPLETOWN99/",
    "/search/?" + "a&" * 1200,
)
PAST = (
    f"/cable/{CORRECTED}/history/",
    f"/cable/{CORRECTED}/history/1/",
    "/editions/",
    "/editions/1/",
    "/editions/1/added/",
    "/browse/tag/KXYZZY/",
    "/about/xyzzy/",
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (JAR and JAVA), reason="needs VNU_JAR and Java"),
]


def written(room: Reader, address: str, path: Path) -> None:
    answer = room.get(address)
    assert answer.headers["Content-Type"].startswith("text/html"), address
    path.write_bytes(answer.body)


def test_every_page_is_valid(tmp_path: Path) -> None:
    small, past, empty = (
        reader(small_archive(tmp_path / "small")),
        reader(corrected_archive(tmp_path / "past")),
        reader(publish(tmp_path / "empty", [])),
    )
    fronts = ("/", "/browse/", "/browse/tag/", "/search/", "/editions/", "/articles/")
    asked = [
        *((small, address) for address in (*PAGES, *NOT_FOUND) if HOSTILE not in address),
        *((past, address) for address in PAST),
        *((empty, address) for address in fronts),
    ]
    pages = tmp_path / "pages"
    pages.mkdir()
    for at, (room, address) in enumerate(asked):
        written(room, address, pages / f"{at}.html")

    command = [JAVA, "-Xss4m", "-jar", JAR, "--format", "json", str(pages)]
    told = subprocess.run(command, capture_output=True, check=False, timeout=600)
    found = json.loads(told.stderr)["messages"]
    assert [(asked[int(Path(one["url"]).stem)][1], one["message"]) for one in found] == []
