"""A mirror on a host is checked file by file, whatever the host does, from where it was cut off."""

import random
import time
from collections import deque
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from tests.mirrored import FILES, Served, answer, lay, served

from reftel.errors import ArchiveError, ConfigError
from reftel.mirror import fetching, hosted, sums
from reftel.mirror.bookmark import Bookmark
from reftel.mirror.claim import Claim
from reftel.mirror.fetching import Host, Unanswered
from reftel.mirror.manifest import MirrorManifest

Quick = partial(Host, patience=0.4, pauses=(0.0, 0.0))
SEVENTH = "/cable/08EXAMPLETOWN7/"


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    lay(tmp_path / "mirror")
    return tmp_path / "mirror"


@pytest.fixture
def host(mirror: Path) -> Iterator[Served]:
    with served(mirror) as host:
        yield host


def faults(host: Served, mirror: Path) -> list[str]:
    """What is at fault; asked with one connection, so that the order is known."""
    with Quick(host.address, connections=1) as asked:
        made, listed = MirrorManifest.read(mirror), mirror / sums.NAME
        return [one.line for one in hosted.findings(asked, listed, made) if one.what]


def test_a_sound_mirror_is_asked_for_as_readers_ask(host: Served, mirror: Path) -> None:
    host.instead["/.htaccess"] = answer(403)
    host.instead["/robots.txt"] = answer(302, Location="/elsewhere/robots.txt")
    host.instead["/elsewhere/robots.txt"] = answer(200, b"\n")
    host.instead[SEVENTH] = answer(410, FILES[f"{SEVENTH[1:]}index.html"])

    assert faults(host, mirror) == []
    assert "/" in host.asked
    assert not [one for one in host.asked if one.endswith("index.html")]


def test_one_bit_in_any_of_a_hundred_files_is_found_and_named(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 -- which files are damaged is no secret
    files = {f"cable/08EXAMPLETOWN{n}.json": f"Cable {n}".encode() for n in range(130)}
    lay(tmp_path, files)
    chosen = sorted(chance.sample(sorted(files), 100))
    for place in chosen:
        content = bytearray(files[place])
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        (tmp_path / place).write_bytes(content)

    with served(tmp_path) as host:
        assert faults(host, tmp_path) == [f"{place}: altered." for place in chosen]


def slow(handler: SimpleHTTPRequestHandler) -> None:
    """A letter now and then: no wait is long, and no answer ever whole."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    try:
        for _ in range(40):
            handler.wfile.write(b"a")
            time.sleep(0.1)
    except OSError:
        handler.close_connection = True


def gibberish(handler: SimpleHTTPRequestHandler) -> None:
    handler.wfile.write(b"\0" * 99)
    handler.close_connection = True


def endless(handler: SimpleHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    handler.close_connection = True
    try:
        while True:
            handler.wfile.write(b"a" * 65536)
    except OSError:
        pass


@pytest.mark.parametrize(
    ("instead", "told"),
    [
        (answer(404), "missing"),
        (answer(200, b"<h1>Sorry, come back later</h1>"), "altered"),
        (answer(503), "not received (it answers 503)"),
        (answer(200, b"<p>Ca", length=9), "not received (the transfer was cut off)"),
        (answer(302, Location="http://127.0.0.2/"), "not received (it leads to another host, "),
        (answer(302, Location="//evil.invalid/x"), "not received (it leads to another host, "),
        (answer(302, Location=SEVENTH), "not received (it answers 302)"),
        (slow, "not received (it answers too slowly)"),
        (endless, "not received (it is longer than the 453 bytes that it may have)"),
        (gibberish, "not received (what it answers is no HTTP"),
    ],
)
def test_whatever_a_host_answers_is_told_of_that_file_alone(
    host: Served, mirror: Path, instead: object, told: str
) -> None:
    host.instead[SEVENTH] = instead  # type: ignore[assignment]

    found = faults(host, mirror)

    assert len(found) == 1
    assert found[0].startswith(f"{SEVENTH[1:]}index.html: {told}")


def test_a_host_that_gives_nothing_any_more_is_left_and_gone_back_to(
    host: Served, mirror: Path, tmp_path: Path
) -> None:
    made, listed = MirrorManifest.read(mirror), mirror / sums.NAME
    places = sorted(FILES)
    for place in places[25:]:
        host.instead[f"/{place.removesuffix('index.html')}"] = answer(503)
    mark = Bookmark.read(tmp_path / "state" / "mark", made.sums)

    with Quick(host.address, connections=2) as asked:
        findings = hosted.findings(asked, listed, made, mark.passed)
        with pytest.raises(ArchiveError, match=r"gives no file any more: it answers 503"):
            deque(map(mark.move, findings))
    mark.put_down()
    host.instead.clear()
    host.asked.clear()
    again = Bookmark.read(tmp_path / "state" / "mark", made.sums)
    with Quick(host.address) as asked:
        found = list(hosted.findings(asked, listed, made, again.passed))

    assert again.files == 25
    assert [one.place for one in found] == places[25:]
    assert {one.what for one in found} == {""}
    assert len(host.asked) == len(places) - 25
    assert Bookmark.read(tmp_path / "state" / "mark", "another list").files == 0


def test_a_sample_asks_for_no_more_than_it_says(host: Served, mirror: Path) -> None:
    made = MirrorManifest.read(mirror)
    chosen = hosted.sample(made, 5, random.Random(7))  # noqa: S311
    with Quick(host.address) as asked:
        found = list(hosted.findings(asked, mirror / sums.NAME, made, chosen=chosen))

    assert len(found) == len(host.asked) == 5
    assert hosted.sample(made, 999, random.Random(7)) == frozenset(range(43))  # noqa: S311


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace("robots.txt", "../robots.txt"),
        lambda text: text + f"{'0' * 64}  zebra.html\n",
        lambda text: text[:-9],
        lambda text: "a" * 400_000,  # noqa: ARG005
    ],
)
def test_a_list_that_is_not_the_signed_one_is_not_used(
    host: Served, mirror: Path, tmp_path: Path, damage: object
) -> None:
    listed = mirror / sums.NAME
    listed.write_text(damage(listed.read_text()))  # type: ignore[operator]
    with Quick(host.address) as asked, pytest.raises(ArchiveError, match="cannot be used") as told:
        Claim.of(asked).fetch_list(asked, tmp_path / "state" / "list")

    assert "No file of it was looked at." in str(told.value)
    assert list((tmp_path / "state").iterdir()) == []


@pytest.mark.parametrize(
    ("files", "more", "told"),
    [
        ({"../evil.html": b"x"}, {}, "line 1 names no file of a mirror"),
        ({"a/b.html": b"x"}, {"files": 7}, "it does not fit the manifest"),
        ({"a/b.html": b"x"}, {"root": "0" * 64}, "it does not fit the manifest"),
    ],
)
def test_a_list_that_is_signed_and_makes_no_sense_is_not_used_either(
    tmp_path: Path, files: dict[str, bytes], more: dict[str, object], told: str
) -> None:
    lay(tmp_path / "mirror", files, **more)
    with (
        served(tmp_path / "mirror") as host,
        Quick(host.address) as asked,
        pytest.raises(ArchiveError, match=told),
    ):
        Claim.of(asked).fetch_list(asked, tmp_path / "list")

    assert not (tmp_path / "list").exists()


@pytest.mark.parametrize("more", [{"files": 10**12}, {"bytes": 10**18}, {"files": -1}])
def test_a_manifest_of_absurd_sizes_is_refused(tmp_path: Path, more: dict[str, int]) -> None:
    lay(tmp_path / "mirror", **more)
    with (
        served(tmp_path / "mirror") as host,
        Quick(host.address) as asked,
        pytest.raises(ArchiveError, match="which no mirror has"),
    ):
        Claim.of(asked)


@pytest.mark.parametrize(
    "instead", [answer(404), answer(200, b"<h1>Sorry</h1>"), answer(200, b"a" * (1 << 21)), slow]
)
def test_a_host_without_a_manifest_is_told(host: Served, instead: object) -> None:
    host.instead["/mirror.json"] = instead  # type: ignore[assignment]
    with Quick(host.address) as asked, pytest.raises(ArchiveError, match=r"mirror\.json"):
        Claim.of(asked)


def test_a_host_that_is_not_there_is_told() -> None:
    with Quick("http://127.0.0.1:9/") as asked, pytest.raises(Unanswered, match="refused"):
        asked.content("x", 1)


@pytest.mark.parametrize(
    "address",
    ["ftp://a.example", "https://me:pw@a.example", "file:///etc", "https://a.example/?q=1", "x",
     "https://a.example:99999", "http:///x", "https://a.example/../x", "https://a.example\n"],
)  # fmt: skip
def test_what_is_no_address_of_a_mirror_is_refused(address: str) -> None:
    with pytest.raises(ConfigError, match="is no address of a mirror"):
        Host(address)


def test_an_answer_earns_no_more_time_than_its_bytes_are_worth() -> None:
    clock = fetching._Clock(patience=2.0)
    clock.begin()
    clock.received, clock.allowed = 10**9, fetching.SLOWEST
    clock.begun -= 2.5
    assert 0.4 < clock.left() < 0.6
    clock.begun -= 1
    with pytest.raises(TimeoutError):
        clock.left()
