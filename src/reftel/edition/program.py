"""The program: what an edition is worked out with, as one sum.

An edition takes over what was worked out of a cable only from one made by the very same code,
tables and libraries: so no change of them can leave an edition half old and half new.
"""

import hashlib
import sqlite3
from functools import cache
from importlib.metadata import version
from pathlib import Path

import reftel
from reftel.compression import zstd

_PARTS = ("gazetteer", "telegram", "analysis", "redaction", "search", "edition", "vault")
_LIBRARIES = ("tantivy", "orjson")


@cache
def program() -> str:
    """The sha256 over this program's files, and the versions of what it writes with."""
    found = hashlib.sha256()
    root = Path(reftel.__file__).parent
    for path in sorted(path for part in _PARTS for path in (root / part).rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            found.update(f"{path.relative_to(root).as_posix()}\0".encode())
            found.update(hashlib.sha256(path.read_bytes()).digest())
    versions = [reftel.__version__, sqlite3.sqlite_version, *map(version, _LIBRARIES)]
    versions.append(".".join(map(str, zstd.zstd_version_info)))
    found.update("\0".join(versions).encode())
    return found.hexdigest()
