"""The back end that editions use: a tantivy index in a folder of its own.

The folder is written by one writer and never changed afterwards: whoever may read it can
search it. ``layout.json`` is written last, so an index without it is one that was never
finished.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from stat import S_IMODE
from types import TracebackType
from typing import Any, Self

import tantivy

from reftel.errors import IndexUnavailable
from reftel.search import schema as layout
from reftel.search.backend import Counts, Facet, Hit, Hits, SortOrder
from reftel.search.card import Card, card
from reftel.search.clauses import Node, TextField
from reftel.search.engine_query import Translation
from reftel.search.query import Query
from reftel.search.stems import having, leads
from reftel.telegram.cable import CableRecord

HEAP = 100_000_000  # bytes, for all threads together; more gains little
THREADS = 1  # it takes half as long as what hands it cables; two write more, smaller segments
_STAMP = "layout.json"
_ALL_VALUES = 60_000  # more values of one facet than any archive has; tantivy stops at 65,000
_LOOK_FURTHER = 32
_STEMS_KEPT = 20_000
_FREE = "Free disk space if it ran out, then build the edition anew with 'reftel rebuild'."
_LET_READ = (
    "Let this user read every file in that folder; where one is missing or damaged, build the "
    "edition anew with 'reftel rebuild'."
)

_ORDER = {
    SortOrder.RELEVANCE: "newest",
    SortOrder.NEWEST: "newest",
    SortOrder.OLDEST: "oldest",
    SortOrder.RELEASED_NEWEST: "released_newest",
    SortOrder.RELEASED_OLDEST: "released_oldest",
}


class IndexWriter:
    """Writes a new index into an empty folder; to be used in a ``with`` statement.

    Left by an exception, nothing is committed. Cables come in ascending order of their ids.
    """

    def __init__(self, folder: Path, *, threads: int = THREADS, heap: int = HEAP) -> None:
        self._folder = folder
        with _told(folder, "could not be started", _FREE):
            folder.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(layout.schema(), path=str(folder), reuse=False)
            layout.register_analyser(self._index)
            self._writer = self._index.writer(heap_size=heap, num_threads=threads)
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
            with suppress(ValueError, OSError):  # a writer that failed is already gone
                self._writer.rollback()
            del self._writer  # and with it its threads, its memory and its lock
            return
        with _told(self._folder, "could not be finished", _FREE):
            self._writer.commit()
            self._writer.wait_merging_threads()
            stamp = {"layout": layout.LAYOUT, "cables": self._place, "engine": "tantivy"}
            (self._folder / _STAMP).write_text(json.dumps(stamp) + "\n", encoding="utf-8")
            self._open_to_readers()

    def add(self, record: CableRecord) -> None:
        """Take one cable in; ids ascend, or ValueError is raised."""
        self.add_card(card(record))

    def add_card(self, made: Card) -> None:
        """Take one cable in by its card, as ``add`` does."""
        if made.id <= self._last:
            raise ValueError(f"{made.id} came after {self._last}; ids must ascend")
        with _told(self._folder, f"could not take in {made.id}", _FREE):
            self._writer.add_document(layout.document(made, self._place))
        self._place += 1
        self._last = made.id

    def _open_to_readers(self) -> None:
        """Let everybody read all of it who may read the stamp.

        The engine keeps meta.json to the user who wrote it, and a server runs as another.
        """
        mode = S_IMODE((self._folder / _STAMP).stat().st_mode)
        for path in self._folder.iterdir():
            path.chmod(mode)


class Searcher:
    """Reads one finished index; opened once, shared by all threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        _require_finished(folder)
        with _told(folder, "cannot be opened", _LET_READ), _elsewhere(folder) as place:
            index = tantivy.Index.open(str(place))
            layout.register_analyser(index)
            index.config_reader(reload_policy="manual")  # nothing will change that is to be watched
            self._searcher = index.searcher()
        self._translated = Translation(lru_cache(maxsize=_STEMS_KEPT)(self._forms))

    def find(
        self,
        query: Query,
        *,
        offset: int = 0,
        limit: int = 20,
        sort: SortOrder = SortOrder.RELEVANCE,
    ) -> Hits:
        held = self._searcher.num_docs
        by_score = sort is SortOrder.RELEVANCE and query.weighs()
        with _told(self._folder, "failed to answer", _LET_READ):
            result = self._searcher.search(
                self._translated.of(query.root),
                limit=max(1, min(limit, held)),
                offset=min(offset, held),
                order_by_field=None if by_score else _ORDER[sort],
                order=tantivy.Order.Desc if by_score else tantivy.Order.Asc,
            )
            hits = tuple(
                Hit(self._searcher.doc(at)["id"][0], value if by_score else 0.0)
                for value, at in result.hits[: max(limit, 0)]
            )
        total: int = result.count  # type: ignore[attr-defined]  # missing in the stubs
        return Hits(total, hits)

    def count(self, query: Query, facet: Facet, limit: int = 20) -> Counts:
        return self.counts(query, (facet,), limit)[facet]

    def counts(
        self, query: Query, facets: Sequence[Facet] = tuple(Facet), limit: int = 20
    ) -> Mapping[Facet, Counts]:
        counted = self._buckets(query.root, facets, limit + _LOOK_FURTHER)
        unsure = [facet for facet in facets if not _settled(counted[facet], limit)]
        if unsure:
            counted |= self._buckets(query.root, unsure, _ALL_VALUES)
        return {facet: _first(counted[facet]["buckets"], limit) for facet in facets}

    def _buckets(self, node: Node, facets: Sequence[Facet], size: int) -> dict[Facet, Any]:
        """The most frequent values; every segment counts all of its own, so none is missed."""
        asked = {
            facet.value: {
                "terms": {
                    "field": layout.VALUES[facet],
                    "size": size,
                    "segment_size": _ALL_VALUES,
                }
            }
            for facet in facets
        }
        with _told(self._folder, "failed to count", _LET_READ):
            found = self._searcher.aggregate(self._translated.of(node), asked)
        return {facet: found[facet.value] for facet in facets}

    def _forms(self, stemmed: str) -> tuple[str, ...]:
        """The words of this index that have a stem. Subjects stand in the body too."""
        if len(stemmed) < 2:
            return (stemmed,) if stemmed else ()
        body = layout.TEXT[TextField.ANYWHERE]
        found = {
            word: None
            for lead in leads(stemmed)
            for word, _ in self._searcher.terms_with_prefix(body, lead)
        }
        return having(stemmed, found)


def _settled(found: Any, limit: int) -> bool:
    """Whether no value that was cut off counts as much as the last one that is shown."""
    buckets = found["buckets"]
    if not found["sum_other_doc_count"] or limit < 1:
        return True
    return bool(buckets[limit - 1]["doc_count"] > buckets[-1]["doc_count"])


def _first(buckets: list[dict[str, Any]], limit: int) -> Counts:
    pairs = [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets]
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[: max(limit, 0)]


def _require_finished(folder: Path) -> None:
    try:
        stamp = json.loads((folder / _STAMP).read_text(encoding="utf-8"))
        found = stamp["layout"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        why = f"is missing or was never finished ({error})"
        raise _unavailable(folder, why, _LET_READ) from error
    if found != layout.LAYOUT:
        why = f"has layout {found}; this reftel reads {layout.LAYOUT}"
        raise _unavailable(folder, why, "Build the edition anew with 'reftel rebuild'.")


@contextmanager
def _elsewhere(folder: Path) -> Iterator[Path]:
    """A folder of links to the files of an index, in which the engine may make its lock.

    It locks whatever it opens, with a file beside meta.json that it has to write; so an
    index could not be opened by who may only read it, nor from a disk that is read-only.
    All files are open when the block ends, and the links are gone. Where none can be made,
    it is the folder itself.
    """
    with ExitStack() as opening:
        try:
            room = tempfile.TemporaryDirectory(prefix="reftel-", ignore_cleanup_errors=True)
            place = _links(folder, Path(opening.enter_context(room)))
        except OSError:  # a full disk, or a system on which not everybody makes links
            place = folder
        yield place
        if place is not folder:
            # The engine looks once more, from a thread of its own, and would put a new lock
            # into a folder that is being emptied. It finds no folder of this name.
            with suppress(OSError):
                place.rename(place.with_name("read"))


def _links(folder: Path, room: Path) -> Path:
    place = room / "index"
    place.mkdir()
    for path in folder.resolve().iterdir():
        if path.suffix != ".lock":
            (place / path.name).symlink_to(path)
    return place


def _unavailable(folder: Path, why: str, next_step: str) -> IndexUnavailable:
    return IndexUnavailable(
        f"The search index in {folder} {why}.",
        "The cables themselves, the vault and every other edition are untouched.",
        next_step,
    )


@contextmanager
def _told(folder: Path, what: str, next_step: str) -> Iterator[None]:
    """Tantivy's errors as ours. It raises ValueError and OSError for whatever goes wrong."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise _unavailable(folder, f"{what} ({error})", next_step) from error
