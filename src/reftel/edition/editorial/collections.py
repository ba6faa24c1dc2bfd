"""Collections: cables that belong together, each with a note, and a text on why.

A collection is a Markdown file with a head. A line ``- 08VIENTIANE145: note`` puts a cable
in it, wherever it stands; what else the file says is the text above the list.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from reftel.edition.editorial.facts import LONGEST, cable_id
from reftel.edition.editorial.files import markdown_files, unclear
from reftel.edition.editorial.head import Head, headed
from reftel.telegram.reference_ids import NUMBERED

MOST_CABLES = 10_000

_ITEM = re.compile(rf"[-*+] +\[?(?P<id>{NUMBERED})\b\]?(?P<note>.*)", re.ASCII | re.IGNORECASE)
_BEFORE_NOTE = " :–—-"


class Item(NamedTuple):
    """A cable of a collection, be it in the edition or not, and why it is in it."""

    id: str
    note: str


class Collection(NamedTuple):
    """One collection: the word in its address, its head, the text, the cables in its order."""

    slug: str
    head: Head
    markdown: str
    items: tuple[Item, ...]


def collections_of(folder: Path) -> tuple[Collection, ...]:
    """The collections ``*.md`` of a folder, by title.

    Raises ConfigError for one that cannot be read.
    """
    found = [_collection(slug, path) for slug, path in markdown_files(folder, "collection").items()]
    return tuple(sorted(found, key=lambda one: (one.head.title.casefold(), one.slug)))


def _collection(slug: str, path: Path) -> Collection:
    head, markdown, first = headed(path)
    lines = markdown.splitlines(keepends=True)
    items = _items(path, enumerate(lines, first))
    if not items:
        why = "this collection has no cable: each has a line '- 08VIENTIANE145: note'"
        raise unclear(path, first, why)
    text = "".join(line for line in lines if not _ITEM.fullmatch(line.strip()))
    return Collection(slug, head, text, items)


def _items(path: Path, lines: Iterable[tuple[int, str]]) -> tuple[Item, ...]:
    found = dict[str, Item]()
    for number, line in lines:
        match = _ITEM.fullmatch(line.strip())
        id_ = cable_id(match["id"]) if match else None
        if match is None or id_ is None:
            continue
        note = " ".join(match["note"].split()).lstrip(_BEFORE_NOTE)
        if id_ in found:
            raise unclear(path, number, f"{id_} stands twice")
        if len(note) > LONGEST:
            raise unclear(path, number, f"the note on {id_} has more than {LONGEST} characters")
        if len(found) >= MOST_CABLES:
            raise unclear(path, number, f"a collection has {MOST_CABLES:,} cables at the most")
        found[id_] = Item(id_, note)
    return tuple(found.values())
