"""Lines that are kept by cable say what a list says that is read."""

from pathlib import Path

import pytest
from tests.reader import publish
from tests.sample import cable_record

from reftel.archive import Audience
from reftel.edition.entries import Entry
from reftel.edition.listing import Listing
from reftel.edition.live import open_live
from reftel.edition.read import Edition
from reftel.edition.recent import keeping
from reftel.reading_room.lines import BATCH, lines_of

HEADER = b"id,subject,created,released,classification,origin,country\r\n"
MANY = BATCH + 3
FIRST = b'08X1,"OATS, AND\nTWO LINES",2008-02-29T05:44Z,2011-08-26,UNCLASSIFIED,Embassy X,xa\r\n'


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """More cables than are read at once; the first has a line end in its subject."""
    folder: Path = tmp_path_factory.mktemp("lines")
    told = {"origin": "Embassy X", "country": "xa", "released": "2011-08-26"}
    subjects = ["OATS, AND\r\nTWO LINES", *(f"=RYE {n}" for n in range(2, MANY + 1))]
    records = [cable_record(f"08X{n}", subject=one, **told) for n, one in enumerate(subjects, 1)]
    return open_live(publish(folder, records), audience=Audience.PUBLIC)


def test_a_server_keeps_no_line(edition: Edition) -> None:
    assert lines_of(edition) is None


def test_a_line_is_read_once_for_all_lists(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[tuple[int, int]] = []
    entries = Listing.entries

    def told(one: Listing, first: int, last: int, *, since: bool = True) -> tuple[Entry, ...]:
        read.append((first, last))
        return entries(one, first, last, since=since)

    monkeypatch.setattr(Listing, "entries", told)
    (shelf,) = edition.shelves("origin")
    with keeping({}):
        lines = lines_of(edition)
        assert lines is not None
        assert lines_of(edition) is lines
        every = b"".join(lines.of(edition.listing(edition.everything), since=False))
        of_post = b"".join(lines.of(edition.listing(shelf), since=False))

    assert read == [(1, BATCH), (BATCH + 1, 2 * BATCH)]
    assert every.startswith(HEADER)
    assert FIRST in every
    assert b"08X2,'=RYE 2,2008-02-29T05:44Z,2011-08-26," in every
    assert every.count(b",'=RYE ") == MANY - 1
    assert sorted(every.split(b"\r\n")) == sorted(of_post.split(b"\r\n"))
