"""The accession: source files taken into the vault, as a stream, a batch at a time.

Taking a file twice changes nothing, whatever the order, and a run that was killed is
taken up by running it again: an original is on the disk before the rows that name it are
committed, and what has rows is not read again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from reftel import sources
from reftel.archive import ArchiveFolder
from reftel.crew import worked
from reftel.sources.item import Rejected, SourceItem
from reftel.vault import audit, docket
from reftel.vault.audit import Hand
from reftel.vault.faults import told
from reftel.vault.ledger import Ledger, Rehearsal, Sighting, VaultLedger
from reftel.vault.lock import writing
from reftel.vault.originals import Originals, digest
from reftel.vault.reading import Outcome, Task, outcomes, refusal, writable
from reftel.vault.report import AccessionReport, Tally

READ_AT_ONCE = 64  # items a worker is handed
BYTES_AT_ONCE = 1 << 20
WRITTEN_AT_ONCE = 1024  # items a transaction holds, at most
PATHS_LOGGED = 100  # of those that were given

Opened = tuple[str, Iterator[SourceItem | Rejected]]  # a path as given, and what it holds
Progress = Callable[[AccessionReport], None]


class Handful(NamedTuple):
    """Items that are dealt with together: those to read, and those known."""

    paths: list[str]  # for each of ``tasks`` the path that was given
    known: list[tuple[str, Sighting]]
    tasks: list[Task]


def accession(  # noqa: PLR0913 -- each is a choice of the person who runs it
    archive: ArchiveFolder,
    paths: Iterable[Path],
    *,
    workers: int,
    dry_run: bool,
    hand: Hand,
    progress: Progress = lambda _: None,
    batch: str = "",
    vault_is_open: bool = True,
) -> AccessionReport:
    """Take in what lies at the paths; ``batch`` is a name to release it under later.

    The log tells of it when it ends, or is stopped; of one that was killed, it tells when
    that is taken up again.
    The vault has to be open (``site.database``), but for a dry run where there is none.
    Raises ArchiveError where the vault cannot be written; what was committed then stands.
    """
    # Whatever is not there raises now, before anything is written.
    opened = [(str(path), sources.items(path, but=archive.root)) for path in paths]
    report = AccessionReport(dry_run, {name: Tally() for name, _ in opened})
    store = Originals(archive.originals)
    vault = VaultLedger(store.settle, hand, batch)
    ledger = Rehearsal(vault if vault_is_open else None) if dry_run else vault
    read = partial(outcomes, originals=None if dry_run else archive.originals.absolute())
    with nullcontext() if dry_run else writing(archive), told(archive):
        if not dry_run:
            store.ready()
        try:
            handfuls = _handfuls(opened, ledger, report)
            waiting = _Waiting(ledger, report)
            for handful, outcome in worked(read, ((h, h.tasks) for h in handfuls), workers=workers):
                waiting.add(handful, outcome)
                progress(report)
            waiting.write()
            if not dry_run and docket.in_use():
                docket.fill()
            progress(report)
        finally:
            if not dry_run:
                _log(report, batch, hand)
    return report


def _log(report: AccessionReport, batch: str, hand: Hand) -> None:
    """One entry for all that was taken in."""
    counts = {name: number for name, number in report.total.as_dict().items() if number}
    paths = list(report.files)[:PATHS_LOGGED]
    with transaction.atomic():
        audit.append("import", about=batch, detail={"paths": paths, **counts}, **hand._asdict())


def _handfuls(
    opened: Iterable[Opened], ledger: Ledger, report: AccessionReport
) -> Iterator[Handful]:
    items: list[tuple[str, Task]] = []
    size = 0
    for path, task in _tasks(opened, report):
        items.append((path, task))
        size += len(task.item.content)
        if len(items) == READ_AT_ONCE or size >= BYTES_AT_ONCE:
            yield _handful(items, ledger)
            items, size = [], 0
    if items:
        yield _handful(items, ledger)


def _tasks(opened: Iterable[Opened], report: AccessionReport) -> Iterator[tuple[str, Task]]:
    for name, items in opened:
        for item in items:
            if isinstance(item, Rejected) and item.passed_over:
                report.pass_over(name, refusal(item))
            else:
                yield name, Task(digest(item.content), item)


def _handful(items: Sequence[tuple[str, Task]], ledger: Ledger) -> Handful:
    witnessed = ledger.witnessed(task.sha256 for _, task in items)
    handful = Handful([], [], [])
    for path, task in items:
        if task.sha256 in witnessed and isinstance(task.item, SourceItem):
            place = writable(task.item.place)
            sighting = Sighting(task.sha256, writable(task.item.container), place)
            handful.known.append((path, sighting))
        else:
            handful.paths.append(path)
            handful.tasks.append(task)
    return handful


class _Waiting:
    """What has been read and waits to be written, and the counting of it."""

    def __init__(self, ledger: Ledger, report: AccessionReport) -> None:
        self._ledger = ledger
        self._report = report
        self._outcomes: list[tuple[str, Outcome]] = []
        self._known: list[tuple[str, Sighting]] = []
        self._file = ""  # the file last counted as taken in

    def add(self, handful: Handful, read: Sequence[Outcome]) -> None:
        self._outcomes += zip(handful.paths, read, strict=True)
        self._known += handful.known
        if len(self._outcomes) + len(self._known) >= WRITTEN_AT_ONCE:
            self.write()

    def write(self) -> None:
        read = [outcome for _, outcome in self._outcomes]
        known = [sighting for _, sighting in self._known]
        held = self._ledger.held(read)
        refusals = self._ledger.refusals(known)
        self._ledger.write(read, known)
        for path, outcome in self._outcomes:
            self._count(path, outcome, held.revisions, held.cables)
        for path, sighting in self._known:
            self._report.count(path, known=1)
            for each in refusals.get(sighting.sha256, ()):
                self._report.refuse(path, each)
        self._outcomes, self._known = [], []

    def _count(self, path: str, outcome: Outcome, revisions: set[str], cables: set[str]) -> None:
        """Count one outcome; both sets grow by what it brings."""
        for found in outcome.found:
            if found.digest in revisions:
                self._report.count(path, known=1)
                continue
            what = "new_revisions" if found.cable in cables else "cables"
            self._report.count(path, revisions=1, **{what: 1})
            if outcome.container != self._file:
                self._report.count(path, taken_in=1)
                self._file = outcome.container
            revisions.add(found.digest)
            cables.add(found.cable)
        for each in outcome.refusals:
            self._report.refuse(path, each)
