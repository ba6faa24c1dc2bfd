"""The desk as a process of its own."""

import os
import re
import signal
import stat
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from reftel.archive import ArchiveFolder
from reftel.errors import ArchiveError
from reftel.site.secret import secret

RUN = [sys.executable, "-c", "from reftel.cli import main; main()"]


def test_desk_prints_one_address_that_answers_and_stops_when_told(archive: ArchiveFolder) -> None:
    command = [*RUN, "--archive", str(archive.root), "desk", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:[0-9]+/", running.stdout.readline())
        assert address is not None
        with urllib.request.urlopen(address[0], timeout=20) as page:  # noqa: S310
            assert page.url == f"{address[0]}desk/login/?next=/desk/"
            assert b"Sign in" in page.read()
            assert page.headers["Cache-Control"] == "no-store"
        foreign = urllib.request.Request(address[0], headers={"Host": "evil.example"})  # noqa: S310
        with pytest.raises(urllib.error.HTTPError, match="421"):
            urllib.request.urlopen(foreign, timeout=20)  # noqa: S310
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 0


def test_a_vault_that_has_accounts_is_opened_by_every_other_command(archive: ArchiveFolder) -> None:
    """Their tables are the desk's; who has none among its own is not told of a newer reftel."""
    from tests.desk import open_desk  # noqa: PLC0415

    with open_desk(archive.root):
        pass
    done = subprocess.run(
        [*RUN, "--archive", str(archive.root), "doctor"], capture_output=True, text=True, check=True
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
