"""A draft: what one file of the keepers would say in an edition, read before it is there."""

import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from reftel.edition.contents import pages_of
from reftel.edition.editorial.articles import articles_of
from reftel.edition.editorial.cards import Card, cards_of
from reftel.edition.editorial.collections import Item, collections_of
from reftel.edition.editorial.coverage import Report, coverage_of
from reftel.edition.editorial.head import Head
from reftel.edition.editorial.prose import cited
from reftel.edition.spellings import Group, spellings_of
from reftel.telegram.reference_ids import NUMBERED

_NAMED = re.compile(rf"(?<![A-Za-z0-9]){NUMBERED}(?![A-Za-z0-9])", re.ASCII | re.IGNORECASE)


class Kind(StrEnum):
    """What the keepers write, by the name of its folder or file."""

    ARTICLES = "articles"
    COLLECTIONS = "collections"
    PAGES = "pages"
    COVERAGE = "coverage"
    CARDS = "withdrawal-cards"
    SPELLINGS = "spellings"

    @property
    def is_table(self) -> bool:
        """Whether there is one file of it, a table, and not a folder of texts."""
        return self in {Kind.COVERAGE, Kind.CARDS, Kind.SPELLINGS}

    @property
    def suffix(self) -> str:
        return ".csv" if self.is_table else ".md"


class Draft(NamedTuple):
    """What a file says: a text under its head, with the cables of a collection, or rows."""

    head: Head = Head("")
    markdown: str = ""
    items: tuple[Item, ...] = ()
    reports: tuple[Report, ...] = ()
    cards: tuple[Card, ...] = ()
    groups: tuple[Group, ...] = ()
    named: tuple[str, ...] = ()  # ids of cables, in whatever way they stand there


def draft(kind: Kind, name: str, content: bytes, *, beside: Path) -> Draft:
    """What these bytes would say as a file of this name; ``beside`` is where it may lie for it.

    Raises UnclearError, with the line, for what would stop an edition.
    """
    with TemporaryDirectory(dir=beside, prefix="draft-") as folder:
        path = Path(folder, name + kind.suffix)
        path.write_bytes(content)
        found = _READERS[kind](path)
    text = content.decode("utf-8-sig")
    ids = [one[0].upper() for one in _NAMED.finditer(text)] if kind is not Kind.SPELLINGS else []
    ids += [*cited(found.markdown), *(one.id for one in found.items)]
    ids += [*(one.id for one in found.reports), *(one.id for one in found.cards)]
    return found._replace(named=tuple(dict.fromkeys(ids)))


def _article(path: Path) -> Draft:
    (found,) = articles_of(path.parent)
    return Draft(found.head, found.markdown)


def _collection(path: Path) -> Draft:
    (found,) = collections_of(path.parent)
    return Draft(found.head, found.markdown, found.items)


def _page(path: Path) -> Draft:
    (found,) = pages_of(path.parent)
    return Draft(Head(found.title), found.markdown)


_READERS: dict[Kind, Callable[[Path], Draft]] = {
    Kind.ARTICLES: _article,
    Kind.COLLECTIONS: _collection,
    Kind.PAGES: _page,
    Kind.COVERAGE: lambda path: Draft(reports=coverage_of(path)),
    Kind.CARDS: lambda path: Draft(cards=cards_of(path)),
    Kind.SPELLINGS: lambda path: Draft(groups=spellings_of(path)),
}
