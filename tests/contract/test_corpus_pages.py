"""Every page of an archive of real cables, where the corpus lies beside the repository.

The same holds for invented ones in tests/unit/reading_room/test_pages.py.
"""

from pathlib import Path

import pytest
from tests.reader import Markup, Reader, publish, reader

from reftel import sources
from reftel.reading_room.characters import UNSEEN
from reftel.sources.item import Reading, SourceItem
from reftel.telegram.cable import CableRecord, read_cable


def read(corpus: Path) -> dict[str, CableRecord]:
    """The cables of the corpus by id, the latest release of each."""
    found: dict[str, CableRecord] = {}
    for item in sources.items(corpus):
        for reading in sources.readings(item) if isinstance(item, SourceItem) else ():
            assert isinstance(reading, Reading)
            _, record = read_cable(reading.header, reading.body, reading.published)
            assert record is not None
            before = found.get(record["id"])
            if before is None or (before["released"] or "") < (record["released"] or ""):
                found[record["id"]] = record
    return found


@pytest.fixture(scope="module")
def room(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return reader(publish(tmp_path_factory.mktemp("corpus"), list(read(corpus).values())))


@pytest.mark.slow
def test_every_link_and_anchor_of_real_cables_holds(room: Reader) -> None:
    seen = 0
    for address, answer in room.walk(one_in=25):
        if answer.status == 302:  # an example of the help page: a number, straight to its cable
            answer = room.get(answer.to)  # noqa: PLW2901
        assert answer.status == 200, address
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        page = Markup(answer.text)
        names = [name for _, attributes in page.tags if (name := attributes.get("id"))]
        assert len(names) == len(set(names)), address
        assert {link[1:] for link in page.links if link.startswith("#")} <= {*names}, address
        assert UNSEEN.search(answer.text) is None, address
        seen += address.startswith("/cable/") and address.count("/") == 3 and address[-1] == "/"
    assert seen == 108


def test_the_seed_is_set_as_it_reads(room: Reader) -> None:
    """What README of the corpus says must be found, as a reader finds it."""
    page = room.get("/cable/08VIENTIANE145/").text
    for expected in (
        '<dd class="id">08VIENTIANE145</dd>',
        "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
        '<h3>SUMMARY</h3>\n<div class="para" id="par1">',
        'title="sensitive but unclassified">SBU</abbr>',
        '<a href="/reftel/08STATE2731/" title="08STATE2731">STATE 2731</a>',
    ):
        assert expected in page
    assert all(f'id="par{number}"' in page for number in (*range(1, 8), 31))
