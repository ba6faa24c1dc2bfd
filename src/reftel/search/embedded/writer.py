"""Writes both indexes of an edition, cable by cable, with the parts that were taken over."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self

from reftel.crew import worked
from reftel.search.card import card
from reftel.search.embedded.entries import Words, entry
from reftel.search.embedded.facts import Places, Told, write_facts
from reftel.search.embedded.folder import CABLES, FREE, PARAGRAPHS, finish, told
from reftel.search.embedded.parts import FAST, Part, files_of, linked
from reftel.search.embedded.words import HEAP, PartWriter
from reftel.telegram.cable import CableRecord

FULL = 16_000  # cables of a part: what is built anew where one of them is taken back
FULL_BYTES = 64_000_000  # of their words


class IndexParts:
    """An index in the making, in an empty folder; to be used in a ``with`` statement.

    Cables are told by their place, which counts them up in the order of ids, and come in any
    order; then ``finish``. Left without that, it is no index. ``first`` is a serial number
    that no part which is taken over has reached.
    """

    def __init__(self, folder: Path, *, first: int = 0, heap: int = HEAP) -> None:
        self._folder = folder
        self._heap = heap
        self._next = first
        self._held: list[tuple[Part, Places]] = []
        self._open: tuple[PartWriter, Places] | None = None
        self._closing: tuple[Future[Part], Places] | None = None
        self._closer = ThreadPoolExecutor(1)
        self.taken_over: set[str] = set()  # files, by their path in the folder
        self.cables = 0  # that were written here
        with told(folder, "could not be started", FREE):
            for name in (CABLES, PARAGRAPHS):
                (folder / name).mkdir(parents=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._closer.shutdown(cancel_futures=True)
        if self._open is not None:
            self._open[0].abandon()
        self._open = self._closing = None  # and their threads, memory and locks

    def take_over(self, part: Part, places: Places, source: Path) -> None:
        """A part of the index in another folder, whose cables have these places here."""
        with told(self._folder, "could not take in a part", FREE):
            for name, segments in ((CABLES, part.cables), (PARAGRAPHS, part.paragraphs)):
                for path in chain.from_iterable(files_of(source / name, one) for one in segments):
                    if name == PARAGRAPHS or path.suffix != FAST:
                        linked(path, self._folder / name / path.name)
                        self.taken_over.add(f"{name}/{path.name}")
        self._held.append((part, places))

    def add(self, place: int, words: Words) -> None:
        """One cable, by the words of its entry."""
        with told(self._folder, f"could not take in cable {place + 1}", FREE):
            if self._open is None:
                self._open = PartWriter(self._folder, self._next, self._heap), array("I")
            part, places = self._open
            part.add(words)
            places.append(place)
            self.cables += 1
            if part.cables >= FULL or part.bytes >= FULL_BYTES:
                self._close()

    def finish(
        self,
        facts: Callable[[Places], Iterable[bytes]],
        cited: Sequence[int],
        *,
        workers: int = 0,
    ) -> tuple[Places, ...]:
        """Make it an index, once all cables are in; gives the places of those of each part.

        ``facts`` and ``cited`` tell of cables by their places. Where there are ``workers``,
        what ``facts`` gives is read by them.
        """
        with told(self._folder, "could not be finished", FREE):
            self._close()
            self._close()
            self._held.sort(key=lambda held: held[1][0])
            each = (
                (None, Told(part, places, facts(places), _of(cited, places)))
                for part, places in self._held
            )
            for _ in worked(partial(write_facts, self._folder), each, workers=workers):
                pass
            finish(self._folder, [part for part, _ in self._held])
        return tuple(places for _, places in self._held)

    def _close(self) -> None:
        """Let the open part be written out on a thread, when that before it is done."""
        if self._closing is not None:
            closing, places = self._closing
            self._held.append((closing.result(), places))
            self._closing = None
        if self._open is not None:
            part, places = self._open
            self._closing = self._closer.submit(part.finished), places
            self._next += part.cables
            self._open = None


def _of(cited: Sequence[int], places: Places) -> Places:
    return array("I", map(cited.__getitem__, places))


class IndexWriter:
    """Writes a new index into an empty folder, cable by cable; to be used in a ``with`` statement.

    Left by an exception, there is no index. Cables come in ascending order of their ids, and
    their facts are kept in memory until the end: half a kilobyte each.
    """

    def __init__(self, folder: Path, *, heap: int = HEAP) -> None:
        self._parts = IndexParts(folder, heap=heap)
        self._facts: list[bytes] = []
        self._cited = array("I")
        self._last = ""

    def __enter__(self) -> Self:
        self._parts.__enter__()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with self._parts:
            if exc_type is None:
                facts = self._facts.__getitem__
                self._parts.finish(lambda places: map(facts, places), self._cited)

    def add(self, record: CableRecord, cited: int = 0) -> None:
        """One cable, and how many of this index refer to it.

        Ids ascend, or ValueError is raised.
        """
        if record["id"] <= self._last:
            raise ValueError(f"{record['id']} came after {self._last}; ids must ascend")
        made = entry(card(record))
        self._parts.add(len(self._facts), made.words)
        self._facts.append(made.facts)
        self._cited.append(cited)
        self._last = record["id"]
