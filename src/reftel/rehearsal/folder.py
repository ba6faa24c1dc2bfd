"""The folder: the files of an edition searched for secrets, whatever the pages show of them.

Of the catalogue every column of text is read, of every row; of the records, which are
compressed, those of the cables that changed, with their earlier texts. Other files are
searched as they lie, as far as they are new and not longer in all than ``MOST_BYTES``; those
of the index for long words alone, as its terms are asked for one by one (``walk``).
"""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from reftel.compression import zstd
from reftel.edition import catalogue
from reftel.edition.read import INDEX
from reftel.rehearsal.secrets import Secrets
from reftel.rehearsal.walk import Found
from reftel.telegram.cable import from_json

MOST_BYTES = 64 << 20  # of files beside the catalogue
ROWS_AT_ONCE = 500
_READ = 1 << 20
_OVERLAP = 256  # letters of the longest word that two reads may cut
_WORD = re.compile(rb"[A-Za-z0-9\x80-\xff]{3,}")
_SHORTEST_IN_INDEX = 8  # letters: shorter words are met by chance in what is no text
_RECORDS = """
SELECT cable.id, record.json FROM cable JOIN record USING (number)
WHERE cable.id IN (SELECT value FROM json_each(?1))
UNION ALL
SELECT cable.id, earlier.json FROM cable JOIN earlier ON earlier.cable = cable.number
WHERE cable.id IN (SELECT value FROM json_each(?1))
"""
_OPENED_APART = {"record", "earlier"}


class Folder:
    """The search through one edition's folder; ``counts`` tells how much was read."""

    def __init__(self, folder: Path, secrets: Secrets) -> None:
        self._folder, self._secrets = folder, secrets
        self.counts: Counter[str] = Counter()

    def findings(self, changed: Iterable[str]) -> Iterator[Found]:
        place = f"{(self._folder / catalogue.NAME).resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(place, uri=True)) as database:
            yield from self._records(database, changed)
            for table, columns in _columns(database):
                yield from self._rows(database, table, columns)
        yield from self._files()

    def _records(self, database: sqlite3.Connection, changed: Iterable[str]) -> Iterator[Found]:
        every = iter(changed)
        while some := list(islice(every, ROWS_AT_ONCE)):
            for id_, blob in database.execute(_RECORDS, (json.dumps(some),)):
                self.counts["records opened"] += 1
                for field, text in _texts(from_json(zstd.decompress(blob))):
                    for one in self._secrets.found_in(text, id_):
                        yield Found(f"{catalogue.NAME}, {id_}", field, one)

    def _rows(
        self, database: sqlite3.Connection, table: str, columns: list[str]
    ) -> Iterator[Found]:
        """All that is text in a table, some hundred rows joined at a time."""
        listed = ", ".join(f'"{column}"' for column in columns)
        rows = database.execute(f'SELECT {listed} FROM "{table}"')  # noqa: S608 -- its own names
        while some := rows.fetchmany(ROWS_AT_ONCE):
            self.counts["rows of the catalogue"] += len(some)
            joined = "\n".join(str(value) for row in some for value in row if value is not None)
            for one in self._secrets.found_in(joined):
                yield Found(catalogue.NAME, table, one)

    def _files(self) -> Iterator[Found]:
        left = MOST_BYTES
        for path in sorted(self._folder.rglob("*")):
            if not path.is_file() or path.name == catalogue.NAME:
                continue
            if path.stat().st_nlink > 1:  # shared with the edition before, which was rehearsed
                self.counts["bytes of files known already"] += path.stat().st_size
                continue
            size = min(left, path.stat().st_size)
            left -= size
            self.counts["bytes of files searched"] += size
            self.counts["bytes of files left out"] += path.stat().st_size - size
            name = path.relative_to(self._folder).as_posix()
            shortest = _SHORTEST_IN_INDEX if name.startswith(INDEX) else 0
            for one in sorted(_words_in(path, size) & self._secrets.words):
                if len(one) >= shortest:
                    yield Found(name, "bytes", one)


def _columns(database: sqlite3.Connection) -> Iterator[tuple[str, list[str]]]:
    """The tables and their columns of text."""
    tables = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    for (table,) in tables.fetchall():
        columns = database.execute("SELECT name, type FROM pragma_table_info(?)", (table,))
        texts = [name for name, kind in columns if kind == "TEXT"]
        if texts and table not in _OPENED_APART:
            yield table, texts


def _texts(value: Any, name: str = "record") -> Iterator[tuple[str, str]]:
    """Every text in a record with the field it stands in."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _texts(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one, name)


def _words_in(path: Path, size: int) -> set[str]:
    """The words in the first bytes of a file, in UTF-8, in lower case."""
    found: set[str] = set()
    with path.open("rb") as file:
        before = b""
        while size > 0 and (read := file.read(min(size, _READ))):
            size -= len(read)
            for word in _WORD.findall(before + read):
                found.add(word.decode("utf-8", "replace").lower())
            before = read[-_OVERLAP:]
    return found
