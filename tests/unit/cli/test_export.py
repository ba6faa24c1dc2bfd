"""``export --output``: what may be replaced, what is written into, and what is refused."""

import os
import threading
from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run


@pytest.fixture
def exported(reftel: Run, two: Path) -> str:
    """What the export of two released cables is, after which an output can be named."""
    reftel("import", two)
    reftel("release", "--all")
    return reftel("export").out


def test_a_file_is_replaced_and_a_new_one_is_made(
    reftel: Run, exported: str, tmp_path: Path
) -> None:
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    old.write_text("what was there before")

    for output in (old, new):
        assert reftel("export", "--output", output).code == 0
        assert output.read_text() == exported
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays_one_and_what_it_names_is_written(
    reftel: Run, exported: str, tmp_path: Path, *, there: bool
) -> None:
    (tmp_path / "elsewhere").mkdir()
    named, link = tmp_path / "elsewhere" / "cables.jsonl", tmp_path / "link.jsonl"
    if there:
        named.write_text("what was there before")
    link.symlink_to(named)

    assert reftel("export", "--output", link).code == 0

    assert link.readlink() == named
    assert named.read_text() == exported


def test_a_link_that_leads_to_itself_is_told_of(reftel: Run, exported: str, tmp_path: Path) -> None:
    del exported
    link = tmp_path / "link.jsonl"
    link.symlink_to(link)

    ran = reftel("export", "--output", link)

    assert (ran.code, link.is_symlink()) == (2, True)
    assert ran.err.startswith(f"reftel: {link} cannot be written: Too many levels")


def test_a_pipe_is_written_into_and_stays_a_pipe(
    reftel: Run, exported: str, tmp_path: Path
) -> None:
    """As every other thing that is no file, such as a device."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()

    assert reftel("export", "--output", pipe).code == 0

    reader.join(20)
    assert pipe.is_fifo()
    assert read == [exported]


def test_standard_output_under_its_other_name_is_written_into(reftel: Run, exported: str) -> None:
    assert reftel("export", "--output", "/dev/stdout").out == exported


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("", "this names no file"),
        (".", "is a directory"),
        ("x" * 300, "cannot be written: File name too long."),
        ("nowhere/cables.jsonl", "cannot be written: No such file or directory."),
    ],
)
@pytest.mark.usefixtures("exported")
def test_what_cannot_be_written_is_told_in_one_message(
    reftel: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())

    ran = reftel("export", "--output", output)

    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert set(tmp_path.iterdir()) == before


@pytest.mark.usefixtures("exported")
def test_the_longest_name_that_there_is_can_be_written(reftel: Run, tmp_path: Path) -> None:
    assert reftel("export", "--output", tmp_path / ("x" * 255)).code == 0
