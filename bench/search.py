"""Search over invented cables, against SQLite FTS5 doing the same work: ``python -m bench.search``.

Both answer the same questions in the same run: how many, the twenty best or newest, a
passage of each with the words lit, and six facets. reftel reads the records from the
edition's catalogue, as its search page does; FTS5 has the text at hand in the same file.
Each is asked once to warm up and then pass after pass.

reftel answers in a process of its own that serves the edition and nothing else, as a server
does; then its memory is told, and it completes what readers type, letter by letter.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import psutil

from bench.fts5_peer import Fts5
from bench.measure import percentile
from bench.pipeline import travelled
from bench.questions import Question, questions
from reftel.archive import ArchiveFolder, Audience
from reftel.edition.live import open_live
from reftel.edition.read import Edition
from reftel.invented import cables
from reftel.invented.dump import write_csv
from reftel.search.backend import Facet, SortOrder
from reftel.search.beside import beside
from reftel.search.embedded import IndexWriter
from reftel.search.query import parse_query
from reftel.search.snippets import lit, passages
from reftel.site.wiring import reading_room
from reftel.telegram.cable import CableRecord, read_cable
from reftel.telegram.record import Published

PASSES = 3
SAMPLE = 400
SIX = (
    Facet.ORIGIN,
    Facet.COUNTRY,
    Facet.TAG,
    Facet.YEAR,
    Facet.CLASSIFICATION,
    Facet.PRECEDENCE,
)


class Spent(NamedTuple):
    """Seconds that one answer took."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds over all questions; of each question the median of the passes."""

    p50: float
    p95: float
    p99: float
    cpu_p95: float  # of processor time, which other work on the machine disturbs less

    @classmethod
    def of(cls, spent: Sequence[Spent]) -> "Timing":
        wall, cpu = ([1000 * one for one in times] for times in zip(*spent, strict=True))
        p50, p95, p99 = (percentile(wall, share) for share in (0.50, 0.95, 0.99))
        return cls(p50, p95, p99, cpu_p95=percentile(cpu, 0.95))


@dataclass(frozen=True, slots=True)
class Report:
    cables: int
    text_bytes: int
    index_bytes: int
    fts5_bytes: int
    index_seconds: float
    fts5_seconds: float
    reftel: Timing
    fts5: Timing
    by_kind: dict[str, tuple[float, float]]
    same_totals: int
    questions: int
    served: "Served"

    def lines(self) -> Iterator[str]:
        """The report as rows of a table in Markdown."""
        mb = 1_000_000
        yield f"Search: {self.cables:,} invented cables, {self.text_bytes / mb:.0f} MB of text"
        yield "| | reftel (tantivy) | SQLite FTS5 | ratio |"
        yield "|---|---|---|---|"
        mine, theirs = self.cables / self.index_seconds, self.cables / self.fts5_seconds
        yield f"| index, cables/s | {mine:,.0f} | {theirs:,.0f} | {mine / theirs:.1f} |"
        yield (
            f"| size, MB | {self.index_bytes / mb:.0f} | {self.fts5_bytes / mb:.0f} (text too) "
            f"| {self.fts5_bytes / self.index_bytes:.1f} |"
        )
        for name in ("p50", "p95", "p99", "cpu_p95"):
            one, other = getattr(self.reftel, name), getattr(self.fts5, name)
            yield f"| {name.replace('_', ' ')}, ms | {one:.1f} | {other:.1f} | {other / one:.1f} |"
        for kind, (one, other) in self.by_kind.items():
            yield f"| {kind}, median ms | {one:.1f} | {other:.1f} | {other / one:.1f} |"
        yield f"The counts are equal for {self.same_totals} of {self.questions} questions."
        yield from self.served.lines()


@dataclass(frozen=True, slots=True)
class Served:
    """What one process took that served the edition: megabytes, and milliseconds to complete.

    ``own`` is memory of its own, ``all`` that with the pages of files that it reads, each
    counted once, in however many places it is mapped.
    """

    answers: "Answers"
    own: float
    all: float
    p50: float
    p95: float
    slowest: float

    def lines(self) -> Iterator[str]:
        yield (
            f"Serving: {self.own:.0f} MB of its own, {self.all:.0f} MB with the files it reads; "
            f"suggestions p50 {self.p50:.2f} ms, p95 {self.p95:.2f} ms, at most "
            f"{self.slowest:.1f} ms"
        )


def measured(archive: ArchiveFolder, folder: Path, *, seed: int, peer_passes: int) -> Report:
    """Write both anew in ``folder`` over the cables that are public in an archive, and ask both."""
    edition = open_live(archive, audience=Audience.PUBLIC)
    n = edition.manifest.counts["cables"]
    peer, text = Fts5(folder / "fts5.sqlite"), _Measured(edition.records())
    fts5_seconds = peer.fill(text)
    index_seconds = _index_alone(edition, folder / "alone")
    asked = questions(islice(edition.records(), 0, None, max(1, n // SAMPLE)), seed=seed)
    mine = served(archive.root, asked)
    theirs = answered(asked, lambda question: peer.ask(question)[0], peer_passes)
    report = Report(
        cables=n,
        text_bytes=text.characters,
        index_bytes=_size(edition.folder / "index"),
        fts5_bytes=peer.size,
        index_seconds=index_seconds,
        fts5_seconds=fts5_seconds,
        reftel=Timing.of(mine.answers.spent),
        fts5=Timing.of(theirs.spent),
        by_kind=_by_kind(asked, mine.answers.spent, theirs.spent),
        same_totals=sum(a == b for a, b in zip(mine.answers.totals, theirs.totals, strict=True)),
        questions=len(asked),
        served=mine,
    )
    peer.close()
    return report


def ask(edition: Edition, question: Question) -> int:
    """All that a search page shows, asked for as it does; gives the total."""
    query = parse_query(question.text)
    order = SortOrder(question.sort) if question.sort else SortOrder.RELEVANCE
    counting = beside(edition.searcher.counts, query, SIX, limit=20)
    found = edition.searcher.find(query, limit=20, sort=order)
    for record in edition.some(found.ids):
        passages(record, query, 2)
        lit(record["subject"], query)
    counting.result()
    return found.total


def served(folder: Path, asked: Sequence[Question]) -> Served:
    """What a new process takes that opens the archive, answers and completes."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as beside:
        return beside.submit(_serving, folder, asked).result()


def _serving(folder: Path, asked: Sequence[Question]) -> Served:
    archive = ArchiveFolder(folder)
    reading_room(archive, audience=Audience.PUBLIC)  # for the settings
    edition = open_live(archive, audience=Audience.PUBLIC)
    from reftel.reading_room.searching.suggesting import AT_ONCE, suggestions  # noqa: PLC0415

    answers = answered(asked, partial(ask, edition), PASSES)
    words = dict.fromkeys(word for question in asked for word in question.words)
    typed = dict.fromkeys(word[:end] for word in words for end in range(1, len(word)))
    suggestions(edition, "a", AT_ONCE)  # the first one of an edition makes the list of names
    spent = [1000 * _timed(partial(suggestions, edition, one, AT_ONCE)) for one in typed]
    memory = psutil.Process().memory_full_info()
    return Served(
        answers,
        own=(memory.rss - memory.shared) / 1e6,
        all=memory.pss / 1e6,
        p50=percentile(spent, 0.5),
        p95=percentile(spent, 0.95),
        slowest=max(spent),
    )


def records(
    n: int, *, seed: int = 1966, reference_ids: Path | None = None
) -> Iterator[CableRecord]:
    """The records of ``n`` invented cables, in the order they were invented."""
    for cable in cables(n, seed=seed, reference_ids=reference_ids):
        published = Published(
            source="bench",
            id=cable.id,
            created=cable.created.strftime("%Y-%m-%dT%H:%MZ"),
            released=cable.released.strftime("%Y-%m-%dT%H:%MZ"),
            classification=cable.classification,
            origin=cable.origin,
        )
        record = read_cable(cable.header, cable.body, published)[1]
        if record is not None:
            yield record


class _Measured:
    """Cables, and how many characters of text were among those that went by."""

    def __init__(self, records: Iterable[CableRecord]) -> None:
        self._records = records
        self.characters = 0

    def __iter__(self) -> Iterator[CableRecord]:
        for record in self._records:
            self.characters += len(record["text"])
            yield record


def _index_alone(edition: Edition, folder: Path) -> float:
    """Seconds to write the index, without those to fetch the records."""
    spent = 0.0
    begun = time.perf_counter()
    with IndexWriter(folder) as writer:
        spent += time.perf_counter() - begun
        for record in edition.records():
            spent += _timed(partial(writer.add, record))
        begun = time.perf_counter()
    return spent + time.perf_counter() - begun


def _archive(
    n: int, folder: Path, *, seed: int, reference_ids: Path | None = None
) -> ArchiveFolder:
    """A new archive in which ``n`` invented cables are public."""
    write_csv(folder / "cables.csv", cables(n, seed=seed, reference_ids=reference_ids))
    travelled("CSV dump", n, folder / "cables.csv", folder / "archive")
    return ArchiveFolder(folder / "archive")


class Answers(NamedTuple):
    """What came of questions to one engine: how many cables, and what each answer took."""

    totals: list[int]
    spent: list[Spent]  # the median of all passes but the first, which warms up


def answered(asked: Sequence[Question], answer: Callable[[Question], int], passes: int) -> Answers:
    """All questions asked once, then pass after pass."""
    totals = [answer(question) for question in asked]
    taken = [[_spent(answer, question) for question in asked] for _ in range(passes)]
    return Answers(totals, [statistics.median_low(times) for times in zip(*taken, strict=True)])


def _spent(answer: Callable[[Question], int], question: Question) -> Spent:
    wall, cpu = time.perf_counter(), time.process_time()
    answer(question)
    return Spent(time.perf_counter() - wall, time.process_time() - cpu)


def _by_kind(
    asked: list[Question], mine: list[Spent], theirs: list[Spent]
) -> dict[str, tuple[float, float]]:
    kinds = dict.fromkeys(question.kind for question in asked)
    return {
        kind: (_median_of(kind, asked, mine), _median_of(kind, asked, theirs)) for kind in kinds
    }


def _median_of(kind: str, asked: list[Question], times: list[Spent]) -> float:
    chosen = [one.wall for question, one in zip(asked, times, strict=True) if question.kind == kind]
    return 1000 * statistics.median(chosen)


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cables", type=int, nargs="?", default=20_000)
    parser.add_argument("--archive", type=Path, help="one that is there; nothing is written to it")
    parser.add_argument("--folder", type=Path, help="work in here, and not where TMPDIR says")
    parser.add_argument("--peer-passes", type=int, default=PASSES, help="of FTS5, which is slow")
    parser.add_argument("--reference-ids", type=Path, help="gzipped ids and months to draw from")
    parser.add_argument("--seed", type=int, default=1966)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as work:
        folder = Path(work)
        archive = (
            ArchiveFolder(given.archive)
            if given.archive
            else _archive(given.cables, folder, seed=given.seed, reference_ids=given.reference_ids)
        )
        report = measured(archive, folder, seed=given.seed, peer_passes=given.peer_passes)
    print("\n".join(report.lines()))


if __name__ == "__main__":
    main()
