"""The words of cables, written part by part.

The engine cuts its segments where its memory ends. A part is so small that it has one of
each index; where texts are so odd that it has several, the engine is asked how they follow.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import tantivy

from reftel.search.embedded import schema as layout
from reftel.search.embedded.entries import Words
from reftel.search.embedded.folder import CABLES, PARAGRAPHS
from reftel.search.embedded.parts import Part, Segment, clear_away, files_of

HEAP = 400_000_000  # bytes of one index at most; as much is taken as the words of a part need


class PartWriter:
    """Writes one part of an index, in a folder of its own inside that of the index."""

    def __init__(self, index: Path, first: int, heap: int = HEAP) -> None:
        self._index = index
        self._first = first
        self._place = index / f"part-{first:08x}"
        self._cables = opened_writer(self._place / CABLES, layout.words_of_cables(), heap)
        self._paragraphs = opened_writer(self._place / PARAGRAPHS, layout.paragraphs(), heap)
        self.cables = 0
        self.bytes = 0

    def add(self, words: Words) -> None:
        """One cable, by the words of its entry."""
        serial = self._first + self.cables
        self._cables.add_json(words.numbered(serial))
        for paragraph in words.paragraphs(serial):
            self._paragraphs.add_document(paragraph)
        self.cables += 1
        self.bytes += len(words.document)

    def abandon(self) -> None:
        """Write nothing; threads, memory and locks are let go."""
        for writer in (self._cables, self._paragraphs):
            with suppress(ValueError, OSError):  # a writer that failed is already gone
                writer.rollback()

    def finished(self) -> Part:
        """The part, its files among those of the index."""
        with ThreadPoolExecutor(1) as beside:
            paragraphs_written = beside.submit(_write_out, self._paragraphs)
            _write_out(self._cables)
            paragraphs_written.result()
        cables = _in_order(self._place / CABLES, range(self._first, self._first + self.cables))
        paragraphs = _segments_in(self._place / PARAGRAPHS)
        for name, segments in ((CABLES, cables), (PARAGRAPHS, paragraphs)):
            for segment in segments:
                for path in files_of(self._place / name, segment):
                    path.replace(self._index / name / path.name)
        clear_away(self._place)
        return Part(self._first, cables, paragraphs)


def _write_out(writer: tantivy.IndexWriter) -> None:
    writer.commit()
    writer.wait_merging_threads()


def opened_writer(folder: Path, schema: tantivy.Schema, heap: int) -> tantivy.IndexWriter:
    """A writer of one thread, so that documents come in the order in which they were added."""
    folder.mkdir(parents=True)
    index = tantivy.Index(schema, path=str(folder), reuse=False)
    layout.register_analyser(index)
    return index.writer(heap_size=heap, num_threads=1)


def _segments_in(folder: Path) -> tuple[Segment, ...]:
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    return tuple(map(Segment.of, meta["segments"]))


def _in_order(folder: Path, serials: range) -> tuple[Segment, ...]:
    """The segments in the order of their documents; ValueError unless these are their numbers."""
    segments = _segments_in(folder)
    searcher = tantivy.Index.open(str(folder)).searcher()
    numbered = [
        searcher.fast_field_values(
            layout.SERIAL_NUMBER,
            [tantivy.DocAddress(at, document) for document in range(segment.documents)],
        )
        for at, segment in enumerate(segments)
    ]
    order = sorted(range(len(segments)), key=lambda at: numbered[at][0] or 0)
    if [number for at in order for number in numbered[at]] != [*serials]:
        raise ValueError("the engine did not keep documents in their order")
    return tuple(segments[at] for at in order)
