"""The files that the archive's keepers write: which they are, what they say, what is wrong.

They are UTF-8, with or without a mark at the beginning. Hidden files are an editor's and not
the reader's, and a link that leads out of its folder is not followed: what it names was
never put here.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from reftel.edition.keys import unique_keys
from reftel.errors import ConfigError

MOST_BYTES = 1_000_000
T = TypeVar("T")


def markdown_files(folder: Path, kind: str) -> dict[str, Path]:
    """The files ``*.md`` of a folder by the word that each has in its address, in that order."""
    if not folder.is_dir():
        return {}
    files = {
        path.stem: path
        for path in folder.iterdir()
        if path.suffix == ".md" and not path.name.startswith(".") and is_here(path)
    }
    slugs = unique_keys(kind, files)
    return {slugs[stem]: files[stem] for stem in sorted(files, key=slugs.__getitem__)}


def is_here(path: Path) -> bool:
    """Whether this is a file, and lies in its folder rather than somewhere that a link names."""
    return path.is_file() and path.resolve().is_relative_to(path.parent.resolve())


def rows(path: Path, most_bytes: int = MOST_BYTES) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file that hold something, each with the number of its line.

    A line that begins with ``#`` is passed over.
    """
    lines = text_of(path, most_bytes).splitlines(keepends=True)
    reader = csv.reader(["\n" if line.startswith("#") else line for line in lines], strict=True)
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise unclear(path, reader.line_num, str(error)) from error
        if row is None:
            return
        cells = [" ".join(cell.split()) for cell in row]
        if any(cells):
            yield reader.line_num, cells


def table(
    path: Path, columns: Sequence[str], read: Callable[..., T], *, most_bytes: int
) -> Iterator[tuple[int, T]]:
    """The rows below a header of these columns, each with its line, as ``read`` takes its cells.

    None where there is no file. Raises ConfigError, with the number of the line, for another
    header or number of cells, and where ``read`` raises ValueError.
    """
    if not is_here(path):
        return
    lines = rows(path, most_bytes)
    first, header = next(lines, (1, list(columns)))
    if header != list(columns):
        raise unclear(path, first, f"the first row should be {','.join(columns)}")
    for line, cells in lines:
        if len(cells) != len(columns):
            why = f"a row has {len(columns)} cells, and this one {len(cells)}"
            raise unclear(path, line, why)
        try:
            found = read(*cells)
        except ValueError as error:
            raise unclear(path, line, str(error)) from error
        yield line, found


def text_of(path: Path, most_bytes: int = MOST_BYTES) -> str:
    """What a file says. Raises ConfigError where it is too long, no UTF-8 or not to be read."""
    try:
        if path.stat().st_size > most_bytes:
            raise unclear(path, 1, f"the file has more than {most_bytes:,} bytes")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise unclear(path, line, f"this is not UTF-8 (byte {error.start})") from error
    except OSError as error:
        raise unclear(path, 1, f"it cannot be read ({error.strerror or error})") from error


class UnclearError(ConfigError):
    """A line of a file that cannot be understood, and why."""

    def __init__(self, path: Path, line: int, why: str) -> None:
        super().__init__(
            f"{path}, line {line}: {why}.",
            "No edition was made; the live one is as it was.",
            "Correct that line and run the same command again; docs/formats/archive-folder.md "
            "shows a whole file.",
        )
        self.line = line
        self.why = why


def unclear(path: Path, line: int, why: str) -> UnclearError:
    """What to say of a line that cannot be understood."""
    return UnclearError(path, line, why)
