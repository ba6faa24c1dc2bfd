"""The crew: worker processes with a bounded number of batches in flight."""

import atexit
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import chain, islice
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TypeVar

from reftel.errors import ReftelError

CAP = 16  # beyond this the one writer is the narrow place
IN_FLIGHT = 8  # batches a worker: enough to go on with while the writer commits
SELDOM = 50_000  # objects that are made between two searches for circles: there are next to none
WORTH_IT = 4  # batches from which on workers pay for their start, of up to half a second
K = TypeVar("K")
T = TypeVar("T")
R = TypeVar("R")

Crew = tuple[int, int]  # whose they are, as a copy of this process has none, and their number
_STANDING_BY: dict[Crew, ProcessPoolExecutor] = {}  # until there is work
_STAYED: dict[Crew, ProcessPoolExecutor] = {}  # between two works
_STAYING: set[Crew] = set()  # those that are to stay


def usual_size() -> int:
    """One worker for each processor that we may use, as far as the writer can follow."""
    allowed = getattr(os, "sched_getaffinity", None)  # where the system limits a process
    return min(len(allowed(0)) if allowed else os.cpu_count() or 1, CAP)


def worked(
    work: Callable[[T], R], batches: Iterable[tuple[K, T]], *, workers: int
) -> Iterator[tuple[K, R]]:
    """What ``work`` makes of each batch, in order, with what stood beside the batch.

    In this process where ``workers`` is 0, and where there is so little to do that no
    worker would have started before the end. At most ``IN_FLIGHT`` batches a worker are
    under way, so memory does not grow with the input.
    """
    coming = iter(batches)
    first = list(islice(coming, WORTH_IT))
    if workers == 0 or (len(first) < WORTH_IT and _crew(workers) not in _STAYED):
        for beside, batch in chain(first, coming):
            yield beside, work(batch)
        return
    yield from _shared(work, chain(first, coming), workers)


def spread(
    work: Callable[[list[T]], R], waiting: deque[T], *, at_once: int, workers: int
) -> Iterator[R]:
    """What ``work`` makes of all that waits, so much at once, until nothing does.

    Whoever takes what comes of one part may put more to what waits.
    """
    while waiting:
        flying = 0

        def batches() -> Iterator[tuple[bool, list[T]]]:
            nonlocal flying
            while waiting or flying:  # an empty batch waits for those before it
                flying += bool(waiting)
                some = [waiting.popleft() for _ in range(min(at_once, len(waiting)))]
                yield bool(some), some

        for is_some, done in worked(work, batches(), workers=workers):
            if is_some:
                flying -= 1
                yield done


@contextmanager
def standing_by(work: Callable[[T], object], nothing: T, *, workers: int) -> Iterator[None]:
    """Workers start for a work that comes in this block, and read meanwhile what it takes.

    They do ``nothing``, a batch that is empty. Works for as many workers are theirs; where none
    comes, they are ended with the block: they hold nothing yet. They may be copies of this
    process, so the block begins before anything is opened or locked.
    """
    if workers == 0:
        yield
        return
    pool = _STANDING_BY[_crew(workers)] = _pool(workers, _way_to_start())
    try:
        for _ in range(min(workers, WORTH_IT)):
            with _interruptible_later(), suppress(BrokenProcessPool):  # whom the work tells of
                pool.submit(work, nothing)
        with staying(workers):
            yield
    finally:
        if _STANDING_BY.pop(_crew(workers), None) is pool:
            for one in multiprocessing.active_children():
                one.kill()
            pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def staying(workers: int) -> Iterator[None]:
    """Workers that one work in this block has started do the next one too, even a small one."""
    crew = _crew(workers)
    if crew in _STAYING:
        yield
        return
    _STAYING.add(crew)
    try:
        yield
    finally:
        _STAYING.discard(crew)
        dismiss(workers)


def dismiss(workers: int) -> None:
    """End those who stayed, with all that they keep; others start for the next work."""
    if pool := _STAYED.pop(_crew(workers), None):
        pool.shutdown(wait=True)


def _crew(workers: int) -> Crew:
    return os.getpid(), workers


def _way_to_start() -> str:
    """How workers start: as copies of this process where that is sound, else from nothing.

    A copy has read already what we have, which takes 0.2 s, and shares its memory. It has none of
    our threads, and would wait for ever for a lock that one of them holds: so there may be none.
    """
    tasks = Path("/proc/self/task")
    alone = sys.platform == "linux" and tasks.is_dir() and len([*tasks.iterdir()]) == 1
    return "fork" if alone else "spawn"


def _pool(workers: int, way: str = "spawn") -> ProcessPoolExecutor:
    context = multiprocessing.get_context(way)
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start)


def _shared(
    work: Callable[[T], R], batches: Iterable[tuple[K, T]], workers: int
) -> Iterator[tuple[K, R]]:
    crew = _crew(workers)
    pool = _STAYED.pop(crew, None) or _STANDING_BY.pop(crew, None) or _pool(workers)
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        flying: deque[tuple[K, Future[R]]] = deque()
        for beside, batch in batches:
            with _interruptible_later():  # it may start a worker, which begins as we are
                idle = isinstance(batch, list) and not batch
                flying.append((beside, _idle(work, batch) if idle else pool.submit(work, batch)))
            if len(flying) > IN_FLIGHT * workers:
                done, future = flying.popleft()
                yield done, future.result()
        for done, future in flying:
            yield done, future.result()
        if crew in _STAYING:
            _STAYED.setdefault(crew, pool)
    except BrokenProcessPool as error:
        raise ReftelError(
            "A worker process was ended by the system, most likely for want of memory.",
            "What was done before stands.",
            "Run the same command again, if it can with --workers 0: it goes on where it stopped.",
        ) from error
    finally:
        gc.set_threshold(*before)
        if _STAYED.get(crew) is not pool:
            pool.shutdown(wait=True, cancel_futures=True)


def _idle(work: Callable[[T], R], batch: T) -> Future[R]:
    """The work on an empty list, for which no worker is woken."""
    done: Future[R] = Future()
    done.set_result(work(batch))
    return done


@contextmanager
def _interruptible_later() -> Iterator[None]:
    """Hold Ctrl-C back for a moment, so that a worker is never met by it on its way up."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _start() -> None:
    """Leave Ctrl-C to the parent, and end when the parent has ended, however it did."""
    gc.set_threshold(SELDOM)
    gc.freeze()  # what is here already stays, and a copy of us shares it
    atexit.register(gc.freeze)  # nor is anything looked for at the end
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
