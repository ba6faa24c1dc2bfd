"""The tutorial's commands run, in its order, and print what it says they print."""

import os
import re
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import NamedTuple

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
FENCE = re.compile(r"^```(\w+)( serve)?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SECONDS = 120


class Block(NamedTuple):
    language: str
    serves: bool
    text: str


def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    said = ""
    for block in _blocks("tutorial/first-archive.md"):
        if block.language == "text":
            assert [line for line in block.text.splitlines() if line not in said] == []
        elif block.serves:
            _require_page(block.text.strip(), tmp_path)
        else:
            said = _said(block.text, tmp_path)


def test_the_examples_of_the_parser_print_what_they_say(tmp_path: Path) -> None:
    """One program after another, as a reader tries them: a later one uses what is there."""
    blocks = _blocks("howto/use-the-parser.md")
    program = "".join(block.text for block in blocks if block.language == "python")
    printed = "".join(block.text for block in blocks if block.language == "text")

    assert _run([sys.executable, "-c", program], tmp_path) == printed


def _blocks(page: str) -> list[Block]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return [Block(language, bool(serve), code) for language, serve, code in FENCE.findall(text)]


def _said(commands: str, folder: Path) -> str:
    return _run(["bash", "-euc", commands], folder)


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env=_environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"{command[-1]}\nended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def _require_page(command: str, folder: Path) -> None:
    """Start a server on a free port, read its first page from the address it prints, stop it."""
    with subprocess.Popen(
        [*command.split(), "--port", "0"],
        cwd=folder,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            lines = iter(server.stdout.readline, "")
            address = next((line for line in lines if line.startswith("http://")), "")
            with urllib.request.urlopen(address.strip(), timeout=SECONDS) as answer:  # noqa: S310
                assert "1" in answer.read().decode()
        finally:
            server.terminate()


def _environment() -> dict[str, str]:
    """This Python's commands first, and no archive of the person who runs the tests."""
    commands = str(Path(sys.executable).parent)
    kept = {name: value for name, value in os.environ.items() if name != "REFTEL_ARCHIVE"}
    return {**kept, "PATH": commands + os.pathsep + kept.get("PATH", ""), "NO_COLOR": "1"}
