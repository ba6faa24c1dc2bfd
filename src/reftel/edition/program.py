"""The program: what an edition is worked out with, as one sum.

An edition takes over what was worked out of a cable only from one made by the very same code,
tables and libraries: so no change of them can leave an edition half old and half new.
"""

import hashlib
import sqlite3
import unicodedata
from functools import cache
from importlib.metadata import version
from pathlib import Path

import reftel
from reftel.compression import zstd

_PARTS = ("gazetteer", "telegram", "analysis", "redaction", "search", "edition", "vault")
_MODULES = ("compression.py",)
_LIBRARIES = ("tantivy", "orjson")


@cache
def program() -> str:
    """The sha256 over this program's files, and the versions of what it writes with."""
    found = hashlib.sha256()
    root = Path(reftel.__file__).parent
    for path in files():
        found.update(f"{path.relative_to(root).as_posix()}\0".encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    found.update("\0".join(versions()).encode())
    return found.hexdigest()


def files() -> list[Path]:
    """Code and tables that decide what stands in an edition."""
    root = Path(reftel.__file__).parent
    every = [path for part in _PARTS for path in (root / part).rglob("*")]
    every += [root / name for name in _MODULES]
    return sorted(path for path in every if path.is_file() and path.suffix != ".pyc")


def versions() -> list[str]:
    """What else decides it: libraries, and the tables of letters that come with Python."""
    told = [reftel.__version__, sqlite3.sqlite_version, unicodedata.unidata_version]
    told += map(version, _LIBRARIES)
    return [*told, ".".join(map(str, zstd.zstd_version_info))]
