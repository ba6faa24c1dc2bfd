"""An article or a collection as lists and feeds show it: what its head says."""

from dataclasses import dataclass
from typing import Any

from reftel.edition.editorial.head import Head
from reftel.edition.read import Edition
from reftel.reading_room.editorial import languages
from reftel.reading_room.feeds import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """``language`` is that of the text: as its head says, else the archive's first."""

    title: str
    address: str
    author: str
    day: str
    language: str
    summary: str

    @property
    def direction(self) -> str:
        return languages.direction(self.language)

    @property
    def item(self) -> Item:
        """As a feed has it."""
        return Item(
            title=self.title,
            address=self.address,
            identity=self.address,
            updated=self.day,
            author=self.author,
            summary=self.summary,
            language=self.language,
        )


def from_head(edition: Edition, head: Head, address: str) -> dict[str, Any]:
    """The fields of a line."""
    declared = edition.manifest.declaration.languages
    return {
        "title": head.title,
        "address": address,
        "author": head.author,
        "day": head.day,
        "language": head.language or (declared[0] if declared else ""),
        "summary": head.summary,
    }
