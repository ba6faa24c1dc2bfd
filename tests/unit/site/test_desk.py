"""The desk as a process of its own."""

import http.client
import os
import re
import socket
import stat
import subprocess
import urllib.error
import urllib.request
from contextlib import closing

import pytest
from tests.program import command, serving

from reftel.archive import ArchiveFolder
from reftel.errors import ArchiveError
from reftel.site.secret import secret


def made_administrator(archive: ArchiveFolder, password: str) -> subprocess.CompletedProcess[str]:
    words = ["desk", "--create-administrator", "anna", "--password-stdin"]
    return subprocess.run(
        command(archive.root, *words),
        input=f"{password}\n",
        capture_output=True,
        text=True,
        check=False,
    )


def refused(asked: urllib.request.Request) -> int:
    with pytest.raises(urllib.error.HTTPError) as found:
        urllib.request.urlopen(asked, timeout=20)  # noqa: S310
    with found.value as answer:
        return answer.code


def test_a_desk_without_accounts_prints_a_link_that_opens_it_once(archive: ArchiveFolder) -> None:
    with serving(archive.root, "desk") as link:
        assert re.fullmatch(r"http://127\.0\.0\.1:[0-9]+/desk/alone/[\w-]{43}/", link)
        cookies = urllib.request.HTTPCookieProcessor()
        browser = urllib.request.build_opener(cookies)
        with browser.open(link, timeout=20) as page:
            assert page.url.endswith("/desk/")
            assert page.headers["Cache-Control"] == "no-store"
            assert "Server" not in page.headers
        assert refused(urllib.request.Request(link)) == 404  # noqa: S310
        asked = urllib.request.Request(link, headers={"Host": "evil.example"})  # noqa: S310
        assert refused(asked) == 421


def test_the_first_administrator_is_made_on_the_terminal_and_signs_in(
    archive: ArchiveFolder,
) -> None:
    easy = made_administrator(archive, "password1234")
    assert (easy.returncode, "too common" in easy.stderr) == (2, True)
    assert made_administrator(archive, "a heap of blue barley").returncode == 0
    again = made_administrator(archive, "a heap of blue barley")
    assert (again.returncode, "already" in again.stderr) == (2, True)

    with serving(archive.root, "desk") as address:
        assert re.fullmatch(r"http://127\.0\.0\.1:[0-9]+/", address)
        with urllib.request.urlopen(address, timeout=20) as page:  # noqa: S310
            assert page.url == f"{address}desk/login/?next=/desk/"


@pytest.mark.parametrize("words", [["--host", "0.0.0.0"], ["--host", "::", "--alone"]])  # noqa: S104
def test_a_desk_is_not_opened_to_a_network_by_itself(
    archive: ArchiveFolder, words: list[str]
) -> None:
    done = subprocess.run(
        command(archive.root, "desk", "--port", "0", *words),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert "not opened on" in done.stderr
    assert not archive.database.exists()


def test_behind_a_proxy_the_desk_believes_its_two_headers(archive: ArchiveFolder) -> None:
    declared = '[desk]\naddress = "https://desk.example"\n'
    archive.config.write_text(f"{archive.config.read_text()}\n{declared}")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with serving(archive.root, "desk", "--port", str(port)) as told:
        assert told == "https://desk.example/"
        tried = [
            {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"},
            {"X-Forwarded-Proto": "http", "X-Forwarded-For": "192.0.2.7"},
        ]
        answers = [_asked(port, "desk.example", headers) for headers in tried]
        assert answers == [(200, None), (301, "https://desk.example/desk/login/")]
        assert _asked(port, "127.0.0.1", tried[0]) == (421, None)


def _asked(port: int, host: str, headers: dict[str, str]) -> tuple[int, str | None]:
    """Status and place of the page for signing in."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as asking:
        asking.request("GET", "/desk/login/", headers={"Host": host, **headers})
        answer = asking.getresponse()
        answer.read()
        return answer.status, answer.headers["Location"]


def test_a_vault_that_has_accounts_is_opened_by_every_other_command(archive: ArchiveFolder) -> None:
    """Their tables are the desk's; who has none among its own is not told of a newer reftel."""
    from tests.desk import open_desk  # noqa: PLC0415

    with open_desk(archive.root):
        pass
    done = subprocess.run(
        command(archive.root, "doctor"), capture_output=True, text=True, check=True
    )
    assert "failed" not in done.stdout


def test_the_secret_is_made_once_and_is_its_owners_alone(archive: ArchiveFolder) -> None:
    first = secret(archive)
    path = archive.keys / "desk.secret"

    assert len(first) == 64
    assert secret(archive) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in archive.keys.iterdir()] == ["desk.secret"]


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX's")
def test_a_secret_that_others_can_read_or_that_is_damaged_starts_nothing(
    archive: ArchiveFolder,
) -> None:
    secret(archive)
    path = archive.keys / "desk.secret"
    path.chmod(0o640)
    with pytest.raises(ArchiveError, match="read by others"):
        secret(archive)
    path.chmod(0o600)
    path.write_text("short\n")
    with pytest.raises(ArchiveError, match="does not hold the secret"):
        secret(archive)
