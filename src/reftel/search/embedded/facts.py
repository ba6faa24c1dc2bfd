"""The facts of cables, written anew for each edition: their fast fields, part by part.

The place of a cable and how often it is cited hang on others, so they change while its words
stay. The engine keeps fast fields in one file a segment, found by their names; an index of
nothing else, with the same documents in the same order, has the very bytes of that file.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple, TypeAlias

from reftel.search.embedded import schema as layout
from reftel.search.embedded.entries import facts_document
from reftel.search.embedded.folder import CABLES
from reftel.search.embedded.parts import FAST, Part, Segment, clear_away
from reftel.search.embedded.words import opened_writer

HEAP = 100_000_000
Places: TypeAlias = "array[int]"  # of cables, counted up in the order of ids


class Told(NamedTuple):
    """What is told of the cables of a part, in the order of its documents.

    It may be told in another process.
    """

    part: Part
    places: Places
    facts: Iterable[bytes]
    cited: Sequence[int]  # how often


def write_facts(folder: Path, told: Told) -> None:
    """Give a part of an index its fast fields."""
    cables = zip(told.facts, count(told.part.first), told.places, told.cited, strict=False)
    documents = (facts_document(*cable) for cable in cables)
    for segment in told.part.cables:
        _write(folder, segment, documents)


def _write(folder: Path, segment: Segment, documents: Iterator[str]) -> None:
    place = folder / f"facts-{segment.name}"
    writer = opened_writer(place, layout.facts_of_cables(), HEAP)
    for document in islice(documents, segment.documents):
        writer.add_json(document)
    writer.commit()
    writer.wait_merging_threads()
    (made,) = place.glob(f"*{FAST}")
    made.replace(folder / CABLES / f"{segment.name}{FAST}")
    clear_away(place)
