"""The one door from an item to its cables."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from reftel.sources import dump, own_records, page, page_text, plain
from reftel.sources.item import Reading, Rejected, SourceItem, SourceKind

READERS: Final[Mapping[SourceKind, Callable[[SourceItem], Iterator[Reading | Rejected]]]] = (
    MappingProxyType(
        {
            SourceKind.PAGE: page.readings,
            SourceKind.PAGE_TEXT: page_text.readings,
            SourceKind.CSV: dump.readings,
            SourceKind.PLAIN: plain.readings,
            SourceKind.JSONL: own_records.readings,
        }
    )
)


def readings(item: SourceItem) -> Iterator[Reading | Rejected]:
    """The cables that this item holds, and what of it cannot be made out. Never raises."""
    return READERS[item.kind](item)
