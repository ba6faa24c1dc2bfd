"""Everyday words: those of which nobody learns anything, wherever they are found.

They are the program's own, those of the keepers' files, and the names of shelves on which
other cables stand. A name that is held back in a cable and stands in an article of the
keepers is found all the same: words under a mark are not excused by what keepers write.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from sqlite3 import connect
from typing import NamedTuple

import reftel
from reftel.archive import ArchiveFolder
from reftel.edition import catalogue
from reftel.edition.read import Edition
from reftel.search.folding import words

_PACKAGE = Path(reftel.__file__).parent
_SOURCES = {".html", ".py", ".js", ".css", ".po", ".txt", ".xml"}
_KEPT = {".md", ".csv", ".toml"}
# Shelves on which a cable stands that does not change.
_SHELVES = """
SELECT title FROM shelf WHERE EXISTS (
  SELECT 1 FROM place JOIN cable ON cable.number = place.cable
  WHERE place.shelf = shelf.number AND cable.id NOT IN (SELECT value FROM json_each(?)))
"""


class Written(NamedTuple):
    """What the keepers of an archive wrote for readers, and its words."""

    text: str
    words: frozenset[str]


@cache
def of_program() -> frozenset[str]:
    """All words in the files of this program: pages, tables of posts and tags, glossary."""
    found: set[str] = set()
    for path in _PACKAGE.rglob("*"):
        if path.suffix in _SOURCES:
            found.update(words(path.read_text(encoding="utf-8")))
    return frozenset(found)


def of_keepers(archive: ArchiveFolder) -> Written:
    """What stands in their pages, articles, collections and tables."""
    text = "\n".join(_written(archive))
    return Written(text, frozenset(words(text)))


def of_shelves(live: Edition, changed: Sequence[str]) -> set[str]:
    """The words in the names of shelves that keep a cable, whatever becomes of these."""
    place = f"{(live.folder / catalogue.NAME).resolve().as_uri()}?mode=ro"
    with closing(connect(place, uri=True)) as database:
        rows = database.execute(_SHELVES, (json.dumps(list(changed)),))
        return set(words("\n".join(title for (title,) in rows)))


def _written(archive: ArchiveFolder) -> Iterator[str]:
    folders = (archive.pages, archive.articles, archive.collections)
    files = [archive.config, archive.coverage, archive.withdrawal_cards, archive.spellings]
    files += [path for folder in folders if folder.is_dir() for path in folder.iterdir()]
    for path in files:
        if path.suffix in _KEPT and path.is_file():
            yield path.read_text(encoding="utf-8", errors="replace")
