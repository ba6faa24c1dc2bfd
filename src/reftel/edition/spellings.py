"""The archive's own ``spellings.csv``: a row is one name in all its spellings.

::

    # Names of this archive
    Exampletown,Eksampelton,Exempleville
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from reftel.errors import ConfigError
from reftel.search.folding import one_line, words

MOST_BYTES = 1_000_000
MOST_SPELLINGS = 40  # of one name
MOST_WORDS = 8  # of one spelling

Group = tuple[str, ...]


def spellings_of(path: Path) -> tuple[Group, ...]:
    """The groups of a file in its order; none where there is no file.

    Raises ConfigError, with the number of the line, where a row cannot be understood.
    """
    if not path.exists():
        return ()
    return tuple(_group(path, line, row) for line, row in _rows(path))


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, each with the number of its line."""
    reader = csv.reader(_lines(path), strict=True)
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise _unclear(path, reader.line_num, str(error)) from error
        if row is None:
            return
        cells = [one_line(cell) for cell in row]
        if any(cells):
            yield reader.line_num, cells


def _lines(path: Path) -> list[str]:
    """The lines of the file; a comment is an empty one."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _unclear(path, 1, f"the file has more than {MOST_BYTES:,} bytes")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _unclear(path, line, "this is not UTF-8") from error
    except OSError as error:
        raise _unclear(path, 1, f"it cannot be read ({error.strerror or error})") from error
    return ["\n" if line.startswith("#") else line for line in text.splitlines(keepends=True)]


def _group(path: Path, line: int, row: list[str]) -> Group:
    seen: set[tuple[str, ...]] = set()
    for cell in row:
        found = words(cell)
        if not found:
            raise _unclear(path, line, "a spelling is empty")
        if len(found) > MOST_WORDS:
            raise _unclear(path, line, f"“{cell[:40]}…” has more than {MOST_WORDS} words")
        if found in seen:
            raise _unclear(path, line, f"“{cell}” stands twice, as search reads it")
        seen.add(found)
    if not 2 <= len(row) <= MOST_SPELLINGS:
        why = f"a name needs 2 to {MOST_SPELLINGS} spellings, with commas between"
        raise _unclear(path, line, why)
    return tuple(row)


def _unclear(path: Path, line: int, why: str) -> ConfigError:
    return ConfigError(
        f"{path}, line {line}: {why}.",
        "No edition was made; the live one is as it was.",
        "Correct that line and run the same command again; docs/formats/archive-folder.md "
        "shows a whole file.",
    )
