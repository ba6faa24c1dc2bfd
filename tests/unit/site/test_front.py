"""The front: validators, codings and memory, as RFC 9110 and 9111 want them."""

import gzip
import threading
from pathlib import Path

import pytest
from tests.reader import MADE, Answer, Reader, publish, reader
from tests.sample import cable_record
from tests.small_archive import small_archive

from reftel.archive import ArchiveFolder, Audience
from reftel.edition import pointer
from reftel.edition.contents import Withdrawal
from reftel.edition.live import LiveEdition
from reftel.reading_room import assets
from reftel.site.front import remembering
from reftel.site.wiring import start_django

CABLE = "/cable/08EXAMPLETOWN12/"
WHOLE = "/browse/released.csv"
ADDRESSES = ["/", CABLE, f"{CABLE}?view=sent", "/browse/tag/", "/browse/released.json", WHOLE]


@pytest.fixture(autouse=True)
def _old_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Older than the editions of tests."""
    monkeypatch.setattr("reftel.site.showing.installed", lambda: MADE.replace(year=2020))


@pytest.fixture
def room(tmp_path: Path) -> Reader:
    start_django()
    return reader(small_archive(tmp_path / "room"))


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("accepted", ["", "gzip", "zstd", "gzip;q=0"])
def test_head_has_the_headers_of_get(tmp_path: Path, address: str, accepted: str) -> None:
    """Before the page was made, and after; a length that is not known yet is left out."""
    one = reader(small_archive(tmp_path))
    first = one.get(address, "HEAD", accept_encoding=accepted)
    whole = one.get(address, accept_encoding=accepted)
    later = one.get(address, "HEAD", accept_encoding=accepted)
    assert first.body == later.body == b""
    assert first.headers.items() <= whole.headers.items()
    assert later.headers.items() <= whole.headers.items()
    if "Content-Length" in whole.headers:
        assert int(whole.headers["Content-Length"]) == len(whole.body)
        assert later.headers == whole.headers


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_the_same_in_every_coding(room: Reader, address: str) -> None:
    plain, packed = room.get(address), room.get(address, accept_encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.body) == plain.body
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    assert plain.headers["ETag"] == packed.headers["ETag"]
    assert plain.headers["ETag"].startswith('W/"1-')


def test_what_is_small_is_not_compressed(room: Reader) -> None:
    answer = room.get("/robots.txt", accept_encoding="gzip")
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Content-Length"] == str(len(answer.body))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_that_the_reader_holds_is_not_sent_again(
    room: Reader, address: str, rendered: list[str]
) -> None:
    first = room.get(address)
    tag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    rendered.clear()
    for asked in (
        {"if_none_match": tag},
        {"if_none_match": tag.removeprefix("W/")},
        {"if_none_match": f'"other", {tag}, W/"third"'},
        {"if_none_match": tag, "if_modified_since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"if_modified_since": modified},
    ):
        again = room.get(address, **asked)
        assert (again.status, again.body) == (304, b"")
        for name in ("ETag", "Last-Modified", "Cache-Control", "Vary", "Content-Security-Policy"):
            assert again.headers[name] == first.headers[name]
        assert "Content-Length" not in again.headers
        assert room.get(address, "HEAD", **asked).status == 304
    assert rendered == []


def test_a_page_that_the_reader_does_not_hold_is_sent(room: Reader) -> None:
    first, other = room.get(CABLE), room.get("/").headers["ETag"]
    modified = first.headers["Last-Modified"]
    for asked in (
        {"if_none_match": other, "if_modified_since": modified},
        {"if_none_match": '"1-nothing"', "if_modified_since": modified},
        {"if_none_match": "", "if_modified_since": modified},
        {"if_modified_since": "Thu, 01 Jan 2099 00:00:00 GMT"},
        {"if_modified_since": "yesterday"},
    ):
        assert room.get(CABLE, **asked).status == 200


def test_a_date_says_nothing_once_the_program_is_newer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two editions from before it would then look alike, and so would two programs."""
    monkeypatch.setattr("reftel.site.showing.installed", lambda: MADE)
    one = reader(small_archive(tmp_path))
    modified = one.get("/").headers["Last-Modified"]
    assert modified == "Fri, 02 Jan 2026 03:04:00 GMT"
    assert one.get("/", if_modified_since=modified).status == 200
    assert assets.installed() > MADE


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nothing/", 404),
        ("/cable/08NOWHERE1/", 404),
        ("/cable/08EXAMPLETOWN99/", 410),
        ("/cable/08exampletown12/", 301),
        ("/browse/tag", 301),
    ],
)
def test_what_is_no_page_has_no_validator_and_is_not_kept(
    room: Reader, address: str, status: int, rendered: list[str]
) -> None:
    for method in ("GET", "HEAD", "GET"):
        answer = room.get(address, method, accept_encoding="gzip")
        assert answer.status == status
        assert "ETag" not in answer.headers
        assert "Last-Modified" not in answer.headers
        assert "must-revalidate" in answer.headers["Cache-Control"]
    assert len(rendered) == 3


def test_a_page_is_made_once_and_a_search_each_time(tmp_path: Path, rendered: list[str]) -> None:
    one = reader(small_archive(tmp_path))
    answers = [one.get(address) for address in (CABLE, CABLE, "/search/?q=barge") * 2]
    assert rendered == [CABLE, "/search/", "/search/"]
    assert answers[0] == answers[1] == answers[4]


def test_a_page_for_one_host_is_not_shown_to_another(tmp_path: Path) -> None:
    one = reader(small_archive(tmp_path))
    for host in ("evil.invalid", "cables.example"):
        told = one.get("/opensearch.xml", host=host)
        assert host in told.text
    assert "evil.invalid" not in told.text


def test_head_of_a_cable_sets_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def made(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("reftel.reading_room.cables.cable_page", made)
    assert reader(small_archive(tmp_path)).get(CABLE, "HEAD").status == 200


def test_nothing_of_the_staff_is_kept_or_compressed(tmp_path: Path, rendered: list[str]) -> None:
    archive = publish(tmp_path, [cable_record()], audience=Audience.STAFF)
    one = reader(archive, Audience.STAFF)
    for _ in range(2):
        answer = one.get(CABLE, accept_encoding="gzip, zstd")
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers.keys().isdisjoint({"ETag", "Last-Modified", "Content-Encoding"})
    assert rendered == []  # not by this way


def test_a_withdrawn_cable_is_gone_at_the_next_question(tmp_path: Path) -> None:
    archive = publish(tmp_path, [cable_record(), cable_record("08EXAMPLETOWN13")])
    one = reader(archive)
    held = one.get(CABLE)
    assert one.get(CABLE) == held
    publish(
        tmp_path,
        [cable_record("08EXAMPLETOWN13")],
        withdrawn=[Withdrawal("08EXAMPLETOWN12", "2026-01-01", "")],
    )
    for asked in (
        {},
        {"if_none_match": held.headers["ETag"]},
        {"if_modified_since": held.headers["Last-Modified"]},
    ):
        assert one.get(CABLE, **asked).status == 410


def test_two_editions_of_one_second_are_told_apart_by_date_too(tmp_path: Path) -> None:
    one = reader(publish(tmp_path, [cable_record()]))
    dates = [one.get(CABLE).headers["Last-Modified"]]
    for subject in ("SECOND", "THIRD"):
        publish(tmp_path, [cable_record(subject=subject)])
        answer = one.get(CABLE, if_modified_since=dates[-1])
        assert subject in answer.text
        dates.append(answer.headers["Last-Modified"])
    assert len(set(dates)) == 3


def test_threads_never_get_a_page_from_before_the_flip(tmp_path: Path) -> None:
    """Others read, and have pages made, all the while: what they leave behind is never found."""
    archive = _two_editions(tmp_path)
    one, stop = reader(archive), threading.Event()

    def read() -> None:
        while not stop.is_set():
            one.get(CABLE)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for number in (1, 2) * 10:
            pointer.flip(archive, number, audience=Audience.PUBLIC)
            while _shown(one.get(CABLE)) != number:
                stop.wait(0.001)
            assert {_shown(one.get(CABLE)) for _ in range(20)} == {number}
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def test_a_page_made_late_from_an_old_edition_goes_with_it(tmp_path: Path) -> None:
    archive = _two_editions(tmp_path)
    pointer.flip(archive, 1, audience=Audience.PUBLIC)
    room = reader(archive)
    one = room.get("/")  # opens the first edition
    assert one.status == 200
    begun, flipped = threading.Event(), threading.Event()
    slow = _Slow(archive, begun, flipped)
    late: list[Answer] = []
    thread = threading.Thread(target=lambda: late.append(Reader(slow.application).get(CABLE)))
    thread.start()
    begun.wait(10)
    pointer.flip(archive, 2, audience=Audience.PUBLIC)
    flipped.set()
    thread.join()
    assert late[0].text == "edition 1"
    assert Reader(slow.application).get(CABLE).text == "edition 2"
    assert Reader(slow.application).get(CABLE).text == "edition 2"


class _Slow:
    """An application whose first page takes until the edition has changed."""

    def __init__(
        self, archive: ArchiveFolder, begun: threading.Event, flipped: threading.Event
    ) -> None:
        def pages(environ: dict[str, object], start: object) -> list[bytes]:
            number = environ["reftel.edition"].manifest.number  # type: ignore[attr-defined]
            begun.set()
            flipped.wait(10)
            body = f"edition {number}".encode()
            start("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(body)))])  # type: ignore[operator]
            return [body]

        self.application = remembering(pages, LiveEdition(archive, audience=Audience.PUBLIC))


def _two_editions(root: Path) -> ArchiveFolder:
    publish(root, [cable_record(subject="THE FIRST")])
    return publish(root, [cable_record(subject="THE SECOND")])


def _shown(answer: Answer) -> int:
    return 1 if "THE FIRST" in answer.text else 2
