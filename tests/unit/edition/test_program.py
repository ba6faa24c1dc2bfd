"""An edition is built on another only where all that decides its bytes is the same."""

import sqlite3
import unicodedata
from pathlib import Path

import reftel
from reftel.edition import program


def test_code_tables_libraries_and_the_letters_that_python_knows_are_told() -> None:
    root = Path(reftel.__file__).parent
    names = {path.relative_to(root).as_posix() for path in program.files()}

    assert {"compression.py", "telegram/parser.py", "redaction/laying.py"} <= names
    assert not any(name.startswith("reading_room/") or ".pyc" in name for name in names)
    assert {unicodedata.unidata_version, sqlite3.sqlite_version} <= set(program.versions())
