"""The search back ends. One joins by a line in ``BACKENDS``, with what it cannot do declared."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from reftel.search.backend import Searcher
from reftel.search.embedded import IndexWriter
from reftel.search.embedded import Searcher as EmbeddedSearcher
from reftel.search.memory import MemoryIndex
from reftel.telegram.cable import CableRecord

Build = Callable[[Path, Iterable[CableRecord], Mapping[str, int]], Searcher]


class Backend(NamedTuple):
    """How an index is made in an empty folder, of records and how often each is cited.

    ``gaps`` names what is not to be asked of it: queries, or tests of the suite.
    """

    build: Build
    gaps: frozenset[str] = frozenset()


def _memory(folder: Path, records: Iterable[CableRecord], cited: Mapping[str, int]) -> Searcher:
    del folder
    return MemoryIndex(records, cited)


def _tantivy(folder: Path, records: Iterable[CableRecord], cited: Mapping[str, int]) -> Searcher:
    with IndexWriter(folder, heap=15_000_000) as writer:
        for record in records:
            writer.add(record, cited.get(record["id"], 0))
    return EmbeddedSearcher(folder)


BACKENDS: Mapping[str, Backend] = {"memory": Backend(_memory), "tantivy": Backend(_tantivy)}
