"""The parts of an index: runs of the engine's files that later editions take over as they are.

A part holds the words of some cables. Its documents have serial numbers, which go on from
part to part and are used once: so what is said of cables by serial number stays true when
others come and go.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Self

FAST = ".fast"  # the file of a segment that holds its fast fields


class Segment(NamedTuple):
    """Files of the engine that begin with one name, and how many documents are in them."""

    name: str
    documents: int

    @classmethod
    def of(cls, entry: dict[str, Any]) -> Self:
        """One of the segments that the engine's ``meta.json`` lists."""
        return cls(entry["segment_id"].replace("-", ""), entry["max_doc"])

    @property
    def entry(self) -> dict[str, Any]:
        """What it is in the engine's ``meta.json``."""
        name = "-".join(self.name[at:end] for at, end in _DASHED)
        return {"segment_id": name, "max_doc": self.documents, "deletes": None}


_DASHED = ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32))


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the cables, in the order of their documents.

    ``first`` is the serial number of the first; those of the others follow without a gap.
    """

    first: int
    cables: tuple[Segment, ...]
    paragraphs: tuple[Segment, ...]  # none where no cable has any

    @classmethod
    def of(cls, entry: Any) -> Self:
        """A part from the index's ``layout.json``."""
        first, cables, paragraphs = entry
        return cls(int(first), _segments(cables), _segments(paragraphs))

    @property
    def entry(self) -> tuple[object, ...]:
        """What it is in ``layout.json``."""
        return self.first, self.cables, self.paragraphs

    @property
    def size(self) -> int:
        """How many cables it holds."""
        return sum(segment.documents for segment in self.cables)


def _segments(entries: Any) -> tuple[Segment, ...]:
    return tuple(Segment(str(name), int(documents)) for name, documents in entries)


def files_of(folder: Path, segment: Segment) -> Iterator[Path]:
    """The files of a segment; raises FileNotFoundError where there is none."""
    found = sorted(folder.glob(f"{segment.name}.*"))
    if not found:
        raise FileNotFoundError(f"{folder / segment.name} is not there")
    return iter(found)


def linked(source: Path, target: Path) -> None:
    """The same file under another name, or where the system makes no such links, a copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def clear_away(place: Path) -> None:
    """Remove a folder in which the engine has worked.

    It looks once more, from a thread of its own, and would put a lock into a folder that is
    being emptied. It finds none of this name.
    """
    shutil.rmtree(place.replace(place.with_name(f"{place.name}.done")))
