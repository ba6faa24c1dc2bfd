"""Writes both indexes of an edition, cable by cable."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import tantivy

from reftel.search.card import card
from reftel.search.embedded import schema as layout
from reftel.search.embedded.entries import Entry, entry
from reftel.search.embedded.folder import CABLES, FREE, PARAGRAPHS, finish, told
from reftel.telegram.cable import CableRecord

HEAP = 100_000_000  # bytes, for all threads of one index together; more gains little
THREADS = 1  # for each index; it takes as long as what hands it cables. Two: more, smaller segments


class IndexWriter:
    """Writes a new index into an empty folder; to be used in a ``with`` statement.

    Left by an exception, nothing is committed. Cables come in ascending order of their ids.
    """

    def __init__(self, folder: Path, *, threads: int = THREADS, heap: int = HEAP) -> None:
        self._folder = folder
        with told(folder, "could not be started", FREE):
            self._cables = _writer(folder / CABLES, layout.cables(), threads, heap)
            self._paragraphs = _writer(folder / PARAGRAPHS, layout.paragraphs(), threads, heap)
        self._place = 0
        self._last = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if exc_type is not None:
            for writer in (self._cables, self._paragraphs):
                with suppress(ValueError, OSError):  # a writer that failed is already gone
                    writer.rollback()
            del self._cables, self._paragraphs, writer  # and their threads, memory and locks
            return
        with told(self._folder, "could not be finished", FREE), ThreadPoolExecutor(2) as both:
            list(both.map(_committed, (self._cables, self._paragraphs)))
            finish(self._folder, self._place)

    def add(self, record: CableRecord, cited: int = 0) -> None:
        """One cable, and how many of this index refer to it.

        Ids ascend, or ValueError is raised.
        """
        self.add_entry(entry(card(record)), cited)

    def add_entry(self, made: bytes, cited: int = 0) -> None:
        """Take one cable in by its entry, as ``add`` does."""
        cable = Entry.opened(made)
        if cable.id <= self._last:
            raise ValueError(f"{cable.id} came after {self._last}; ids must ascend")
        with told(self._folder, f"could not take in {cable.id}", FREE):
            self._cables.add_json(cable.document(self._place, cited))
            for paragraph in cable.paragraphs(self._place):
                self._paragraphs.add_document(paragraph)
        self._place += 1
        self._last = cable.id


def _writer(folder: Path, schema: tantivy.Schema, threads: int, heap: int) -> tantivy.IndexWriter:
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(schema, path=str(folder), reuse=False)
    layout.register_analyser(index)
    return index.writer(heap_size=heap, num_threads=threads)


def _committed(writer: tantivy.IndexWriter) -> None:
    writer.commit()
    writer.wait_merging_threads()
