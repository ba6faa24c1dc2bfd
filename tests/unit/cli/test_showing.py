"""``open`` and ``demo``: what they make, what they say, and the port that they look for first."""

import json
import socket
from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run

from reftel.archive import ArchiveFolder


@pytest.mark.parametrize("command", ["open", "demo"])
def test_a_taken_port_is_told_before_any_work(
    reftel: Run, two: Path, archive_folder: ArchiveFolder, command: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        ran = reftel(command, "--port", port, *([two] if command == "open" else []))

    assert ran.code == 2
    assert ran.err.startswith(f"reftel: Port {port} on 127.0.0.1 cannot be opened: another program")
    assert not archive_folder.root.exists(), "The archive was not touched, it says"


def test_open_without_serving_ends_with_1_where_something_was_rejected(
    reftel: Run, two: Path, tmp_path: Path
) -> None:
    cut = tmp_path / "cut.html"
    cut.write_bytes(b"<html><title>Cable Viewer</title>")

    assert reftel("open", "--no-serve", two, cut).code == 1
    assert reftel("open", "--no-serve", two).code == 0


def test_a_demo_that_is_not_served_says_what_it_made_and_how_to_see_it(
    reftel: Run, archive_folder: ArchiveFolder
) -> None:
    ran = reftel("demo", "--no-serve")

    assert ran.code == 0
    assert ran.out.splitlines() == [
        f"300 invented cables are in {archive_folder.root}, 288 of them released.",
        f"Look at them with: reftel --archive {archive_folder.root} serve",
    ]
    assert json.loads(reftel("show", "--json", _first(reftel)).out)["edition"] == 1


def _first(reftel: Run) -> str:
    first: str = json.loads(reftel("export").out.splitlines()[0])["id"]
    return first
