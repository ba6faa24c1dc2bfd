"""Under which names a site answers: the staff edition under those of this machine alone."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.program import serving
from tests.reader import publish, reader
from tests.sample import cable_record

from reftel.archive import Audience

OURS = ["127.0.0.1", "127.0.0.1:8000", "localhost", "LOCALHOST:1", "[::1]", "[::1]:8000"]
FOREIGN = ["evil.example", "evil.example:8000", "localhost.evil.example", "192.0.2.7", "127.0.0.9"]
NO_NAMES = ["", " ", "a b", "localhost:x", "[::1", "127.0.0.1, evil.example", "\xff", "<b>"]


@pytest.fixture(params=list(Audience))
def audience(request: pytest.FixtureRequest) -> Audience:
    whose: Audience = request.param
    return whose


@pytest.mark.parametrize("host", OURS)
def test_every_edition_answers_under_the_names_of_this_machine(
    tmp_path: Path, audience: Audience, host: str
) -> None:
    archive = publish(tmp_path, [cable_record()], audience=audience)

    assert reader(archive, audience).get("/cable/08EXAMPLETOWN12/", host=host).status == 200


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize("address", ["/", "/cable/08EXAMPLETOWN12/", "/robots.txt", "/static/x"])
def test_the_staff_edition_answers_under_no_other_name(
    tmp_path: Path, host: str, address: str
) -> None:
    archive = publish(tmp_path, [cable_record()], audience=Audience.STAFF)

    answer = reader(archive, Audience.STAFF).get(address, host=host)

    assert answer.status == 421
    assert len(answer.body) < 500
    assert "EXAMPLETOWN" not in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("host", FOREIGN)
def test_the_public_edition_answers_under_any_name(tmp_path: Path, host: str) -> None:
    assert reader(publish(tmp_path, [cable_record()])).get("/", host=host).status == 200


@pytest.mark.parametrize("host", NO_NAMES)
def test_what_is_no_name_is_a_bad_request(tmp_path: Path, audience: Audience, host: str) -> None:
    archive = publish(tmp_path, [cable_record()], audience=audience)

    answer = reader(archive, audience).get("/", host=host)

    assert answer.status == 400
    assert "The request names no host" in answer.text


def test_the_log_says_nothing_of_a_request_that_was_turned_away(tmp_path: Path) -> None:
    """Over the network, as a browser or a stranger sends it."""
    publish(tmp_path, [cable_record()], audience=Audience.STAFF)
    with served(tmp_path) as (port, stderr):
        assert asked(port, b"Host: evil.example\r\n").startswith(b"HTTP/1.1 421 ")
        assert asked(port, b"Host: \r\n").startswith(b"HTTP/1.1 400 ")
        assert asked(port, b"Host: a b\r\n").startswith(b"HTTP/1.1 400 ")
        assert asked(port, b"Host: 127.0.0.1\r\nHost: x\r\n").startswith(b"HTTP/1.1 400 ")
        assert asked(port, b"").startswith(b"HTTP/1.1 421 ")
        assert asked(port, b"Host: localhost\r\n").startswith(b"HTTP/1.1 200 ")
    assert stderr.read_bytes() == b""


@contextmanager
def served(root: Path) -> Iterator[tuple[int, Path]]:
    """A server of the staff edition: its port, and the file that holds its stderr."""
    log = root / "stderr"
    with (
        log.open("wb") as stderr,
        serving(root, "serve", "--audience", "staff", stderr=stderr) as address,
    ):
        yield int(address.rstrip("/").rpartition(":")[2]), log


def asked(port: int, host: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n" + host + b"Connection: close\r\n\r\n")
        return connection.makefile("rb").read()
